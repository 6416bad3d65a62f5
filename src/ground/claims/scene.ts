import type { Language } from '../../platform/language.ts';
import type { Found } from './claim.ts';
import type { Ends } from './ends.ts';
import { type Role, roleOf } from './role.ts';
import { type Token, unitHead } from './token.ts';

/** So much of a thing: "mỗi suất 500 nghìn", "500.000 đồng/suất". */
export interface Rate {
  token: Token;
  /** First word of what it is counted by. */
  per: string;
}

/** A sentence with its numbers, while what belongs to what is being found out. */
export interface Scene {
  sentence: string;
  /** The sentence with its naming numbers masked; as long as it was. */
  covered: string;
  language: Language;
  tokens: readonly Token[];
  ends: readonly Ends[];
  rates: readonly Rate[];
  /** Numbers that a claim was computed from, or that were one. */
  used: Set<Token>;
  /** The numbers of each statement judged, by their places. */
  equations: Set<string>;
  /** Numbers that were given a verdict. */
  judged: Set<Token>;
  found: Found[];
}

/** A number looked at: the token, its role, where the role's words begin. */
export interface Subject {
  token: Token;
  role: Role;
  at: number;
}

/** The number with its role. */
export function subjectOf(scene: Scene, token: Token): Subject {
  return { token, ...roleOf(scene.covered, token, scene.language) };
}

/** What a number measures. Two of different dimensions are never added, parted or compared. */
export type Dimension = 'money' | 'area' | 'length' | 'weight' | 'count';
const dimensions: readonly [Dimension, RegExp][] = [
  ['money', /^(?:money|tỷ|triệu)(?!\p{L})/u],
  ['area', /^(?:ha|hecta|hectares?|m2|m²|km2|km²|mét vuông|sào|công đất|acres?)(?!\p{L})/iu],
  ['length', /^(?:km|ki lô mét|kilomet|mét|m|kilomet(?:re|er)s?|met(?:re|er)s?)(?!\p{L})/iu],
  ['weight', /^(?:tấn|kg|tạ|tonnes?|tons?)(?!\p{L})/iu],
];

/** The dimension of a number; undefined where it names no unit at all ("đã giải quyết 61"). */
export function dimensionOf(token: Token): Dimension | undefined {
  // "340 triệu" alone is money in Vietnamese; an English million may be of anything.
  if (token.unit === '')
    return token.scaled && /triệu|tỷ|tỉ|nghìn|ngàn/iu.test(token.text) ? 'money' : undefined;
  return dimensions.find(([, pattern]) => pattern.test(token.unit))?.[0] ?? 'count';
}

const people: Record<Language, RegExp> = {
  vi: /^(?:người|em|cháu|học sinh|biên chế|nhân|công chức|công nhân|cán bộ|lao động|đại|đồng chí|đảng viên|hội viên|học viên|vận động viên|thành viên|nhân khẩu|khẩu|đoàn viên|giáo viên|viên chức|bác sĩ|điều dưỡng|kỹ|nam|nữ|khách|lượt người|thanh niên|trẻ)(?!\p{L})/u,
  en: /^(?:people|persons?|men|women|males?|females?|staff|posts?|employees?|workers?|pupils?|students?|nurses?|doctors?|retirements?|transfers?|dismissals?|residents?|members?|officials?)(?!\p{L})/u,
};
// What is a kind of what: complaints are petitions, women are people.
const kinds: Record<Language, readonly [whole: RegExp, parts: RegExp][]> = {
  vi: [
    [/^(?:đơn|vụ|lượt|ý kiến)/u, /^(?:đơn|khiếu|tố|kiến|phản|đề|tranh|vụ)/u],
    [people.vi, people.vi],
    [/^(?:trường|lớp)/u, /^(?:trường|lớp|mầm|tiểu|trung)/u],
    [/^(?:đơn vị|đầu|xã)/u, /^(?:đơn vị|xã|phường|thị|đặc|sở|phòng|ban)/u],
  ],
  en: [
    [
      /^(?:petition|submission|letter|case|file)/,
      /^(?:complaint|denunciation|petition|request|suggestion|letter|case|file)/,
    ],
    [people.en, people.en],
    [/^(?:animals?|livestock|head)/, /^(?:cows?|sheep|goats?|pigs?|buffalo(?:es)?|chickens?|ducks?)/],
  ],
};

/** How well two numbers' nouns go together. */
export function kinship(scene: Scene, whole: Token, part: Token): 'same' | 'kind' | 'open' | 'unlike' {
  const [a, b] = [dimensionOf(whole), dimensionOf(part)];
  if (a !== undefined && b !== undefined && a !== b) return 'unlike';
  if (a !== undefined && a === b && a !== 'count')
    return unitHead(whole, scene.language) === unitHead(part, scene.language) || a === 'money'
      ? 'same'
      : 'unlike';
  const [one, two] = [unitHead(whole, scene.language), unitHead(part, scene.language)];
  if (one === '' || two === '') return 'open';
  if (one === two) return 'same';
  return kinds[scene.language].some(([w, p]) => w.test(whole.unit) && p.test(part.unit)) ? 'kind' : 'unlike';
}

/** Whether two numbers may be held against each other. */
export const comparable = (scene: Scene, a: Token, b: Token): boolean => kinship(scene, a, b) !== 'unlike';

/** Whether two numbers could be added or parted at all: they measure the same, whatever they count. */
export function sameMeasure(a: Token, b: Token): boolean {
  const [one, two] = [dimensionOf(a), dimensionOf(b)];
  return one === undefined || two === undefined || one === two;
}

/** Plain amounts of the sentence, beside one. */
export const amounts = (scene: Pick<Scene, 'tokens'>, except?: Token): Token[] =>
  scene.tokens.filter((one) => (one.kind === 'count' || one.kind === 'period') && one !== except);

/** Plain amounts, and both numbers of each ratio: "12/15 lô" tells of 15 lots as well. */
export function counted(scene: Pick<Scene, 'tokens'>, except?: Token): Token[] {
  const ofRatios = scene.tokens
    .filter((one) => one.kind === 'ratio' && one !== except)
    .flatMap((one) =>
      [one.part, one.whole].flatMap((value): Token[] =>
        value === undefined ? [] : [{ ...one, kind: 'count', value }],
      ),
    );
  return [...amounts(scene, except), ...ofRatios].toSorted((a, b) => a.at - b.at);
}

/** How deep in brackets a place stands. */
export function depthAt(covered: string, at: number): number {
  let depth = 0;
  for (let place = 0; place < at; place++) {
    if (covered[place] === '(') depth += 1;
    else if (covered[place] === ')') depth = Math.max(0, depth - 1);
  }
  return depth;
}

const connectives: Record<Language, RegExp> = {
  vi: /^(?:\s|và|hay|hoặc|tức|nghĩa|là|tương đương|tương ứng|với|đạt|chiếm|bằng|tỷ lệ|tỉ lệ|mức|khoảng|ước|đã|được|chỉ|cũng|như vậy|do đó|qua đó|tổng|thành|cộng lại|nâng|đưa|đó|kết quả|số|về)*$/iu,
  en: /^(?:\s|or|and|i\.e\.|that|is|which|representing|equal|equivalent|to|reaching|amounting|a|an|the|rate|share|of|about|for|with|just|only|this|making|accounting|by|was|at|in other words|so|thus|it|has|have|had)*$/i,
};

/**
 * Whether nothing but joining words stands between the last stop before a number and it: ", đạt 75%",
 * "(75%", "or 75%". Then it speaks of what was said just before.
 */
export function follows(scene: Scene, from: number, at: number): 'closely' | 'loosely' | 'apart' {
  const between = scene.covered.slice(from, at);
  const stop = Math.max(...[',', '(', ':', '–', ' - ', ';'].map((sign) => between.lastIndexOf(sign)));
  const tail = between.slice(stop + 1);
  if (between.includes(';')) return 'apart';
  if (connectives[scene.language].test(tail) && (stop >= 0 || between.trim() === tail.trim()))
    return 'closely';
  return 'loosely';
}

/** Whether the words right before a place say that what follows is what the numbers give. */
const gives: Record<Language, RegExp> = {
  vi: /(?:đạt|chiếm|tương đương|bằng|tức|tỷ lệ|tỷ lệ(?:\s+\p{L}+){1,6}\s+(?:là|đạt)|tỷ lệ(?:\s+\p{L}+){1,3}|\()\s*(?:tỷ lệ\s+|khoảng\s+)?(?:là\s+)?$/iu,
  en: /(?:\bor|representing|equal to|equivalent to|i\.e\.,?|that is|which is|amounting to|reaching|rate of|\()\s*$/i,
};
export const givesAt = (scene: Scene, at: number): boolean =>
  gives[scene.language].test(scene.covered.slice(Math.max(0, at - 56), at));

/** What numbers make together. */
export const sumOf = (parts: readonly Token[]): number => parts.reduce((sum, one) => sum + one.value, 0);
