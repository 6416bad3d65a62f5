/** What a point means in numbers that are typed as text ("245.678"); a comma is the other of the two. */
export const pointMeanings = ['ask', 'thousands', 'decimal'] as const;
export type Point = (typeof pointMeanings)[number];

const thousand = 1000;
// What computing with halves of halves leaves behind the last digit that was typed.
const noise = 1e-9;

/**
 * An amount with three decimals at most, in thousandths. A number of the spreadsheet is that number; text is read as
 * Vietnamese or English write it, and where both could be meant ("245.678") it is asked about.
 *
 * @returns `ambiguous` for text that can be read both ways, `bad` for what is no such amount
 */
export function readAmount(
  text: string,
  number: number | undefined,
  point: Point,
): number | 'ambiguous' | 'bad' {
  if (number !== undefined) return ofNumber(number);
  const typed = text.replace(/[\s\u00a0]/g, '').replace(/m2|m²$/i, '');
  if (!/^\d[\d.,]*$/.test(typed)) return 'bad';
  const points = typed.split('.').length - 1;
  const commas = typed.split(',').length - 1;
  if (points === 0 && commas === 0) return ofNumber(Number(typed));
  if (points > 0 && commas > 0)
    return typed.lastIndexOf('.') > typed.lastIndexOf(',')
      ? parted(typed, ',', '.')
      : parted(typed, '.', ',');
  const sign = points > 0 ? '.' : ',';
  // "1.234.567" parts thousands only.
  if (points + commas > 1) return parted(typed, sign, sign === '.' ? ',' : '.');
  const both = /^\d{1,3}[.,]\d{3}$/.test(typed) && !typed.startsWith('0');
  if (!both) return parted(typed, sign === '.' ? ',' : '.', sign);
  if (point === 'ask') return 'ambiguous';
  return point === 'thousands' ? parted(typed, '.', ',') : parted(typed, ',', '.');
}

function parted(typed: string, thousands: string, decimal: string): number | 'bad' {
  const [whole = '', rest = '', ...more] = typed.split(decimal);
  const groups = whole.split(thousands);
  const grouped =
    groups.slice(1).every((group) => group.length === 3) &&
    (groups[0] ?? '').length <= (groups.length > 1 ? 3 : 12);
  if (more.length > 0 || rest.includes(thousands) || !grouped || (typed.includes(decimal) && rest === ''))
    return 'bad';
  return ofNumber(Number(`${groups.join('')}.${rest || '0'}`));
}

function ofNumber(value: number): number | 'bad' {
  const thousandths = Math.round(value * thousand);
  const exact = Math.abs(value * thousand - thousandths) <= noise * Math.max(1, Math.abs(thousandths));
  return Number.isFinite(value) && value > 0 && exact ? thousandths : 'bad';
}
