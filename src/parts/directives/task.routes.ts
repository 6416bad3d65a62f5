import { h } from 'preact';
import { seesUnit, unitsSeen, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { freshState, isDone, type OfficersPage, officerPage, taking } from '../../ground/actions.ts';
import { taskRuleOn } from '../../ground/law/task-rules.ts';
import type { PostId, Unit, UnitId } from '../../ground/organization/organization.ts';
import { postsOf } from '../../ground/organization/reorganisation.store.ts';
import { wordsOfRefusal } from '../../ground/refused.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendDownload } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import { named } from '../../platform/language.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { sendSheets } from '../../platform/sheet/send.ts';
import { shortened } from '../../platform/text.ts';
import { dayInVietnam, formatDate, parsePlainDate, readTypedDate, yearOf } from '../../platform/time.ts';
import { ClausesPage } from './clause.pages.tsx';
import { decideClauses } from './clause.service.ts';
import { type ClauseId, clausesOf, coverageOf } from './clause.store.ts';
import { unitsBelow, unitsOf } from './document.routes.ts';
import { documentFor, leads, mayRead } from './document.service.ts';
import { readDocument } from './document.store.ts';
import { type Document, type DocumentId, nameOf } from './document.ts';
import * as forms from './forms.ts';
import { stepForms } from './forms.ts';
import { GivePage } from './give.pages.tsx';
import { documentSteps, knownTaskSteps } from './known.ts';
import { matchUnits } from './match.ts';
import { TasksPage } from './overview.pages.tsx';
import { overdueTasks, overview, ownTasks, periodReport, waitingTasks } from './overview.store.ts';
import { directivePaths as to } from './paths.ts';
import { type Proposal, proposeTasks } from './proposal.ts';
import { onTimeOf, ReportPage } from './report.pages.tsx';
import { TaskPage } from './task.pages.tsx';
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
import { mayTakeStep, type TaskId, taskSteps } from './task.ts';
import { cellNames, texts } from './texts.ts';
import { urge } from './urge.service.ts';

const name = named(texts);
const mostTasks = 2000;
const shown = 40;

/** All that steps of a task ask, each some of it. */
type StepTold = Partial<
  Given<
    (typeof stepForms)['report'] &
      (typeof stepForms)['askLater'] &
      (typeof stepForms)['assign'] &
      (typeof stepForms)['change']
  >
>;

/** Clauses, tasks, and what is late where. */
export function taskRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;
  const today = () => dayInVietnam(clock());

  const documentOf = async (request: { params: unknown }, officer: SignedIn): Promise<Document> => {
    const id = parseId<'document'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    const document = await documentFor(db, officer, id as DocumentId);
    if (!worksIn(officer, document.unitId) && !seesUnit(officer, document.unitId)) throw notFound();
    return document;
  };

  const showClauses: OfficersPage = async (request, officer, state) => {
    const document = await documentOf(request, officer);
    const [clauses, tasks, coverage] = await Promise.all([
      clausesOf(db, document.id),
      tasksOf(db, document.id, mostTasks),
      coverageOf(db, document.id),
    ]);
    const under = headings(clauses);
    return h(ClausesPage, {
      frame: await frameOf(web, request, officer),
      document,
      clauses: clauses.map((clause) => ({
        ...clause,
        proposals: proposeTasks(clause.text, document.issuedOn, under.get(clause.id)),
        given: tasks.filter((task) => task.clauseId === clause.id),
      })),
      coverage,
      mayAdd: leads(officer, document.unitId),
      day: today(),
      state,
      done: isDone(request),
    });
  };

  // People decide on all clauses with one form, below; programs on one after the other.
  officerPage(web, to.clauses(':id'), showClauses, {
    xet: taking(documentSteps.read, forms.clauseForm, async ({ who, given, params, target, version }) => {
      await decideClauses(services, who, idIn<'document'>(params), {
        ...(version !== undefined && { version: String(version) }),
        [`orders-${target}`]: given.orders,
        [`why-${target}`]: given.why ?? '',
      });
    }),
    bo: taking(documentSteps.dropDraft, {}, async ({ who, params, target, key }) => {
      await dropDraft(services, who, idIn<'document'>(params), target as TaskId, key);
    }),
  });

  app.post(to.clauses(':id'), async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const document = await documentOf(request, officer);
    const { values } = await readForm(request);
    const dropped = parseId<'task'>(values.bo ?? '') as TaskId | undefined;
    try {
      await decideClauses(services, officer, document.id, values);
      if (dropped) await dropDraft(services, officer, document.id, dropped);
    } catch (error) {
      const words = wordsOfRefusal(error);
      if (!words) throw error;
      const errors = { '*': words[request.language] };
      const state = { ...freshState(request), sent: '', typed: values, errors };
      return sendPage(reply, await showClauses(request, officer, state), 422);
    }
    return reply.redirect(`${to.clauses(document.id)}?xong`, 303);
  });

  const postOptions = async (unit: UnitId) =>
    (await postsOf(db, [unit], today())).map((post) => ({
      value: post.id as string,
      label: post.personName ? `${post.titleVi} (${post.personName})` : post.titleVi,
    }));

  /** Units that a task can be given to: those below, and the own one. */
  const unitOptions = async (officer: SignedIn, language: Language) =>
    unitsBelow(officer, (await site.read()).units).map((unit) => ({
      value: unit.id as string,
      label: unit.name[language],
    }));

  const showAddTask: OfficersPage = async (request, officer, state) => {
    const document = await documentOf(request, officer);
    const { language } = request;
    const { dieu = '', goi } = request.query as Record<string, string>;
    const clauses = await clausesOf(db, document.id);
    const clause = clauses.find((one) => one.id === (state.typed.clause ?? dieu));
    const proposal =
      clause && goi
        ? proposeTasks(clause.text, document.issuedOn, headings(clauses).get(clause.id))[Number(goi)]
        : undefined;
    const below = unitsBelow(officer, (await site.read()).units);
    const matching = (words: string | undefined) =>
      words ? matchUnits(words, below).map((one) => one.id as string) : [];
    const units = await unitOptions(officer, language);
    const parents = await openTasksOf(db, document.unitId, 200);
    const t = texts[language];
    return h(GivePage, {
      frame: await frameOf(web, request, officer),
      address: to.addTask(document.id),
      back: { href: to.clauses(document.id), text: t.clauses },
      title: t.addTask,
      words: clause?.text,
      picks: {
        units,
        together: units,
        post: await postOptions(officer.unit),
        parent: parents.map((one) => ({
          value: one.id,
          label: `${shortened(one.title, longestOption)}${one.dueOn ? ` (${formatDate(one.dueOn)})` : ''}`,
        })),
      },
      initial: {
        clause: clause?.id,
        title: proposal && titleOf(proposal),
        askedFor: proposal?.due?.kind === 'date' ? formatDate(proposal.due.on) : undefined,
        units: matching(proposal?.lead),
        together: (proposal?.coordinating ?? []).flatMap(matching),
      },
      later: document.deployedOn !== null,
      state,
    });
  };

  /** One task for each unit that was ticked. */
  const tasksFrom = async (officer: SignedIn, given: Given<typeof forms.taskForm>): Promise<TaskGiven[]> => {
    const below = unitsBelow(officer, (await site.read()).units);
    const [units, together] = [unitsOf(given.units, below), unitsOf(given.together, below)];
    const post = given.post as PostId | null;
    // A person is named for the own unit only: elsewhere its head does that.
    if (post && !(await postsOf(db, [officer.unit], today())).some((one) => one.id === post))
      throw new TaskRefused('otherPost', 'post');
    return units.map((unit) => ({
      title: given.title,
      unit,
      withUnits: together.filter((one) => one !== unit),
      post: unit === officer.unit ? post : null,
      askedFor: given.askedFor,
      laterWhy: given.laterWhy,
      addedWhy: given.addedWhy,
      clause: given.clause as ClauseId | null,
      parent: given.parent as TaskId | null,
    }));
  };

  officerPage(web, to.addTask(':id'), showAddTask, {
    '': taking(documentSteps.draftTasks, forms.taskForm, async ({ who, given, params, key }) => {
      const id = idIn<'document'>(params);
      await addTasks(services, who, id, await tasksFrom(who, given), key);
      const clause = (await clausesOf(db, id)).find((one) => one.id === given.clause);
      return `${to.clauses(id)}?xong#dieu-${clause?.position ?? 1}`;
    }),
  });

  const taskOf = async (request: { params: unknown }, officer: SignedIn) => {
    const id = parseId<'task'>((request.params as { id: string }).id) as TaskId | undefined;
    if (!id) throw notFound();
    const task = await taskFor(db, officer, id);
    // A draft is on the page of its document.
    if (task.state === 'draft') throw notFound();
    return task;
  };

  /** A unit that an officer may give tasks to. @throws HttpError 404 */
  const unitBelow = async (officer: SignedIn, id: string): Promise<UnitId> => {
    const found = unitsBelow(officer, (await site.read()).units).find((one) => one.id === id);
    if (!found) throw notFound();
    return found.id;
  };

  const showTask: OfficersPage = async (request, officer, state) => {
    const { id } = await taskOf(request, officer);
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
    return h(TaskPage, {
      view: {
        frame: await frameOf(web, request, officer),
        task,
        above: above && seesTask(officer, above) ? above : undefined,
        below,
        counts: sumCells(counts.values()),
        steps,
        units: unitsBelow(officer, units).map((one) => ({
          value: one.id,
          label: one.name[request.language],
        })),
        allowed: taskSteps.filter((one) => mayTakeStep(task, one, who) === 'yes'),
        mayCascade: who.leads && task.state === 'open',
        // The rule of the day it was given.
        rule: taskRuleOn(dayInVietnam(steps[0]?.at ?? clock())),
        day,
        giver: unit(task.giverUnit),
        helpers: task.withUnits.flatMap((one) => unit(one) ?? []),
        post: post && (post.personName ? `${post.titleVi}, ${post.personName}` : post.titleVi),
        posts: await postOptions(task.unitId),
        documentHref:
          document && (await mayRead(db, officer, document)) ? to.document(document.id) : undefined,
        state,
        done: isDone(request),
      },
    });
  };

  const showTasks: OfficersPage = async (request, officer, state) => {
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
    return h(TasksPage, {
      frame: await frameOf(web, request, officer),
      day,
      overview: sums,
      unitName: (unit) => names.get(unit)?.name[request.language] ?? '',
      overdue,
      waiting,
      own,
      mayUrge: (unit) => leads(officer, officer.unit) && unit !== officer.unit,
      unit: only && names.get(only),
      state,
    });
  };
  officerPage(web, to.tasks, showTasks, {
    'don-doc': taking(documentSteps.urge, {}, async ({ who, target, key }) => {
      const unit = parseId<'unit'>(target) as UnitId | undefined;
      if (!unit || !seesUnit(who, unit)) throw notFound();
      return `${to.document(await urge(services, who, unit, key))}?xong`;
    }),
  });

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
      return sendSheets(reply, query.dang, `nhiem-vu-${from}-${until}`, [byUnit, byDocument]);
    }
    const frame = await frameOf(web, request, officer);
    return sendPage(reply, h(ReportPage, { frame, values, errors, report, unitName }), report ? 200 : 422);
  });

  officerPage(
    web,
    to.task(':id'),
    showTask,
    Object.fromEntries(
      taskSteps.map((type) => [
        type,
        {
          ...(type === 'accept' && { confirmed: name('acceptIs') }),
          ...taking(knownTaskSteps[type], stepForms[type], async ({ who, given, params, key, version }) => {
            const { text = null, date = null, post = null, files = [], title, unit } = given as StepTold;
            const told = {
              text: text ?? undefined,
              date: date ?? undefined,
              post: (post as PostId | null) ?? undefined,
              title,
              unit: unit ? await unitBelow(who, unit) : undefined,
              files: keptOf(files),
            };
            await step(services, who, idIn<'task'>(params), type, told, { key, version });
          }),
          may: async ({ who, params }: { who: SignedIn; params: Record<string, string> }) => {
            const task = await taskOf({ params }, who);
            const may = mayTakeStep(task, type, standingTo(who, task));
            if (may !== 'yes') throw new TaskRefused(may);
          },
        },
      ]),
    ),
  );

  const showCascade: OfficersPage = async (request, officer, state) => {
    const task = await taskOf(request, officer);
    if (!standingTo(officer, task).leads) throw notFound();
    const units = await unitOptions(officer, request.language);
    return h(GivePage, {
      frame: await frameOf(web, request, officer),
      address: `${to.task(task.id)}/giao`,
      back: { href: to.task(task.id), text: task.title },
      title: texts[request.language].giveBelow,
      words: task.title,
      picks: { units, together: units, post: await postOptions(officer.unit), parent: [] },
      initial: { title: task.title, askedFor: task.dueOn ? formatDate(task.dueOn) : undefined },
      state,
    });
  };

  officerPage(web, `${to.task(':id')}/giao`, showCascade, {
    '': taking(documentSteps.cascade, forms.taskForm, async ({ who, given, params, key }) => {
      const id = idIn<'task'>(params);
      await cascade(services, who, id, await tasksFrom(who, given), key);
      return `${to.task(id)}?xong`;
    }),
  });

  app.get(`${to.tasks}/:id/tep/:file`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { id } = await taskOf(request, officer);
    const file = await stepFile(db, id, (request.params as { file: string }).file);
    if (!file) throw notFound();
    return sendDownload(reply, services.files, file);
  });
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

// Characters of what can be picked in a list.
const longestOption = 90;
// Longer than this a title is no title.
const longestTitle = 300;

/** What a proposal's task is called until somebody words it better: the words it was read from. */
function titleOf({ text }: Proposal): string {
  return shortened(text, longestTitle);
}
