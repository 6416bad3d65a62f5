import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { Figure, FigureAsked, FigureCell, FigureSeries, FigureTotal } from './catalogue.ts';
import type { FigureProof } from './proof.ts';

/** What of a figure is taken: what it counts, or what it is a share of. */
export const measureParts = ['numerator', 'denominator'] as const;
export type MeasurePart = (typeof measureParts)[number];

/** A number out of the catalogue: a part of a figure. */
export interface Measure {
  figure: string;
  part: MeasurePart;
}

/** What an indicator is computed from. */
export interface MadeOf {
  numerator: Measure;
  /** Of which it is a share; a plain count without. */
  denominator: Measure | null;
  /** Only of one kind, which both measures know. */
  kind: string | null;
}

/** A figure that an office put together from measures of the catalogue: one, or one divided by another. */
export interface Indicator extends MadeOf {
  code: string;
  name: Bilingual;
  better: 'more' | 'less' | null;
  audience: 'public' | 'office';
  since: PlainDate;
}

/** A measure as a form sends it: `petitions-reopened numerator`. */
export function measureValue({ figure, part }: Measure): string {
  return `${figure} ${part}`;
}

/** What a measure is called: of a share, each part by its own name. */
export function measureName(figure: Figure, part: MeasurePart): Bilingual {
  if (part === 'denominator' && figure.denominator) return figure.denominator;
  if (!figure.denominator) return figure.name;
  return { vi: `${figure.name.vi} (số lượng)`, en: `${figure.name.en} (number)` };
}

const partOf = (total: FigureTotal, part: MeasurePart) =>
  part === 'numerator' ? total.numerator : (total.denominator ?? 0);

/**
 * An indicator as a figure like any other: its cells are those of its measures, month by month and unit by unit, and a
 * share of sums. What a measure may not tell, its indicator does not tell either.
 *
 * @returns undefined where a measure is no longer in the catalogue
 */
export function indicatorFigure(one: Indicator, catalogue: readonly Figure[]): Figure | undefined {
  const top = catalogue.find((figure) => figure.code === one.numerator.figure);
  const base = one.denominator && catalogue.find((figure) => figure.code === one.denominator?.figure);
  if (!top || (one.denominator && !base)) return undefined;
  const kind = one.kind ?? undefined;
  const kindName = kind && top.kinds?.find((known) => known.code === kind)?.name;
  const topName = measureName(top, one.numerator.part);
  const baseName = base && one.denominator ? measureName(base, one.denominator.part) : undefined;
  const of = (language: 'vi' | 'en') => (kindName ? `, ${kindName[language].toLowerCase()}` : '');
  const proof = proofOf(one, top, base ?? undefined);
  return {
    code: one.code,
    name: one.name,
    definition: {
      vi: baseName ? `${topName.vi}${of('vi')}, trên: ${baseName.vi}.` : `${topName.vi}${of('vi')}.`,
      en: baseName ? `${topName.en}${of('en')}, of: ${baseName.en}.` : `${topName.en}${of('en')}.`,
    },
    counts: top.counts,
    ...(baseName && { denominator: baseName, above: true as const }),
    ...(one.better && { better: one.better }),
    owner: { vi: 'Chỉ số do cơ quan tự đặt', en: 'Put together by the office' },
    smallCells: top.smallCells,
    recipe: {
      vi: `Tính từ danh mục: tử số là “${topName.vi}” (${one.numerator.figure})${baseName ? `, mẫu số là “${baseName.vi}” (${one.denominator?.figure})` : ''}; mỗi số tính lại được theo trang của nó.`,
      en: `From the catalogue: the numerator is “${topName.en}” (${one.numerator.figure})${baseName ? `, the denominator “${baseName.en}” (${one.denominator?.figure})` : ''}; each is recomputed as its own page says.`,
    },
    since: one.since,
    madeOf: {
      numerator: { figure: one.numerator.figure, part: one.numerator.part },
      denominator: one.denominator && { figure: one.denominator.figure, part: one.denominator.part },
      kind: one.kind,
    },
    async count(services, asked: FigureAsked): Promise<FigureSeries> {
      const ask = { ...asked, kind };
      const [above, below] = await Promise.all([
        top.count(services, ask),
        base ? (base === top ? undefined : base.count(services, ask)) : undefined,
      ]);
      return joined(one, above, base ? (below ?? above) : undefined);
    },
    ...(proof && { proof }),
  };
}

/** Cells of two series by the month and unit they are of. */
function joined(one: Indicator, above: FigureSeries, below: FigureSeries | undefined): FigureSeries {
  const cells = new Map<string, FigureCell>();
  const cellOf = ({ month, unit }: Pick<FigureCell, 'month' | 'unit'>): FigureCell => {
    const key = `${month ?? ''} ${unit ?? ''}`;
    const known = cells.get(key) ?? { month, unit, numerator: 0, denominator: below ? 0 : undefined };
    cells.set(key, known);
    return known;
  };
  for (const cell of above.cells) cellOf(cell).numerator += partOf(cell, one.numerator.part);
  for (const cell of below?.cells ?? []) {
    const into = cellOf(cell);
    into.denominator = (into.denominator ?? 0) + partOf(cell, one.denominator?.part ?? 'numerator');
  }
  const rest = above.remainder ?? below?.remainder;
  return {
    cells: [...cells.values()],
    remainder: rest && {
      numerator: above.remainder ? partOf(above.remainder, one.numerator.part) : 0,
      denominator: below
        ? below.remainder
          ? partOf(below.remainder, one.denominator?.part ?? 'numerator')
          : 0
        : undefined,
    },
  };
}

/** The proof of an indicator is that of its measures, where both rest on the same entries and no kind is singled out. */
function proofOf(one: Indicator, top: Figure, base: Figure | undefined): FigureProof | undefined {
  const [first, second] = [top.proof, base ? base.proof : top.proof];
  if (!first || !second || first.set !== second.set || one.kind) return undefined;
  const both = (above: FigureTotal, below: FigureTotal | undefined): FigureTotal => ({
    numerator: partOf(above, one.numerator.part),
    denominator: base ? partOf(below ?? above, one.denominator?.part ?? 'numerator') : undefined,
  });
  return {
    set: first.set,
    async opened(services, asked) {
      const [above, below] = await Promise.all([
        first.opened(services, asked),
        base && base !== top ? second.opened(services, asked) : undefined,
      ]);
      const series = (cells: FigureCell[]): FigureSeries => ({ cells, remainder: undefined });
      return joined(one, series(above), base ? series(below ?? above) : undefined).cells;
    },
    recount(cases, asOf) {
      const above = first.recount(cases, asOf);
      const below = new Map(
        (base ? second.recount(cases, asOf) : []).map(({ month, total }) => [month, total]),
      );
      return above.map(({ month, total }) => ({ month, total: both(total, below.get(month)) }));
    },
  };
}
