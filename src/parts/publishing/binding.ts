import { countWhole, type Figure } from '../../ground/figure/catalogue.ts';
import type { Services } from '../../ground/services.ts';
import type { Bilingual, Language } from '../../platform/language.ts';
import { formatMonth, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';

/** A figure bound into a text: not typed, but computed; frozen when it is published. */
export interface BoundFigure {
  /** As it stands in the text, braces and all. */
  token: string;
  code: string;
  name: Bilingual;
  from: PlainDate;
  to: PlainDate;
  numerator: number;
  denominator: number | null;
  asOf: string;
  recordSize: number | null;
}

const binding = /\{\{\s*([a-zA-Z-]+)\s+(\d{1,2})\/(\d{4})\s*[-–]\s*(\d{1,2})\/(\d{4})\s*\}\}/g;
const anyBraces = /\{\{[^}]*\}\}/g;

/** How a figure is bound. */
export function bindingOf(code: string, from: PlainDate, to: PlainDate): string {
  return `{{${code} ${formatMonth(from)}-${formatMonth(to)}}}`;
}

function monthOf(month: string | undefined, year: string | undefined): PlainDate | undefined {
  const number = Number(month);
  if (!(number >= 1 && number <= 12)) return undefined;
  return parsePlainDate(`${year}-${String(number).padStart(2, '0')}-01`);
}

/** What is bound in a text and cannot be: unknown figures, months that are none, braces left open. */
export function unreadableBindings(text: string, figures: readonly Figure[]): string[] {
  const readable = new Set(
    [...text.matchAll(binding)]
      .filter(([, code, m1, y1, m2, y2]) => {
        const from = monthOf(m1, y1);
        const to = monthOf(m2, y2);
        return figures.some((one) => one.code === code) && from && to && from <= to;
      })
      .map(([token]) => token),
  );
  return [...text.matchAll(anyBraces)].map(([token]) => token).filter((token) => !readable.has(token));
}

/** Computes every figure bound in a text, as of now. */
export async function boundFigures(services: Services, text: string): Promise<BoundFigure[]> {
  const asOf = services.clock();
  const found: BoundFigure[] = [];
  for (const [token, code, m1, y1, m2, y2] of text.matchAll(binding)) {
    const figure = services.figures.find((one) => one.code === code);
    const from = monthOf(m1, y1);
    const to = monthOf(m2, y2);
    if (!figure || !from || !to || from > to || found.some((one) => one.token === token)) continue;
    const { numerator, denominator } = await countWhole(services, figure, from, to, asOf);
    found.push({
      token,
      code: figure.code,
      name: figure.name,
      from,
      to,
      numerator,
      denominator: figure.denominator === undefined ? null : (denominator ?? 0),
      asOf: asOf.toISOString(),
      recordSize: services.publication.published()?.size ?? null,
    });
  }
  return found;
}

/** A bound figure in words: 93,91% (1.248/1.329), or the count. */
export function inWords(figure: BoundFigure, language: Language): string {
  const { numerator, denominator } = figure;
  const number = (value: number) =>
    language === 'vi' ? formatInteger(value) : value.toLocaleString('en-GB');
  if (denominator === null) return number(numerator);
  if (denominator === 0) return language === 'vi' ? 'chưa có' : 'none yet';
  const percent =
    language === 'vi'
      ? formatPercent(numerator, denominator)
      : `${((numerator / denominator) * 100).toLocaleString('en-GB', { maximumFractionDigits: 2 })}%`;
  return `${percent} (${number(numerator)}/${number(denominator)})`;
}

/** A text with its bound figures in words. */
export function withFigures(text: string, figures: readonly BoundFigure[], language: Language): string {
  let told = text;
  for (const figure of figures) told = told.replaceAll(figure.token, inWords(figure, language));
  return told;
}
