import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { seesUnit, unitsSeen, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  action,
  confirmed,
  freshState,
  isDone,
  keeping,
  type OfficersPage,
  officerPage,
  type SentState,
} from '../../ground/actions.ts';
import { codeFor, formatCode } from '../../ground/code.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { historyOf } from '../../ground/record/next.ts';
import { byTwo, strike } from '../../ground/step/undo.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes, sendDownload } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { named } from '../../platform/language.ts';
import type { FormState } from '../../platform/page/form.tsx';
import { pointMeanings } from '../../platform/sheet/amount.ts';
import { sendSheets } from '../../platform/sheet/send.ts';
import { sheetType, writeWorkbook } from '../../platform/sheet/sheet.ts';
import { dayInVietnam, formatDate } from '../../platform/time.ts';
import * as compensation from './compensation.service.ts';
import { DeskHouseholdPage } from './desk.household.page.tsx';
import {
  DeskProjectPage,
  DeskProjectsPage,
  HouseholdsPage,
  ParcelsPage,
  PaymentsPage,
} from './desk.pages.tsx';
import * as forms from './forms.ts';
import { coordinateSystems } from './geometry.ts';
import { reachesHouseholds } from './household.access.ts';
import { moneyOf, pathParcels, sendStatement } from './household.routes.ts';
import { changeHousehold, correctHousehold, giveOpinion, takesOpinion } from './household.service.ts';
import {
  objectionCounts,
  objectionLooks,
  opinionOf,
  optionsOf,
  promisesTo,
  questionsOf,
  visitsOf,
} from './household.store.ts';
import {
  actsOf,
  countHouseholds,
  householdBy,
  listHouseholds,
  listProjects,
  measuresOf,
  outreachOf,
  type ProjectLine,
  parcelsAround,
  stagesOf,
} from './land.store.ts';
import { type Household, type HouseholdId, householdKey, type ProjectId } from './land.ts';
import { batchesOf, batchLines, ratesOf } from './money.store.ts';
import { doubtsOf } from './parcel-doubts.ts';
import { parcelSample, readParcels } from './parcel-file.ts';
import { landPaths as to } from './paths.ts';
import * as payment from './payment.service.ts';
import * as project from './project.service.ts';
import { projectIn } from './routes.ts';
import { texts } from './texts.ts';
import * as visit from './visit.service.ts';

const name = named(texts);

// The newest payments are shown with their households; older ones have their file.
const batchesShown = 5;
const householdsPerPage = 50;

/** Projects and their households for those who work with them. */
export function deskLandRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, files, secrets, site, dutySubjects } = services;
  const today = () => dayInVietnam(clock());
  const idOf = (params: unknown): ProjectId => idIn<'landProject'>(params);
  const unitOptions = async (language: 'vi' | 'en') =>
    (await site.read()).units.map((unit) => ({ value: unit.id, label: unit.name[language] }));

  /** A project that an officer sees: of their units, or one to whose households their unit goes out. */
  const seen = async (request: FastifyRequest, officer: SignedIn): Promise<ProjectLine> => {
    const found = await projectIn(web, request.params, false);
    if (!seesUnit(officer, found.unitId) && !(await reachesHouseholds(db, officer, found))) throw notFound();
    return found;
  };
  const ownProject = async (request: FastifyRequest, officer: SignedIn): Promise<ProjectLine> => {
    const found = await seen(request, officer);
    if (!worksIn(officer, found.unitId)) throw notFound();
    return found;
  };

  const showList: OfficersPage = async (request, officer, state) =>
    h(DeskProjectsPage, {
      frame: await frameOf(web, request, officer),
      lines: await listProjects(db, { units: unitsSeen(officer) }),
      mayOpen: worksIn(officer, officer.unit),
      today: today(),
      state,
    });
  officerPage(web, to.desk, showList, {
    them: action(name('newProject'), forms.projectForm, strike, async (tx, { who, given }) =>
      to.deskOne(await project.openProject(services, tx, who, given)),
    ),
  });

  const showProject: OfficersPage = async (request, officer, state) => {
    const found = await seen(request, officer);
    const units = (await site.read()).units;
    const going = await outreachOf(db, found.id);
    const view = {
      frame: await frameOf(web, request, officer),
      project: found,
      measures: await measuresOf(db, found.id),
      acts: await actsOf(db, found.id),
      stages: await stagesOf(db, found.id),
      rates: await ratesOf(db, found.id),
      options: await optionsOf(db, found.id, null),
      outreach: units
        .filter((one) => going.includes(one.id))
        .map((one) => ({ id: one.id, name: one.name[request.language] })),
      questions: await questionsOf(db, found.id),
      complaints: {
        counts: await objectionCounts(db, found.id, today()),
        looks: await objectionLooks(db, dutySubjects, found.id),
      },
      units: await unitOptions(request.language),
      history: await historyOf(db, [found.id]),
      today: today(),
      own: worksIn(officer, found.unitId),
      reaches: await reachesHouseholds(db, officer, found),
      state,
      done: isDone(request),
    };
    return h(DeskProjectPage, { view });
  };
  officerPage(web, to.deskOne(':id'), showProject, {
    buoc: action(name('takeStep'), forms.stepForm, strike, (tx, { who, given, params }) =>
      project.takeStep(services, tx, who, idOf(params), given),
    ),
    'cong-bo': confirmed(
      action(name('publishProject'), {}, byTwo, (tx, { who, params }) =>
        project.publishProject(services, tx, who, idOf(params)),
      ),
      name('publishProjectIs'),
    ),
    'sua-buoc': action(
      name('correctStep'),
      forms.stepDataForm,
      strike,
      (tx, { who, given, params, target }) =>
        project.correctAct(services, tx, who, idOf(params), target, given),
    ),
    'sua-du-an': action(name('correctProject'), forms.projectDataForm, strike, (tx, { who, given, params }) =>
      project.correctProject(services, tx, who, idOf(params), given),
    ),
    'het-gia': action(name('endRate'), forms.rateEndForm, strike, (tx, { who, given, params, target }) =>
      compensation.endRate(services, tx, who, idOf(params), target, given),
    ),
    lui: action(name('putOff'), forms.putOffForm, strike, (tx, { who, given, params }) =>
      project.putOffHandover(services, tx, who, idOf(params), given),
    ),
    'don-gia': action(name('addRate'), forms.rateForm, strike, (tx, { who, given, params }) =>
      compensation.addRate(services, tx, who, idOf(params), given),
    ),
    'tai-dinh-cu': action(name('addOption'), forms.optionForm, strike, (tx, { who, given, params }) =>
      project.addOption(services, tx, who, idOf(params), given),
    ),
    'cung-di': action(name('addOutreach'), forms.outreachForm, strike, (tx, { who, given, params }) =>
      project.addOutreach(services, tx, who, idOf(params), given.unit),
    ),
    thoi: action(name('dropOutreach'), {}, strike, (tx, { who, params, target }) =>
      project.dropOutreach(services, tx, who, idOf(params), target),
    ),
    'tra-loi': action(name('answerIt'), forms.answerForm, strike, (tx, { who, given, params, target }) =>
      project.answerQuestion(services, tx, who, idOf(params), target, given.answer),
    ),
  });

  // Parcels from a file.
  const showParcels = async (
    request: FastifyRequest,
    officer: SignedIn,
    state: FormState | SentState,
    more: Pick<Parameters<typeof ParcelsPage>[0], 'read' | 'missing'> = { read: undefined, missing: false },
  ) => {
    const found = await ownProject(request, officer);
    return h(ParcelsPage, {
      frame: await frameOf(web, request, officer),
      project: found,
      state,
      ...more,
    });
  };
  app.get(`${to.parcels(':id')}/mau.xlsx`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    await ownProject(request, officer);
    return sendSheets(reply, 'xlsx', 'thua-dat-mau', [parcelSample]);
  });
  app.post(to.parcels(':id'), async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const found = await ownProject(request, officer);
    const { values, files: sent } = await readForm(request);
    const [file] = sent;
    const system = coordinateSystems.find((one) => one.code === values.system);
    const point = pointMeanings.find((one) => one === values.point) ?? 'ask';
    const sheet = (values.sheet ?? '').trim();
    const state = { ...freshState(request), typed: { system: values.system ?? '', point, sheet } };
    if (!file || file.truncated || !system)
      return sendPage(
        reply,
        await showParcels(request, officer, state, { read: undefined, missing: true }),
        422,
      );
    const read = await readParcels(file.name, file.bytes, { system, point, sheet: sheet || undefined });
    const households = new Set(read.parcels.map((one) => one.household.key)).size;
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const fine = read.faults.length === 0;
    const draft = fine ? await project.keepImport(db, officer, found.id, read.parcels, sha256) : undefined;
    const doubts = fine ? doubtsOf(read.parcels, await parcelsAround(db, found.id)) : [];
    const page = await showParcels(request, officer, state, {
      read: { file: read, households, doubts, draft },
      missing: false,
    });
    return sendPage(reply, page, draft ? 200 : 422);
  });
  officerPage(web, to.parcels(':id'), showParcels, {
    ghi: action(name('importParcels'), {}, strike, async (tx, { who, params, target }) => {
      await project.enterImport(services, tx, who, idOf(params), target);
      return `${to.deskOne(idOf(params))}?xong`;
    }),
  });

  // Households.
  app.get(to.households(':id'), async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const found = await seen(request, officer);
    if (!(await reachesHouseholds(db, officer, found))) throw notFound();
    const { tim = '', trang = '1' } = request.query as { tim?: string; trang?: string };
    const words = tim.trim();
    const page = Math.max(1, Math.min(100_000, Number.parseInt(trang, 10) || 1));
    const rows = await listHouseholds(db, found.id, {
      words: words || undefined,
      limit: householdsPerPage + 1,
      offset: (page - 1) * householdsPerPage,
    });
    const link = (number: number) =>
      `${to.households(found.id)}?${new URLSearchParams({ ...(words && { tim: words }), trang: String(number) })}`;
    const view = h(HouseholdsPage, {
      frame: await frameOf(web, request, officer),
      project: found,
      rows: rows.slice(0, householdsPerPage),
      words,
      count: await countHouseholds(db, found.id, words || undefined),
      previous: page > 1 ? link(page - 1) : undefined,
      next: rows.length > householdsPerPage ? link(page + 1) : undefined,
    });
    return sendPage(reply, view);
  });

  const householdIn = async (
    request: FastifyRequest,
    officer: SignedIn,
  ): Promise<{ household: Household; project: ProjectLine; own: boolean }> => {
    const household = await householdBy(db, { id: holderOf(request.params) });
    const [found] = household ? await listProjects(db, { id: household.projectId }) : [];
    if (!household || !found || !(await reachesHouseholds(db, officer, found))) throw notFound();
    return { household, project: found, own: worksIn(officer, found.unitId) };
  };
  const showHousehold: OfficersPage = async (request, officer, state) => {
    const { household, project: found, own } = await householdIn(request, officer);
    const parcels = await pathParcels(web, household, found);
    const view = {
      frame: await frameOf(web, request, officer),
      household,
      project: found,
      parcels,
      own: own
        ? {
            money: await moneyOf(web, household),
            rates: (await ratesOf(db, found.id)).filter(
              (one) => one.fromOn <= today() && (!one.untilOn || one.untilOn >= today()),
            ),
            code: formatCode(codeFor(secrets.codes, householdKey(household.id))),
          }
        : undefined,
      visits: await visitsOf(db, household.id),
      promises: await promisesTo(db, household.id),
      opinion: own ? await opinionOf(db, household.id) : undefined,
      options: own && household.resettles ? await optionsOf(db, found.id, household.id) : [],
      asksOpinion: takesOpinion(parcels),
      worksFor: (unit: string) => worksIn(officer, unit as UnitId),
      units: await unitOptions(request.language),
      today: today(),
      state,
      done: isDone(request),
    };
    return h(DeskHouseholdPage, { view });
  };
  const holderOf = (params: unknown): HouseholdId => idIn<'landHousehold'>(params);
  officerPage(web, to.household(':id'), showHousehold, {
    hen: action(name('planVisit'), forms.planVisitForm, strike, async (tx, { who, given, params }) => {
      await visit.planVisit(services, tx, who, holderOf(params), given.plannedOn);
    }),
    'huy-hen': action(
      name('cancelVisit'),
      forms.cancelVisitForm,
      strike,
      (tx, { who, given, params, target }) =>
        visit.cancelVisit(services, tx, who, holderOf(params), target, given.why),
    ),
    gap: action(name('enterVisit'), forms.visitForm, strike, (tx, { who, given, params, target }) =>
      visit.holdVisit(services, tx, who, holderOf(params), target, given),
    ),
    'sua-gap': action(
      name('correctVisit'),
      forms.visitDataForm,
      strike,
      (tx, { who, given, params, target }) =>
        visit.correctVisit(services, tx, who, holderOf(params), target, given),
    ),
    'tra-loi': action(name('answerCorrection'), forms.answerForm, strike, (tx, { who, given, target }) =>
      visit.answerCorrection(services, tx, who, target, given.answer),
    ),
    'da-lam': action(name('keepPromise'), forms.keptForm, strike, (tx, { who, given, target }) =>
      visit.keepPromise(services, tx, who, target, given.words),
    ),
    'sua-ten': action(name('correctHolder'), forms.holderNameForm, strike, (tx, { who, given, params }) =>
      correctHousehold(services, tx, who, holderOf(params), given),
    ),
    sua: action(name('change'), forms.holderForm, strike, (tx, { who, given, params }) =>
      changeHousehold(services, tx, who, holderOf(params), given),
    ),
    dong: action(name('addLine'), forms.lineForm, strike, async (tx, { who, given, params }) => {
      await compensation.addLine(services, tx, who, holderOf(params), given);
    }),
    thay: action(name('replaceLine'), forms.replaceForm, strike, (tx, { who, given, params, target }) =>
      compensation.replaceLine(services, tx, who, holderOf(params), target, given),
    ),
    'y-kien': action(name('paperOpinion'), forms.opinionForm, strike, (tx, { who, given, params }) =>
      giveOpinion(services, tx, who, holderOf(params), given),
    ),
  });
  app.get(`${to.household(':id')}/tep/:visit/:file`, async (request, reply) => {
    const { household } = await householdIn(request, await requireCaseOfficer(web, request));
    const { visit: id, file } = request.params as { visit: string; file: string };
    const found = (await visitsOf(db, household.id)).find((one) => one.id === id);
    const kept = found?.files.find((one) => one.id === file);
    if (!kept) throw notFound();
    return sendDownload(reply, files, kept);
  });
  for (const kind of ['pdf', 'docx'] as const)
    app.get(`${to.household(':id')}/bang-tinh.${kind}`, async (request, reply) => {
      const {
        household,
        project: found,
        own,
      } = await householdIn(request, await requireCaseOfficer(web, request));
      if (!own) throw notFound();
      return sendStatement(web, reply, household, found, kind);
    });

  // Payments.
  const showPayments: OfficersPage = async (request, officer, state) => {
    const found = await ownProject(request, officer);
    const batches = await batchesOf(db, found.id);
    const shown = batches.slice(0, batchesShown);
    const lines = await Promise.all(shown.map((one) => batchLines(db, one.id, householdsPerPage)));
    return h(PaymentsPage, {
      frame: await frameOf(web, request, officer),
      project: found,
      batches,
      lines: new Map(shown.map((one, at) => [one.id as string, lines[at] ?? []])),
      state,
      done: isDone(request),
    });
  };
  const paying = (label: 'markPaid' | 'markOnePaid', whichOf: (target: string) => payment.Which) =>
    confirmed(
      action(name(label), forms.batchPaidForm, byTwo, async (tx, { who, given, params, target }) => {
        await payment.payBatch(services, tx, who, idOf(params), whichOf(target), given);
      }),
      name('payingIs'),
    );
  officerPage(web, to.payments(':id'), showPayments, {
    lap: keeping(
      action(name('newBatch'), forms.batchForm, strike, async (tx, { who, given, params, step }) => {
        await payment.makeBatch(services, tx, who, idOf(params), given, step);
      }),
      (of, tx, _, { step, why, officer }) => payment.cancelBatch(of, tx, officer, step, why),
    ),
    tra: paying('markPaid', (batch) => ({ batch })),
    'tra-mot': paying('markOnePaid', (one) => ({ payment: one })),
  });
  app.get(`${to.payments(':id')}/:batch.xlsx`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const found = await ownProject(request, officer);
    const { batch: id } = request.params as { batch: string };
    const batch = (await batchesOf(db, found.id)).find((one) => one.id === id);
    if (!batch) throw notFound();
    const lines = await batchLines(db, batch.id);
    const bytes = await writeWorkbook([
      {
        name: `Dot ${batch.number}`,
        header: ['Mã hộ', 'Chủ sử dụng đất', 'Số tiền (đồng)', 'Ngày chi', 'Cách chi', 'Ghi chú'],
        rows: [
          ...lines.map((one) => [
            one.key,
            one.name,
            String(one.amount),
            one.paidOn ?? '',
            one.how ?? '',
            one.droppedOn ? `Đã bỏ ra ngày ${formatDate(one.droppedOn)}: ${one.droppedWhy}` : '',
          ]),
          ['Cộng', String(batch.payments), String(batch.total), '', '', batch.cancelledWhy ?? ''],
          ['SHA-256', batch.digest, '', '', '', ''],
        ],
      },
    ]);
    return sendBytes(reply, bytes, { name: `chi-tra-dot-${batch.number}.xlsx`, mediaType: sheetType });
  });
}
