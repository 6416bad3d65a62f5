import type { PlainDate } from '../../platform/time.ts';

/**
 * How finely the public may be told of a group of cases: of its unit, of its month, only of its year, or not
 * at all, for what came so late that it could be told from the others.
 */
export const cellLevels = ['unit', 'month', 'year', 'none'] as const;
export type CellLevel = (typeof cellLevels)[number];

/** Cases of one kind and unit in a month, counted together. */
export interface MonthGroup {
  kind: string;
  unit: string;
  received: number;
}

/** The fewest cases of a kind that may be told apart, and whether it is told by unit at all. */
export type CellRule = (kind: string) => { fewest: number; byUnit: boolean };

/**
 * Decides how finely each group of a month may be told, before anything is counted from them: a group that is
 * too small goes, whole, into its month for all units together; what is too small there, into its year.
 *
 * It is decided once, when the month is closed, and kept with each case: a cell never loses a case to another
 * and is never divided. So whatever tables are published, of whatever days, periods, units and kinds, they
 * are sums of the same cells, and their difference is a sum of cells as well.
 *
 * @param groups all groups of one month
 */
export function closeMonth<Group extends MonthGroup>(
  groups: readonly Group[],
  rule: CellRule,
): (Group & { cell: CellLevel })[] {
  const byUnit = (group: Group) => {
    const { fewest, byUnit: told } = rule(group.kind);
    return told && group.received >= fewest;
  };
  const pooled = Map.groupBy(
    groups.filter((group) => !byUnit(group)),
    (group) => group.kind,
  );
  const enough = (kind: string) =>
    (pooled.get(kind) ?? []).reduce((sum, group) => sum + group.received, 0) >= rule(kind).fewest;
  return groups.map((group) => ({
    ...group,
    cell: byUnit(group) ? 'unit' : enough(group.kind) ? 'month' : 'year',
  }));
}

/** Whether what is told by year only may be told: once the year is over, and if it is enough. */
export function yearIsTold(year: number, received: number, fewest: number, today: PlainDate): boolean {
  return today > `${year}-12-31` && received >= fewest;
}
