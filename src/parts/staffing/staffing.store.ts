import type { UnitId } from '../../ground/organization/organization.ts';
import { empty, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { PlanId, Reduction, ReductionId } from './reduction.ts';

export interface ReductionPlan {
  id: PlanId;
  title: Bilingual;
  ground: string;
  fromYear: number;
  toYear: number;
}

/** All plans, the newest first. */
export async function listPlans(db: Queries): Promise<ReductionPlan[]> {
  return db.rows<ReductionPlan>(sql`
    select id, jsonb_build_object('vi', title_vi, 'en', title_en) as title, ground, from_year as "fromYear",
      to_year as "toYear"
    from reduction_plan order by from_year desc, id desc`);
}

export async function insertPlan(tx: Queries, plan: ReductionPlan): Promise<void> {
  await tx.run(sql`
    insert into reduction_plan (id, title_vi, title_en, ground, from_year, to_year)
    values (${plan.id}, ${plan.title.vi}, ${plan.title.en}, ${plan.ground}, ${plan.fromYear}, ${plan.toYear})`);
}

export async function putTarget(
  tx: Queries,
  target: { plan: PlanId; unit: UnitId; year: number; posts: number },
): Promise<void> {
  await tx.run(sql`
    insert into reduction_target (plan_id, unit_id, unit_now, year, posts)
    values (${target.plan}, ${target.unit}, ${target.unit}, ${target.year}, ${target.posts})
    on conflict (plan_id, unit_id, year) do update set posts = excluded.posts`);
}

/** What was planned and what was achieved, by unit and year. */
export interface ReductionCount {
  unitId: UnitId;
  year: number;
  target: number;
  achieved: number;
}

/**
 * Counts of a plan as of a day: targets of its years, and reductions whose person had left by then.
 *
 * @param organised by the units of then or by their successors
 */
export async function countReductions(
  db: Queries,
  plan: PlanId,
  asOf: PlainDate,
  organised: 'then' | 'now',
  within?: readonly UnitId[],
): Promise<ReductionCount[]> {
  const unit = organised === 'then' ? sql`unit_id` : sql`unit_now`;
  const only = within ? sql`and unit_now = any(${within}::uuid[])` : empty;
  return db.rows<ReductionCount>(sql`
    select unit as "unitId", year, sum(target)::int as target, sum(achieved)::int as achieved
    from (
      select ${unit} as unit, year, posts as target, 0 as achieved from reduction_target
      where plan_id = ${plan} ${only}
      union all
      select ${unit}, extract(year from left_on)::int, 0, 1 from reduction
      where plan_id = ${plan} and state = 'left' and left_on <= ${asOf} ${only}
    ) counted
    group by unit, year order by year`);
}

/** What the reductions of a plan cost by state, in đồng; only what is known. */
export async function costOf(
  db: Queries,
  plan: PlanId,
  asOf: PlainDate,
): Promise<{ cost: number; known: number; all: number }> {
  return db.one(sql`
    select coalesce(sum(cost), 0)::bigint as cost, count(cost)::int as known, count(*)::int as all
    from reduction where plan_id = ${plan} and state = 'left' and left_on <= ${asOf}`);
}

/** Approved posts of a year against those held on a day, by unit. */
export interface QuotaLine {
  unitId: UnitId;
  approved: number | null;
  filled: number;
  posts: number;
}

/** Approved, existing and filled posts of each unit: the year's newest decision by that day. */
export async function quotas(
  db: Queries,
  year: number,
  day: PlainDate,
  within?: readonly UnitId[],
): Promise<QuotaLine[]> {
  const only = within ? sql`and unit.id = any(${within}::uuid[])` : empty;
  return db.rows<QuotaLine>(sql`
    select unit.id as "unitId", quota.approved, coalesce(held.posts, 0) as posts, coalesce(held.filled, 0) as filled
    from unit
    left join (
      -- Where the unit still is on that day its own, else its successor's.
      select case when decided.life @> ${day}::date then unit_id else unit_now end as unit_then,
        sum(approved)::int as approved
      from (
        select distinct on (unit_id) unit_id, unit_now, approved from staffing_quota
        where year = ${year} and decided_on <= ${day} order by unit_id, decided_on desc, entered_at desc
      ) newest join unit decided on decided.id = newest.unit_id group by 1
    ) quota on quota.unit_then = unit.id
    left join (
      select post.unit_id, count(*)::int as posts, count(holding.person_id)::int as filled
      from post_version post
      left join holding on holding.post_id = post.post_id and holding.valid @> ${day}::date
      where post.valid @> ${day}::date group by post.unit_id
    ) held on held.unit_id = unit.id
    where unit.life @> ${day}::date ${only} order by unit.code`);
}

export async function insertQuota(
  tx: Queries,
  row: { id: string; unit: UnitId; year: number; approved: number; ground: string; on: PlainDate; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into staffing_quota (id, unit_id, unit_now, year, approved, ground, decided_on, entered_at)
    values (${row.id}, ${row.unit}, ${row.unit}, ${row.year}, ${row.approved}, ${row.ground}, ${row.on}, ${row.at})`);
}

const columns = sql`
  reduction.id, version, plan_id as "planId", unit_id as "unitId", unit_now as "unitNow",
  post_title as "postTitle", post_id as "postId", person_id as "personId", person.name as "personName", route,
  ground_code as "groundCode", state, effective_on as "effectiveOn", cost, ratings,
  proposed_by as "proposedBy", left_on as "leftOn"`;
const source = sql`reduction left join person on person.id = reduction.person_id`;

/** Reductions of a plan within some units, the open ones first. */
export async function listReductions(
  db: Queries,
  plan: PlanId,
  within: readonly UnitId[],
  limit: number,
): Promise<Reduction[]> {
  return db.rows<Reduction>(sql`
    select ${columns} from ${source}
    where plan_id = ${plan} and unit_now = any(${within}::uuid[]) and state <> 'withdrawn'
    order by array_position(array['proposed', 'approved', 'left'], state), effective_on desc, reduction.id limit ${limit}`);
}

export async function lockReduction(tx: Queries, id: ReductionId): Promise<Reduction | undefined> {
  return tx.first<Reduction>(
    sql`select ${columns} from ${source} where reduction.id = ${id} for update of reduction`,
  );
}

export async function insertReduction(tx: Queries, row: Reduction): Promise<void> {
  await tx.run(sql`
    insert into reduction (id, version, plan_id, unit_id, unit_now, post_title, post_id, person_id, route,
      ground_code, state, effective_on, cost, ratings, proposed_by, left_on)
    values (${row.id}, ${row.version}, ${row.planId}, ${row.unitId}, ${row.unitNow}, ${row.postTitle},
      ${row.postId}, ${row.personId}, ${row.route}, ${row.groundCode}, ${row.state}, ${row.effectiveOn},
      ${row.cost}, ${row.ratings}, ${row.proposedBy}, ${row.leftOn})`);
}

export async function updateReduction(tx: Queries, row: Reduction, approvedBy: string | null): Promise<void> {
  const approval: Sql = approvedBy ? sql`, approved_by = ${approvedBy}` : empty;
  await tx.run(sql`
    update reduction set version = ${row.version}, state = ${row.state}, left_on = ${row.leftOn} ${approval}
    where id = ${row.id}`);
}
