import type { Id } from '../../platform/id.ts';
import type { UnitId } from '../organization/organization.ts';
import type { Figure, FigureTotal } from './catalogue.ts';

export type TargetId = Id<'figureTarget'>;

/** What a unit set out to reach in a year. */
export interface Target {
  id: TargetId;
  /** Of the whole place without. */
  unitId: UnitId | null;
  year: number;
  figure: string;
  /** Hundredths of a percent for a share, the count itself else. */
  value: number;
  /** Why it was changed, where it took another's place. */
  why: string | null;
  setAt: Date;
}

/** How a target stands. `open`: the year is not over, and it is not certain yet. */
export type TargetState = 'reached' | 'missed' | 'onCourse' | 'behind' | 'nothing';

/** Hundredths of a percent in a share. */
export const perShare = 10_000;

/**
 * How a target stands against what was counted; compared by cross multiplication, so that nothing is rounded.
 *
 * @param over whether the year is over
 */
export function stateOf(
  target: Pick<Target, 'value'>,
  figure: Pick<Figure, 'better' | 'denominator'>,
  counted: FigureTotal,
  over: boolean,
): TargetState {
  const { numerator } = counted;
  const denominator = figure.denominator ? (counted.denominator ?? 0) : 1;
  if (denominator === 0) return 'nothing';
  const left = figure.denominator ? numerator * perShare : numerator;
  const right = target.value * denominator;
  const good = figure.better === 'less' ? left <= right : left >= right;
  if (over) return good ? 'reached' : 'missed';
  return good ? 'onCourse' : 'behind';
}

/** Whether a target asks for less than what was reached the year before. */
export function belowLastYear(
  target: Pick<Target, 'value'>,
  figure: Pick<Figure, 'better' | 'denominator'>,
  lastYear: FigureTotal,
): boolean {
  const state = stateOf(target, figure, lastYear, true);
  if (state !== 'reached') return false;
  // Reached by last year's result already, and not exactly the same.
  const denominator = figure.denominator ? (lastYear.denominator ?? 0) : 1;
  const left = figure.denominator ? lastYear.numerator * perShare : lastYear.numerator;
  return left !== target.value * denominator;
}

/**
 * A target as it is typed: `95`, `95,5`, `95.5%`, or a whole number for a count.
 *
 * @returns in the unit of `Target.value`; undefined when it is none
 */
export function readTarget(typed: string, share: boolean): number | undefined {
  const [, whole, fraction = ''] = /^\s*(\d{1,9})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(typed) ?? [];
  if (whole === undefined) return undefined;
  if (!share) return fraction === '' && !typed.includes('%') ? Number(whole) : undefined;
  const value = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return value <= 10 * perShare ? value : undefined;
}
