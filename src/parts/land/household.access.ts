import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import type { Queries } from '../../platform/database/database.ts';
import { sql } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { householdBy, lockProject, outreachOf } from './land.store.ts';
import type { Household, HouseholdId, Project } from './land.ts';

/**
 * Who may read about a project's households: those who do the work of its unit, and of the units that go out to them.
 * Nobody else, whatever their rank: their superiors see sums.
 */
export async function reachesHouseholds(
  db: Queries,
  officer: SignedIn,
  project: Pick<Project, 'id' | 'unitId'>,
): Promise<boolean> {
  if (worksIn(officer, project.unitId)) return true;
  const going = await outreachOf(db, project.id);
  return going.includes(officer.unit) && worksIn(officer, officer.unit);
}

/**
 * Holds a household for a step: by its project's unit, or (`outreach`) by a unit that goes out as well.
 *
 * @throws HttpError 404 for anybody else
 */
export async function heldHousehold(
  tx: Queries,
  officer: SignedIn,
  id: HouseholdId,
  by: 'project' | 'outreach',
): Promise<{ household: Household; project: Project }> {
  const household = await householdBy(tx, { id });
  const project = household && (await lockProject(tx, household.projectId));
  if (!household || !project) throw notFound();
  const may =
    by === 'project' ? worksIn(officer, project.unitId) : await reachesHouseholds(tx, officer, project);
  if (!may) throw notFound();
  await tx.run(sql`select from land_household where id = ${id} for update`);
  return { household, project };
}
