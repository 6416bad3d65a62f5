import type { Figure } from '../../ground/figure/catalogue.ts';
import { perShare, readTarget } from '../../ground/figure/target.ts';
import { RefusedFields, refusals } from '../../ground/refused.ts';
import { named } from '../../platform/language.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';
import type { ItemTerms, TemplateItem } from './commitment.ts';
import type { itemForm } from './forms.ts';
import { texts } from './texts.ts';

const word = named(texts);

/**
 * What an item promises, out of its form.
 *
 * @param year of the campaign
 * @throws RefusedFields where its measure or its day cannot be
 */
export function termsOf(
  given: Given<ReturnType<typeof itemForm>>,
  year: number,
  figures: readonly Figure[],
  today: PlainDate,
): ItemTerms {
  const figure = figures.find((one) => one.code === given.figure);
  const target = figure ? readTarget(given.target ?? '', figure.denominator !== undefined) : null;
  const overWhole = figure?.denominator !== undefined && (target ?? 0) > perShare;
  const wrong = {
    ...(target === undefined && { target: word('badTarget') }),
    // Of a whole nobody promises more than all of it.
    ...(overWhole && { target: word('overWhole') }),
    ...(Boolean(figure) === Boolean(given.deliverable) && { deliverable: word('oneMeasure') }),
    ...(yearOf(given.dueOn) !== year
      ? { dueOn: word('sameYear') }
      : given.dueOn < today && { dueOn: refusals.past }),
  };
  if (target === undefined || Object.keys(wrong).length > 0) throw new RefusedFields(wrong);
  const { text, deliverable, dueOn, people } = given;
  return { text, figureCode: figure?.code ?? null, target, deliverable, dueOn, people };
}

/** The items of a campaign as they are typed: what `readTemplate` reads. */
export function templateText(items: readonly TemplateItem[], figures: readonly Figure[]): string {
  const value = ({ figureCode, target }: TemplateItem) => {
    const share = figures.find((one) => one.code === figureCode)?.denominator !== undefined;
    return share ? `${String((target ?? 0) / 100).replace('.', ',')}%` : String(target ?? '');
  };
  return items
    .map((one) => `${one.people ? '* ' : ''}${one.figureCode ?? ''} | ${value(one)} | ${one.text}`)
    .join('\n');
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
    if (figure?.denominator !== undefined && (target ?? 0) > perShare) return { ok: false, line };
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
