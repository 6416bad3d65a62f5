import type { Bilingual, Language } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { UnitId } from '../organization/organization.ts';
import type { Services } from '../services.ts';
import type { FigureDefinition } from './figure.ts';
import type { MadeOf } from './indicator.ts';
import type { FigureProof } from './proof.ts';

/** A number of a figure: of a month and a unit, as far as it was asked by them. */
export interface FigureCell {
  /** First day of the month; undefined where it was not asked by month. */
  month: PlainDate | undefined;
  /** Undefined where it was not asked by unit, or where small groups were counted together. */
  unit: UnitId | undefined;
  numerator: number;
  /** Of how many; undefined for a plain count. */
  denominator: number | undefined;
}

/** What is asked of a figure. */
export interface FigureAsked {
  /** First day of the first month. */
  from: PlainDate;
  /** First day of the last month. */
  to: PlainDate;
  /** As it was known at the end of this instant's day; now, for how it stands. */
  asOf: Date;
  by: { month?: boolean; unit?: boolean };
  /** Only things of this kind, where the figure has kinds. */
  kind?: string | undefined;
  /** Of these units only: whoever looks at some of many need not wait for all. More may be told all the same. */
  units?: readonly UnitId[] | undefined;
  /** For the office itself: small groups are told too, each where it belongs. Never on a public page. */
  exact?: boolean;
}

/** What a figure gives for some months. */
export interface FigureSeries {
  cells: FigureCell[];
  /**
   * What belongs to the months and may not be told by month, because the groups are too small: so that the
   * sum still proves itself.
   */
  remainder: { numerator: number; denominator: number | undefined } | undefined;
}

/**
 * A published figure. Adding one is adding an entry to its part: list, page, chart, file and API follow from
 * it, and none of them knows the part.
 */
export interface Figure extends FigureDefinition {
  /** What the value is a share of; undefined for a plain count. */
  denominator?: Bilingual;
  /** Kinds by which what is counted can be divided. */
  kinds?: readonly { code: string; name: Bilingual }[];
  /** Its share can be above 100%: more was done than was asked. */
  above?: true;
  /** Who answers for it. */
  owner: Bilingual;
  /** What is done about groups so small that they could point at somebody. */
  smallCells: Bilingual;
  /** How anybody arrives at the same number. */
  recipe: Bilingual;
  /** From when on it is counted this way. */
  since: PlainDate;
  /** A sign of how results came about (put off, closed on the last day, asked again): beside a score, never in it. */
  sign?: true;
  /** Shown on the first page, with how it went over a year. */
  featured?: boolean;
  /**
   * Words, folded, by which a sentence speaks of it: one of `any`, and one of `about` where there are some.
   * For figures that a text's numbers can be held against.
   */
  spoken?: Record<Language, { any: readonly string[]; about?: readonly string[] }>;
  /** Where the cases behind it are listed; undefined where there is no such list. */
  behind?(from: PlainDate, to: PlainDate): string;
  /** Its numbers of months that were over at `asOf`. */
  count(services: Services, asked: FigureAsked): Promise<FigureSeries>;
  /** Where an office put it together: from which measures. */
  madeOf?: MadeOf;
  /** How anyone recomputes it from the public record alone; undefined where that cannot be done yet. */
  proof?: FigureProof;
}

/** A figure over several months, all units together. */
export interface FigureTotal {
  numerator: number;
  denominator: number | undefined;
}

/** A total as it is kept in a published text: a share has a denominator even where nothing was counted. */
export function plainTotal(
  figure: Figure,
  { numerator, denominator }: FigureTotal,
): { numerator: number; denominator: number | null } {
  return { numerator, denominator: figure.denominator ? (denominator ?? 0) : null };
}

/** All that a series tells, its remainder with the months: what its whole is the sum of. */
export function cellsOf({ cells, remainder }: FigureSeries): FigureTotal[] {
  return remainder ? [...cells, remainder] : cells;
}

/** The sum of months; a share of sums, never a mean of shares. */
export function totalOf(months: readonly FigureTotal[]): FigureTotal {
  const numerator = months.reduce((sum, one) => sum + one.numerator, 0);
  const shares = months.some((one) => one.denominator !== undefined);
  const denominator = shares ? months.reduce((sum, one) => sum + (one.denominator ?? 0), 0) : undefined;
  return { numerator, denominator };
}

/** Totals month by month, in order; months without anything are there as noughts. */
export function byMonth(
  months: readonly FigureCell[],
  span: readonly PlainDate[],
): { month: PlainDate; total: FigureTotal }[] {
  const groups = Map.groupBy(months, (one) => one.month);
  const share = months.some((one) => one.denominator !== undefined);
  return span.map((month) => {
    const total = totalOf(groups.get(month) ?? []);
    return { month, total: share ? { ...total, denominator: total.denominator ?? 0 } : total };
  });
}

/** The one number of a figure over some months, all units together. */
export async function countWhole(
  services: Services,
  figure: Figure,
  from: PlainDate,
  to: PlainDate,
  asOf: Date,
): Promise<FigureTotal & { none: boolean }> {
  const cells = cellsOf(await figure.count(services, { from, to, asOf, by: {} }));
  return { ...totalOf(cells), none: cells.length === 0 };
}
