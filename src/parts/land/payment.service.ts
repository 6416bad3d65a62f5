import { createHash } from 'node:crypto';
import type { SignedIn } from '../../ground/access/session.ts';
import { actDayWords } from '../../ground/act-day.ts';
import { lateInterest } from '../../ground/law/land-law.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import type { StepId } from '../../ground/step/journal.ts';
import { sql, type Transaction } from '../../platform/database/database.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam, formatDate, type PlainDate } from '../../platform/time.ts';
import type * as forms from './forms.ts';
import { parcelCases } from './land.store.ts';
import {
  type BatchId,
  type Dong,
  type HouseholdId,
  interestOf,
  type Project,
  type ProjectId,
} from './land.ts';
import { datingRefusal, refusalOf } from './legal-path.ts';
import { balances, batchLines, insertLine, lockBatch, touchHouseholds } from './money.store.ts';
import { applyStep, heldProject } from './project.service.ts';

const words = {
  nothingToPay: {
    vi: 'Không có khoản nào đã duyệt mà chưa chi hoặc chưa lập đợt.',
    en: 'There is nothing approved that is not paid or in a payment already.',
  },
  paid: { vi: 'Đợt này đã chi xong.', en: 'All of this payment is paid.' },
  beforeBatch: { vi: 'Không trước ngày lập đợt chi trả.', en: 'Not before the payment was made up.' },
  samePerson: {
    vi: 'Người lập đợt chi trả không tự ghi đã chi; cần một người khác.',
    en: 'Whoever drew the payment up does not note it as paid; another person does.',
  },
};

/** The check of a payment: how many, how much, and a digest of its lines in the order of the households' keys. */
export function digestOf(lines: readonly { key: string; amount: Dong }[]): string {
  const text = lines
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, amount }) => `${key}\t${amount}\n`)
    .join('');
  return createHash('sha256').update(text).digest('hex');
}

/** Makes a payment of everything that is approved and not yet paid or about to be. */
export async function makeBatch(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  given: Given<typeof forms.batchForm>,
  step: StepId,
): Promise<BatchId> {
  const project = await heldProject(tx, officer, id);
  const today = dayInVietnam(services.clock());
  const madeOn = batchDay(given, project, today);
  const lines = (await balances(tx, { project: id, approved: true }))
    .map(({ household, key, owed, batched }) => ({ household, key, amount: owed - batched }))
    .filter((one) => one.amount > 0n);
  if (lines.length === 0) throw new Refused(words.nothingToPay);
  const total = lines.reduce((sum, one) => sum + one.amount, 0n);
  const digest = digestOf(lines);
  const batch: BatchId = newId();
  const { number } = await tx.one<{ number: number }>(sql`
    insert into land_batch (id, project_id, number, made_on, made_by, step_id, late_why, payments, total, digest)
    select ${batch}, ${id}, coalesce(max(number), 0) + 1, ${madeOn}, ${officer.person}::uuid, ${step}::uuid,
      ${given.lateWhy}, ${lines.length}, ${total.toString()}::bigint, ${digest}
    from land_batch where project_id = ${id} returning number`);
  await tx.run(sql`
    insert into land_payment (id, batch_id, household_id, amount)
    select id, ${batch}::uuid, household, amount from unnest(${lines.map(() => newId())}::uuid[],
      ${lines.map((one) => one.household)}::uuid[], ${lines.map((one) => one.amount.toString())}::bigint[])
      as given (id, household, amount)`);
  // The payment stands on the lines it was made of: none is taken back under it.
  await touchHouseholds(
    tx,
    lines.map((one) => one.household),
  );
  await enterNext(services, tx, officer, {
    type: 'landProject.batch',
    subject: id,
    facts: {
      batch: number,
      payments: lines.length,
      total: total.toString(),
      sha256: digest,
      ...(madeOn !== today && { on_day: madeOn }),
    },
  });
  return batch;
}

/** The day of a payment that is drawn up: today, or, of one copied from paper, its own. @throws Refused at its field */
function batchDay(given: Given<typeof forms.batchForm>, project: Project, today: PlainDate): PlainDate {
  const { onDay } = given;
  if (!onDay || onDay === today) return today;
  const dated = datingRefusal(onDay, today, project.registeredOn);
  if (dated) throw new Refused(dated.words, 'onDay');
  if (!given.lateWhy) throw new Refused(actDayWords.whyLate, 'lateWhy');
  return onDay;
}

/** Cancels the payment that a step drew up: its number stays, and what nobody was paid yet is free again. */
export async function cancelBatch(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  step: StepId,
  why: string,
): Promise<void> {
  const today = dayInVietnam(services.clock());
  const batch = await tx.first<{ id: BatchId; project: ProjectId; number: number }>(sql`
    update land_batch set cancelled_on = ${today}, cancelled_why = ${why} where step_id = ${step}
    returning id, project_id as project, number`);
  if (!batch) return;
  await tx.run(sql`
    update land_payment set dropped_on = ${today}, dropped_why = ${why}
    where batch_id = ${batch.id} and paid_on is null and dropped_on is null`);
  await enterNext(services, tx, officer, {
    type: 'landProject.batchCancelled',
    subject: batch.project,
    facts: { batch: batch.number },
    sealed: { why },
  });
}

/**
 * Adds what is owed besides for payments that came too late, as lines of their own that the next payment holds. What
 * was paid for being late bears nothing more.
 */
async function addInterest(
  services: Services,
  tx: Transaction,
  project: ProjectId,
  payments: readonly { id: string; household: HouseholdId; amount: Dong }[],
  onDay: PlainDate,
): Promise<void> {
  const rows = await tx.rows<{
    household: HouseholdId;
    due: PlainDate;
    principal: string;
    before: string;
  }>(sql`
    select holder as household, duty.due_on as due,
      (select coalesce(sum(amount), 0)::text from land_line line join land_rate rate on rate.id = line.rate_id
        where line.household_id = holder and line.replaced_by is null and rate.kind <> 'interest') as principal,
      (select coalesce(sum(amount), 0)::text from land_payment where household_id = holder and paid_on is not null
        and id <> all(${payments.map((one) => one.id)}::uuid[])) as before
    from unnest(${payments.map((one) => one.household)}::uuid[]) as holder
    join duty on duty.subject_id = holder and duty.rule_code = 'DAT-PAY' and duty.ended is null and duty.due_on < ${onDay}`);
  for (const { household, due, principal, before } of rows) {
    const amount = payments.find((one) => one.household === household)?.amount ?? 0n;
    const rest = BigInt(principal) - BigInt(before);
    const late = rest < amount ? rest : amount;
    if (late <= 0n) continue;
    const owed = interestOf(late, due, onDay);
    if (owed === 0n) continue;
    const rate = await interestRate(tx, project, onDay);
    await insertLine(tx, {
      id: newId(),
      household,
      rate: { id: rate, price: '1' },
      quantity: Number(owed) * 1000,
      note: `${formatDate(due)} – ${formatDate(onDay)}`,
      addedWhy: null,
      at: services.clock(),
    });
  }
}

/** The rate by which late payment is entered: one đồng for each đồng that the law comes to. */
async function interestRate(tx: Transaction, project: ProjectId, onDay: PlainDate): Promise<string> {
  const there = await tx.first<{ id: string }>(
    sql`select id from land_rate where project_id = ${project} and kind = 'interest' limit 1`,
  );
  if (there) return there.id;
  const id = newId();
  const basis = lateInterest.findLast((one) => one.from <= onDay)?.basis.vi ?? '';
  await tx.run(sql`
    insert into land_rate (id, project_id, kind, name, per, price, decision, from_on)
    values (${id}, ${project}, 'interest', 'Tiền chậm chi trả', 'đồng', 1, ${basis}, ${onDay})`);
  return id;
}

/** What is paid: all that is open of a batch, or one payment of it. */
export type Which = { batch: string } | { payment: string };

/**
 * Notes that payments of a batch were made: all that are still open, or one. A household that has all it is owed
 * has its step “paid”, and the duty to pay it is done.
 */
export async function payBatch(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  projectId: ProjectId,
  target: Which,
  given: Given<typeof forms.batchPaidForm>,
): Promise<void> {
  const project = await heldProject(tx, officer, projectId);
  const today = dayInVietnam(services.clock());
  const dated = datingRefusal(given.onDay, today, project.registeredOn);
  if (dated) throw new Refused(dated.words, 'onDay');
  const batch = await lockBatch(tx, projectId, target);
  if (!batch) throw notFound();
  if (batch.madeBy === officer.person) throw new Refused(words.samePerson);
  if (given.onDay < batch.madeOn) throw new Refused(words.beforeBatch, 'onDay');
  const open = (await batchLines(tx, batch.id)).filter(
    (one) => one.paidOn === null && !one.droppedOn && (!('payment' in target) || one.id === target.payment),
  );
  if (open.length === 0) throw new Refused(words.paid);
  await tx.run(sql`
    update land_payment set paid_on = ${given.onDay}, how = ${given.how}, files = ${JSON.stringify(keptOf(given.files))}::jsonb
    where id = any(${open.map((one) => one.id)}::uuid[]) and paid_on is null`);
  const households = open.map((one) => one.household);
  await addInterest(services, tx, projectId, open, given.onDay);
  const settled = (await balances(tx, { project: projectId, approved: true }))
    .filter((one) => households.includes(one.household) && one.owed === one.paid)
    .map((one) => one.household);
  await tx.run(sql`
    update duty set ended = 'done', ended_on = ${given.onDay}, ended_seq = 2
    where subject_id = any(${settled}::uuid[]) and rule_code = 'DAT-PAY' and ended is null`);
  const paid = new Set(settled);
  const parcels = (await parcelCases(tx, project)).filter(
    (one) => paid.has(one.householdId) && !one.done.some((step) => step.step === 'payment'),
  );
  for (const parcel of parcels) {
    const refusal = refusalOf('payment', given.onDay, parcel);
    if (refusal) throw new Refused(refusal.words, 'onDay');
  }
  await enterNext(services, tx, officer, {
    type: 'landProject.paid',
    subject: projectId,
    facts: {
      batch: batch.number,
      payments: open.length,
      total: open.reduce((sum, one) => sum + one.amount, 0n).toString(),
      on_day: given.onDay,
      how: given.how,
      files: given.files.map((file) => file.sha256).join(' '),
    },
  });
  if (parcels.length > 0)
    await applyStep(services, tx, officer, project, {
      step: 'payment',
      onDay: given.onDay,
      parcels,
      decidedBy: null,
      number: null,
      words: null,
      present: null,
      files: [],
    });
}
