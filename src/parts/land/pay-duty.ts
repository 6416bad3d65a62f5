import { insertDuties } from '../../ground/duty/duty.store.ts';
import { dutyOf, type Owed, openDuty } from '../../ground/duty/single.ts';
import type { Services } from '../../ground/services.ts';
import { sql, type Transaction } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type { HouseholdId, Project } from './land.ts';
import { balances } from './money.store.ts';

const payDuty = (project: Project, household: HouseholdId, begunOn: PlainDate): Owed => ({
  subjectType: 'landHousehold',
  subjectId: household,
  unit: project.unitId,
  rule: 'DAT-PAY',
  begunOn,
  owedTo: 'citizen',
});

/** More is owed to a household than it was paid: that it is paid in time is owed anew, from today on. */
export async function owedAnew(
  services: Services,
  tx: Transaction,
  project: Project,
  household: HouseholdId,
): Promise<void> {
  const [balance] = await balances(tx, { household });
  if (!balance || balance.owed <= balance.paid) return;
  const open = await tx.first(
    sql`select from duty where subject_id = ${household} and rule_code = 'DAT-PAY' and ended is null`,
  );
  if (open) return;
  await openDuty(tx, services.calendar, payDuty(project, household, dayInVietnam(services.clock())));
}

/** Opens the duty to pay for households whose plan (or recovery) was decided on a day. @returns words for the record */
export async function openPayDuties(
  services: Services,
  tx: Transaction,
  project: Project,
  households: readonly HouseholdId[],
  onDay: PlainDate,
): Promise<string | undefined> {
  // To whom nothing is owed nothing has to be paid.
  const rows = await tx.rows<{ id: HouseholdId }>(sql`
    select holder as id from unnest(${households}::uuid[]) as holder
    where not exists (select from duty where subject_id = holder and rule_code = 'DAT-PAY')
      and exists (select from land_line where household_id = holder and replaced_by is null and amount > 0)`);
  const [first] = rows;
  if (!first) return undefined;
  // The same day and the same rule: the date is reckoned once, each household has its own duty.
  const model = dutyOf(payDuty(project, first.id, onDay), services.calendar);
  await insertDuties(
    tx,
    rows.map(({ id }) => ({ ...model, id: newId(), subjectId: id })),
  );
  return `open DAT-PAY ${model.dueOn} (${rows.length})`;
}
