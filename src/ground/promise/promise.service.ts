import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type { SignedIn } from '../access/session.ts';
import { endDuty } from '../duty/single.ts';
import type { RuleCode } from '../law/rule.ts';
import type { UnitId } from '../organization/organization.ts';
import { Refused, refusals } from '../refused.ts';
import type { Services } from '../services.ts';
import { mayConfirm, type PromiseReport, promiseWords } from './promise.ts';

const columns = sql`
  report.id, report.duty_id as duty, report.words, report.reported_on as "reportedOn", report.person_id as person,
  report.host_unit as "hostUnit", duty.owner_unit as owner`;

/** A report that waits, as the page of its promise shows it. */
export interface OpenReport extends PromiseReport {
  subjectType: string;
  subject: string;
  rule: RuleCode;
  dueOn: PlainDate;
}

/** Reports that wait: of one duty, or of duties of some units and of what was promised before them. */
export async function openReports(
  db: Queries,
  of: { duty: string } | { units: 'all' | readonly UnitId[]; limit: number },
): Promise<OpenReport[]> {
  const which =
    'duty' in of
      ? sql`report.duty_id = ${of.duty}`
      : of.units === 'all'
        ? sql`true`
        : sql`(duty.owner_unit = any(${of.units}::uuid[]) or report.host_unit = any(${of.units}::uuid[]))`;
  return db.rows<OpenReport>(sql`
    select ${columns}, duty.subject_type as "subjectType", duty.subject_id as subject, duty.rule_code as rule,
      duty.due_on as "dueOn"
    from promise_report report join duty on duty.id = report.duty_id
    where report.ended is null and ${which}
    order by duty.due_on, report.id limit ${'limit' in of ? of.limit : 1}`);
}

/** Whose a promise is, what it is about, and before which unit it was made where it was ever reported. */
export async function promiseOf(
  db: Queries,
  duty: string,
): Promise<{ owner: UnitId; type: string; subject: string; host: UnitId | null } | undefined> {
  return db.first(sql`
    select owner_unit as owner, subject_type as type, subject_id as subject,
      (select host_unit from promise_report where duty_id = duty.id order by at desc limit 1) as host
    from duty where id = ${duty}`);
}

/** How the reports of a promise were answered before, newest first. */
export async function returnedReports(
  db: Queries,
  duty: string,
): Promise<{ words: string; reportedOn: PlainDate; endedWhy: string | null; endedAt: Date }[]> {
  return db.rows(sql`
    select words, reported_on as "reportedOn", ended_why as "endedWhy", ended_at as "endedAt" from promise_report
    where duty_id = ${duty} and ended = 'returned' order by ended_at desc`);
}

/**
 * Reports that a promise was kept: its clock stands until another person says so.
 *
 * @returns the words for the record
 * @throws Refused where it is not open or was reported already
 */
export async function reportKept(
  services: Pick<Services, 'clock'>,
  tx: Transaction,
  officer: SignedIn,
  promise: { duty: string; host: UnitId; words: string },
): Promise<string> {
  const duty = await tx.first<{ ended: string | null; rule: RuleCode }>(sql`
    select ended, rule_code as rule from duty where id = ${promise.duty} for update`);
  if (!duty) throw notFound();
  if (duty.ended !== null) throw new Refused(refusals.wrongState);
  const now = services.clock();
  const today = dayInVietnam(now);
  const added = await tx.run(sql`
    insert into promise_report (id, duty_id, host_unit, words, reported_on, person_id, post_id, at)
    values (${newId()}, ${promise.duty}, ${promise.host}, ${promise.words}, ${today}, ${officer.person}, ${officer.post}, ${now})
    on conflict (duty_id) where ended is null do nothing`);
  if (added === 0) throw new Refused(promiseWords.reported);
  await tx.run(sql`update duty set suspended_from = ${today} where id = ${promise.duty}`);
  return `report ${duty.rule} ${today}`;
}

/** Holds a report that an officer may answer. @throws HttpError 404, Refused */
async function held(tx: Transaction, officer: SignedIn, duty: string): Promise<OpenReport> {
  await tx.run(sql`select from duty where id = ${duty} for update`);
  const [report] = await openReports(tx, { duty });
  if (!report) throw new Refused(refusals.wrongState);
  if (officer.person === report.person) throw new Refused(promiseWords.samePerson);
  if (!mayConfirm(officer, report)) throw notFound();
  return report;
}

async function end(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  report: OpenReport,
  how: { as: 'confirmed' | 'returned'; why: string | null },
): Promise<void> {
  await tx.run(sql`update duty set suspended_from = null where id = ${report.duty}`);
  await tx.run(sql`
    update promise_report set ended = ${how.as}, ended_person = ${officer.person}, ended_post = ${officer.post},
      ended_at = ${services.clock()}, ended_why = ${how.why} where id = ${report.id}`);
}

/** Says that a promise was kept, as another person than reported it: it was kept on the day it was reported. @throws HttpError 404, Refused */
export async function confirmKept(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  duty: string,
): Promise<void> {
  const report = await held(tx, officer, duty);
  await end(services, tx, officer, report, { as: 'confirmed', why: null });
  const fact = await endDuty(tx, report.subject, report.rule, 'done', report.reportedOn);
  const kind = services.promises.find((one) => one.rule === report.rule);
  if (!fact || !kind) throw new Error(`no part has promises by ${report.rule}`);
  const { subject, reportedOn: on, dueOn, words } = report;
  await kind.kept(services, tx, officer, { duty, subject, on, dueOn, fact, words });
}

/** Says that a promise is not kept yet, with why: its clock runs on as if nothing had been reported. @throws HttpError 404, Refused */
export async function returnReport(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  duty: string,
  why: string,
): Promise<void> {
  const report = await held(tx, officer, duty);
  await end(services, tx, officer, report, { as: 'returned', why });
}
