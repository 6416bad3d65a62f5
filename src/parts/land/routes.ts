import { h } from 'preact';
import { action, citizenForm } from '../../ground/actions.ts';
import { historyOf } from '../../ground/record/next.ts';
import { ofCitizens } from '../../ground/step/undo.ts';
import { frameOf, publicPage, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { pack } from '../../platform/http/cache.ts';
import { sendDownload } from '../../platform/http/download.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { filePolicy } from '../../platform/http/security.ts';
import { parseId } from '../../platform/id.ts';
import { named } from '../../platform/language.ts';
import { NotedPage } from '../../platform/page/form.tsx';
import { dayInVietnam } from '../../platform/time.ts';
import { questionForm } from './forms.ts';
import { mapOf, svgOf } from './geometry.ts';
import { questionsOf } from './household.store.ts';
import {
  actFile,
  actsOf,
  handoverYears,
  isMapped,
  listProjects,
  measuresOf,
  type ProjectLine,
  shapesOf,
  stagesBySheet,
} from './land.store.ts';
import type { ActId, ProjectId } from './land.ts';
import { landPaths as to } from './paths.ts';
import { askAboutProject } from './project.service.ts';
import { ProjectPage, ProjectsPage } from './public.pages.tsx';
import { texts } from './texts.ts';
import { groupOf } from './view.tsx';

/** A project by the id in an address. @throws HttpError 404 */
export async function projectIn(web: Web, params: unknown, published = true): Promise<ProjectLine> {
  const id: ProjectId = idIn<'landProject'>(params);
  const [project] = await listProjects(web.services.db, { id, published });
  if (!project) throw notFound();
  return project;
}

/** Projects as everybody sees them. */
export function publicLandRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, files } = services;
  const today = () => dayInVietnam(clock());

  publicPage(web, to.public, async (request) =>
    h(ProjectsPage, {
      frame: await frameOf(web, request),
      lines: await listProjects(db, { published: true }),
      years: await handoverYears(db, today()),
      today: today(),
    }),
  );

  publicPage(web, to.one(':id'), async (request) => {
    const project = await projectIn(web, request.params);
    const [measures, acts, mapped, sheets, questions, history] = await Promise.all([
      measuresOf(db, project.id),
      actsOf(db, project.id),
      isMapped(db, project.id),
      stagesBySheet(db, project.id),
      questionsOf(db, project.id),
      historyOf(db, [project.id]),
    ]);
    const frame = await frameOf(web, request);
    return h(ProjectPage, {
      frame,
      project,
      measures,
      acts,
      mapped,
      sheets,
      questions,
      history,
      today: today(),
    });
  });

  app.get(to.map(':id'), async (request, reply) => {
    const project = await projectIn(web, request.params);
    const shapes = await shapesOf(db, project.id);
    const map = mapOf(shapes.map(({ rings, stage }) => ({ rings, group: groupOf(stage) })));
    if (!map) throw notFound();
    const { body, coding } = pack(request.raw, { identity: Buffer.from(svgOf(map)) });
    if (coding) reply.header('content-encoding', coding);
    return reply
      .type('image/svg+xml; charset=utf-8')
      .header('content-security-policy', filePolicy)
      .header('cache-control', 'public, max-age=300')
      .header('vary', 'accept-encoding')
      .send(body);
  });

  app.get(to.file(':id', ':act', ':file'), async (request, reply) => {
    const project = await projectIn(web, request.params);
    const { act, file } = request.params as { act: string; file: string };
    const id = parseId<'landAct'>(act) as ActId | undefined;
    const found = id && (await actFile(db, project.id, id));
    const kept = found?.files.find((one) => one.id === file);
    if (!kept) throw notFound();
    return sendDownload(reply, files, kept);
  });

  const question = action<typeof questionForm, 'citizen'>(
    named(texts)('askQuestion'),
    questionForm,
    ofCitizens,
    async (tx, { given, params }) => {
      await askAboutProject(services, tx, idIn<'landProject'>(params), given);
    },
  );
  citizenForm(web, to.question(':id'), {
    ...question,
    async page(request) {
      const project = await projectIn(web, request.params);
      const back = { href: to.one(project.id), text: project.name };
      return { title: texts[request.language].askQuestion, back };
    },
    back: (request) => `${to.question((request.params as { id: string }).id)}/da-gui`,
  });
  app.get(`${to.question(':id')}/da-gui`, async (request, reply) => {
    const project = await projectIn(web, request.params);
    const frame = await frameOf(web, request);
    const back = { href: to.one(project.id), text: project.name };
    return sendPage(reply, h(NotedPage, { frame, title: texts[frame.language].asked, back }));
  });
}
