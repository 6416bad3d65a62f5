import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { seesUnit, unitsSeen, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { taskRuleOn } from '../../ground/law/task-rules.ts';
import type { PostId, Unit, UnitId } from '../../ground/organization/organization.ts';
import { postsOf } from '../../ground/organization/reorganisation.store.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { takeFiles } from '../../platform/files/evidence.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes, sendDownload } from '../../platform/http/download.ts';
import { fieldReader, tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { allValues, readForm } from '../../platform/http/form.ts';
import { keyOf, newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { sheetType, writeCsv, writeWorkbook } from '../../platform/sheet/sheet.ts';
import { shortened } from '../../platform/text.ts';
import { dayInVietnam, formatDate, parsePlainDate, readTypedDate, yearOf } from '../../platform/time.ts';
import { ClausesPage, TaskForm } from './clause.pages.tsx';
import { decideClauses } from './clause.service.ts';
import { type ClauseId, clausesOf, coverageOf } from './clause.store.ts';
import { unitsBelow } from './document.routes.ts';
import { DocumentRefused, documentFor, leads, mayRead } from './document.service.ts';
import { readDocument } from './document.store.ts';
import { type Document, type DocumentId, nameOf } from './document.ts';
import { matchUnits } from './match.ts';
import { overdueTasks, overview, ownTasks, periodReport, waitingTasks } from './overview.store.ts';
import { directivePaths as to } from './paths.ts';
import { type Proposal, proposeTasks } from './proposal.ts';
import { onTimeOf, ReportPage, TaskPage, TasksPage } from './task.pages.tsx';
import {
  addTasks,
  cascade,
  dropDraft,
  seesTask,
  standingTo,
  step,
  type TaskGiven,
  TaskRefused,
  taskFor,
} from './task.service.ts';
import {
  openTasksOf,
  readTask,
  rollUp,
  stepFile,
  stepsOf,
  sumCells,
  tasksBelow,
  tasksOf,
} from './task.store.ts';
import { mayTakeStep, type TaskId, type TaskStep, taskSteps } from './task.ts';
import { cellNames, faultTexts, texts } from './texts.ts';
import { urge } from './urge.service.ts';

const mostTasks = 2000;
const shown = 40;

/** What is said of an error that a caller can do something about. */
function messageOf(error: unknown, language: Language): string {
  const words = faultTexts[language];
  if (error instanceof DocumentRefused || error instanceof TaskRefused) return words[error.fault];
  if (error instanceof HttpError && error.code === 'conflict') return words.conflict;
  throw error;
}

/** Clauses, tasks, and what is late where. */
export function taskRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;
  const today = () => dayInVietnam(clock());

  const documentOf = async (request: FastifyRequest, officer: SignedIn): Promise<Document> => {
    const id = parseId<'document'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    const document = await documentFor(db, officer, id as DocumentId);
    if (!worksIn(officer, document.unitId) && !seesUnit(officer, document.unitId)) throw notFound();
    return document;
  };

  const showClauses = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    document: Document,
    errors: FieldErrors = {},
    typed: Record<string, string> = {},
  ) => {
    const [clauses, tasks, coverage] = await Promise.all([
      clausesOf(db, document.id),
      tasksOf(db, document.id, mostTasks),
      coverageOf(db, document.id),
    ]);
    const under = headings(clauses);
    const page = h(ClausesPage, {
      frame: await frameOf(web, request, officer),
      document,
      clauses: clauses.map((clause) => ({
        ...clause,
        proposals: proposeTasks(clause.text, document.issuedOn, under.get(clause.id)),
        given: tasks.filter((task) => task.clauseId === clause.id),
      })),
      coverage,
      day: today(),
      errors,
      typed,
      done: (request.query as { xong?: string }).xong !== undefined,
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  app.get(`${to.documents}/:id/dieu`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    return showClauses(request, reply, officer, await documentOf(request, officer));
  });

  app.post(`${to.documents}/:id/dieu`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const document = await documentOf(request, officer);
    const { values } = await readForm(request);
    const dropped = parseId<'task'>(values.bo ?? '') as TaskId | undefined;
    try {
      await decideClauses(services, officer, document.id, values);
      if (dropped) await dropDraft(services, officer, document.id, dropped);
    } catch (error) {
      return showClauses(
        request,
        reply,
        officer,
        document,
        { '*': messageOf(error, request.language) },
        values,
      );
    }
    return reply.redirect(`${to.clauses(document.id)}?xong`, 303);
  });

  /** Units that a task can be given to: those below, the own one, and in a draft those above the reader too. */
  const showTaskForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    of: { document: Document; above?: Awaited<ReturnType<typeof readTask>> },
    given: {
      values: Record<string, string>;
      ticked: string[];
      together: string[];
      errors: FieldErrors;
      words?: string | undefined;
    },
  ) => {
    const t = texts[request.language];
    const { units } = await site.read();
    const { document, above } = of;
    const posts = await postsOf(db, [officer.unit], today());
    const page = h(TaskForm, {
      frame: await frameOf(web, request, officer),
      action: above ? `${to.task(above.id)}/giao` : to.addTask(document.id),
      back: above
        ? { href: to.task(above.id), text: above.title }
        : { href: to.clauses(document.id), text: t.clauses },
      title: above ? t.giveBelow : t.addTask,
      words: above?.title ?? given.words,
      units: unitsBelow(officer, units),
      ticked: given.ticked,
      together: given.together,
      parents: above ? [] : await openTasksOf(db, document.unitId, 200),
      posts: posts.map((post) => ({
        id: post.id,
        title: post.personName ? `${post.titleVi} (${post.personName})` : post.titleVi,
      })),
      values: given.values,
      errors: given.errors,
    });
    return sendPage(reply, page, Object.values(given.errors).some(Boolean) ? 422 : 200);
  };

  app.get(`${to.documents}/:id/nhiem-vu`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const document = await documentOf(request, officer);
    const { dieu = '', goi } = request.query as Record<string, string>;
    const clauses = await clausesOf(db, document.id);
    const clause = clauses.find((one) => one.id === dieu);
    const proposal =
      clause && goi
        ? proposeTasks(clause.text, document.issuedOn, headings(clauses).get(clause.id))[Number(goi)]
        : undefined;
    const { units } = await site.read();
    return showTaskForm(
      request,
      reply,
      officer,
      { document },
      {
        values: {
          key: newKey(),
          clause: clause?.id ?? '',
          title: proposal ? titleOf(proposal) : '',
          askedFor: proposal?.due?.kind === 'date' ? formatDate(proposal.due.on) : '',
        },
        ticked: proposal?.lead
          ? matchUnits(proposal.lead, unitsBelow(officer, units)).map((one) => one.id)
          : [],
        together: (proposal?.coordinating ?? []).flatMap((words) =>
          matchUnits(words, unitsBelow(officer, units)).map((one) => one.id),
        ),
        errors: {},
        words: clause?.text,
      },
    );
  });

  /** Reads a form of tasks: one for each unit that was ticked. */
  const readTasks = async (request: FastifyRequest, officer: SignedIn, values: Record<string, string>) => {
    const t = texts[request.language];
    const read = fieldReader(values, request.language);
    const { units } = await site.read();
    const known = new Set<string>(unitsBelow(officer, units).map((one) => one.id));
    const ticked = allValues(request, 'units').filter((one) => known.has(one)) as UnitId[];
    const together = allValues(request, 'together').filter((one) => known.has(one)) as UnitId[];
    if (ticked.length === 0) read.errors.units = t.required;
    const title = read.text('title', 1000);
    const askedFor = read.optionalDay('askedFor');
    const laterWhy = read.optional('laterWhy', 500);
    const post = (parseId<'post'>(values.post ?? '') as PostId | undefined) ?? null;
    // A person is named for the own unit only: elsewhere its head does that.
    const posts = await postsOf(db, [officer.unit], today());
    if (post && !posts.some((one) => one.id === post)) read.errors.post = t.required;
    const tasks: TaskGiven[] = ticked.map((unit) => ({
      title,
      unit,
      withUnits: together.filter((one) => one !== unit),
      post: unit === officer.unit ? post : null,
      askedFor,
      laterWhy,
      clause: (parseId<'clause'>(values.clause ?? '') as ClauseId | undefined) ?? null,
      parent: (parseId<'task'>(values.parent ?? '') as TaskId | undefined) ?? null,
    }));
    return { tasks, ticked, together, errors: read.errors, failed: read.failed };
  };

  app.post(`${to.documents}/:id/nhiem-vu`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const document = await documentOf(request, officer);
    const { values } = await readForm(request);
    const { tasks, ticked, together, errors, failed } = await readTasks(request, officer, values);
    const clauses = await clausesOf(db, document.id);
    const clause = clauses.find((one) => one.id === values.clause);
    if (!failed) {
      try {
        await addTasks(services, officer, document.id, tasks, keyOf(values));
        return await reply.redirect(`${to.clauses(document.id)}?xong#dieu-${clause?.position ?? 1}`, 303);
      } catch (error) {
        errors[fieldOf(error)] = messageOf(error, request.language);
      }
    }
    return showTaskForm(
      request,
      reply,
      officer,
      { document },
      { values, ticked, together, errors, words: clause?.text },
    );
  });

  const taskOf = async (request: FastifyRequest, officer: SignedIn) => {
    const id = parseId<'task'>((request.params as { id: string }).id) as TaskId | undefined;
    if (!id) throw notFound();
    const task = await taskFor(db, officer, id);
    // A draft is on the page of its document.
    if (task.state === 'draft') throw notFound();
    return task;
  };

  const showTask = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    id: TaskId,
    given: { form?: TaskStep; errors?: FieldErrors; typed?: Record<string, string> } = {},
  ) => {
    const day = today();
    const task = await taskFor(db, officer, id);
    const who = standingTo(officer, task);
    const [above, below, counts, steps, posts, { units, ended }, document] = await Promise.all([
      task.parentId ? readTask(db, task.parentId) : undefined,
      tasksBelow(db, id, mostTasks),
      rollUp(db, task.originId, day, task),
      stepsOf(db, id),
      postsOf(db, [task.unitId], day),
      site.read(),
      readDocument(db, task.documentId),
    ]);
    const unit = (of: UnitId): Unit | undefined => [...units, ...ended].find((one) => one.id === of);
    const post = posts.find((one) => one.id === task.postId);
    const { form, errors = {}, typed = {} } = given;
    const page = h(TaskPage, {
      view: {
        frame: await frameOf(web, request, officer),
        task,
        above: above && seesTask(officer, above) ? above : undefined,
        below,
        counts: sumCells(counts.values()),
        steps,
        allowed: taskSteps.filter((one) => mayTakeStep(task, one, who) === 'yes'),
        mayCascade: who.leads && task.state === 'open',
        // The rule of the day it was given.
        rule: taskRuleOn(dayInVietnam(steps[0]?.at ?? clock())),
        day,
        giver: unit(task.giverUnit),
        helpers: task.withUnits.flatMap((one) => unit(one) ?? []),
        post: post && (post.personName ? `${post.titleVi}, ${post.personName}` : post.titleVi),
        posts: posts.map((one) => ({
          id: one.id,
          title: one.personName ? `${one.titleVi} (${one.personName})` : one.titleVi,
        })),
        documentHref:
          document && (await mayRead(db, officer, document)) ? to.document(document.id) : undefined,
        key: newKey(),
        form,
        errors,
        typed,
        done: (request.query as { xong?: string }).xong !== undefined,
      },
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  const showTasks = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    errors: FieldErrors = {},
  ) => {
    const day = today();
    const asked = parseId<'unit'>((request.query as { donvi?: string }).donvi ?? '') as UnitId | undefined;
    const only = asked && seesUnit(officer, asked) ? asked : undefined;
    const seen = only ? [only] : unitsSeen(officer);
    const { units, ended } = await site.read();
    const names = new Map([...units, ...ended].map((one) => [one.id, one]));
    const [sums, overdue, waiting, own] = await Promise.all([
      overview(db, seen, day),
      overdueTasks(db, seen, day, shown),
      leads(officer, officer.unit) ? waitingTasks(db, officer.unit, officer.person, shown) : [],
      ownTasks(db, only ?? officer.unit, shown),
    ]);
    const page = h(TasksPage, {
      frame: await frameOf(web, request, officer),
      day,
      overview: sums,
      unitName: (unit) => names.get(unit)?.name[request.language] ?? '',
      overdue,
      waiting,
      own,
      mayUrge: (unit) => leads(officer, officer.unit) && unit !== officer.unit,
      unit: only && names.get(only),
      key: newKey(),
      errors,
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };
  app.get(to.tasks, async (request, reply) =>
    showTasks(request, reply, await requireCaseOfficer(web, request)),
  );

  app.get(to.report, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { language } = request;
    const t = texts[language];
    const day = today();
    const query = request.query as Record<string, string>;
    const values = {
      tu: query.tu ?? formatDate(parsePlainDate(`${yearOf(day)}-01-01`)),
      den: query.den ?? formatDate(day),
    };
    const errors: FieldErrors = {};
    const from = readTypedDate(values.tu);
    const until = readTypedDate(values.den);
    if (!from) errors.tu = t.badDate;
    if (!until || (from && until < from)) errors.den = t.badDate;
    const good = from && until && from <= until;
    const report = good ? await periodReport(db, unitsSeen(officer), { from, to: until }, day) : undefined;
    const { units, ended } = await site.read();
    const names = new Map([...units, ...ended].map((one) => [one.id, one]));
    const unitName = (unit: UnitId) => names.get(unit)?.name[language] ?? '';
    if (report && (query.dang === 'csv' || query.dang === 'xlsx')) {
      const header = (first: string) => [
        first,
        cellNames[language].doneOnTime,
        cellNames[language].doneLate,
        cellNames[language].openInTime,
        cellNames[language].openOverdue,
        t.reportShare,
      ];
      const cells = (one: (typeof report.byUnit)[number] | (typeof report.byDocument)[number]) => [
        ...[one.doneOnTime, one.doneLate, one.openInTime, one.openOverdue].map(String),
        onTimeOf(one),
      ];
      const byUnit = {
        name: t.byUnit,
        header: header(t.unit),
        rows: report.byUnit.map((one) => [unitName(one.unit), ...cells(one)]),
      };
      const byDocument = {
        name: t.byDocument,
        header: header(t.document),
        rows: report.byDocument.map((one) => [nameOf(one), ...cells(one)]),
      };
      const name = `nhiem-vu-${from}-${until}.${query.dang}`;
      return query.dang === 'csv'
        ? sendBytes(reply, Buffer.from(writeCsv(byUnit)), { name, mediaType: 'text/csv; charset=utf-8' })
        : sendBytes(reply, await writeWorkbook([byUnit, byDocument]), { name, mediaType: sheetType });
    }
    const frame = await frameOf(web, request, officer);
    return sendPage(reply, h(ReportPage, { frame, values, errors, report, unitName }), report ? 200 : 422);
  });

  app.post(to.urge, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { values } = await readForm(request);
    const unit = parseId<'unit'>(values.unit ?? '') as UnitId | undefined;
    if (!unit || !seesUnit(officer, unit)) throw notFound();
    try {
      const id = await urge(services, officer, unit, keyOf(values));
      return await reply.redirect(`${to.document(id)}?xong`, 303);
    } catch (error) {
      return showTasks(request, reply, officer, { '*': messageOf(error, request.language) });
    }
  });

  app.get(`${to.tasks}/:id`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    return showTask(request, reply, officer, (await taskOf(request, officer)).id);
  });

  app.get(`${to.tasks}/:id/giao`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const task = await taskOf(request, officer);
    const document = await readDocument(db, task.documentId);
    if (!document || !standingTo(officer, task).leads) throw notFound();
    return showTaskForm(
      request,
      reply,
      officer,
      { document, above: task },
      {
        values: { key: newKey(), title: task.title, askedFor: task.dueOn ? formatDate(task.dueOn) : '' },
        ticked: [],
        together: [],
        errors: {},
      },
    );
  });

  app.post(`${to.tasks}/:id/giao`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const task = await taskOf(request, officer);
    const document = await readDocument(db, task.documentId);
    if (!document) throw notFound();
    const { values } = await readForm(request);
    const { tasks, ticked, together, errors, failed } = await readTasks(request, officer, values);
    if (!failed) {
      try {
        await cascade(services, officer, task.id, tasks, keyOf(values));
        return await reply.redirect(`${to.task(task.id)}?xong`, 303);
      } catch (error) {
        errors[fieldOf(error)] = messageOf(error, request.language);
      }
    }
    return showTaskForm(
      request,
      reply,
      officer,
      { document, above: task },
      { values, ticked, together, errors },
    );
  });

  app.post(`${to.tasks}/:id/:step`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const task = await taskOf(request, officer);
    const { id } = task;
    const type = taskSteps.find((one) => one === (request.params as { step: string }).step);
    if (!type) throw notFound();
    const sent = await readForm(request);
    const { values } = sent;
    const named = (name: string) => values[`${type}-${name}`] ?? '';
    const key = keyOf(values);
    // Files of a step that is not theirs to take are not kept.
    const may = mayTakeStep(task, type, standingTo(officer, task)) === 'yes';
    const taken = may
      ? await takeFiles(services.files, sent, `${type}-files`, key, request.language)
      : { files: [], message: undefined };
    const errors: FieldErrors = {
      ...tooLongIn(values, { [`${type}-text`]: 5000 }, request.language),
      ...(taken.message && { [`${type}-files`]: taken.message }),
    };
    const date = named('date').trim() ? readTypedDate(named('date')) : undefined;
    if (named('date').trim() && !date) errors[`${type}-date`] = texts[request.language].badDate;
    if (Object.keys(errors).length === 0) {
      try {
        const given = {
          text: wordsOf(values, `${type}-text`) || undefined,
          date,
          post: parseId<'post'>(named('post')) as PostId | undefined,
          files: taken.files.map(({ bytes: _, ...kept }) => kept),
        };
        await step(services, officer, id, type, given, { key, version: Number(values.version) });
        return await reply.redirect(`${to.task(id)}?xong`, 303);
      } catch (error) {
        const message = messageOf(error, request.language);
        const field = error instanceof TaskRefused ? stepField(error.fault) : '*';
        errors[field === '*' ? '*' : `${type}-${field}`] = message;
      }
    }
    return showTask(request, reply, officer, id, { form: type, errors, typed: values });
  });

  app.get(`${to.tasks}/:id/tep/:file`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { id } = await taskOf(request, officer);
    const file = await stepFile(db, id, (request.params as { file: string }).file);
    if (!file) throw notFound();
    return sendDownload(reply, services.files, file);
  });
}

/** The field of a step's form at which a fault is said. */
function stepField(fault: TaskRefused['fault']): string {
  if (fault === 'needsText' || fault === 'laterThanAbove') return 'text';
  if (fault === 'needsDate' || fault === 'notLater') return 'date';
  return '*';
}

/** The field of a task's form at which a refusal is said. */
function fieldOf(error: unknown): string {
  if (!(error instanceof TaskRefused)) return '*';
  if (error.fault === 'laterThanAbove') return 'laterWhy';
  return error.fault === 'past' ? 'askedFor' : '*';
}

/** The text of the clause that each stands under, by their marks. */
function headings(clauses: readonly { id: string; mark: string; text: string }[]): Map<string, string> {
  const byMark = new Map<string, string>();
  const under = new Map<string, string>();
  for (const { id, mark, text } of clauses) {
    const above = byMark.get(mark.split('.').slice(0, -1).join('.'));
    if (above !== undefined && mark.includes('.')) under.set(id, above);
    byMark.set(mark, text);
  }
  return under;
}

// Longer than this a title is no title.
const longestTitle = 300;

/** What a proposal's task is called until somebody words it better: the words it was read from. */
function titleOf({ text }: Proposal): string {
  return shortened(text, longestTitle);
}
