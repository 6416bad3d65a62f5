import { h } from 'preact';
import { unitsSeen, worksIn } from '../../ground/access/decision.ts';
import { action, confirmed, isDone, type OfficersPage, officerPage } from '../../ground/actions.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import { historyOf } from '../../ground/record/next.ts';
import { byTwo, never, strike } from '../../ground/step/undo.ts';
import { frameOf, publicPage, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { sendBytes, sendDownload } from '../../platform/http/download.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { named } from '../../platform/language.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type { WorkId } from './campaign.ts';
import * as forms from './forms.ts';
import { receiptOf } from './paper.ts';
import { campaignPaths as to } from './paths.ts';
import { photosOf } from './photo.store.ts';
import { texts } from './texts.ts';
import { WorkPage, WorksPage } from './work.pages.tsx';
import * as service from './work.service.ts';
import {
  contributionsOf,
  expensesOf,
  listWorks,
  milestonesOf,
  rollOf,
  votesOf,
  type WorkLine,
} from './work.store.ts';

const name = named(texts);
// Contributions and expenses are on the public account, and a contribution has its receipt.
const strickenByForm = never(
  'Khoản đã ghi được gạch bỏ bằng mục “Gạch bỏ” bên cạnh nó; số biên nhận vẫn giữ.',
  'An amount is struck out by “Strike out” beside it; its receipt keeps its number.',
);

/** Works of communities as everybody sees them, and their desk. */
export function workRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, files } = services;
  const idOf = (params: unknown): WorkId => idIn<'communityWork'>(params);
  const workIn = async (params: unknown): Promise<WorkLine> => {
    const id = idOf(params);
    const [work] = await listWorks(db, { id });
    if (!work) throw notFound();
    return work;
  };
  const partsOf = async (work: WorkLine) => {
    const due = await db.first<{ due: PlainDate }>(
      sql`select due_on as due from duty where subject_id = ${work.id} and rule_code = 'CD-ACCOUNT'`,
    );
    return {
      work,
      votes: await votesOf(db, work.id),
      contributions: await contributionsOf(db, work.id),
      expenses: await expensesOf(db, work.id),
      milestones: await milestonesOf(db, work.id),
      photos: await photosOf(db, [work.id]),
      history: await historyOf(db, [work.id]),
      accountBy: due?.due,
    };
  };

  publicPage(web, to.works, async (request) =>
    h(WorksPage, { frame: await frameOf(web, request), works: await listWorks(db) }),
  );
  publicPage(web, to.work(':id'), async (request) =>
    h(WorkPage, { frame: await frameOf(web, request), ...(await partsOf(await workIn(request.params))) }),
  );
  app.get(`${to.work(':id')}/chung-tu/:expense/:file`, async (request, reply) => {
    const work = await workIn(request.params);
    const { expense, file } = request.params as { expense: string; file: string };
    const found = (await expensesOf(db, work.id)).find((one) => one.id === expense);
    const kept = found?.files.find((one) => one.id === file);
    if (!kept) throw notFound();
    return sendDownload(reply, files, kept);
  });

  const showList: OfficersPage = async (request, officer, state) =>
    h(WorksPage, {
      frame: await frameOf(web, request, officer),
      works: await listWorks(db, { units: unitsSeen(officer) }),
      desk: { state, mayPropose: worksIn(officer, officer.unit) },
    });
  officerPage(web, to.deskWorks, showList, {
    'de-xuat': action(name('proposeWork'), forms.workForm, strike, async (tx, { who, given }) =>
      to.deskWork(await service.proposeWork(services, tx, who, given)),
    ),
  });

  const showWork: OfficersPage = async (request, officer, state) => {
    const work = await workIn(request.params);
    return h(WorkPage, {
      frame: await frameOf(web, request, officer),
      ...(await partsOf(work)),
      desk: {
        state: { ...state, version: work.version },
        own: worksIn(officer, work.unitId),
        roll: worksIn(officer, work.unitId) ? await rollOf(db, work.id) : [],
        done: isDone(request),
      },
    });
  };
  officerPage(web, to.deskWork(':id'), showWork, {
    phieu: action(name('enterVote'), forms.voteForm, strike, (tx, { who, given, params }) =>
      service.vote(services, tx, who, idOf(params), given),
    ),
    'sua-phieu': action(
      name('correctVote'),
      forms.voteAgainForm,
      strike,
      (tx, { who, given, params, target }) =>
        service.correctVote(services, tx, who, idOf(params), target, given),
    ),
    sua: action(name('correctWork'), forms.workDataForm, strike, (tx, { who, given, params, version }) =>
      service.correctWork(services, tx, who, idOf(params), given, version),
    ),
    'mo-lai': action(name('reopenVote'), forms.reopenForm, strike, (tx, { who, given, params, version }) =>
      service.reopenVote(services, tx, who, idOf(params), given, version),
    ),
    'ket-thuc': confirmed(
      action(name('closeVote'), forms.decideForm, byTwo, (tx, { who, given, params, version }) =>
        service.decide(services, tx, who, idOf(params), given, version),
      ),
      name('closingIs'),
    ),
    'ke-hoach': action(name('enterPlan'), forms.planForm, strike, (tx, { who, given, params, version }) =>
      service.plan(services, tx, who, idOf(params), given, version),
    ),
    gop: action(
      name('enterContribution'),
      forms.contributionForm,
      strickenByForm,
      async (tx, { who, given, params }) => {
        await service.contribute(services, tx, who, idOf(params), given);
      },
    ),
    chi: action(name('enterExpense'), forms.expenseForm, strickenByForm, (tx, { who, given, params }) =>
      service.spend(services, tx, who, idOf(params), given),
    ),
    'huy-gop': action(name('strike'), forms.strikeForm, strike, (tx, { who, given, params, target }) =>
      service.strike(services, tx, who, idOf(params), target, 'contribution', given.why),
    ),
    'huy-chi': action(name('strike'), forms.strikeForm, strike, (tx, { who, given, params, target }) =>
      service.strike(services, tx, who, idOf(params), target, 'expense', given.why),
    ),
    'tien-do': action(name('enterMilestone'), forms.milestoneForm, strike, (tx, { who, given, params }) =>
      service.noteMilestone(services, tx, who, idOf(params), given),
    ),
    'nghiem-thu': action(
      name('enterAcceptance'),
      forms.acceptForm,
      strike,
      (tx, { who, given, params, version }) =>
        service.accept(services, tx, who, idOf(params), given, version),
    ),
    'quyet-toan': confirmed(
      action(name('publishAccount'), forms.accountForm, byTwo, (tx, { who, given, params, version }) =>
        service.account(services, tx, who, idOf(params), given, version),
      ),
      name('accountIs'),
    ),
  });

  app.get(`${to.deskWork(':id')}/bien-nhan/:contribution.pdf`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const work = await workIn(request.params);
    if (!worksIn(officer, work.unitId)) throw notFound();
    const { contribution } = request.params as { contribution: string };
    const one = (await contributionsOf(db, work.id)).find((each) => each.id === contribution);
    if (!one) throw notFound();
    const number = service.receiptNumber(one);
    const issuer = await issuerOf(services, work.unitId);
    const paper = receiptOf(work, one, number, issuer, dayInVietnam(clock()));
    return sendBytes(reply, pdfOf(paper), { name: `bien-nhan-${number}.pdf`, mediaType: 'application/pdf' });
  });
}
