import { looksOf } from '../../ground/duty/subject.ts';
import { paths } from '../../ground/places.ts';
import type { Part } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { taskFigures } from './catalogue.ts';
import { documentRoutes } from './document.routes.ts';
import { listDocuments } from './document.store.ts';
import { documentTitle } from './document.title.ts';
import { draftRoutes } from './draft.routes.ts';
import { directiveInbox } from './inbox.ts';
import { documentSteps, knownTaskSteps } from './known.ts';
import { directivePaths } from './paths.ts';
import { publicDocumentRoutes } from './public.routes.ts';
import { registerDesk } from './register-desk.ts';
import { loadSampleDirectives } from './sample.ts';
import { taskRoutes } from './task.routes.ts';
import { directiveWork } from './unit.work.ts';

/** Documents, what each implements, to whom they were sent, the tasks they give, and what became of them. */
export const directives: Part = {
  name: 'directives',
  late: [
    {
      code: 'tasks',
      name: { vi: 'Nhiệm vụ', en: 'Tasks' },
      types: ['task'],
      // What was given on is late below.
      joins: sql`join task on task.id = duty.subject_id and task.children = 0`,
      list: (unit) => `${paths.deskTasks}?${new URLSearchParams({ donvi: unit.id })}`,
    },
  ],
  menu: [
    { where: 'desk', at: 10, href: paths.deskTasks, label: { vi: 'Nhiệm vụ', en: 'Tasks' } },
    { where: 'desk', at: 11, href: paths.deskDocuments, label: { vi: 'Văn bản', en: 'Documents' } },
    { where: 'foot', at: 20, href: paths.documents, label: { vi: 'Văn bản', en: 'Documents' } },
  ],
  work: directiveWork,
  figures: taskFigures,
  dutySubjects: [
    {
      type: 'task',
      async look(db, ids) {
        const rows = await db.rows<{ id: string; title: string }>(
          sql`select id, title from task where id = any(${ids}::uuid[])`,
        );
        return looksOf(rows.map((row) => ({ ...row, href: directivePaths.task(row.id) })));
      },
    },
    {
      type: 'dissemination',
      async look(db, ids) {
        const rows = await db.rows<{ id: string; document: string; title: string }>(sql`
          select dissemination.id, document.id as document, document.printed_number || ': ' || document.abstract as title
          from dissemination join document on document.id = dissemination.document_id
          where dissemination.id = any(${ids}::uuid[])`);
        return looksOf(rows.map((row) => ({ ...row, href: directivePaths.document(row.document) })));
      },
    },
  ],
  inbox: directiveInbox,
  register: registerDesk,
  async search({ db }, { query, language, limit }) {
    const found = await listDocuments(db, { units: 'all', openOnly: true, query, limit });
    return found.map((one) => ({
      sort: { vi: 'Văn bản', en: 'Documents' },
      title: documentTitle(one, language),
      language: 'vi',
      href: directivePaths.publicDocument(one.id),
      on: dayInVietnam(one.registeredAt),
    }));
  },
  steps: [...Object.values(documentSteps), ...Object.values(knownTaskSteps)],
  routes(web) {
    publicDocumentRoutes(web);
    draftRoutes(web);
    documentRoutes(web);
    taskRoutes(web);
  },
  sample: loadSampleDirectives,
};
