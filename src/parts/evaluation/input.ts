import type { Figure } from '../../ground/figure/catalogue.ts';
import type { RubricCriterion } from './round.ts';

// Characters of what a criterion is called.
const longestName = 200;
const codePattern = /^[a-z0-9-]{1,40}$/;

/**
 * Reads a table of criteria, one a line: `code | most points | words | code of a figure`.
 *
 * @returns the first line that cannot be read; empty where there are none
 */
export function readRubric(
  typed: string,
  figures: readonly Figure[],
): { ok: true; criteria: RubricCriterion[] } | { ok: false; line: string } {
  const criteria: RubricCriterion[] = [];
  for (const line of typed.split('\n').map((one) => one.trim())) {
    if (!line) continue;
    const [code = '', most = '', words = '', figure = ''] = line.split('|').map((one) => one.trim());
    const known = figures.some(
      (one) => one.code === figure && one.denominator !== undefined && one.better !== 'less',
    );
    const good =
      codePattern.test(code) &&
      /^\d{1,3}$/.test(most) &&
      Number(most) > 0 &&
      words !== '' &&
      words.length <= longestName &&
      (figure === '' || known) &&
      !criteria.some((one) => one.code === code);
    if (!good) return { ok: false, line };
    const name = words.normalize('NFC');
    criteria.push({ code, name: { vi: name, en: name }, most: Number(most), ...(figure && { figure }) });
  }
  return criteria.length > 0 ? { ok: true, criteria } : { ok: false, line: '' };
}
