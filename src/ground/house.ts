import { fold } from '../platform/vietnamese.ts';

// What a number is the number of: "tổ 3, số 12" and "tổ 12, số 3" are two houses.
const areas = 'to|khom|ap|thon|hem|ngo|ngach|khu|block|duong|pho';

/**
 * A house's address as it is compared: the same however its number is written. "Số nhà 012A, tổ 3", "12 a tổ 03" and
 * "Tổ 3 - 12A" are one house.
 */
export function houseOf(text: string): string {
  const plain = fold(text)
    .replace(/[^a-z0-9/]+/g, ' ')
    // 12 A is 12A; the letter stands alone.
    .replace(/\b(\d+) ([a-z])\b/g, '$1$2')
    .replace(/\b0+(?=\d)/g, '')
    .replace(new RegExp(`\\b(${areas}) (?:so )?(\\d+[a-z]?)\\b`, 'g'), '$1:$2')
    .replace(/\b(?:so nha|nha so|so|nha|sn)\b/g, ' ');
  return [...new Set(plain.split(' ').filter(Boolean))].toSorted().join(' ');
}
