import {
  type PersonId,
  type PostId,
  type UnitId,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { empty, plannedAnew, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { DocumentId } from './document.ts';
import type { CellCounts, Task, TaskCell, TaskId, TaskState } from './task.ts';

const columns = sql`
  task.id, task.document_id as "documentId", task.clause_id as "clauseId", task.parent_id as "parentId",
  task.path, task.origin_id as "originId", task.title, task.giver_unit as "giverUnit",
  task.unit_id as "unitId", task.with_units as "withUnits", task.post_id as "postId",
  task.asked_for as "askedFor", task.later_why as "laterWhy", task.state, task.extensions,
  task.wanted_date as "wantedDate", task.wanted_why as "wantedWhy", task.declined_why as "declinedWhy", task.reported_by as "reportedBy",
  task.explained, task.children, task.version`;

/** A task in a list: with its dates, its unit and its document. */
export interface TaskLine extends Task, WhoseDay {
  dueOn: PlainDate | null;
  ended: 'done' | 'lapsed' | null;
  endedOn: PlainDate | null;
  suspendedFrom: PlainDate | null;
  typeCode: string;
  printedNumber: string;
}

/** Columns of a `TaskLine`, from `task` with `duty`, `document` and `unit` beside it. */
export const taskLine = sql`
  ${columns}, duty.due_on as "dueOn", duty.ended, duty.ended_on as "endedOn",
  duty.suspended_from as "suspendedFrom", ${whoseDay},
  document.type_code as "typeCode", document.printed_number as "printedNumber"`;
/** What a `TaskLine` needs beside its task and duty. */
export const taskNames = sql`
  join document on document.id = task.document_id
  join ${unitOfItsDay(sql`task`, sql`case when task.state in ('done', 'cancelled') then duty.ended_on end`)} on true`;
export const taskJoined = sql`
  left join duty on duty.subject_id = task.id and duty.subject_type = 'task' ${taskNames}`;

export async function insertTask(tx: Queries, task: Task): Promise<void> {
  await tx.run(sql`
    insert into task (id, document_id, clause_id, parent_id, path, origin_id, title, giver_unit, unit_id, with_units,
      post_id, asked_for, later_why, state, version)
    values (${task.id}, ${task.documentId}, ${task.clauseId}, ${task.parentId}, ${task.path}::uuid[],
      ${task.originId}, ${task.title}, ${task.giverUnit}, ${task.unitId}, ${task.withUnits}::uuid[],
      ${task.postId}, ${task.askedFor}, ${task.laterWhy}, ${task.state}, ${task.version})`);
}

export async function updateTask(tx: Queries, task: Task): Promise<void> {
  await tx.run(sql`
    update task set title = ${task.title}, unit_id = ${task.unitId}, asked_for = ${task.askedFor},
      declined_why = ${task.declinedWhy}, post_id = ${task.postId}, later_why = ${task.laterWhy}, state = ${task.state},
      extensions = ${task.extensions}, wanted_date = ${task.wantedDate}, wanted_why = ${task.wantedWhy},
      reported_by = ${task.reportedBy}, explained = ${task.explained}, version = ${task.version}
    where id = ${task.id}`);
}

/** One more task below another, or one less. */
export async function countChild(tx: Queries, parent: TaskId, by: 1 | -1): Promise<void> {
  await tx.run(sql`update task set children = children + ${by} where id = ${parent}`);
}

export async function lockTask(tx: Queries, id: TaskId): Promise<Task | undefined> {
  return tx.first<Task>(sql`select ${columns} from task where id = ${id} for update`);
}

export async function readTask(db: Queries, id: TaskId): Promise<TaskLine | undefined> {
  return db.first<TaskLine>(sql`select ${taskLine} from task ${taskJoined} where task.id = ${id}`);
}

/** A draft that is no longer wanted. */
export async function deleteDraft(tx: Queries, document: DocumentId, id: TaskId): Promise<boolean> {
  const gone = await tx.run(
    sql`delete from task where id = ${id} and document_id = ${document} and state = 'draft'`,
  );
  return gone > 0;
}

/** Draft tasks of a document, in the order of its clauses. */
export async function lockDrafts(tx: Queries, document: DocumentId): Promise<Task[]> {
  return tx.rows<Task>(sql`
    select ${columns} from task where document_id = ${document} and state = 'draft' order by id for update`);
}

/** Tasks of a document, clause by clause. */
export async function tasksOf(db: Queries, document: DocumentId, limit: number): Promise<TaskLine[]> {
  return db.rows<TaskLine>(sql`
    select ${taskLine} from task ${taskJoined} left join clause on clause.id = task.clause_id
    where task.document_id = ${document} order by clause.position nulls last, task.id limit ${limit}`);
}

/** Tasks right below another. */
export async function tasksBelow(db: Queries, parent: TaskId, limit: number): Promise<TaskLine[]> {
  return db.rows<TaskLine>(sql`
    select ${taskLine} from task ${taskJoined} where task.parent_id = ${parent} and task.state <> 'draft'
    order by task.id limit ${limit}`);
}

/** How many tasks right below one are neither done nor cancelled. */
export async function openBelow(tx: Queries, id: TaskId): Promise<number> {
  const row = await tx.one<{ count: number }>(sql`
    select count(*)::int as count from task where parent_id = ${id} and state in ('open', 'reported')`);
  return row.count;
}

/** Tasks that run in a unit and that a plan of its own can take up: those it was given by a document. */
export async function openTasksOf(db: Queries, unit: UnitId, limit: number): Promise<TaskLine[]> {
  return db.rows<TaskLine>(sql`
    select ${taskLine} from task ${taskJoined} where task.unit_id = ${unit} and task.state = 'open'
    order by duty.due_on nulls last, task.id limit ${limit}`);
}

const cell = (day: PlainDate): Sql => sql`
  case when task.state = 'cancelled' then 'cancelled'
    when duty.subject_id is null then case when task.state = 'done' then 'doneNoDate' else 'openNoDate' end
    when duty.ended = 'lapsed' then 'cancelled'
    when duty.ended_on is not null then case when duty.ended_on <= duty.due_on then 'doneOnTime' else 'doneLate' end
    when least(duty.suspended_from, ${day}::date) <= duty.due_on then 'openInTime'
    else 'openOverdue' end`;

const none: CellCounts = {
  openInTime: 0,
  openOverdue: 0,
  doneOnTime: 0,
  doneLate: 0,
  openNoDate: 0,
  doneNoDate: 0,
  cancelled: 0,
};

/**
 * Leaves of a plan by cell, below each task of one level: all work of a plan is counted once, where it is done.
 * Grows with the tasks of the plan, some 20,000 of them in one pass of its index.
 *
 * @param under the task whose children are told apart; the plan's own tasks without
 */
export async function rollUp(
  db: Queries,
  origin: DocumentId,
  day: PlainDate,
  under?: Pick<Task, 'id' | 'path'>,
): Promise<Map<TaskId, CellCounts>> {
  const depth = under?.path.length ?? 0;
  const rows = await db.rows<{ top: TaskId; cell: TaskCell; count: number }>(
    plannedAnew(sql`
      select top, cell, count(*)::int as count from (
        select task.path[${depth + 1}::int] as top, ${cell(day)} as cell
        from task left join duty on duty.subject_id = task.id and duty.whole_id = ${origin}
        where task.origin_id = ${origin} and task.children = 0 and task.state <> 'draft'
          ${under ? sql`and task.path[${depth}::int] = ${under.id} and task.id <> ${under.id}` : empty}
      ) leaf group by 1, 2`),
  );
  const counts = new Map<TaskId, CellCounts>();
  for (const { top, cell: of, count } of rows) counts.set(top, { ...(counts.get(top) ?? none), [of]: count });
  return counts;
}

/**
 * Leaves at or below a document's own tasks, by cell: of a plan that takes up what was asked from above they are
 * a part of the plan above.
 */
export async function rollUpDocument(db: Queries, document: DocumentId, day: PlainDate): Promise<CellCounts> {
  const rows = await db.rows<{ cell: TaskCell; count: number }>(
    plannedAnew(sql`
    with own as materialized (
      select origin_id, array_agg(id) as ids from task where document_id = ${document} and state <> 'draft' group by 1
    )
    select cell, count(*)::int as count from (
      select ${cell(day)} as cell from own join task on task.origin_id = own.origin_id
      left join duty on duty.subject_id = task.id and duty.whole_id = own.origin_id
      where task.children = 0 and task.state <> 'draft' and (own.origin_id = ${document} or task.path && own.ids)
    ) leaf group by 1`),
  );
  return { ...none, ...Object.fromEntries(rows.map((one) => [one.cell, one.count])) };
}

/** The sum of several counts. */
export function sumCells(counts: Iterable<CellCounts>): CellCounts {
  const sum = { ...none };
  for (const one of counts) for (const key of Object.keys(sum) as TaskCell[]) sum[key] += one[key];
  return sum;
}

/** By how much the counts of a unit and month change. */
export interface TallyChange {
  unit: UnitId;
  /** First day of the month of the date. */
  month: PlainDate;
  open?: number;
  onTime?: number;
  late?: number;
}

/** Applies changes of the counts, always in the same order: two who change the same units wait, and do not block. */
export async function changeTally(tx: Queries, changes: readonly TallyChange[]): Promise<void> {
  const sums = new Map<string, Required<TallyChange>>();
  for (const one of changes) {
    const key = `${one.unit} ${one.month}`;
    const known = sums.get(key) ?? { unit: one.unit, month: one.month, open: 0, onTime: 0, late: 0 };
    known.open += one.open ?? 0;
    known.onTime += one.onTime ?? 0;
    known.late += one.late ?? 0;
    sums.set(key, known);
  }
  const rows = [...sums.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  for (const { unit, month, open, onTime, late } of rows) {
    if (open === 0 && onTime === 0 && late === 0) continue;
    await tx.run(sql`
      insert into task_tally (unit_id, month, open, on_time, late) values (${unit}, ${month}, ${open}, ${onTime}, ${late})
      on conflict (unit_id, month) do update set open = task_tally.open + excluded.open,
        on_time = task_tally.on_time + excluded.on_time, late = task_tally.late + excluded.late`);
  }
}

/** What is told when something happened to a task. */
export interface StepRow {
  seq: number;
  at: Date;
  type: string;
  text: string | null;
  files: KeptFile[];
  state: TaskState;
  dueOn: PlainDate | null;
  personName: string | null;
  postTitle: string | null;
}

export async function insertStep(
  tx: Queries,
  step: {
    task: Task;
    at: Date;
    type: string;
    post: PostId | null;
    person: PersonId | null;
    text: string | null;
    files: readonly KeptFile[];
    dueOn: PlainDate | null;
    doneOn: PlainDate | null;
  },
): Promise<void> {
  const { task } = step;
  await tx.run(sql`
    insert into task_step (task_id, seq, at, type, post_id, person_id, text, files, unit_id, state, due_on, done_on)
    values (${task.id}, ${task.version}, ${step.at}, ${step.type}, ${step.post}, ${step.person}, ${step.text},
      ${JSON.stringify(step.files)}::jsonb, ${task.unitId}, ${task.state}, ${step.dueOn}, ${step.doneOn})`);
}

/** Everything that happened to a task, in order. */
export async function stepsOf(db: Queries, id: TaskId): Promise<StepRow[]> {
  return db.rows<StepRow>(sql`
    select step.seq, step.at, step.type, step.text, step.files, step.state, step.due_on as "dueOn",
      person.name as "personName", post.title_vi as "postTitle"
    from task_step step left join person on person.id = step.person_id
    left join lateral (select title_vi from post_version where post_id = step.post_id
      order by lower(valid) desc limit 1) post on true
    where step.task_id = ${id} order by step.seq`);
}

/** A file of one of a task's steps. */
export async function stepFile(db: Queries, id: TaskId, file: string): Promise<KeptFile | undefined> {
  const row = await db.first<{ file: KeptFile }>(sql`
    select file from task_step step cross join lateral jsonb_array_elements(step.files) file
    where step.task_id = ${id} and file->>'id' = ${file}`);
  return row?.file;
}
