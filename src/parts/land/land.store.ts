import { type LandStep, landSteps } from '../../ground/law/land-law.ts';
import {
  type UnitId,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type {
  Act,
  ActId,
  Household,
  HouseholdId,
  Measures,
  Parcel,
  ParcelId,
  Project,
  ProjectId,
  Rings,
} from './land.ts';
import type { DoneStep, ParcelCase } from './legal-path.ts';
import type { FileParcel } from './parcel-file.ts';

const projectColumns = sql`
  project.id, project.unit_id as "unitId", project.name, project.purpose, project.basis, project.investor,
  project.place, project.area::float8 as area, project.urgent, project.handover_first as "handoverFirst",
  project.handed_on as "handedOn", project.registered_on as "registeredOn",
  project.published_on as "publishedOn"`;

export async function insertProject(tx: Queries, one: Project): Promise<void> {
  await tx.run(sql`
    insert into land_project (id, unit_then, unit_id, name, purpose, basis, investor, place, area, urgent,
      handover_first, handed_on, registered_on, published_on)
    values (${one.id}, ${one.unitId}, ${one.unitId}, ${one.name}, ${one.purpose}, ${one.basis}, ${one.investor},
      ${one.place}, ${one.area}, ${one.urgent}, ${one.handoverFirst}, ${one.handedOn}, ${one.registeredOn},
      ${one.publishedOn})`);
}

export async function lockProject(tx: Queries, id: ProjectId): Promise<Project | undefined> {
  return tx.first<Project>(
    sql`select ${projectColumns} from land_project project where id = ${id} for update`,
  );
}

/** A project in a list, with who runs it and by when it is to be handed over. */
export interface ProjectLine extends Project, WhoseDay {
  dueOn: PlainDate;
  putOff: number;
  parcels: number;
  /** Parcels that are handed over. */
  handed: number;
}

/** Projects, those that are to be handed over last first. */
export async function listProjects(
  db: Queries,
  filter: {
    id?: ProjectId;
    units?: 'all' | readonly UnitId[];
    year?: number;
    limit?: number;
    /** Only what everybody sees. */
    published?: boolean;
  } = {},
): Promise<ProjectLine[]> {
  const { id, units = 'all', year, limit = 500, published = false } = filter;
  return db.rows<ProjectLine>(sql`
    select ${projectColumns}, ${whoseDay},
      coalesce(duty.due_on, project.handover_first) as "dueOn", coalesce(duty.extended, 0) as "putOff",
      parcel.all::int as parcels, parcel.handed::int as handed
    from land_project project join ${unitOfItsDay(sql`project`, sql`project.handed_on`)} on true
    left join duty on duty.subject_id = project.id and duty.rule_code = 'DAT-HANDOVER'
    cross join lateral (select count(*) as all, count(handed_on) as handed from land_parcel where project_id = project.id) parcel
    where true ${published ? sql`and project.published_on is not null` : empty} ${id ? sql`and project.id = ${id}` : empty}
      ${
        units === 'all'
          ? empty
          : sql`and (project.unit_id = any(${units}::uuid[]) or project.unit_done = any(${units}::uuid[]) or exists (
        select from land_outreach going where going.project_id = project.id and going.unit_id = any(${units}::uuid[])))`
      }
      ${year ? sql`and extract(year from project.handover_first)::int = ${year}` : empty}
    order by project.handover_first desc, project.name limit ${limit}`);
}

/** Years in which projects were first to be handed over, up to a day, with how many were in time. */
export async function handoverYears(
  db: Queries,
  until: PlainDate,
): Promise<{ year: number; inTime: number; all: number }[]> {
  return db.rows(sql`
    select extract(year from handover_first)::int as year,
      count(*) filter (where handed_on <= handover_first)::int as "inTime", count(*)::int as all
    from land_project where handover_first <= ${until} and published_on is not null group by 1 order by 1 desc`);
}

export async function measuresOf(db: Queries, project: ProjectId): Promise<Measures> {
  const row = await db.one<{
    householdsDone: number;
    households: number;
    areaDone: number;
    area: number;
    paid: string;
    owed: string;
  }>(sql`
    with parcel as (
      select household_id, bool_and(handed_on is not null) as done,
        coalesce(sum(area) filter (where handed_on is not null), 0) as handed, sum(area) as area
      from land_parcel where project_id = ${project} group by household_id
    )
    select count(*) filter (where done)::int as "householdsDone", count(*)::int as households,
      coalesce(sum(handed), 0)::float8 as "areaDone", coalesce(sum(parcel.area), 0)::float8 as area,
      (select coalesce(sum(amount), 0)::text from land_payment payment join land_batch batch on batch.id = payment.batch_id
        where batch.project_id = ${project} and paid_on is not null) as paid,
      (select coalesce(sum(amount), 0)::text from land_line line join land_household holder on holder.id = line.household_id
        where holder.project_id = ${project} and replaced_by is null) as owed
    from parcel`);
  return {
    households: { done: row.householdsDone, all: row.households },
    area: { done: row.areaDone, all: row.area },
    money: { done: BigInt(row.paid), all: BigInt(row.owed) },
  };
}

const householdColumns = sql`
  holder.id, holder.project_id as "projectId", holder.key, holder.name, holder.kind, holder.place, holder.phone,
  holder.resettles, holder.agreed_files as "agreedFiles"`;

export async function householdBy(
  db: Queries,
  by: { id: HouseholdId } | { codeHash: Buffer },
): Promise<Household | undefined> {
  return db.first<Household>(sql`
    select ${householdColumns} from land_household holder
    where ${'id' in by ? sql`id = ${by.id}` : sql`code_hash = ${by.codeHash}`}`);
}

/** A household in a list: how much of its land is handed over, and what is open with it. */
export interface HouseholdLine extends Household {
  parcels: number;
  handed: number;
  area: number;
  stage: LandStep | null;
  visits: number;
  lastVisit: PlainDate | null;
}

/** Households of a project by their keys; names are searched as typed, without their marks. */
export async function listHouseholds(
  db: Queries,
  project: ProjectId,
  page: { words?: string | undefined; limit: number; offset: number },
): Promise<HouseholdLine[]> {
  const like = page.words ? `%${page.words.replace(/[\\%_]/g, '\\$&')}%` : undefined;
  return db.rows<HouseholdLine>(sql`
    select holder.*, parcel.*, visit.*
    from (
      select ${householdColumns} from land_household holder where project_id = ${project}
        ${like ? sql`and (name ilike ${like} or key ilike ${like} or place ilike ${like})` : empty}
      order by length(key), key limit ${page.limit} offset ${page.offset}
    ) holder
    cross join lateral (select count(*)::int as parcels, count(handed_on)::int as handed, coalesce(sum(area), 0)::float8 as area,
      min(stage) as stage from land_parcel where household_id = holder.id) parcel
    cross join lateral (select count(held_on)::int as visits, max(held_on) as "lastVisit"
      from land_visit where household_id = holder.id) visit
    order by length(holder.key), holder.key`);
}

export async function countHouseholds(db: Queries, project: ProjectId, words?: string): Promise<number> {
  const like = words ? `%${words.replace(/[\\%_]/g, '\\$&')}%` : undefined;
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::int as count from land_household where project_id = ${project}
      ${like ? sql`and (name ilike ${like} or key ilike ${like} or place ilike ${like})` : empty}`);
  return count;
}

/** Writes households and parcels of a file; those that are there already are left alone. @returns how many are new */
export async function insertParcels(
  tx: Queries,
  project: ProjectId,
  parcels: readonly FileParcel[],
  codeOf: (household: HouseholdId) => Buffer,
): Promise<{ households: number; parcels: number }> {
  const holders = new Map(
    parcels.map(({ household }) => [household.key, { ...household, id: newId<'landHousehold'>() }]),
  );
  const made = [...holders.values()];
  const households = await tx.run(sql`
    insert into land_household (id, project_id, key, name, kind, place, resettles, code_hash)
    select id, ${project}, key, name, kind, place, resettles, decode(code, 'hex')
    from unnest(${made.map((one) => one.id)}::uuid[], ${made.map((one) => one.key)}::text[],
      ${made.map((one) => one.name)}::text[], ${made.map((one) => one.kind)}::text[], ${made.map((one) => one.place)}::text[],
      ${made.map((one) => String(one.resettles))}::boolean[], ${made.map((one) => codeOf(one.id).toString('hex'))}::text[])
      as given (id, key, name, kind, place, resettles, code)
    on conflict (project_id, key) do nothing`);
  const rows = parcels.map((one) => ({ ...one, id: newId<'landParcel'>() }));
  const inserted = await tx.run(sql`
    insert into land_parcel (id, project_id, household_id, sheet, number, land_type, farmland, area, rings)
    select given.id, ${project}, holder.id, sheet, number, land_type, farmland, area, rings
    from unnest(${rows.map((one) => one.id)}::uuid[], ${rows.map((one) => one.household.key)}::text[],
      ${rows.map((one) => one.sheet)}::text[], ${rows.map((one) => one.number)}::text[],
      ${rows.map((one) => one.landType)}::text[], ${rows.map((one) => String(one.farmland))}::boolean[],
      ${rows.map((one) => String(one.area))}::bigint[], ${rows.map((one) => (one.rings ? JSON.stringify(one.rings) : ''))}::text[])
      as typed (id, key, sheet, number, land_type, farmland, area, shape)
    cross join lateral (select typed.id, nullif(shape, '')::jsonb as rings) given
    join land_household holder on holder.project_id = ${project} and holder.key = typed.key
    on conflict (project_id, sheet, number) do nothing`);
  return { households, parcels: inserted };
}

const parcelColumns = sql`
  parcel.id, parcel.project_id as "projectId", parcel.household_id as "householdId", parcel.sheet, parcel.number,
  parcel.land_type as "landType", parcel.farmland, parcel.area::float8 as area, parcel.agreed_early as "agreedEarly",
  parcel.stage, parcel.handed_on as "handedOn"`;

export async function parcelsOf(db: Queries, household: HouseholdId): Promise<Parcel[]> {
  return db.rows<Parcel>(sql`
    select ${parcelColumns} from land_parcel parcel where household_id = ${household} order by sheet, number`);
}

/** Parcels with everything that decides which steps the law allows. */
export type ParcelWithCase = ParcelCase & Pick<Parcel, 'id' | 'sheet' | 'number' | 'area' | 'householdId'>;

/** Parcels of a project, or only some of them, with what was done for each. */
export async function parcelCases(
  db: Queries,
  project: Pick<Project, 'id' | 'urgent'>,
  only: { household?: HouseholdId; numbers?: readonly string[] } = {},
): Promise<ParcelWithCase[]> {
  const rows = await db.rows<
    Pick<Parcel, 'id' | 'sheet' | 'number' | 'area' | 'farmland' | 'householdId' | 'agreedEarly'> & {
      resettles: boolean;
      objects: boolean;
      owed: boolean;
      paid: boolean;
      steps: string[] | null;
      days: PlainDate[] | null;
    }
  >(sql`
    select parcel.id, parcel.sheet, parcel.number, parcel.area::float8 as area, parcel.farmland,
      parcel.household_id as "householdId", parcel.agreed_early as "agreedEarly", holder.resettles,
      coalesce(opinion.view = 'disagree', false) as objects, acts.steps, acts.days,
      money.owed > 0 as owed, money.paid >= money.owed as paid
    from land_parcel parcel join land_household holder on holder.id = parcel.household_id
    left join land_opinion opinion on opinion.household_id = holder.id
    cross join lateral (select
      (select coalesce(sum(amount), 0) from land_line where household_id = holder.id and replaced_by is null) as owed,
      (select coalesce(sum(amount), 0) from land_payment where household_id = holder.id and paid_on is not null) as paid) money
    left join lateral (select array_agg(step) as steps, array_agg(on_day::text) as days from land_act_parcel done
      join land_act act on act.id = done.act_id where done.parcel_id = parcel.id) acts on true
    where parcel.project_id = ${project.id}
      ${only.household ? sql`and parcel.household_id = ${only.household}` : empty}
      ${only.numbers ? sql`and parcel.sheet || '-' || parcel.number = any(${only.numbers}::text[])` : empty}
    order by length(parcel.sheet), parcel.sheet, length(parcel.number), parcel.number`);
  return rows.map(({ steps, days, ...row }) => ({
    ...row,
    urgent: project.urgent,
    done: (steps ?? []).map(
      (step, at): DoneStep => ({ step: step as LandStep, day: days?.[at] as PlainDate }),
    ),
  }));
}

export async function insertAct(
  tx: Queries,
  project: ProjectId,
  act: Omit<Act, 'parcels' | 'corrected'>,
  parcels: readonly ParcelId[],
  handsOver: boolean,
): Promise<void> {
  await tx.run(sql`
    insert into land_act (id, project_id, step, on_day, decided_by, number, words, files, present, agree, disagree, other,
      parcels, entered_at, from_file)
    values (${act.id}, ${project}, ${act.step}, ${act.onDay}, ${act.decidedBy}, ${act.number}, ${act.words},
      ${JSON.stringify(act.files)}::jsonb, ${act.present}, ${act.agree}, ${act.disagree}, ${act.other},
      ${parcels.length}, ${act.enteredAt}, ${act.fromFile})`);
  await tx.run(sql`
    insert into land_act_parcel (parcel_id, act_id) select parcel, ${act.id}::uuid from unnest(${parcels}::uuid[]) as parcel`);
  await tx.run(sql`
    update land_parcel set
      stage = case when coalesce(array_position(${[...landSteps]}::text[], stage), 0) < ${landSteps.indexOf(act.step) + 1}
        then ${act.step} else stage end
      ${handsOver ? sql`, handed_on = ${act.onDay}` : empty}
    where id = any(${parcels}::uuid[])`);
}

const actColumns = sql`
  act.id, act.step, act.on_day as "onDay", act.decided_by as "decidedBy", act.number, act.words, act.files, act.present,
  act.agree, act.disagree, act.other, act.parcels, act.entered_at as "enteredAt", act.from_file as "fromFile",
  act.corrected`;

export async function actsOf(db: Queries, project: ProjectId): Promise<Act[]> {
  return db.rows<Act>(sql`
    select ${actColumns} from land_act act where project_id = ${project} order by on_day, entered_at`);
}

export async function actsOfHousehold(db: Queries, household: HouseholdId): Promise<Act[]> {
  return db.rows<Act>(sql`
    select ${actColumns} from land_act act where exists (select from land_act_parcel done
      join land_parcel parcel on parcel.id = done.parcel_id
      where done.act_id = act.id and parcel.household_id = ${household})
    order by on_day, entered_at`);
}

/** Parcels of a project by map sheet and last step: what the public reads beside the map. */
export async function stagesBySheet(
  db: Queries,
  project: ProjectId,
): Promise<{ sheet: string; stage: LandStep | null; count: number; area: number }[]> {
  return db.rows(sql`
    select sheet, stage, count(*)::int as count, sum(area)::float8 as area from land_parcel
    where project_id = ${project} group by 1, 2 order by length(sheet), sheet`);
}

/** How many parcels of a project are at each step. */
export async function stagesOf(
  db: Queries,
  project: ProjectId,
): Promise<{ stage: LandStep | null; count: number }[]> {
  return db.rows(sql`
    select stage, count(*)::int as count from land_parcel where project_id = ${project} group by stage
    order by array_position(${[...landSteps]}::text[], stage) desc nulls last`);
}

export async function shapesOf(
  db: Queries,
  project: ProjectId,
): Promise<{ rings: Rings; stage: LandStep | null }[]> {
  return db.rows(sql`
    select rings, stage from land_parcel where project_id = ${project} and rings is not null order by id`);
}

/** Parcels of the same unit in other projects that are not handed on, and of this one: with what they are called. */
export async function parcelsAround(
  db: Queries,
  project: ProjectId,
): Promise<{ project: string; own: boolean; sheet: string; number: string; rings: Rings | null }[]> {
  return db.rows(sql`
    select other.name as project, other.id = one.id as own, sheet, number, rings
    from land_project one join land_project other on other.unit_id = one.unit_id
    join land_parcel parcel on parcel.project_id = other.id
    where one.id = ${project} order by parcel.id limit ${mostAround}`);
}
// More are not held against a file that is read while somebody waits.
const mostAround = 20_000;

/** Whether any parcel of a project has a shape. */
export async function isMapped(db: Queries, project: ProjectId): Promise<boolean> {
  const { mapped } = await db.one<{ mapped: boolean }>(sql`
    select exists (select from land_parcel where project_id = ${project} and rings is not null) as mapped`);
  return mapped;
}

/** Units that go out to households of a project beside its own. */
export async function outreachOf(db: Queries, project: ProjectId): Promise<UnitId[]> {
  const rows = await db.rows<{ id: UnitId }>(
    sql`select unit_id as id from land_outreach where project_id = ${project}`,
  );
  return rows.map((row) => row.id);
}

/** Whether everything of a project is handed over; when the last parcel was. */
export async function allHandedOver(tx: Queries, project: ProjectId): Promise<PlainDate | undefined> {
  const row = await tx.one<{ open: number; last: PlainDate | null }>(sql`
    select count(*) filter (where handed_on is null)::int as open, max(handed_on) as last
    from land_parcel where project_id = ${project}`);
  return row.open === 0 ? (row.last ?? undefined) : undefined;
}

export async function actFile(
  db: Queries,
  project: ProjectId,
  id: ActId,
): Promise<Pick<Act, 'files' | 'step'> | undefined> {
  return db.first(sql`select files, step from land_act where id = ${id} and project_id = ${project}`);
}
