import { leads, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { actDay } from '../../ground/act-day.ts';
import { endDuty, openDuty } from '../../ground/duty/single.ts';
import { houseOf } from '../../ground/house.ts';
import { votingRuleOn } from '../../ground/law/grassroots.ts';
import { enteredWithin } from '../../ground/law/late-entry.ts';
import { personHash } from '../../ground/person-hash.ts';
import type { Fact } from '../../ground/record/entry.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { sql, type Transaction } from '../../platform/database/database.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { addDays, dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { formatDong, formatInteger } from '../../platform/vietnamese.ts';
import {
  type Contribution,
  castOf,
  outcomeOf,
  totalsOf,
  type Work,
  type WorkId,
  type WorkState,
} from './campaign.ts';
import type * as forms from './forms.ts';
import { insertPhotos } from './photo.store.ts';
import {
  contributionsOf,
  expensesOf,
  insertWork,
  lockWork,
  rollOf,
  touchWork,
  updateWork,
  updateWorkData,
  votesOf,
} from './work.store.ts';

const words = {
  households: { vi: 'Phải lớn hơn 0.', en: 'It is above 0.' },
  voted: { vi: 'Hộ này đã có phiếu.', en: 'This household has voted.' },
  moreVotes: {
    vi: 'Số phiếu đã bằng tổng số hộ.',
    en: 'There are as many votes as households already.',
  },
  material: {
    vi: 'Ghi vật liệu gì và tính bằng gì, ví dụ: đá 1x2 | m³.',
    en: 'Say which material and in what, such as: gravel | m³.',
  },
  whole: { vi: 'Tiền là số nguyên đồng.', en: 'Money is in whole đồng.' },
  early: { vi: 'Không trước ngày các hộ quyết định.', en: 'Not before the households decided.' },
  order: { vi: 'Ngày xong phải sau ngày khởi công.', en: 'The end is after the beginning.' },
  overspent: (rest: string) => ({
    vi: `Chi nhiều hơn thu: thiếu ${rest}. Ghi khoản thu còn thiếu trước khi quyết toán.`,
    en: `More was spent than given: ${rest} are missing. Enter what is missing before the final account.`,
  }),
  struck: { vi: 'Đã hủy rồi.', en: 'It was struck out already.' },
  short: (votes: string, households: string) => ({
    vi: `Mới ${votes} trong ${households} hộ có phiếu: chưa biết các hộ quyết định thế nào. Hãy để ngỏ, hoặc ghi vì sao kết thúc.`,
    en: `Only ${votes} of ${households} households have voted: nobody knows yet what they decide. Leave it open, or say why it is closed.`,
  }),
  fewer: (votes: string) => ({
    vi: `Đã có ${votes} phiếu: tổng số hộ không ít hơn được.`,
    en: `There are ${votes} votes already: there cannot be fewer households.`,
  }),
  planEarly: {
    vi: 'Khởi công không trước ngày các hộ quyết định.',
    en: 'It does not begin before the households decided.',
  },
  leads: {
    vi: 'Công khai quyết toán là việc của thủ trưởng đơn vị; người khác chuẩn bị.',
    en: 'A head publishes the account; others prepare it.',
  },
};

/** Puts a work up for the households to decide on; nothing is collected before. */
export async function proposeWork(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof forms.workForm>,
): Promise<WorkId> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  if (given.households < 1) throw new Refused(words.households, 'households');
  const id: WorkId = newId();
  const today = dayInVietnam(services.clock());
  const { onDay, lateWhy, ...data } = given;
  const proposedOn = actDay({ onDay, lateWhy }, { today, notBefore: addDays(today, -enteredWithin.days) });
  await insertWork(tx, { ...data, id, unitId: officer.unit, state: 'proposed', proposedOn } as Work);
  await enterNext(services, tx, officer, {
    type: 'work.proposed',
    subject: id,
    facts: {
      title: given.title,
      households: given.households,
      ...(proposedOn !== today && { on_day: proposedOn }),
    },
    ...(lateWhy && { sealed: { late_why: lateWhy } }),
  });
  return id;
}

async function held(
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  states: readonly WorkState[],
  version?: number,
): Promise<Work> {
  const work = await lockWork(tx, id);
  if (!work || !worksIn(officer, work.unitId)) throw notFound();
  if (version !== undefined && work.version !== version) throw new HttpError(409, 'conflict');
  if (!states.includes(work.state)) throw new Refused(refusals.wrongState);
  return work;
}

async function step(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  before: Work,
  type: string,
  change: Partial<Work>,
  facts: Record<string, Fact> = {},
): Promise<void> {
  await updateWork(tx, { ...before, ...change });
  await enterNext(services, tx, officer, { type: `work.${type}`, subject: before.id, facts });
}

/** Takes a household's vote; a house has one, however it is written. */
export async function vote(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.voteForm>,
): Promise<void> {
  const work = await held(tx, officer, id, ['proposed']);
  const votes = await votesOf(tx, id);
  if (castOf(votes) >= work.households) throw new Refused(words.moreVotes);
  const house = houseOf(given.place);
  // Votes of before are compared as they were written.
  const there = (await rollOf(tx, id)).some((one) => houseOf(one.place) === house);
  if (there) throw new Refused(words.voted, 'place');
  const household = personHash(services, `work/${id}`, house);
  const added = await tx.run(sql`
    insert into work_vote (work_id, household, place, name, view, at)
    values (${id}, ${household}, ${given.place}, ${given.name}, ${given.view}, ${services.clock()})
    on conflict do nothing`);
  if (added === 0) throw new Refused(words.voted, 'place');
  await touchWork(tx, id);
  await enterNext(services, tx, officer, {
    type: 'work.voted',
    subject: id,
    facts: {},
    sealed: { view: given.view, place: given.place },
  });
}

/** Puts a vote right while the vote is open. */
export async function correctVote(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  target: string,
  given: Given<typeof forms.voteAgainForm>,
): Promise<void> {
  await held(tx, officer, id, ['proposed']);
  const before = (await rollOf(tx, id)).find((one) => one.id === target);
  if (!before) throw notFound();
  if (before.view === given.view && before.name === given.name) throw new Refused(refusals.noChange, 'view');
  await tx.run(sql`update work_vote set view = ${given.view}, name = ${given.name} where id = ${before.id}`);
  await touchWork(tx, id);
  await enterNext(services, tx, officer, {
    type: 'work.voteCorrected',
    subject: id,
    facts: {},
    sealed: { view: given.view, place: before.place, why: given.why },
  });
}

/** Puts right what a work is while its vote is open, with the reason for all to read. */
export async function correctWork(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.workDataForm>,
  version: number | undefined,
): Promise<void> {
  const work = await held(tx, officer, id, ['proposed'], version);
  const votes = await votesOf(tx, id);
  const cast = castOf(votes);
  if (given.households < cast) throw new Refused(words.fewer(formatInteger(cast)), 'households');
  const { why, ...data } = given;
  const changed = (['title', 'place', 'proposal', 'households'] as const).filter(
    (one) => data[one] !== work[one],
  );
  if (changed.length === 0) throw new Refused(refusals.noChange, 'title');
  await updateWorkData(tx, { id, ...data });
  await enterNext(services, tx, officer, {
    type: 'work.corrected',
    subject: id,
    facts: { why, title: data.title, households: data.households, before: work.households },
  });
}

/** Opens a vote again that was closed, with the reason for all to read. */
export async function reopenVote(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.reopenForm>,
  version: number | undefined,
): Promise<void> {
  const work = await held(tx, officer, id, ['refused', 'short'], version);
  const change = { state: 'proposed', form: null, decidedOn: null } as const;
  await step(services, tx, officer, work, 'reopened', change, { why: given.why });
}

/** Closes the vote: what the households decided follows from the count and the law of the day of the proposal. */
export async function decide(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.decideForm>,
  version: number | undefined,
): Promise<void> {
  const work = await held(tx, officer, id, ['proposed'], version);
  const votes = await votesOf(tx, id);
  const rule = votingRuleOn('householdDecision', work.proposedOn);
  const state = outcomeOf(votes, work);
  const cast = castOf(votes);
  if (state === 'short' && !given.shortWhy)
    throw new Refused(words.short(formatInteger(cast), formatInteger(work.households)), 'shortWhy');
  const today = dayInVietnam(services.clock());
  const decidedOn = actDay(given, { today, notBefore: work.proposedOn });
  await step(
    services,
    tx,
    officer,
    work,
    'decided',
    { state, form: given.form, decidedOn },
    {
      state,
      ...votes,
      households: work.households,
      share: rule.share,
      reach: rule.reach,
      ...(state === 'short' && { why: given.shortWhy ?? '' }),
      ...(decidedOn !== today && { on_day: decidedOn }),
    },
  );
}

/** Publishes the plan; the work is being built from now on. */
export async function plan(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.planForm>,
  version: number | undefined,
): Promise<void> {
  const work = await held(tx, officer, id, ['decided', 'building'], version);
  if (work.decidedOn && given.startsOn < work.decidedOn) throw new Refused(words.planEarly, 'startsOn');
  if (given.endsOn < given.startsOn) throw new Refused(words.order, 'endsOn');
  await step(
    services,
    tx,
    officer,
    work,
    'planned',
    { ...given, state: 'building' },
    { starts_on: given.startsOn, ends_on: given.endsOn },
  );
}

const collecting: readonly WorkState[] = ['decided', 'building', 'accepted'];

function requireDay(onDay: PlainDate, work: Work, today: PlainDate): void {
  if (onDay > today) throw new Refused(refusals.future, 'onDay');
  if (work.decidedOn && onDay < work.decidedOn) throw new Refused(words.early, 'onDay');
}

/** In what a contribution is counted. */
function measure(given: Given<typeof forms.contributionForm>): { unit: string; what: string | null } {
  switch (given.kind) {
    case 'money':
      if (given.quantity % 1000 !== 0) throw new Refused(words.whole, 'quantity');
      return { unit: 'đồng', what: null };
    case 'labour':
      return { unit: 'ngày công', what: null };
    case 'land':
      return { unit: 'm²', what: null };
    case 'material': {
      const [what, unit] = (given.what ?? '').split('|').map((one) => one.trim());
      if (!what || !unit) throw new Refused(words.material, 'what');
      // Of two materials in the same unit the sums are no sum: the name belongs to the unit.
      return { unit: `${unit} ${what}`, what };
    }
  }
}

/** Notes a contribution; its receipt has the next number, without gaps. */
export async function contribute(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.contributionForm>,
): Promise<string> {
  const work = await held(tx, officer, id, collecting);
  requireDay(given.onDay, work, dayInVietnam(services.clock()));
  if (given.quantity <= 0) throw new Refused(words.households, 'quantity');
  const { unit, what } = measure(given);
  const contribution = newId();
  const { number } = await tx.one<{ number: number }>(sql`
    insert into work_contribution (id, work_id, number, kind, quantity, unit, what, giver, anonymous, on_day)
    select ${contribution}, ${id}, coalesce(max(number), 0) + 1, ${given.kind}, ${given.quantity}::bigint, ${unit}, ${what},
      ${given.giver}, ${given.anonymous}, ${given.onDay}
    from work_contribution where work_id = ${id} returning number`);
  await enterNext(services, tx, officer, {
    type: 'work.given',
    subject: id,
    facts: { receipt: number, kind: given.kind, quantity: given.quantity, unit, on_day: given.onDay },
    sealed: { giver: given.giver },
  });
  return contribution;
}

/** Notes what was spent. */
export async function spend(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.expenseForm>,
): Promise<void> {
  const work = await held(tx, officer, id, collecting);
  requireDay(given.onDay, work, dayInVietnam(services.clock()));
  if (given.amount <= 0) throw new Refused(words.households, 'amount');
  const files = keptOf(given.files);
  const { number } = await tx.one<{ number: number }>(sql`
    insert into work_expense (id, work_id, number, amount, what, payee, on_day, files)
    select ${newId()}, ${id}, coalesce(max(number), 0) + 1, ${given.amount}::bigint, ${given.what}, ${given.payee},
      ${given.onDay}, ${JSON.stringify(files)}::jsonb
    from work_expense where work_id = ${id} returning number`);
  await enterNext(services, tx, officer, {
    type: 'work.spent',
    subject: id,
    facts: {
      number,
      amount: given.amount,
      what: given.what,
      on_day: given.onDay,
      files: files.map((file) => file.sha256).join(' '),
    },
  });
}

/** Strikes a receipt or an expense out, with the reason for all to read; its number stays taken. */
export async function strike(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  target: string,
  of: 'contribution' | 'expense',
  why: string,
): Promise<void> {
  await held(tx, officer, id, collecting);
  const table = of === 'contribution' ? sql`work_contribution` : sql`work_expense`;
  const today = dayInVietnam(services.clock());
  const row = await tx.first<{ number: number; struck: string | null }>(sql`
    select number, struck_why as struck from ${table} where id = ${parseId(target) ?? null} and work_id = ${id}`);
  if (!row) throw notFound();
  if (row.struck) throw new Refused(words.struck);
  await tx.run(sql`update ${table} set struck_why = ${why}, struck_on = ${today} where id = ${target}`);
  await enterNext(services, tx, officer, {
    type: 'work.struck',
    subject: id,
    facts: { of, number: row.number, why },
  });
}

/** Notes how far the work is, with pictures. */
export async function noteMilestone(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.milestoneForm>,
): Promise<void> {
  const work = await held(tx, officer, id, ['decided', 'building', 'accepted']);
  requireDay(given.onDay, work, dayInVietnam(services.clock()));
  await tx.run(sql`
    insert into work_milestone (id, work_id, on_day, words) values (${newId()}, ${id}, ${given.onDay}, ${given.words})`);
  await insertPhotos(tx, id, given);
  await enterNext(services, tx, officer, {
    type: 'work.milestone',
    subject: id,
    facts: { on_day: given.onDay, photos: given.files.map((file) => file.sha256).join(' ') },
  });
}

/** Notes that the community's own board accepted the work; its final account is owed from then on. */
export async function accept(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.acceptForm>,
  version: number | undefined,
): Promise<void> {
  const work = await held(tx, officer, id, ['building'], version);
  requireDay(given.onDay, work, dayInVietnam(services.clock()));
  if (given.result <= 0) throw new Refused(words.households, 'result');
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'communityWork',
    subjectId: id,
    unit: work.unitId,
    rule: 'CD-ACCOUNT',
    begunOn: given.onDay,
    owedTo: 'public',
  });
  const { onDay, ...rest } = given;
  await step(
    services,
    tx,
    officer,
    work,
    'accepted',
    { ...rest, state: 'accepted', acceptedOn: onDay },
    { on_day: onDay, result: given.result, unit: given.resultUnit, duties: fact },
  );
}

/** Publishes the final account: its sums are those of the receipts; more cannot have been spent than was given. */
export async function account(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: WorkId,
  given: Given<typeof forms.accountForm>,
  version: number | undefined,
): Promise<void> {
  const work = await held(tx, officer, id, ['accepted'], version);
  if (!leads(officer, work.unitId)) throw new Refused(words.leads);
  const totals = totalsOf(await contributionsOf(tx, id), await expensesOf(tx, id));
  if (totals.rest < 0) throw new Refused(words.overspent(formatDong(-totals.rest)));
  const today = dayInVietnam(services.clock());
  const duties = await endDuty(tx, id, 'CD-ACCOUNT', 'done', today);
  await step(
    services,
    tx,
    officer,
    work,
    'accounted',
    { state: 'accounted', accountedOn: today, account: given.account },
    { money: totals.money, spent: totals.spent, rest: totals.rest, ...(duties && { duties }) },
  );
}

/** How a giver is named in public: not at all where they asked for it. */
export function publicGiver(one: Pick<Contribution, 'anonymous' | 'giver'>): string | null {
  return one.anonymous ? null : one.giver;
}

/** The number of a receipt as it is written on it. */
export function receiptNumber(one: Pick<Contribution, 'number'>): string {
  return formatInteger(one.number).padStart(4, '0');
}
