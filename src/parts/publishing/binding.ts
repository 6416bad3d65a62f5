import { figuresFor } from '../../ground/figure/all.ts';
import {
  byMonth,
  cellsOf,
  type Figure,
  type FigureTotal,
  plainTotal,
  totalOf,
} from '../../ground/figure/catalogue.ts';
import { unitAndBelow } from '../../ground/figure/scope.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import type { Bilingual, Language } from '../../platform/language.ts';
import {
  endOfYesterday,
  formatMonth,
  monthsBetween,
  type PlainDate,
  parsePlainDate,
} from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';

/** Whom a text is for: what the public may not be told of small groups, an office's own paper has. */
export const audiences = ['public', 'office'] as const;
export type Audience = (typeof audiences)[number];

/** How a figure stands in a text: as a value in a sentence, as a line over months, as a table by unit. */
export const figureForms = ['value', 'chart', 'table'] as const;
export type FigureForm = (typeof figureForms)[number];

/** A number of a bound figure, of a month or of a unit. */
export interface BoundCell {
  /** First day of the month, in a chart. */
  month?: PlainDate;
  /** Name of the unit, in a table; null for what is told of neither a unit nor a month. */
  unit?: Bilingual | null;
  numerator: number;
  denominator: number | null;
}

/** A figure bound into a text: not typed, but computed; frozen when it is published. */
export interface BoundFigure {
  /** As it stands in the text, braces and all. */
  token: string;
  code: string;
  name: Bilingual;
  /** A value where it is not said; so it was in the first editions. */
  form?: FigureForm;
  /** Of one unit, or of it and all below; of the whole place without. */
  unit?: { code: string; name: Bilingual; below?: true } | undefined;
  /** Of one kind of what is counted. */
  kind?: { code: string; name: Bilingual } | undefined;
  from: PlainDate;
  to: PlainDate;
  numerator: number;
  denominator: number | null;
  /** The months of a chart or the units of a table. */
  cells?: BoundCell[];
  asOf: string;
  recordSize: number | null;
}

const binding =
  /\{\{\s*(?:(chart|table)\s+)?([a-zA-Z-]+)(?::([a-zA-Z]+))?\s+(\d{1,2})\/(\d{4})\s*[-–]\s*(\d{1,2})\/(\d{4})(?:\s+([a-z0-9-]+)(\+)?)?\s*\}\}/g;
const anyBraces = /\{\{[^{}]*\}\}/g;

interface Binding {
  token: string;
  form: FigureForm;
  code: string;
  from: PlainDate | undefined;
  to: PlainDate | undefined;
  unit: string | undefined;
  /** With all units below. */
  below: boolean;
  kind: string | undefined;
}

/** How a figure is bound; `+` after a unit: with all below it. */
export function bindingOf(
  code: string,
  from: PlainDate,
  to: PlainDate,
  options: { form?: FigureForm; unit?: string | undefined; kind?: string | undefined } = {},
): string {
  const { form = 'value', unit, kind } = options;
  const words = [
    ...(form === 'value' ? [] : [form]),
    kind ? `${code}:${kind}` : code,
    `${formatMonth(from)}-${formatMonth(to)}`,
  ];
  return `{{${[...words, ...(unit ? [unit] : [])].join(' ')}}}`;
}

function monthOf(month: string | undefined, year: string | undefined): PlainDate | undefined {
  const number = Number(month);
  if (!(number >= 1 && number <= 12)) return undefined;
  return parsePlainDate(`${year}-${String(number).padStart(2, '0')}-01`);
}

function bindingsIn(text: string): Binding[] {
  return [...text.matchAll(binding)].map(([token, form, code = '', kind, m1, y1, m2, y2, unit, below]) => ({
    token,
    form: (form ?? 'value') as FigureForm,
    code,
    from: monthOf(m1, y1),
    to: monthOf(m2, y2),
    unit,
    below: below !== undefined,
    kind,
  }));
}

/** What is bound in a text and cannot be: unknown figures or units, months that are none, braces left open. */
export function unreadableBindings(
  text: string,
  figures: readonly Figure[],
  units: readonly Pick<Unit, 'code'>[],
  /** First day of the newest month that is over: a month that runs has no number yet. */
  over: PlainDate,
): string[] {
  const readable = new Set(
    bindingsIn(text)
      .filter(
        ({ code, from, to, unit, kind }) =>
          figures.some(
            (one) => one.code === code && (!kind || one.kinds?.some((known) => known.code === kind)),
          ) &&
          (unit === undefined || units.some((one) => one.code === unit)) &&
          from &&
          to &&
          from <= to &&
          to <= over,
      )
      .map(({ token }) => token),
  );
  return [...text.matchAll(anyBraces)].map(([token]) => token).filter((token) => !readable.has(token));
}

/**
 * Computes every figure bound in a text, as it was known at the end of yesterday: a number of a day that is not
 * over would change under its reader, and could not be recomputed.
 */
export async function boundFigures(
  services: Services,
  text: string,
  audience: Audience = 'public',
): Promise<BoundFigure[]> {
  const asOf = endOfYesterday(services.clock());
  const { units, ended } = await services.site.read();
  const all = [...units, ...ended];
  const found: BoundFigure[] = [];
  const figures = await figuresFor(services, audience);
  for (const one of bindingsIn(text)) {
    const figure = figures.find((known) => known.code === one.code);
    const { from, to, form, token } = one;
    const unit = all.find((known) => known.code === one.unit);
    const kind = figure?.kinds?.find((known) => known.code === one.kind);
    if (!figure || !from || !to || from > to || (one.unit && !unit) || (one.kind && !kind)) continue;
    if (found.some((known) => known.token === token)) continue;
    const plain = (total: FigureTotal) => plainTotal(figure, total);
    const within = unit && (one.below ? await unitAndBelow(services, unit) : new Set([unit.id]));
    const series = await figure.count(services, {
      from,
      to,
      asOf,
      by: { month: form === 'chart', unit: form === 'table' || within !== undefined },
      kind: kind?.code,
      exact: audience === 'office',
    });
    const rows = within ? series.cells.filter((cell) => cell.unit && within.has(cell.unit)) : series.cells;
    // What is told of neither a month nor a unit.
    const rest = within ? undefined : series.remainder;
    const cells: BoundCell[] = [];
    if (form === 'chart')
      for (const { month, total } of byMonth(rows, monthsBetween(from, to)))
        cells.push({ month, ...plain(total) });
    if (form === 'table') {
      for (const [id, of] of Map.groupBy(rows, (cell) => cell.unit))
        cells.push({ unit: all.find((known) => known.id === id)?.name ?? null, ...plain(totalOf(of)) });
      cells.sort(
        (a, b) =>
          Number(!a.unit) - Number(!b.unit) || (a.unit?.vi ?? '').localeCompare(b.unit?.vi ?? '', 'vi'),
      );
    }
    if (rest && form !== 'value') cells.push({ unit: null, ...plain(rest) });
    found.push({
      token,
      code: figure.code,
      name: figure.name,
      form,
      unit: unit && { code: unit.code, name: unit.name, ...(one.below && { below: true as const }) },
      ...(kind && { kind }),
      from,
      to,
      ...plain(totalOf(cellsOf({ cells: rows, remainder: rest }))),
      ...(form !== 'value' && { cells }),
      asOf: asOf.toISOString(),
      recordSize: services.publication.published()?.size ?? null,
    });
  }
  return found;
}

/** A bound figure in words: 93,91% (1.248/1.329), or the count. */
export function inWords(figure: Pick<BoundFigure, 'numerator' | 'denominator'>, language: Language): string {
  const { numerator, denominator } = figure;
  const number = (value: number) => formatInteger(value, language);
  if (denominator === null) return number(numerator);
  if (denominator === 0) return language === 'vi' ? 'chưa có' : 'none yet';
  return `${formatPercent(numerator, denominator, language)} (${number(numerator)}/${number(denominator)})`;
}

const isBlock = (figure: BoundFigure) => figure.form === 'chart' || figure.form === 'table';

/** A text with its bound figures in words; charts and tables, which have no words in a sentence, are left out. */
export function withFigures(text: string, figures: readonly BoundFigure[], language: Language): string {
  let told = text;
  for (const figure of figures)
    told = told.replaceAll(figure.token, isBlock(figure) ? '' : inWords(figure, language));
  return told;
}

/** A body in pieces: Markdown with its figures in words, and between them the charts and tables. */
export function piecesOf(
  body: string,
  figures: readonly BoundFigure[],
  language: Language,
): (string | BoundFigure)[] {
  const blocks = figures.filter(isBlock);
  let pieces: (string | BoundFigure)[] = [body];
  for (const block of blocks)
    pieces = pieces.flatMap((piece) =>
      typeof piece === 'string'
        ? piece.split(block.token).flatMap((part, at) => (at === 0 ? [part] : [block, part]))
        : [piece],
    );
  return pieces
    .map((piece) => (typeof piece === 'string' ? withFigures(piece, figures, language) : piece))
    .filter((piece) => typeof piece !== 'string' || piece.trim() !== '');
}
