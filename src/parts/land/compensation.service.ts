import type { SignedIn } from '../../ground/access/session.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { formatThousandths } from '../../platform/vietnamese.ts';
import type * as forms from './forms.ts';
import { heldHousehold } from './household.access.ts';
import type { HouseholdId, LineId, ProjectId } from './land.ts';
import { type Balance, balances, insertLine, touchHouseholds } from './money.store.ts';
import { owedAnew } from './pay-duty.ts';
import { heldProject } from './project.service.ts';

const words = {
  rate: {
    vi: 'Đơn giá này chưa hoặc không còn áp dụng.',
    en: 'This rate is not in force.',
  },
  dates: { vi: 'Phải sau ngày bắt đầu.', en: 'It must be after the first day.' },
  approved: {
    vi: 'Phương án đã phê duyệt: ghi vì sao thêm và theo quyết định nào.',
    en: 'The plan is approved: say why this is added, and by what decision.',
  },
  tooBig: { vi: 'Số tiền quá lớn.', en: 'The amount is too big.' },
  tooMuch: {
    vi: 'Sau khi thay, tổng sẽ thấp hơn số đã chi cho hộ này.',
    en: 'The total would be below what is already paid to this household.',
  },
  takenOut: (key: string) => `Thay dòng bồi thường của hộ ${key}`,
  tooLarge: (counted: number, measured: number): Bilingual => ({
    vi: `Tổng diện tích đất tính bồi thường (${formatThousandths(counted)} m²) lớn hơn diện tích các thửa của hộ (${formatThousandths(measured)} m²). Hãy xem lại; nếu đúng vậy, ghi rõ vì sao ở ô Ghi chú.`,
    en: `The land that is paid for (${formatThousandths(counted)} m²) is more than the household’s parcels have (${formatThousandths(measured)} m²). Please check; if it is right, say why in the note.`,
  }),
  endsBefore: { vi: 'Không trước ngày bắt đầu áp dụng.', en: 'Not before its first day.' },
};

/** Adds what a unit of something is paid with. */
export async function addRate(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  given: Given<typeof forms.rateForm>,
): Promise<void> {
  await heldProject(tx, officer, id);
  if (given.untilOn && given.untilOn < given.fromOn) throw new Refused(words.dates, 'untilOn');
  await tx.run(sql`
    insert into land_rate (id, project_id, kind, name, per, price, decision, from_on, until_on)
    values (${newId()}, ${id}, ${given.kind}, ${given.name}, ${given.per}, ${given.price}, ${given.decision},
      ${given.fromOn}, ${given.untilOn})`);
  const { name, price, decision } = given;
  await enterNext(services, tx, officer, {
    type: 'landProject.rate',
    subject: id,
    facts: { name, price, decision, from: given.fromOn },
  });
}

/** Whether a household's plan is approved, for one of its parcels at least. */
async function approvedOn(tx: Queries, household: HouseholdId): Promise<boolean> {
  const { approved } = await tx.one<{ approved: boolean }>(sql`
    select exists (select from land_parcel parcel join land_act_parcel done on done.parcel_id = parcel.id
      join land_act act on act.id = done.act_id where parcel.household_id = ${household} and act.step = 'approval') as approved`);
  return approved;
}

// Sums are reckoned in the database as eight bytes, in thousandths of a đồng.
const mostThousandths = 9n * 10n ** 18n;

function requireReckonable(quantity: number, price: string): void {
  if (BigInt(quantity) * BigInt(price) > mostThousandths) throw new Refused(words.tooBig, 'quantity');
}

/** A rate of a project that is in force on a day. */
async function rateOn(
  tx: Queries,
  project: ProjectId,
  rate: string,
  ...on: PlainDate[]
): Promise<{ id: string; price: string }> {
  const found = await tx.first<{ id: string; price: string }>(sql`
    select id, price::text as price from land_rate where id = ${parseId(rate) ?? null} and project_id = ${project}
      and exists (select from unnest(${on}::date[]) day where from_on <= day and (until_on is null or until_on >= day))`);
  if (!found) throw new Refused(words.rate, 'rate');
  return found;
}

/** Ends a rate, so that another can stand in its place from the next day on. */
export async function endRate(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  target: string,
  given: Given<typeof forms.rateEndForm>,
): Promise<void> {
  await heldProject(tx, officer, id);
  const rate = await tx.first<{ id: string; name: string; from: PlainDate }>(sql`
    select id, name, from_on as from from land_rate
    where id = ${parseId(target) ?? null} and project_id = ${id} for update`);
  if (!rate) throw notFound();
  if (given.untilOn < rate.from) throw new Refused(words.endsBefore, 'untilOn');
  await tx.run(sql`update land_rate set until_on = ${given.untilOn} where id = ${rate.id}`);
  await enterNext(services, tx, officer, {
    type: 'landProject.rateEnded',
    subject: id,
    facts: { name: rate.name, until: given.untilOn, decision: given.decision },
  });
}

/**
 * Holds the land that a household is paid for against what its parcels have; more needs its reason, which the household
 * reads.
 *
 * @throws Refused
 */
async function landFits(tx: Queries, household: HouseholdId, note: string | null): Promise<void> {
  if (note) return;
  const { counted, measured } = await tx.one<{ counted: number; measured: number }>(sql`
    select (select coalesce(sum(quantity), 0)::float8 from land_line line join land_rate rate on rate.id = line.rate_id
        where household_id = ${household} and replaced_by is null and kind = 'land' and per = 'm²') as counted,
      (select coalesce(sum(area), 0)::float8 from land_parcel where household_id = ${household}) as measured`);
  if (counted > measured && measured > 0) throw new Refused(words.tooLarge(counted, measured), 'quantity');
}

/** Takes what a household was not paid yet out of its payments: the next one holds what is right. */
async function takeOutUnpaid(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  project: ProjectId,
  { household, key }: Balance,
): Promise<void> {
  const today = dayInVietnam(services.clock());
  const rows = await tx.rows<{ number: number; amount: string }>(sql`
    update land_payment payment set dropped_on = ${today}, dropped_why = ${words.takenOut(key)} from land_batch batch
    where batch.id = payment.batch_id and household_id = ${household} and paid_on is null and dropped_on is null
    returning batch.number, amount::text as amount`);
  for (const { number, amount } of rows)
    await enterNext(services, tx, officer, {
      type: 'landProject.paymentDropped',
      subject: project,
      facts: { batch: number, total: amount },
    });
}

/** Adds a line to a household's compensation: what was counted, by the rate of today. */
export async function addLine(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  household: HouseholdId,
  given: Given<typeof forms.lineForm>,
): Promise<LineId> {
  const { project } = await heldHousehold(tx, officer, household, 'project');
  const rate = await rateOn(tx, project.id, given.rate, dayInVietnam(services.clock()));
  requireReckonable(given.quantity, rate.price);
  const id: LineId = newId();
  const approved = await approvedOn(tx, household);
  if (approved && !given.addedWhy) throw new Refused(words.approved, 'addedWhy');
  await insertLine(tx, {
    ...given,
    id,
    household,
    rate,
    addedWhy: approved ? given.addedWhy : null,
    at: services.clock(),
  });
  await landFits(tx, household, given.note);
  await touchHouseholds(tx, [household]);
  if (approved) await owedAnew(services, tx, project, household);
  await enterNext(services, tx, officer, {
    type: 'landHousehold.line',
    subject: household,
    facts: { line: id },
    sealed: { quantity: given.quantity, price: rate.price },
  });
  return id;
}

/** Puts a line in place of another, with the reason that the household reads. Nothing is written over. */
export async function replaceLine(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  household: HouseholdId,
  target: string,
  given: Given<typeof forms.replaceForm>,
): Promise<void> {
  const { project } = await heldHousehold(tx, officer, household, 'project');
  const before = await tx.first<{ id: LineId; replaced: string | null; at: Date }>(sql`
    select id, replaced_by as replaced, at from land_line
    where id = ${parseId(target) ?? null} and household_id = ${household} for update`);
  if (!before) throw notFound();
  if (before.replaced) throw new Refused(refusals.changed);
  // What was counted on a day is put right by the rate of that day as well.
  const days = [dayInVietnam(services.clock()), dayInVietnam(before.at)];
  const rate = await rateOn(tx, project.id, given.rate, ...days);
  requireReckonable(given.quantity, rate.price);
  const id: LineId = newId();
  await insertLine(tx, { ...given, id, household, rate, addedWhy: null, at: services.clock() });
  await tx.run(sql`update land_line set replaced_by = ${id}, why = ${given.why} where id = ${before.id}`);
  await landFits(tx, household, given.note);
  await touchHouseholds(tx, [household]);
  const [balance] = await balances(tx, { household });
  if (balance && balance.owed < balance.paid) throw new Refused(words.tooMuch, 'quantity');
  if (balance && balance.owed < balance.batched)
    await takeOutUnpaid(services, tx, officer, project.id, balance);
  if (await approvedOn(tx, household)) await owedAnew(services, tx, project, household);
  await enterNext(services, tx, officer, {
    type: 'landHousehold.lineReplaced',
    subject: household,
    facts: { line: before.id, by: id },
    sealed: { quantity: given.quantity, price: rate.price, why: given.why },
  });
}
