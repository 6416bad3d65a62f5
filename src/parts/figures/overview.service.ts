import { countLate } from '../../ground/duty/late.ts';
import type { Figure } from '../../ground/figure/catalogue.ts';
import { unitAndBelow } from '../../ground/figure/scope.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import {
  addMonths,
  dayInVietnam,
  newestMonthOver,
  type PlainDate,
  parsePlainDate,
} from '../../platform/time.ts';
import { type OverviewRow, overviewRows, sumOf } from './overview.ts';
import { shapesOf, type UnitShape } from './shape.store.ts';
import { targetsOf } from './target.store.ts';

/** What somebody looks at: a unit with those below it, a figure, a year, and one kind where it is asked. */
export interface OverviewAsked {
  unit: Unit;
  figure: Figure;
  kind: string | undefined;
  year: number;
}

/** The whole page, all numbers of one moment. */
export interface Overview extends OverviewAsked {
  rows: OverviewRow[];
  sum: ReturnType<typeof sumOf>;
  /** The months of the year that are over; `to` before `from` where none is. */
  from: PlainDate;
  to: PlainDate;
  day: PlainDate;
  at: Date;
  shapes: UnitShape[];
}

/**
 * What is late where, and how a figure went in each unit below one, against the year before and its target. Numbers of the
 * office itself, small groups with them; what is sealed is counted in none of the late ones.
 */
export async function overviewOf(services: Services, asked: OverviewAsked): Promise<Overview> {
  const { db, clock, site, late: sources } = services;
  const { unit, figure, kind, year } = asked;
  const at = clock();
  const day = dayInVietnam(at);
  const from = parsePlainDate(`${year}-01-01`);
  const end = parsePlainDate(`${year}-12-01`);
  const over = newestMonthOver(day);
  const to = over < end ? over : end;
  const under = await unitAndBelow(services, unit);
  const within = under && [...under];
  const count = async (first: PlainDate, last: PlainDate) => {
    if (last < first) return [];
    const by = { unit: true };
    const { cells } = await figure.count(services, {
      from: first,
      to: last,
      asOf: at,
      by,
      kind,
      units: within,
      exact: true,
    });
    return cells;
  };
  const { units, heirs } = await site.read();
  const [late, now, lastYear, targets, shapes] = await Promise.all([
    Promise.all(
      sources.map(async (source) => {
        const ofKind = source.kinds?.some((one) => one.code === kind) ? kind : undefined;
        const rows = await countLate(db, source, day, ofKind, within);
        return rows.map((row) => ({ sort: source.code, ...row }));
      }),
    ),
    count(from, to),
    count(addMonths(from, -12), addMonths(to, -12)),
    targetsOf(db, year),
    shapesOf(db, [unit.id, ...units.filter((one) => one.parentId === unit.id).map((one) => one.id)]),
  ]);
  const own = { late: late.flat(), now, lastYear };
  const rows = overviewRows(unit, units, own, figure, targets, heirs, to === end);
  return { ...asked, rows, sum: sumOf(rows), from, to, day, at, shapes };
}
