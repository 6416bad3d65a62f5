import type { PersonId } from '../../ground/organization/organization.ts';
import type { StepId } from '../../ground/step/journal.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import { parseId } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { BatchId, Dong, HouseholdId, Line, LineId, ProjectId, RateId } from './land.ts';

/** A rate with how long it holds. */
export interface Rate {
  id: RateId;
  kind: Line['kind'];
  name: string;
  per: string;
  price: Dong;
  decision: string;
  fromOn: PlainDate;
  untilOn: PlainDate | null;
}

export async function ratesOf(db: Queries, project: ProjectId): Promise<Rate[]> {
  const rows = await db.rows<Omit<Rate, 'price'> & { price: string }>(sql`
    select id, kind, name, per, price::text as price, decision, from_on as "fromOn", until_on as "untilOn"
    from land_rate where project_id = ${project} order by kind, name, from_on`);
  return rows.map((row) => ({ ...row, price: BigInt(row.price) }));
}

export async function insertLine(
  tx: Queries,
  line: {
    id: LineId;
    household: HouseholdId;
    rate: { id: string; price: string };
    quantity: number;
    note: string | null;
    addedWhy: string | null;
    at: Date;
  },
): Promise<void> {
  await tx.run(sql`
    insert into land_line (id, household_id, rate_id, quantity, price, note, added_why, at)
    values (${line.id}, ${line.household}, ${line.rate.id}, ${line.quantity}, ${line.rate.price}::bigint, ${line.note}, ${line.addedWhy}, ${line.at})`);
}

/** Lets what is entered now stand on what was entered of households before. */
export async function touchHouseholds(tx: Queries, households: readonly HouseholdId[]): Promise<void> {
  await tx.run(sql`update land_household set id = id where id = any(${households}::uuid[])`);
}

/** All lines of a household, those that were replaced with what replaced them. */
export async function linesOf(db: Queries, household: HouseholdId): Promise<Line[]> {
  const rows = await db.rows<Omit<Line, 'price' | 'amount'> & { price: string; amount: string }>(sql`
    select line.id, rate.name as "rateName", rate.kind, rate.per, rate.decision, line.quantity::float8 as quantity,
      line.price::text as price, line.amount::text as amount, line.note, line.added_why as "addedWhy", line.replaced_by as "replacedBy", line.why
    from land_line line join land_rate rate on rate.id = line.rate_id
    where household_id = ${household} order by array_position(array['land', 'building', 'crops', 'support', 'interest'], rate.kind), line.at`);
  return rows.map((row) => ({ ...row, price: BigInt(row.price), amount: BigInt(row.amount) }));
}

/** What a household is owed, what of it is in a payment, and what is paid. */
export interface Balance {
  household: HouseholdId;
  key: string;
  owed: Dong;
  batched: Dong;
  paid: Dong;
}

/** @param of `approved`: only households whose plan is approved for all their parcels */
export async function balances(
  db: Queries,
  of: { household: HouseholdId } | { project: ProjectId; approved?: boolean },
): Promise<Balance[]> {
  const rows = await db.rows<{
    household: HouseholdId;
    key: string;
    owed: string;
    batched: string;
    paid: string;
  }>(sql`
    select holder.id as household, holder.key, coalesce(line.owed, 0)::text as owed,
      coalesce(payment.batched, 0)::text as batched, coalesce(payment.paid, 0)::text as paid
    from land_household holder
    left join lateral (select sum(amount) as owed from land_line
      where household_id = holder.id and replaced_by is null) line on true
    left join lateral (select sum(amount) as batched, sum(amount) filter (where paid_on is not null) as paid
      from land_payment where household_id = holder.id and dropped_on is null) payment on true
    where ${'household' in of ? sql`holder.id = ${of.household}` : sql`holder.project_id = ${of.project}`}
      ${
        'approved' in of && of.approved
          ? sql`and exists (select from land_parcel where household_id = holder.id)
            and not exists (select from land_parcel parcel where household_id = holder.id and not exists (
              select from land_act_parcel done join land_act act on act.id = done.act_id
              where done.parcel_id = parcel.id and act.step = 'approval'))`
          : empty
      }
    order by holder.key`);
  return rows.map(({ household, key, owed, batched, paid }) => ({
    household,
    key,
    owed: BigInt(owed),
    batched: BigInt(batched),
    paid: BigInt(paid),
  }));
}

/** A payment to several households. */
export interface Batch {
  id: BatchId;
  number: number;
  madeOn: PlainDate;
  payments: number;
  total: Dong;
  digest: string;
  paid: Dong;
  open: number;
  lateWhy: string | null;
  /** The step by which it was drawn up; unknown of older ones. */
  step: StepId | null;
  cancelledOn: PlainDate | null;
  cancelledWhy: string | null;
}

export async function batchesOf(db: Queries, project: ProjectId): Promise<Batch[]> {
  const rows = await db.rows<Omit<Batch, 'total' | 'paid'> & { total: string; paid: string }>(sql`
    select batch.id, batch.number, batch.made_on as "madeOn", batch.payments, batch.total::text as total, batch.digest,
      batch.late_why as "lateWhy", batch.step_id as step, batch.cancelled_on as "cancelledOn",
      batch.cancelled_why as "cancelledWhy",
      coalesce(sum(payment.amount) filter (where paid_on is not null), 0)::text as paid,
      count(*) filter (where paid_on is null and dropped_on is null)::int as open
    from land_batch batch join land_payment payment on payment.batch_id = batch.id
    where batch.project_id = ${project} group by batch.id order by batch.number desc`);
  return rows.map((row) => ({ ...row, total: BigInt(row.total), paid: BigInt(row.paid) }));
}

export async function lockBatch(
  tx: Queries,
  project: ProjectId,
  target: { batch: string } | { payment: string },
): Promise<{ id: BatchId; number: number; madeOn: PlainDate; madeBy: PersonId | null } | undefined> {
  const which =
    'batch' in target
      ? sql`id = ${parseId(target.batch) ?? null}`
      : sql`id = (select batch_id from land_payment where id = ${parseId(target.payment) ?? null})`;
  return tx.first(sql`
    select id, number, made_on as "madeOn", made_by as "madeBy" from land_batch where project_id = ${project} and ${which} for update`);
}

/** A line of a payment, for accounting. */
export interface Payment {
  id: string;
  household: HouseholdId;
  key: string;
  name: string;
  amount: Dong;
  paidOn: PlainDate | null;
  how: 'transfer' | 'cash' | 'treasury' | null;
  files: KeptFile[];
  /** Taken out again before it was paid. */
  droppedOn: PlainDate | null;
  droppedWhy: string | null;
}

/** The lines of a payment, by key; the first of them where a limit is given. */
export async function batchLines(db: Queries, batch: BatchId, limit?: number): Promise<Payment[]> {
  const rows = await db.rows<Omit<Payment, 'amount'> & { amount: string }>(sql`
    select payment.id, holder.id as household, holder.key, holder.name, payment.amount::text as amount,
      payment.paid_on as "paidOn", payment.how, payment.files, payment.dropped_on as "droppedOn",
      payment.dropped_why as "droppedWhy"
    from land_payment payment join land_household holder on holder.id = payment.household_id
    where batch_id = ${batch} order by length(holder.key), holder.key limit ${limit ?? null}::int`);
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

export async function paymentsOf(
  db: Queries,
  household: HouseholdId,
): Promise<{ amount: Dong; paidOn: PlainDate | null; how: Payment['how']; batch: number }[]> {
  const rows = await db.rows<{
    amount: string;
    paidOn: PlainDate | null;
    how: Payment['how'];
    batch: number;
  }>(sql`
    select payment.amount::text as amount, paid_on as "paidOn", how, batch.number as batch
    from land_payment payment join land_batch batch on batch.id = payment.batch_id
    where household_id = ${household} and payment.dropped_on is null order by batch.number`);
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}
