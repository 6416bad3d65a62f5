import { cellsOf, type Figure, type FigureTotal, totalOf } from '../../ground/figure/catalogue.ts';
import { belowLastYear, stateOf, type Target, type TargetState } from '../../ground/figure/target.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import {
  addMonths,
  dayInVietnam,
  newestMonthOver,
  type PlainDate,
  parsePlainDate,
} from '../../platform/time.ts';
import { targetsOf } from './target.store.ts';

/** A figure of a unit over a year, with the year before and what was aimed at. */
export interface ScoreLine {
  figure: Figure;
  counted: FigureTotal;
  /** The same months of the year before. */
  lastYear: FigureTotal;
  target: Target | undefined;
  state: TargetState | undefined;
  /** The target asks for less than the whole year before reached. */
  below: boolean;
}

/** The lines of a unit, or of the whole place. */
export interface Scorecard {
  unit: Unit | undefined;
  year: number;
  from: PlainDate;
  /** First day of the last month that is over; before `from` when none of the year is. */
  to: PlainDate;
  lines: ScoreLine[];
}

/** Computes a figure over some months for each unit of a list; undefined stands for the whole place. */
async function totals(
  services: Services,
  figure: Figure,
  from: PlainDate,
  to: PlainDate,
  units: readonly (Unit | undefined)[],
): Promise<FigureTotal[]> {
  const asOf = services.clock();
  const none: FigureTotal = { numerator: 0, denominator: figure.denominator ? 0 : undefined };
  if (to < from) return units.map(() => none);
  const series = await figure.count(services, { from, to, asOf, by: { unit: true } });
  return units.map((unit) => {
    const of = unit ? series.cells.filter((cell) => cell.unit === unit.id) : cellsOf(series);
    return of.length === 0 ? none : totalOf(of);
  });
}

/** Scorecards of some units for a year, of the figures that are published. */
export async function scorecards(
  services: Services,
  units: readonly (Unit | undefined)[],
  year: number,
): Promise<Scorecard[]> {
  const { db, clock, figures } = services;
  const over = newestMonthOver(dayInVietnam(clock()));
  const from = parsePlainDate(`${year}-01-01`);
  const end = parsePlainDate(`${year}-12-01`);
  const to = over < end ? over : end;
  const targets = await targetsOf(db, year);
  const before = addMonths(from, -12);
  const lines = await Promise.all(
    figures.map(async (figure) => {
      const [counted, lastYear, wholeLastYear] = await Promise.all([
        totals(services, figure, from, to, units),
        totals(services, figure, before, addMonths(to, -12), units),
        totals(services, figure, before, addMonths(before, 11), units),
      ]);
      return units.map((unit, at): ScoreLine => {
        const target = targets.find((one) => one.figure === figure.code && one.unitId === (unit?.id ?? null));
        const now = counted[at] as FigureTotal;
        return {
          figure,
          counted: now,
          lastYear: lastYear[at] as FigureTotal,
          target,
          state: target && stateOf(target, figure, now, to === end),
          below: target !== undefined && belowLastYear(target, figure, wholeLastYear[at] as FigureTotal),
        };
      });
    }),
  );
  return units.map((unit, at) => ({
    unit,
    year,
    from,
    to,
    lines: lines.map((of) => of[at] as ScoreLine),
  }));
}
