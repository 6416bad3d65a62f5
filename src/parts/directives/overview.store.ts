import { isLate } from '../../ground/duty/late.ts';
import type { PersonId, UnitId } from '../../ground/organization/organization.ts';
import { empty, plannedAnew, type Queries, sql } from '../../platform/database/database.ts';
import { type PlainDate, yearOf } from '../../platform/time.ts';
import type { DocumentId } from './document.ts';
import { type TaskLine, taskJoined, taskLine, taskNames } from './task.store.ts';
import type { TaskId } from './task.ts';

/** Which units are looked at. */
export type Units = 'all' | readonly UnitId[];

const owned = (units: Units) => (units === 'all' ? empty : sql`and duty.owner_unit = any(${units}::uuid[])`);

/** What is late in a unit. */
export interface LateUnit {
  unit: UnitId;
  late: number;
  /** Since when its oldest is. */
  since: PlainDate;
}

/** Where tasks stand now: what is open, what is overdue and where, and what became of those due this year. */
export interface Overview {
  openInTime: number;
  openOverdue: number;
  /** Of those due this year. */
  doneOnTime: number;
  doneLate: number;
  where: LateUnit[];
}

/**
 * Sums of the counts by unit and month, and the index of what is open: it grows with what is overdue and with the
 * number of units, not with all that ever was.
 */
export async function overview(db: Queries, units: Units, day: PlainDate): Promise<Overview> {
  const year = yearOf(day);
  const [sums, where] = await Promise.all([
    db.one<{ open: number; onTime: number; late: number }>(
      plannedAnew(sql`
      select coalesce(sum(open), 0)::int as open,
        coalesce(sum(on_time) filter (where month between ${`${year}-01-01`} and ${`${year}-12-01`}), 0)::int as "onTime",
        coalesce(sum(late) filter (where month between ${`${year}-01-01`} and ${`${year}-12-01`}), 0)::int as late
      from task_tally ${units === 'all' ? empty : sql`where unit_id = any(${units}::uuid[])`}`),
    ),
    db.rows<LateUnit>(
      plannedAnew(sql`
      -- Read by date and then by unit: most that is past its date is done, the planner takes that for what is
      -- open too, and would go from unit to unit.
      with past as materialized (
        select owner_unit, due_on from duty join task on task.id = duty.subject_id and task.children = 0
        where subject_type = 'task' and ${isLate(day)}
      )
      select owner_unit as unit, count(*)::int as late, min(due_on) as since from past as duty
      where true ${owned(units)} group by owner_unit order by late desc, since`),
    ),
  ]);
  const openOverdue = where.reduce((sum, one) => sum + one.late, 0);
  return {
    openInTime: sums.open - openOverdue,
    openOverdue,
    doneOnTime: sums.onTime,
    doneLate: sums.late,
    where,
  };
}

/** Overdue tasks, oldest first; what was given on is overdue below. */
export async function overdueTasks(
  db: Queries,
  units: Units,
  day: PlainDate,
  limit: number,
  /** Due on this day at the earliest. */
  from?: PlainDate,
): Promise<TaskLine[]> {
  return db.rows<TaskLine>(
    plannedAnew(sql`
    select ${taskLine} from (
      select subject_id, due_on, ended, ended_on, suspended_from from duty
      join task on task.id = duty.subject_id and task.children = 0
      where ended is null and subject_type = 'task' and due_on < ${day} ${from ? sql`and due_on >= ${from}` : empty} ${owned(units)}
        and (suspended_from is null or suspended_from > due_on)
      order by due_on, subject_id limit ${limit}
    ) duty join task on task.id = duty.subject_id ${taskNames} order by duty.due_on, task.id`),
  );
}

/** Tasks that wait for a decision of who ordered them: an acceptance, or a later date. */
export async function waitingTasks(
  db: Queries,
  unit: UnitId,
  person: PersonId,
  limit: number,
): Promise<TaskLine[]> {
  return db.rows<TaskLine>(sql`
    select ${taskLine} from task ${taskJoined}
    where task.giver_unit = ${unit} and (task.state = 'reported' or task.wanted_date is not null)
      and task.reported_by is distinct from ${person}
    order by duty.suspended_from, duty.due_on, task.id limit ${limit}`);
}

/** Open tasks of a unit, due soonest first. */
export async function ownTasks(
  db: Queries,
  unit: UnitId,
  limit: number,
  /** Due on this day at the earliest. */
  from?: PlainDate,
): Promise<TaskLine[]> {
  return db.rows<TaskLine>(sql`
    select ${taskLine} from task ${taskJoined}
    where task.unit_id = ${unit} and task.state = 'open' ${from ? sql`and duty.due_on >= ${from}` : empty}
    order by duty.due_on nulls last, task.id limit ${limit}`);
}

/** Counts of tasks due in a period, of a unit or a document. */
export interface PeriodCounts {
  openInTime: number;
  openOverdue: number;
  doneOnTime: number;
  doneLate: number;
}

export interface UnitPeriod extends PeriodCounts {
  unit: UnitId;
}

export interface DocumentPeriod extends PeriodCounts {
  document: DocumentId;
  typeCode: string;
  printedNumber: string;
  abstract: string;
}

const counts = (day: PlainDate) => sql`
  count(*) filter (where ended is null and (due_on >= ${day} or suspended_from <= due_on))::int as "openInTime",
  count(*) filter (where ended is null and due_on < ${day} and (suspended_from is null or suspended_from > due_on))::int as "openOverdue",
  count(*) filter (where ended_on <= due_on)::int as "doneOnTime",
  count(*) filter (where ended_on > due_on)::int as "doneLate"`;

/** Tasks due in a period, those with none below, by document and by the unit that answers now, except those taken back. */
export async function periodReport(
  db: Queries,
  units: Units,
  period: { from: PlainDate; to: PlainDate },
  day: PlainDate,
): Promise<{ byUnit: UnitPeriod[]; byDocument: DocumentPeriod[] }> {
  const due = sql`duty.subject_type = 'task' and duty.due_on between ${period.from} and ${period.to}
    and duty.ended is distinct from 'lapsed' and task.children = 0
    ${units === 'all' ? empty : sql`and task.unit_id = any(${units}::uuid[])`}`;
  const [byUnit, byDocument] = await Promise.all([
    db.rows<UnitPeriod>(
      plannedAnew(sql`
      select task.unit_id as unit, ${counts(day)} from duty join task on task.id = duty.subject_id
      where ${due} group by task.unit_id`),
    ),
    db.rows<DocumentPeriod>(
      plannedAnew(sql`
      select document.id as document, document.type_code as "typeCode", document.printed_number as "printedNumber",
        document.abstract, ${counts(day)}
      from duty join task on task.id = duty.subject_id join document on document.id = task.document_id
      where ${due} group by document.id order by document.issued_on`),
    ),
  ]);
  return { byUnit, byDocument };
}

/** Ids of a unit's overdue tasks, for a letter that urges them. */
export async function overdueOf(db: Queries, unit: UnitId, day: PlainDate): Promise<TaskId[]> {
  const rows = await db.rows<{ id: TaskId }>(sql`
    select subject_id as id from duty where ended is null and subject_type = 'task' and owner_unit = ${unit}
      and due_on < ${day} and (suspended_from is null or suspended_from > due_on) order by due_on, subject_id`);
  return rows.map((row) => row.id);
}
