import type { Part } from '../../ground/web.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { taskFigures } from './catalogue.ts';
import { documentRoutes } from './document.routes.ts';
import { listDocuments } from './document.store.ts';
import { documentTitle } from './document.title.ts';
import { directiveInbox } from './inbox.ts';
import { directivePaths } from './paths.ts';
import { publicDocumentRoutes } from './public.routes.ts';
import { loadSampleDirectives } from './sample.ts';
import { taskRoutes } from './task.routes.ts';
import { directiveWork } from './unit.work.ts';

/** Documents, what each implements, to whom they were sent, the tasks they give, and what became of them. */
export const directives: Part = {
  name: 'directives',
  work: directiveWork,
  figures: taskFigures,
  inbox: directiveInbox,
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
  routes(web) {
    publicDocumentRoutes(web);
    documentRoutes(web);
    taskRoutes(web);
  },
  sample: loadSampleDirectives,
};
