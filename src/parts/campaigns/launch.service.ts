import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { endDuty, openDuty } from '../../ground/duty/single.ts';
import {
  type UnitId,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { empty, type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam } from '../../platform/time.ts';
import type { Launch, LaunchId, LaunchTask } from './campaign.ts';
import type * as forms from './forms.ts';
import { insertPhotos } from './photo.store.ts';

const words = {
  noTasks: { vi: 'Chưa có việc nào.', en: 'There are no tasks yet.' },
  open: (count: number) => ({
    vi: `Còn ${count} việc chưa ghi kết quả.`,
    en: `${count} tasks have no result yet.`,
  }),
};

const columns = sql`
  launch.id, launch.unit_id as "unitId", launch.title, launch.on_day as "onDay", launch.meets, launch.call, launch.state,
  launch.why, launch.published_on as "publishedOn", launch.version`;

export interface LaunchLine extends Launch, WhoseDay {
  planned: number;
  attended: number;
}

export async function listLaunches(
  db: Queries,
  filter: { id?: LaunchId; units?: 'all' | readonly UnitId[]; limit?: number } = {},
): Promise<LaunchLine[]> {
  const { id, units = 'all', limit = 100 } = filter;
  return db.rows<LaunchLine>(sql`
    select ${columns}, ${whoseDay}, task.planned::int, task.attended::int
    from launch join ${unitOfItsDay(sql`launch`, sql`case when launch.state <> 'announced' then launch.on_day end`)} on true
    cross join lateral (select coalesce(sum(planned), 0) as planned, coalesce(sum(attended), 0) as attended
      from launch_task where launch_id = launch.id) task
    where true ${id ? sql`and launch.id = ${id}` : empty}
      ${units === 'all' ? empty : sql`and launch.unit_id = any(${units}::uuid[])`}
    order by launch.on_day desc, launch.id limit ${limit}`);
}

export async function tasksOf(db: Queries, launch: LaunchId): Promise<LaunchTask[]> {
  return db.rows<LaunchTask>(sql`
    select id, what, place, squad, planned, attended, result::float8 as result, result_unit as "resultUnit"
    from launch_task where launch_id = ${launch} order by id`);
}

/** What a launch achieved, by what it is counted in; sums of the tasks and nothing else. */
export function resultsOf(tasks: readonly LaunchTask[]): { unit: string; result: number }[] {
  const sums = new Map<string, number>();
  for (const one of tasks)
    if (one.result !== null && one.resultUnit)
      sums.set(one.resultUnit, (sums.get(one.resultUnit) ?? 0) + one.result);
  return [...sums].map(([unit, result]) => ({ unit, result }));
}

/** Announces a launch; that its results are published the same evening is a duty from now on. */
export async function announceLaunch(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof forms.launchForm>,
): Promise<LaunchId> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  const today = dayInVietnam(services.clock());
  if (given.onDay < today) throw new Refused(refusals.past, 'onDay');
  const id: LaunchId = newId();
  await tx.run(sql`
    insert into launch (id, unit_then, unit_id, title, on_day, meets, call, state)
    values (${id}, ${officer.unit}, ${officer.unit}, ${given.title}, ${given.onDay}, ${given.meets}, ${given.call}, 'announced')`);
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'launch',
    subjectId: id,
    unit: officer.unit,
    rule: 'CD-LAUNCH',
    begunOn: today,
    owedTo: 'public',
    agreedFor: given.onDay,
  });
  await enterNext(services, tx, officer, {
    type: 'launch.announced',
    subject: id,
    facts: { on_day: given.onDay, duties: fact },
  });
  return id;
}

async function held(tx: Transaction, officer: SignedIn, id: LaunchId, version?: number): Promise<Launch> {
  const launch = await tx.first<Launch>(sql`select ${columns} from launch where id = ${id} for update`);
  if (!launch || !worksIn(officer, launch.unitId)) throw notFound();
  if (version !== undefined && launch.version !== version) throw new HttpError(409, 'conflict');
  if (launch.state !== 'announced') throw new Refused(refusals.wrongState);
  return launch;
}

export async function addTask(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: LaunchId,
  given: Given<typeof forms.taskForm>,
): Promise<void> {
  await held(tx, officer, id);
  await tx.run(sql`
    insert into launch_task (id, launch_id, what, place, squad, planned)
    values (${newId()}, ${id}, ${given.what}, ${given.place}, ${given.squad}, ${given.planned})`);
  await enterNext(services, tx, officer, {
    type: 'launch.task',
    subject: id,
    facts: { what: given.what, planned: given.planned },
  });
}

/** Notes who came to a task and what was done, from the day itself on. */
export async function noteResult(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: LaunchId,
  target: string,
  given: Given<typeof forms.resultForm>,
): Promise<void> {
  const launch = await held(tx, officer, id);
  const today = dayInVietnam(services.clock());
  if (launch.onDay > today) throw new Refused(refusals.future);
  const done = await tx.run(sql`
    update launch_task set attended = ${given.attended}, result = ${given.result}::bigint, result_unit = ${given.resultUnit}
    where id = ${parseId(target) ?? null} and launch_id = ${id}`);
  if (done === 0) throw notFound();
  await insertPhotos(tx, id, { ...given, onDay: launch.onDay });
  await enterNext(services, tx, officer, {
    type: 'launch.result',
    subject: id,
    facts: {
      task: target,
      attended: given.attended,
      result: given.result,
      unit: given.resultUnit,
      photos: given.files.map((file) => file.sha256).join(' '),
    },
  });
}

/** Publishes what a launch achieved: every task has to have its result, be it none. */
export async function publishLaunch(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: LaunchId,
  version: number | undefined,
): Promise<void> {
  const launch = await held(tx, officer, id, version);
  const tasks = await tasksOf(tx, id);
  const today = dayInVietnam(services.clock());
  if (launch.onDay > today) throw new Refused(refusals.future);
  if (tasks.length === 0) throw new Refused(words.noTasks);
  const open = tasks.filter((one) => one.result === null).length;
  if (open > 0) throw new Refused(words.open(open));
  await tx.run(sql`
    update launch set state = 'published', published_on = ${today}, version = version + 1 where id = ${id}`);
  const duties = await endDuty(tx, id, 'CD-LAUNCH', 'done', today);
  const attended = tasks.reduce((sum, one) => sum + (one.attended ?? 0), 0);
  await enterNext(services, tx, officer, {
    type: 'launch.published',
    subject: id,
    facts: {
      attended,
      results: resultsOf(tasks)
        .map((one) => `${one.result} ${one.unit}`)
        .join('; '),
      ...(duties && { duties }),
    },
  });
}

/** Calls a launch off, with the reason for all to read. */
export async function cancelLaunch(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: LaunchId,
  why: string,
): Promise<void> {
  await held(tx, officer, id);
  await tx.run(
    sql`update launch set state = 'cancelled', why = ${why}, version = version + 1 where id = ${id}`,
  );
  const duties = await endDuty(tx, id, 'CD-LAUNCH', 'lapsed', dayInVietnam(services.clock()));
  await enterNext(services, tx, officer, {
    type: 'launch.cancelled',
    subject: id,
    facts: { why, ...(duties && { duties }) },
  });
}
