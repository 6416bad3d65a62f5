import type { Unit } from '../../ground/organization/organization.ts';
import { foldedWords } from '../../platform/vietnamese.ts';

// Words that every name of a sort begins with, or that say only of what rank the place is.
const weak = new Set(['uy', 'ban', 'nhan', 'dan', 'ubnd', 'thanh', 'pho', 'tp', 'tinh', 'cac', 'va']);
const written = (text: string) => foldedWords(text).join(' ').replaceAll('uy ban nhan dan', 'ubnd');

const groups: readonly { pattern: RegExp; of(unit: Unit): boolean }[] = [
  {
    pattern: /\b(cac|tung|moi) (phuong|xa|thi tran|dia phuong)\b|\bubnd cac\b|\bubnd (phuong|xa)\b$/,
    of: (unit) => ['ward', 'commune', 'township'].includes(unit.kind),
  },
  {
    pattern: /\b(cac|tung) (phong|so|ban|nganh|co quan|don vi)\b|\bcac phong\b/,
    of: (unit) => ['department', 'service', 'reception'].includes(unit.kind),
  },
];

/**
 * Units that a document's words name. "UBND các phường, xã" are all of them; a single name is the unit whose
 * name has the most of its words. Nothing when no name fits: a person chooses.
 *
 * @param words the name as the text has it
 */
export function matchUnits<One extends Unit>(words: string, units: readonly One[]): One[] {
  const text = written(words);
  const all = groups.filter(({ pattern }) => pattern.test(text));
  if (all.length > 0) return units.filter((unit) => all.some(({ of }) => of(unit)));
  const telling = (of: string) => of.split(' ').filter((word) => !weak.has(word));
  const wanted = new Set(telling(text));
  const named = units.filter((unit) => written(unit.name.vi) === text);
  if (named.length > 0) return named;
  let best: { unit: One; score: number } | undefined;
  for (const unit of units) {
    const name = telling(written(unit.name.vi));
    if (name.length === 0) continue;
    const met = name.filter((word) => wanted.has(word)).length;
    // Of both names the greater part: "Phòng Nội vụ" is not "Phòng Tư pháp" for the word they share.
    const score = (2 * met) / (name.length + wanted.size);
    if (met > 1 && score > 0.6 && score > (best?.score ?? 0)) best = { unit, score };
  }
  return best ? [best.unit] : [];
}
