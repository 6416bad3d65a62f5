import type { Figure } from '../../ground/figure/catalogue.ts';
import { readTarget } from '../../ground/figure/target.ts';
import { fieldReader } from '../../platform/http/fields.ts';
import type { Language } from '../../platform/language.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { parsePlainDate, yearOf } from '../../platform/time.ts';
import type { ItemTerms, TemplateItem } from './commitment.ts';
import { texts } from './texts.ts';

/** Reads an item's fields, each with a prefix; faults by field. */
export function readItem(
  values: Record<string, string>,
  prefix: string,
  context: { year: number; figures: readonly Figure[]; language: Language },
): { ok: true; terms: ItemTerms } | { ok: false; errors: FieldErrors } {
  const { year, figures, language } = context;
  const t = texts[language];
  const read = fieldReader(values, language);
  const name = (field: string) => `${prefix}-${field}`;
  const text = read.text(name('text'), 500);
  const figure = figures.find((one) => one.code === values[name('figure')]);
  const deliverable = read.optional(name('deliverable'), 300);
  const dueOn = read.day(name('dueOn'));
  const typed = values[name('target')] ?? '';
  const target = figure ? readTarget(typed, figure.denominator !== undefined) : null;
  if (figure && target === undefined) read.errors[name('target')] = t.badTarget;
  if (Boolean(figure) === Boolean(deliverable)) read.errors[name('deliverable')] = t.oneMeasure;
  if (dueOn && yearOf(dueOn) !== year) read.errors[name('dueOn')] = t.sameYear;
  if (read.failed || !dueOn || target === undefined) return { ok: false, errors: read.errors };
  return {
    ok: true,
    terms: {
      text,
      figureCode: figure?.code ?? null,
      target,
      deliverable,
      dueOn,
      people: values[name('people')] === '1',
    },
  };
}

/**
 * Reads the items that a campaign asks of all, one a line: `code | value | words`, with `*` before those tied to
 * people's requests.
 *
 * @returns the first line that cannot be read
 */
export function readTemplate(
  typed: string,
  year: number,
  figures: readonly Figure[],
): { ok: true; items: TemplateItem[] } | { ok: false; line: string } {
  const items: TemplateItem[] = [];
  for (const line of typed.split('\n').map((one) => one.trim())) {
    if (!line) continue;
    const [code = '', value = '', ...words] = line.replace(/^\*/, '').split('|');
    const figure = figures.find((one) => one.code === code.trim());
    const target = figure && readTarget(value, figure.denominator !== undefined);
    const text = words.join('|').trim().normalize('NFC');
    if (!figure || target === undefined || !text || [...text].length > 500) return { ok: false, line };
    items.push({
      text,
      figureCode: figure.code,
      target,
      deliverable: null,
      dueOn: parsePlainDate(`${year}-12-31`),
      people: line.startsWith('*'),
      binding: true,
    });
  }
  return { ok: true, items };
}
