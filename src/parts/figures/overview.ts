import { type Figure, type FigureTotal, totalOf } from '../../ground/figure/catalogue.ts';
import { perShare, stateOf, type Target, type TargetState } from '../../ground/figure/target.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import type { PlainDate } from '../../platform/time.ts';

/** What is late of one sort in a unit with all below it. */
export interface LateSum {
  late: number;
  since: PlainDate | undefined;
}

/** A unit with all below it: what is late of each sort, and how a figure went. */
export interface OverviewRow {
  unit: Unit;
  /** Whether there are units below it to look into. */
  opens: boolean;
  /** By the code of the sort. */
  late: Map<string, LateSum>;
  now: FigureTotal;
  lastYear: FigureTotal;
  target: Target | undefined;
  state: TargetState | undefined;
}

/** A unit's own numbers, before they are added up. */
export interface OwnNumbers {
  late: readonly { sort: string; unit: UnitId; late: number; since: PlainDate }[];
  now: readonly (FigureTotal & { unit: UnitId | undefined })[];
  lastYear: readonly (FigureTotal & { unit: UnitId | undefined })[];
}

/**
 * The units below one, each with all below it, and the one itself first with what is its own: every number of every unit
 * under it stands in exactly one row.
 *
 * @param heirs units that are no more, with the living one that answers for them
 */
export function overviewRows(
  top: Unit,
  units: readonly Unit[],
  own: OwnNumbers,
  figure: Figure,
  targets: readonly Target[],
  heirs: ReadonlyMap<UnitId, UnitId> = new Map(),
  yearOver = false,
): OverviewRow[] {
  const parentOf = new Map(units.map((unit) => [unit.id, unit.parentId]));
  const shown = [top, ...units.filter((unit) => unit.parentId === top.id)];
  const rows = new Map(shown.map((unit) => [unit.id, emptyRow(unit, units, figure)]));
  /** The row that a unit's numbers belong to: itself, or the one below the top that it is under. */
  const rowOf = (unit: UnitId): OverviewRow | undefined => {
    let at: UnitId | null | undefined = heirs.get(unit) ?? unit;
    while (at && !rows.has(at)) at = parentOf.get(at);
    return at ? rows.get(at) : undefined;
  };
  for (const { sort, unit, late, since } of own.late) {
    const row = rowOf(unit);
    if (!row) continue;
    const before = row.late.get(sort);
    row.late.set(sort, {
      late: (before?.late ?? 0) + late,
      since: before?.since && before.since < since ? before.since : since,
    });
  }
  for (const which of ['now', 'lastYear'] as const)
    for (const { unit, ...total } of own[which]) {
      const row = unit && rowOf(unit);
      if (row) row[which] = totalOf([row[which], total]);
    }
  for (const row of rows.values()) {
    row.target = targets.find((one) => one.figure === figure.code && one.unitId === row.unit.id);
    row.state = row.target && stateOf(row.target, figure, row.now, yearOver);
  }
  return [...rows.values()];
}

function emptyRow(unit: Unit, units: readonly Unit[], figure: Figure): OverviewRow {
  const none: FigureTotal = { numerator: 0, denominator: figure.denominator ? 0 : undefined };
  return {
    unit,
    opens: units.some((one) => one.parentId === unit.id),
    late: new Map(),
    now: none,
    lastYear: none,
    target: undefined,
    state: undefined,
  };
}

/** All rows in one: their sum, with the target of the unit on top. */
export function sumOf(rows: readonly OverviewRow[]): Pick<OverviewRow, 'late' | 'now' | 'lastYear'> {
  const late = new Map<string, LateSum>();
  for (const row of rows)
    for (const [sort, one] of row.late) {
      const before = late.get(sort);
      const since = [before?.since, one.since].filter((day) => day !== undefined).toSorted()[0];
      late.set(sort, { late: (before?.late ?? 0) + one.late, since });
    }
  return {
    late,
    now: totalOf(rows.map((row) => row.now)),
    lastYear: totalOf(rows.map((row) => row.lastYear)),
  };
}

/** How a row stands, for its colour: against its target, else against the whole; a sign stands beside the colour. */
export type Standing = 'good' | 'middling' | 'bad' | 'none';

/** Ten points in a hundred behind is bad, anything behind is middling. */
const farBehind = perShare / 10;

/**
 * How a unit stands: against its target where it has one, else against all together. Compared in hundredths of a percent;
 * only for figures of which it is known what is better.
 */
export function standingOf(
  row: Pick<OverviewRow, 'now' | 'target'>,
  whole: FigureTotal,
  figure: Figure,
): Standing {
  const value = shareOf(row.now);
  const aim = row.target?.value ?? shareOf(whole);
  if (!figure.better || !figure.denominator || value === undefined || aim === undefined) return 'none';
  const behind = figure.better === 'more' ? aim - value : value - aim;
  return behind <= 0 ? 'good' : behind > farBehind ? 'bad' : 'middling';
}

/** A share in hundredths of a percent; undefined where there is nothing to divide by. */
export function shareOf({ numerator, denominator }: FigureTotal): number | undefined {
  return denominator ? (numerator * perShare) / denominator : undefined;
}
