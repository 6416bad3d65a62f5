import type { Language } from '../../../platform/language.ts';
import type { Relation, Sureness } from '../relation.ts';
import {
  amounts,
  depthAt,
  dimensionOf,
  givesAt,
  kinship,
  type Scene,
  type Subject,
  sumOf,
} from '../scene.ts';
import type { Token } from '../token.ts';

const exhaustive: Record<Language, RegExp> = {
  vi: /(?:gồm(?:\s+có)?|bao gồm|chia ra|cụ thể(?:\s+là)?|:|\()(?:\s*\p{L}+(?:\s+\p{L}+){0,5})?\s*$/iu,
  en: /(?:made\s+up\s+of|compris(?:ing|ed|es)|consist(?:ing|ed|s)\s+of|composed\s+of|broken\s+down\s+(?:into|as)|namely|:|\(|\s[-–—]\s)(?:\s*\p{L}+(?:\s+\p{L}+){0,3})?\s*\$?$/iu,
};
const closedList: Record<Language, RegExp> = {
  vi: /gồm|chia ra|cụ thể/iu,
  en: /made\s+up|compris|consist|composed|broken\s+down/i,
};
const included: Record<Language, RegExp> = {
  vi: /trong đó(?:\s+có)?(?:\s+\p{L}+){0,4}\s*$/iu,
  en: /(?:including|of which|of whom|among them)(?:\s+[\p{L}$]+){0,4}\s*$/iu,
};
// Traits that one can have together: their counts may add up to more than all.
const overlapping: Record<Language, RegExp> = {
  vi: /(?<!\p{L})(?:nữ|đảng viên|dân tộc|trẻ|người cao tuổi|khuyết tật|nghèo|khó khăn|chính sách|đúng hạn|trễ hạn|trực tuyến|đông người|phức tạp)(?!\p{L})/iu,
  en: /\b(?:women|female|party members?|minorit\w+|young|elderly|disabled|poor|on time|online|large|repeat\w*)\b/i,
};
const partition: Record<Language, RegExp> = {
  vi: /nam.*nữ|nữ.*nam/iu,
  en: /\bmen\b.*\bwomen\b|\bwomen\b.*\bmen\b/i,
};
const exclusive: Record<Language, RegExp> = {
  vi: /khiếu nại.*tố cáo|tố cáo.*khiếu nại|tỉnh.*huyện|huyện.*xã|cấp tỉnh.*cấp xã|chuyển sang|thôi việc|nghỉ hưu/isu,
  en: /complaints?.*denunciations?|province.*communes?|districts?.*communes?|transfers?|dismissals?/is,
};
// "trong đó … và các thị trường khác 35 nghìn": what is left is among the parts.
const others: Record<Language, RegExp> = {
  vi: /(?:các|những)\s+(?:\p{L}+\s+){1,4}(?:khác|còn lại)(?!\p{L})/iu,
  en: /\b(?:all )?others?\b|\bthe rest\b/i,
};
// Where a list of parts is over.
const listEnds =
  /[.]|(?:^|\s)(?:đã|nhưng|tuy nhiên|so với|trong đó|bình quân|trung bình|and then|while|which|of which|averaging)(?:\s|$)/iu;

const mostParts = 12;

interface List {
  parts: Token[];
  /** All there is, by its words; else named out of a whole. */
  whole: boolean;
  /** The words themselves say that the list is complete. */
  closed: boolean;
  text: string;
}

/** A total from its parts, listed after it or before it. */
export function sums(scene: Scene, subject: Subject): Relation[] {
  const { token } = subject;
  if (token.kind !== 'count') return [];
  const rates = new Set(scene.rates.map((one) => one.token));
  if (rates.has(token)) return [];
  return [
    ...listAfter(scene, subject, rates),
    ...listBefore(scene, subject, rates),
    ...plainSum(scene, subject, rates),
    ...ofAll(scene, subject, rates),
  ];
}

function listAfter(scene: Scene, { token }: Subject, rates: ReadonlySet<Token>): Relation[] {
  const list = partsAfter(scene, token, rates);
  if (!list || list.parts.length < 2) return [];
  const alike = list.parts.filter((part) => kinship(scene, token, part) !== 'unlike');
  // "gồm mầm non 17 trường/5.106 cháu, …": of two things told together only the one that is totalled.
  const own = alike.length >= 2 && alike.length < list.parts.length ? alike : list.parts;
  const parts = uptoTotal(own, token.value);
  // A list outside brackets is of nothing within them, and no part is more than its whole.
  if (depthAt(scene.covered, token.at) > depthAt(scene.covered, (parts[0] as Token).at)) return [];
  if (parts.some((part) => part.value > token.value)) return [];
  const truth = sumOf(parts);
  // "10.885 tỷ đồng (dự toán), bao gồm …": the parts are of another number told before.
  if (
    truth !== token.value &&
    amounts(scene, token).some((one) => one.end <= token.at && Math.abs(one.value - truth) <= one.step)
  )
    return [];
  if (
    parts.some((part) => kinship(scene, token, part) === 'unlike' && dimensionOf(part) !== dimensionOf(token))
  )
    return [];
  // Parts named out of a whole may be less than it.
  if (!list.whole && truth < token.value && !others[scene.language].test(list.text)) return [];
  return [{ truth, rule: 'sum', from: parts, sure: sureness(scene, token, list, truth) }];
}

/** The parts as far as they make the total: another way of parting it may follow ("gồm 14 nam, 8 nữ; có 17 đại học"). */
function uptoTotal(parts: readonly Token[], total: number): Token[] {
  let sum = 0;
  for (const [place, part] of parts.entries()) {
    sum += part.value;
    if (place > 0 && sum === total) return parts.slice(0, place + 1);
  }
  return [...parts];
}

function sureness(scene: Scene, total: Token, list: List, truth: number): Sureness {
  const { language } = scene;
  const kin = list.parts.map((part) => kinship(scene, total, part));
  const related = kin.every((one) => one !== 'unlike');
  const heads = new Set(list.parts.map((part) => part.unit.split(' ')[0]));
  // "3 phường: … 120 hộ, … 180 hộ": what is listed is counted in another thing than what stands before it.
  if (!related && heads.size === 1) return 'possible';
  const people = dimensionOf(total) === 'count';
  const may = people && overlapping[language].test(list.text) && !partition[language].test(list.text);
  if (may) return 'possible';
  if (!list.whole && others[language].test(list.text) && related) return 'certain';
  if (!list.whole) {
    if (exclusive[language].test(list.text)) return 'certain';
    // Parts of one noun that make more than the whole, if only a little more.
    return kin.every((one) => one === 'same') ? 'likely' : 'possible';
  }
  if (list.closed) return related ? 'certain' : 'likely';
  if (truth > total.value) return related ? 'certain' : 'likely';
  return 'likely';
}

function partsAfter(scene: Scene, total: Token, rates: ReadonlySet<Token>): List | undefined {
  const { covered, language, tokens } = scene;
  const first = tokens.findIndex((one) => one.at >= total.end);
  const named = tokens[first];
  // "shared among three boroughs: …": how many parts there are is none of them.
  const parting =
    named?.kind === 'count' &&
    named.value <= mostParts &&
    kinship(scene, total, named) === 'unlike' &&
    /:\s*[$€£¥₫]?$/u.test(covered.slice(named.end, tokens[first + 1]?.at));
  const next = parting ? tokens[first + 1] : named;
  if (next?.kind !== 'count') return undefined;
  const opening = covered.slice(total.end, next.at);
  // "(năm 2021: 13,2 tỷ; năm 2022: 16,9 tỷ)": what follows a semicolon is the next of a list, no part of this.
  if (opening.length > 80 || opening.includes(';')) return undefined;
  const whole = exhaustive[language].test(opening) && !included[language].test(opening);
  if (!whole && !included[language].test(opening)) return undefined;
  const depth = depthAt(covered, next.at);
  const parts: Token[] = [];
  let from = total.end;
  for (const one of tokens.filter((token) => token.at >= next.at)) {
    // "72 đơn, chiếm 75 %; …": a part's own share is no end of the list.
    if (one.kind === 'percent' && parts.length > 0 && givesAt(scene, one.at)) continue;
    const at = depthAt(covered, one.at);
    if (at > depth) continue;
    const between = outside(covered.slice(from, one.at));
    if (
      at < depth ||
      one.kind !== 'count' ||
      rates.has(one) ||
      (parts.length > 0 && (listEnds.test(between) || between.length > 90))
    )
      break;
    if (/tổng|total|altogether|in all/iu.test(between) && parts.length > 0) break;
    // Parts told with commas end at a semicolon; those told with semicolons do not.
    if (parts.length > 1 && between.includes(';') && !outside(covered.slice(total.end, from)).includes(';'))
      break;
    // "gồm 33 sản phẩm …, 2 sản phẩm … của 26 chủ thể": another thing ends the list.
    const own = parts.length > 1 && parts.every((part) => kinship(scene, total, part) === 'same');
    if (own && kinship(scene, total, one) === 'unlike') break;
    parts.push(one);
    from = one.end;
  }
  return {
    parts,
    whole,
    closed: closedList[language].test(opening),
    text: covered.slice(total.end, from + 24),
  };
}

/** Text without what its brackets hold. */
const outside = (text: string): string => text.replace(/\([^)]*\)/g, '');

function listBefore(scene: Scene, { token, role }: Subject, rates: ReadonlySet<Token>): Relation[] {
  if (role !== 'total') return [];
  const { covered } = scene;
  const depth = depthAt(covered, token.at);
  const before = amounts(scene, token).filter(
    (one) =>
      one.kind === 'count' && one.end <= token.at && depthAt(covered, one.at) === depth && !rates.has(one),
  );
  const own = before.filter((one) => kinship(scene, token, one) !== 'unlike');
  const named = own.filter((one) => kinship(scene, token, one) === 'same');
  const found: Relation[] = [];
  for (const parts of named.length >= 2 && named.length !== own.length ? [named, own] : [own]) {
    if (parts.length < 2) continue;
    const truth = sumOf(parts);
    const others = before.filter((one) => !parts.includes(one) && one.at > (parts[0] as Token).at);
    // Another whole told in between makes them no list, and so does a new clause.
    const clause = covered.slice((parts.at(-1) as Token).end, token.at).includes(';');
    const unbroken =
      !clause && !/trong đó|of which|so với|compared/iu.test(covered.slice((parts[0] as Token).at, token.at));
    const clean =
      others.length === 0 &&
      !scene.tokens.some(
        (one) =>
          one.kind !== 'count' &&
          one.kind !== 'period' &&
          one.at > (parts[0] as Token).at &&
          one.end <= token.at,
      ) &&
      unbroken;
    const measured =
      dimensionOf(token) !== 'count' &&
      parts.every((one) => kinship(scene, token, one) === 'same') &&
      unbroken;
    const bound = parts.every((one) => kinship(scene, token, one) === 'same') || named.length === 0;
    found.push({
      truth,
      rule: 'sum',
      from: parts,
      sure: clean && bound ? 'certain' : clean || measured ? 'likely' : 'possible',
    });
  }
  return found;
}

/** Numbers of one noun that make a later one exactly: no accident, whatever the words between. */
function plainSum(scene: Scene, { token }: Subject, rates: ReadonlySet<Token>): Relation[] {
  const before = amounts(scene, token).filter(
    (one) => one.kind === 'count' && one.end <= token.at && !rates.has(one),
  );
  const same = before.filter((one) => kinship(scene, token, one) === 'same');
  // After a first total only what was added to it since.
  const since = before.filter((one) => one.at >= (lastTotal(scene, token)?.at ?? 0));
  return [same, since.filter((one) => kinship(scene, token, one) !== 'unlike')]
    .filter((parts) => parts.length >= 2)
    .map(
      (parts): Relation => ({
        truth: sumOf(parts),
        rule: 'sum',
        from: parts,
        sure: 'possible',
      }),
    );
}

function lastTotal(scene: Scene, token: Token): Token | undefined {
  const totals = scene.found.filter((one) => one.rule === 'sum').map((one) => one.token.at);
  return scene.tokens.filter((one) => one.at < token.at && totals.includes(one.at)).at(-1);
}

/** "Of the 1,450 pupils, 812 … and 638 …": all that follows makes the whole it began with. */
function ofAll(scene: Scene, { token }: Subject, rates: ReadonlySet<Token>): Relation[] {
  if (
    !/(?:^|[,;]\s)(?:of(?:\s+the|\s+its)?|trong(?:\s+tổng)?(?:\s+số)?)\s+$/iu.test(
      scene.covered.slice(0, token.at),
    )
  )
    return [];
  // What a further clause or a part's own parts tell is not of this whole.
  const clause = /;|trong đó|of which|of whom/iu.exec(scene.covered.slice(token.end));
  const end = clause ? token.end + clause.index : scene.covered.length;
  const parts = amounts(scene, token).filter(
    (one) =>
      one.kind === 'count' &&
      one.at < end &&
      one.at >= token.end &&
      !rates.has(one) &&
      kinship(scene, token, one) !== 'unlike',
  );
  const truth = sumOf(parts);
  const whole = scene.covered.slice(token.end);
  const sure =
    partition[scene.language].test(whole) && parts.length === 2
      ? 'certain'
      : truth > token.value && !overlapping[scene.language].test(whole)
        ? 'likely'
        : 'possible';
  return parts.length >= 2 ? [{ truth, rule: 'sum', from: parts, sure }] : [];
}
