import type { SignedIn } from '../../ground/access/session.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type * as forms from './forms.ts';
import { heldHousehold } from './household.access.ts';
import type { HouseholdId, LineId, ProjectId } from './land.ts';
import { balances, insertLine } from './money.store.ts';
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
    vi: 'Sau khi thay, tổng sẽ thấp hơn số đã lập để chi cho hộ này.',
    en: 'The total would be below what is paid or about to be paid to this household.',
  },
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
  on: PlainDate,
): Promise<{ id: string; price: string }> {
  const found = await tx.first<{ id: string; price: string }>(sql`
    select id, price::text as price from land_rate where id = ${parseId(rate) ?? null} and project_id = ${project}
      and from_on <= ${on} and (until_on is null or until_on >= ${on})`);
  if (!found) throw new Refused(words.rate, 'rate');
  return found;
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
  const before = await tx.first<{ id: LineId; replaced: string | null }>(sql`
    select id, replaced_by as replaced from land_line
    where id = ${parseId(target) ?? null} and household_id = ${household} for update`);
  if (!before) throw notFound();
  if (before.replaced) throw new Refused(refusals.changed);
  const rate = await rateOn(tx, project.id, given.rate, dayInVietnam(services.clock()));
  requireReckonable(given.quantity, rate.price);
  const id: LineId = newId();
  await insertLine(tx, { ...given, id, household, rate, addedWhy: null, at: services.clock() });
  await tx.run(sql`update land_line set replaced_by = ${id}, why = ${given.why} where id = ${before.id}`);
  const [balance] = await balances(tx, { household });
  if (balance && balance.owed < balance.batched) throw new Refused(words.tooMuch, 'quantity');
  if (await approvedOn(tx, household)) await owedAnew(services, tx, project, household);
  await enterNext(services, tx, officer, {
    type: 'landHousehold.lineReplaced',
    subject: household,
    facts: { line: before.id, by: id },
    sealed: { quantity: given.quantity, price: rate.price, why: given.why },
  });
}
