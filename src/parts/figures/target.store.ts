import type { Target, TargetId } from '../../ground/figure/target.ts';
import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

const columns = sql`
  id, unit_id as "unitId", year, figure, value, why, set_at as "setAt"`;

/** The targets of a year as they stand. */
export async function targetsOf(db: Queries, year: number): Promise<Target[]> {
  return db.rows<Target>(sql`
    select ${columns} from figure_target where year = ${year} and replaced_by is null order by figure, id`);
}

/** What was set before and has been changed, newest first. */
export async function changedTargets(
  db: Queries,
  year: number,
): Promise<(Target & { replacedBy: TargetId })[]> {
  return db.rows(sql`
    select ${columns}, replaced_by as "replacedBy" from figure_target
    where year = ${year} and replaced_by is not null order by set_at desc`);
}

/** The target that stands for a unit, year and figure, held until the transaction ends. */
export async function lockTarget(
  tx: Queries,
  of: { unit: UnitId | null; year: number; figure: string },
): Promise<Target | undefined> {
  return tx.first<Target>(sql`
    select ${columns} from figure_target
    where unit_id is not distinct from ${of.unit}::uuid and year = ${of.year} and figure = ${of.figure}
      and replaced_by is null for update`);
}

/** Sets a target in the place of another. */
export async function insertTarget(
  tx: Queries,
  target: Target,
  by: PostId,
  before: TargetId | undefined,
): Promise<void> {
  if (before) await tx.run(sql`update figure_target set replaced_by = ${target.id} where id = ${before}`);
  await tx.run(sql`
    insert into figure_target (id, unit_id, year, figure, value, why, set_by, set_at)
    values (${target.id}, ${target.unitId}, ${target.year}, ${target.figure}, ${target.value}, ${target.why},
      ${by}, ${target.setAt})`);
}
