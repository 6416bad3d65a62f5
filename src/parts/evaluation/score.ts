import {
  type ConditionRules,
  type Level,
  levels,
  type PointRules,
} from '../../ground/law/evaluation-rules.ts';

/** A product or piece of work of a period, converted to standard units. */
export interface Product {
  /** Hundredths of a standard unit. */
  weight: number;
  done: boolean;
  /** Times it was late, and serious faults of content, as far as no objective cause was confirmed. */
  late: number;
  faults: number;
  /** More was done than was asked, with what shows it. */
  beyond: boolean;
}

/** A number as it is: never rounded before it is compared. */
export interface Fraction {
  numerator: number;
  denominator: number;
}

const half = 50;
const whole = 100;

/** Sums of a person's products; all that a score needs of them. */
export interface Sums {
  /** How many, and how many of them done on time without fault, and beyond what was asked. */
  count: number;
  good: number;
  beyond: number;
  /** Done, late or not: how many. */
  lateCount: number;
  /** Weights: assigned, done, and done with what faults and delays leave (in hundredths). */
  assigned: number;
  done: number;
  quality: number;
  progress: number;
}

/** Adds products up. @param lostEach hundredths lost for each fault or delay; never more than all */
export function sumProducts(products: readonly Product[], lostEach: number): Sums {
  const left = (times: number) => Math.max(0, whole - lostEach * times);
  const sums: Sums = {
    count: 0,
    good: 0,
    beyond: 0,
    lateCount: 0,
    assigned: 0,
    done: 0,
    quality: 0,
    progress: 0,
  };
  for (const { weight, done, late, faults, beyond } of products) {
    sums.count += 1;
    sums.good += Number(done && late === 0 && faults === 0);
    sums.beyond += Number(done && late === 0 && faults === 0 && beyond);
    sums.lateCount += Number(!done || late > 0);
    sums.assigned += weight;
    if (!done) continue;
    sums.done += weight;
    sums.quality += weight * left(faults);
    sums.progress += weight * left(late);
  }
  return sums;
}

/** Where points come from: each line with its numbers, so that anybody adds them up again. */
export interface ScoreLine {
  code: string;
  /** Share of the whole, in the numbers it is made of. */
  share: Fraction;
  /** Hundredths of a point at most, and reached (rounded to be shown; the level is of the exact number). */
  most: number;
  points: number;
}

/** What a leader's further items are: hundredths of a share. */
export type LeaderShares = Partial<Record<'results' | 'organising' | 'uniting', number>>;

export interface PointScore {
  lines: ScoreLine[];
  /** Common points, whole points as they were given. */
  common: number;
  /** The exact total, in points. */
  total: Fraction;
  level: Level;
}

/**
 * The score of a year by points (Decree 335/2025/NĐ-CP): common criteria, and the mean of quantity, quality and
 * progress, for leaders with three items more, times the points for results.
 *
 * @param common points given for the common criteria, each within its most
 * @param leader undefined for who leads nobody
 * @returns undefined where nothing was assigned: nothing can be said of it
 */
export function scoreByPoints(
  rules: PointRules,
  sums: Sums,
  common: number,
  leader: LeaderShares | undefined,
): PointScore | undefined {
  if (sums.assigned === 0) return undefined;
  const { assigned } = sums;
  const shares: [string, Fraction][] = [
    ['quantity', { numerator: sums.done, denominator: assigned }],
    ['quality', { numerator: sums.quality, denominator: assigned * whole }],
    ['progress', { numerator: sums.progress, denominator: assigned * whole }],
  ];
  if (leader)
    for (const { code } of rules.leaderItems)
      shares.push([code, { numerator: leader[code] ?? 0, denominator: whole }]);
  const each = shares.length;
  // Over one denominator: assigned × 100 × the number of shares.
  const numerator = shares.reduce(
    (sum, [, share]) => sum + (share.numerator * assigned * whole) / share.denominator,
    0,
  );
  const total: Fraction = {
    numerator: common * assigned * whole * each + rules.taskPoints * numerator,
    denominator: assigned * whole * each,
  };
  const lines = shares.map(([code, share]): ScoreLine => {
    const most = (rules.taskPoints * whole) / each;
    return {
      code,
      share,
      most: Math.round(most),
      points: Math.round((most * share.numerator) / share.denominator),
    };
  });
  return { lines, common, total, level: levelOfPoints(rules, total, sums) };
}

/** The level of a total; what the rules ask beside points holds it down. */
function levelOfPoints(rules: PointRules, total: Fraction, sums: Sums): Level {
  const reaches = (points: number) => total.numerator >= points * total.denominator;
  const { bands, onTimeFor } = rules;
  const share = (part: number, hundredths: number) => part * whole >= hundredths * sums.count;
  if (!onTimeFor) {
    if (reaches(bands.excellent)) return 'excellent';
    if (reaches(bands.good)) return 'good';
    return reaches(bands.completed) ? 'completed' : 'notCompleted';
  }
  if (
    reaches(bands.excellent) &&
    share(sums.good, onTimeFor.excellent) &&
    share(sums.beyond, onTimeFor.beyond)
  )
    return 'excellent';
  if (reaches(bands.good) && share(sums.good, onTimeFor.good)) return 'good';
  const fewLate = sums.lateCount * whole <= onTimeFor.lateForCompleted * sums.count;
  return reaches(bands.completed) && fewLate ? 'completed' : 'notCompleted';
}

/** What a leader's level also rests on (Decree 90/2020). */
export interface LedUnits {
  /** Units led, and how many of them at least completed, and good or better. */
  units: number;
  completed: number;
  good: number;
  /** The level of the own unit; undefined while it is not rated. */
  own: Level | undefined;
}

/** A condition of a level, and whether it holds. */
export interface Condition {
  code: 'onTime' | 'beyond' | 'lacking' | 'unitsCompleted' | 'unitsGood' | 'notAboveUnit';
  share: Fraction;
  /** In hundredths; at least, or for `lacking` at most. */
  asked: number;
  holds: boolean;
}

export interface ConditionScore {
  conditions: Condition[];
  /** Undefined where the conditions leave it open: a person says, with a reason. */
  level: Level | undefined;
  /** What the conditions leave open. */
  possible: readonly Level[];
}

/**
 * The level of a year by conditions (Decree 90/2020/NĐ-CP). Between what is enough for "completed" and what is
 * too much for it the decree leaves a gap, and so does this.
 */
export function levelByConditions(
  rules: ConditionRules,
  sums: Sums,
  led: LedUnits | undefined,
): ConditionScore | undefined {
  if (sums.count === 0) return undefined;
  const lacking = sums.count - sums.good;
  const at = (
    part: number,
    of: number,
    asked: number,
  ): { share: Fraction; asked: number; holds: boolean } => ({
    share: { numerator: part, denominator: of },
    asked,
    holds: part * whole >= asked * of,
  });
  const onTime: Condition = { code: 'onTime', ...at(sums.good, sums.count, rules.excellent.onTime) };
  const beyond: Condition = { code: 'beyond', ...at(sums.beyond, sums.count, rules.excellent.beyond) };
  const few: Condition = {
    code: 'lacking',
    share: { numerator: lacking, denominator: sums.count },
    asked: rules.completed.lacking,
    holds: lacking * whole <= rules.completed.lacking * sums.count,
  };
  const conditions = [onTime, beyond, few];
  let level: Level | undefined;
  if (onTime.holds && beyond.holds) level = 'excellent';
  else if (onTime.holds) level = 'good';
  else if (few.holds) level = 'completed';
  else if (lacking * whole > rules.notCompleted.lacking * sums.count) level = 'notCompleted';
  if (led && led.units > 0) {
    const all: Condition = { code: 'unitsCompleted', ...at(led.completed, led.units, whole) };
    const good: Condition = { code: 'unitsGood', ...at(led.good, led.units, rules.leader.unitsGood) };
    conditions.push(all, good);
    if (level === 'excellent' && !good.holds) level = 'good';
    // A leader of whose units one failed is neither excellent nor good.
    if ((level === 'excellent' || level === 'good') && !all.holds) level = 'completed';
  }
  if (led?.own && level && rules.notAboveUnit) {
    const above = levels.indexOf(level) < levels.indexOf(led.own);
    conditions.push({
      code: 'notAboveUnit',
      share: { numerator: Number(!above), denominator: 1 },
      asked: whole,
      holds: !above,
    });
    if (above) level = led.own;
  }
  return { conditions, level, possible: level ? [level] : ['completed', 'notCompleted'] };
}

/** What makes a year "not completed" whatever else was reached (Decree 335/2025, Art. 20). */
export const automaticFlags = ['ethics', 'disciplined', 'unitCorruption'] as const;
export type AutomaticFlag = (typeof automaticFlags)[number];

/**
 * A leader's item on results of the unit: all at least completed, or half (Decree 335/2025). While nobody led is
 * rated yet it is half: it is not said that all are.
 */
export function resultsShare(led: Pick<LedUnits, 'units' | 'completed'>): number {
  return led.units > 0 && led.completed >= led.units ? whole : half;
}

/**
 * How many may be rated excellent: so many hundredths of those rated good, in the agency and in each group of
 * similar posts. The decrees do not say how it is rounded; it is rounded down.
 */
export function excellentCap(good: number, share: number): number {
  return Math.floor((good * share) / whole);
}

/** A group of which the cap is asked. */
export interface CapLine {
  group: string;
  excellent: number;
  good: number;
  most: number;
  broken: boolean;
}

/** The cap of the whole and of each group. @param share hundredths of those rated good */
export function capLines(rated: readonly { group: string; level: Level }[], share: number): CapLine[] {
  const line = (group: string, of: readonly { level: Level }[]): CapLine => {
    const excellent = of.filter((one) => one.level === 'excellent').length;
    const good = of.filter((one) => one.level === 'good').length;
    const most = excellentCap(good, share);
    return { group, excellent, good, most, broken: excellent > most };
  };
  const groups = [...Map.groupBy(rated, (one) => one.group)].toSorted(([a], [b]) => a.localeCompare(b));
  return [line('', rated), ...groups.map(([group, of]) => line(group, of))];
}
