import type { Language } from '../../../platform/language.ts';
import type { Relation } from '../relation.ts';
import { roleOf } from '../role.ts';
import type { Scene, Subject } from '../scene.ts';
import type { Token } from '../token.ts';

const rest: Record<Language, RegExp> = {
  vi: /còn lại|phần còn lại|số còn lại/iu,
  en: /remaining|the rest|remainder|the other/i,
};
const makeup: Record<Language, RegExp> = {
  vi: /trong tổng số|cơ cấu|chia theo|phân theo|tỷ trọng|ngoài ra không/iu,
  en: /nothing else|comes? from|breakdown|composition|split|structure|of that|by (?:kind|type|sector|source)/i,
};
// Farther from all than this, other wholes are meant: satisfaction by topic, quarters that add up.
const widest = 12;

/** Shares that are told of one whole, with what they add up to. */
export interface Shares {
  parts: Token[];
  sum: number;
  /** Each may be rounded: by this much the sum may miss 100. */
  slack: number;
  holds: boolean;
  /** The words say that they are all there is. */
  certain: boolean;
}

/** The shares of a sentence that could make one whole, clause by clause, else of the whole sentence. */
export function sharesOfWhole(scene: Scene): Shares[] {
  const clauses = scene.covered.split(';').map((text, place, all) => {
    const at = all.slice(0, place).join(';').length + (place > 0 ? 1 : 0);
    return { at, end: at + text.length };
  });
  const each = clauses.flatMap(({ at, end }) => sharesBetween(scene, at, end) ?? []);
  if (each.length > 0 || clauses.length === 1) return each;
  const all = sharesBetween(scene, 0, scene.covered.length);
  return all ? [all] : [];
}

function sharesBetween(scene: Scene, from: number, to: number): Shares | undefined {
  const { language, covered } = scene;
  const parts = scene.tokens.filter(
    (one) =>
      one.kind === 'percent' &&
      one.at >= from &&
      one.end <= to &&
      !scene.used.has(one) &&
      ['plain', 'remainder'].includes(roleOf(covered, one, language).role),
  );
  const [first] = parts;
  const last = parts.at(-1);
  if (!first || !last || parts.length < 2) return undefined;
  const sum = parts.reduce((total, one) => total + one.value, 0);
  const slack = parts.reduce((total, one) => total + one.step / 2, 0);
  // Four whole numbers miss 100 by two only if each ends in a half: nobody's do.
  const holds = Math.abs(sum - 100) < slack - 1e-9 || Math.abs(sum - 100) < 1e-9;
  const span = covered.slice(Math.max(from, first.at - 80), Math.min(to, last.end + 24));
  const told = rest[language].test(span);
  if (parts.length < 3 && !told && !sexes[language].test(span)) return undefined;
  const hedged = parts.some((one) => one.hedge !== 'exact');
  const others = scene.tokens.some(
    (one) => one.at > first.at && one.end < last.end && one.kind === 'percent' && !parts.includes(one),
  );
  const certain =
    (told || makeup[language].test(span) || attributes(scene, parts)) &&
    !hedged &&
    !others &&
    Math.abs(sum - 100) <= Math.max(widest, slack);
  return { parts, sum, slack, holds: holds && !hedged, certain };
}

// Shares that add up over time leave nothing to each other.
const grows = /lũy kế|tháng|quý|năm|cumulat|month|quarter|year/iu;

/**
 * "vốn trung ương chiếm 70 %, vốn địa phương chiếm 30 %": what the only other share leaves of a hundred. That two
 * make exactly 100 is no accident; that they do not says nothing.
 */
export function restOfHundred(scene: Scene, { token, role }: Subject): Relation[] {
  if (token.kind !== 'percent' || (role !== 'plain' && role !== 'remainder')) return [];
  const { covered, language } = scene;
  const others = scene.tokens.filter(
    (one) =>
      one.kind === 'percent' &&
      one.end <= token.at &&
      ['plain', 'remainder'].includes(roleOf(covered, one, language).role),
  );
  const [other, ...more] = others;
  if (!other || more.length > 0 || grows.test(covered.slice(other.end, token.at))) return [];
  return [{ truth: (100 - other.value) / 100, rule: 'sharesOfWhole', from: [other], sure: 'possible' }];
}

const sexes: Record<Language, RegExp> = {
  vi: /(?<!\p{L})nam(?!\p{L}).*(?<!\p{L})nữ(?!\p{L})|(?<!\p{L})nữ(?!\p{L}).*(?<!\p{L})nam(?!\p{L})/iu,
  en: /\b(?:men|male)\b.*\b(?:women|female)\b|\b(?:women|female)\b.*\b(?:men|male)\b/i,
};
const grades: Record<Language, RegExp> = {
  vi: /(?:tốt|hài lòng|đồng ý|tán thành).*(?:kém|chưa|không)/isu,
  en: /(?:good|satisfied|agree\w*).*(?:neutral|average|fair|undecided).*(?:poor|dissatisfied|disagree\w*|bad)/is,
};

/** Answers that exclude each other: good, fair, poor. */
function attributes(scene: Scene, parts: readonly Token[]): boolean {
  const from = parts[0]?.at ?? 0;
  return grades[scene.language].test(scene.covered.slice(from, (parts.at(-1)?.end ?? 0) + 40));
}
