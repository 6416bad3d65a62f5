import type { Language } from '../../../platform/language.ts';
import type { Ends } from '../ends.ts';
import type { Relation, Sureness } from '../relation.ts';
import { type Role, roleOf } from '../role.ts';
import {
  amounts,
  comparable,
  dimensionOf,
  follows,
  kinship,
  type Scene,
  type Subject,
  sameMeasure,
} from '../scene.ts';
import type { Token } from '../token.ts';

/** Two values of one thing, the earlier and the later. */
interface Pair {
  from: Token;
  to: Token;
  sure: Sureness;
}

/** A change as its words count it: a fall of 30 is 30, and −30 where the words say rise. */
function signed(change: number, role: Role): number {
  if (role === 'down') return -change;
  return role === 'up' ? change : Math.abs(change);
}

/** What the values of before and after make of a change in percent, amount, points or times. */
export function changes(scene: Scene, subject: Subject): Relation[] {
  const { token, role } = subject;
  return pairsFor(scene, subject).flatMap(({ from, to, sure }): Relation[] => {
    if (token === from || token === to) return [];
    const difference = to.value - from.value;
    const both = [from, to];
    const percents = from.kind === 'percent';
    if (token.kind === 'points')
      return percents && role !== 'average'
        ? [{ truth: signed(difference, role), rule: 'changePoints', from: both, sure }]
        : [];
    if (token.kind === 'multiple') {
      if (from.value <= 0 || to.value <= 0) return [];
      const falls = /^giảm/iu.test(token.text) || (to.value < from.value && token.value > 1);
      return [
        { truth: falls ? from.value / to.value : to.value / from.value, rule: 'times', from: both, sure },
      ];
    }
    if (token.kind === 'percent' || token.kind === 'fraction' || token.kind === 'ratio') {
      if (from.value === 0) return [];
      const relative: Relation = {
        truth: signed(difference / from.value, role),
        rule: 'changePercent',
        from: both,
        sure,
      };
      // "from 1,904 to 476, one fourth of the level": a fraction may be of the change or of what is left.
      if (token.kind === 'fraction' && role === 'plain')
        return [
          { ...relative, sure: 'possible' },
          { truth: to.value / from.value, rule: 'share', from: both, sure: 'possible' },
        ];
      if (!percents) return [relative];
      // "từ 85 % lên 92 %, tăng 7 %" is said of points as often as of percent: either may be meant.
      return [
        { truth: signed(difference / 100, role), rule: 'changePoints', from: both, sure: 'possible' },
        { ...relative, sure: 'possible' },
      ];
    }
    if (role !== 'up' && role !== 'down') return [];
    if (percents || !sameMeasure(token, to) || !sameMeasure(token, from)) return [];
    const alike = comparable(scene, token, to) || comparable(scene, token, from);
    if (!alike && sure !== 'certain') return [];
    return [{ truth: signed(difference, role), rule: 'changeAmount', from: both, sure }];
  });
}

function pairsFor(scene: Scene, subject: Subject): Pair[] {
  const { token, role } = subject;
  const changed = role === 'up' || role === 'down' || token.kind === 'multiple' || token.kind === 'points';
  const told = fromEnds(scene, subject, changed);
  if (!changed) return told;
  return [
    ...told,
    ...againstBase(scene, subject),
    ...toldAgain(scene, subject),
    ...byTime(scene, subject),
    ...twoValues(scene, subject),
    ...twoShares(scene, subject, told.length > 0),
  ];
}

/** "từ 120 xuống còn 90, giảm 25 %": both ends told by their words. */
function fromEnds(scene: Scene, subject: Subject, changed: boolean): Pair[] {
  return scene.ends.flatMap((ends) => endsPair(scene, subject, ends, changed));
}

function endsPair(scene: Scene, { token, at, role }: Subject, ends: Ends, changed: boolean): Pair[] {
  const before = token.end <= ends.at;
  const between = before ? scene.covered.slice(token.end, ends.at) : scene.covered.slice(ends.end, at);
  const others = scene.tokens.filter((one) =>
    // "fell by $1.4 million over the twelve months, from …": how long is no value.
    one.kind === 'period'
      ? false
      : before
        ? one.at >= token.end && one.end <= ends.at
        : one.at >= ends.end && one.end <= at,
  );
  const last = others[0] && scene.used.has(others[0]) ? others[0] : undefined;
  const link = before
    ? /^[\s\p{L},(:]{0,36}$/u.test(between)
      ? 'closely'
      : 'loosely'
    : follows(scene, ends.end, at);
  const own = others.length === 0 && !/;/.test(between);
  // "giảm 30 em, tương đương 25 %": the second way to say the same change.
  const again =
    !before &&
    others.length === 1 &&
    last !== undefined &&
    follows(scene, nounEnd(scene, last), at) === 'closely';
  if (!changed && !again && link !== 'closely') return [];
  // "từ 174 lên 212 bản, đạt 86,2 % số doanh nghiệp (246)": a share reached is no change.
  if (!changed && !again && /(?:đạt|chiếm|bằng)\s*(?:tỷ lệ\s+)?$/iu.test(scene.covered.slice(0, at)))
    return [];
  const sure: Sureness =
    (own && link === 'closely') || again ? 'certain' : own && role !== 'plain' ? 'likely' : 'possible';
  return [{ from: ends.from, to: ends.to, sure }];
}

/** Where the one word of what is counted ends: "a decline of 16 deaths or 33 %". */
function nounEnd(scene: Scene, token: Token): number {
  const [head = ''] = token.unit.split(' ');
  const noun = /^[\s-]*\p{L}+/u.exec(scene.covered.slice(token.end))?.[0] ?? '';
  return head !== '' && noun.trim().toLowerCase() === head ? token.end + noun.length : token.end;
}

/** "giao 180 giường, thực kê 225 giường, tăng 45 giường": the two values of one noun right before. */
function twoValues(scene: Scene, { token, at }: Subject): Pair[] {
  if (token.kind === 'points') return [];
  const before = amounts(scene, token).filter((one) => one.kind === 'count' && one.end <= at);
  const [a, b] = before.slice(-2);
  if (!a || !b || kinship(scene, a, b) !== 'same' || !token.unit) return [];
  const only = before.length === 2 && token.kind === 'count' && follows(scene, b.end, at) === 'closely';
  return [
    { from: a, to: b, sure: only ? 'likely' : 'possible' },
    { from: b, to: a, sure: 'possible' },
  ];
}

/** "99,2 % ở vùng thấp và 93,7 % ở vùng cao, chênh nhau 5,5 điểm %": points between the only two shares. */
function twoShares(scene: Scene, { token, role }: Subject, told: boolean): Pair[] {
  if (token.kind !== 'points' || told) return [];
  const [a, b, ...more] = scene.tokens.filter((one) => one.kind === 'percent');
  if (!a || !b || more.length > 0) return [];
  const [low, high] = a.value < b.value ? [a, b] : [b, a];
  return [{ from: role === 'down' ? high : low, to: role === 'down' ? low : high, sure: 'certain' }];
}

const against: Record<Language, RegExp> = {
  vi: /^[^,;()]{0,20}(?:so với|của|hơn|so|lần|\(từ)[^;()]{0,40}\(?\s*(?:là\s+|chỉ\s+|mới\s+|đạt\s+|có\s+|mức\s+|con số\s+)?$|^[^,;()]{0,30}\(\s*(?:\p{L}+\s+){0,4}$/iu,
  en: /^[^,;()]{0,24}(?:than|from|(?:short|shy)\s+of|compared\s+(?:with|to)|on|against|over|the)[^;()]{0,40}\(?\s*$|^[^,;()]{0,30}\(\s*(?:[\p{L}\s]+)?$/iu,
};

const planned: Record<Language, RegExp> = {
  vi: /(?:kế hoạch|chỉ tiêu|dự toán)[^,;]{0,16}$/iu,
  en: /(?:plan|target|budget)[^,;]{0,12}$/iu,
};

/** "96 đơn, giảm 20 % so với 120 đơn của năm ngoái": the value before it and the one it is held against. */
function againstBase(scene: Scene, { token, at }: Subject): Pair[] {
  const { covered, language } = scene;
  const all =
    token.kind === 'points'
      ? scene.tokens.filter((one) => one.kind === 'percent')
      : amounts(scene, token).filter((one) => one.kind === 'count');
  const base = all.find((one) => one.at >= token.end);
  if (!base || !against[language].test(covered.slice(token.end, base.at))) return [];
  // The amount of the change beside its percentage is no base: "giảm 20 % (24 đơn)".
  const compares =
    /so với|cùng kỳ|năm|từ|than|short of|shy of|compared|from|last|previous|against|lần|hơn|\bon\b|below|above/iu.test(
      scene.sentence.slice(token.end, base.at),
    );
  if (!compares) return [];
  const earlier = all.filter(
    (one) =>
      one.end <= at &&
      (token.kind === 'points' || comparable(scene, one, base)) &&
      // "bằng 112 % kế hoạch 7,5 triệu con": what was planned is no value of now.
      !planned[language].test(covered.slice(Math.max(0, one.at - 24), one.at)),
  );
  return earlier.toReversed().map((to, place) => ({
    from: base,
    to,
    sure:
      place === 0 && earlier.length === 1 && follows(scene, to.end, at) === 'closely'
        ? 'certain'
        : place === 0 && earlier.length === 1
          ? 'likely'
          : 'possible',
  }));
}

/** "tăng 54 USD so với cùng kỳ (488 USD), tương đương tăng 15,1 %": the change just told, told as a share. */
function toldAgain(scene: Scene, { token, at }: Subject): Pair[] {
  if (token.kind !== 'percent') return [];
  const told = scene.found.findLast(
    (one) => one.rule === 'changeAmount' && one.verdict === 'holds' && one.token.end <= token.at,
  );
  const [from, to] = told?.from ?? [];
  if (!told || !from || !to || from.kind !== 'count' || to.kind !== 'count') return [];
  const last = Math.max(told.token.end, from.end);
  const between = scene.tokens.some((one) => one.at >= last && one.end <= at);
  const close =
    follows(scene, last, at) === 'closely' ||
    /^[\s\p{L})]{0,24},?\s*(?:tương ứng|tương đương|tức|hay|or)?\s*$/iu.test(scene.covered.slice(last, at));
  return between || !close ? [] : [{ from, to, sure: 'certain' }];
}

const now: Record<Language, RegExp> = {
  vi: /năm nay|năm học này|(?<!\p{L})nay(?!\p{L})|tháng này|quý này|kỳ này|hiện nay|đến nay|hiện có|hiện còn/giu,
  en: /this (?:year|month|quarter|time)|now|currently|today/gi,
};
const then: Record<Language, RegExp> = {
  vi: /năm ngoái|năm trước|năm học trước|cùng kỳ|tháng trước|quý trước|kỳ trước|trước đây|trước đó|ban đầu|trước can thiệp|trước khi|trước sắp xếp/giu,
  en: /last (?:year|month|quarter)|(?:a|the|one) year (?:earlier|before)|previous (?:year|month|quarter)|same period|previously|before|earlier/gi,
};
const yearPattern = /(?<!\d)(?:19|20)\d{2}(?!\d)/g;

/** When a value was, by the words beside it: a year, or before and now; undefined where nothing says. */
function momentOf(scene: Scene, token: Token): number | undefined {
  const { sentence, language, tokens, covered } = scene;
  const previous = tokens.filter((one) => one.end <= token.at).at(-1)?.end ?? 0;
  const next = tokens.find((one) => one.at >= token.end)?.at ?? sentence.length;
  const behind = covered.slice(previous, token.at).split(/[;(]/).at(-1) ?? '';
  const from = token.at - behind.length;
  const ahead = covered.slice(token.end, next).split(/[;,)]/)[0] ?? '';
  const to = token.end + ahead.length;
  const read = (text: string, side: 'behind' | 'ahead') => {
    const marks = [
      ...[...text.matchAll(yearPattern)].map((one) => ({ at: one.index, value: Number(one[0]) })),
      ...[...text.matchAll(now[language])].map((one) => ({ at: one.index, value: 9999 })),
      ...[...text.matchAll(then[language])].map((one) => ({ at: one.index, value: 0 })),
    ].toSorted((a, b) => a.at - b.at);
    return (side === 'behind' ? marks.at(-1) : marks[0])?.value;
  };
  return read(sentence.slice(token.end, to), 'ahead') ?? read(sentence.slice(from, token.at), 'behind');
}

/** "Năm nay 96 đơn, năm ngoái 120 đơn, giảm 20 %": two values of one thing at two times, in any order. */
function byTime(scene: Scene, { token, at }: Subject): Pair[] {
  const values = scene.tokens
    .filter((one) => (one.kind === 'count' || one.kind === 'percent') && one !== token)
    .filter((one) => one.kind === 'count' || token.kind === 'points')
    .filter((one) => one.at < at || follows(scene, token.end, one.at) !== 'apart');
  const dated = values.map((one) => ({ one, when: momentOf(scene, one) }));
  const pairs: Pair[] = [];
  for (const [place, a] of dated.entries()) {
    for (const b of dated.slice(place + 1)) {
      if (a.one.kind !== b.one.kind || kinship(scene, a.one, b.one) === 'unlike') continue;
      if (dimensionOf(a.one) !== dimensionOf(b.one) && dimensionOf(a.one) && dimensionOf(b.one)) continue;
      if (a.when === undefined && b.when === undefined) continue;
      const order = orderOf(a.when, b.when);
      if (order === 0) continue;
      const [from, to] = order < 0 ? [a.one, b.one] : [b.one, a.one];
      // One told of before (or of now) leaves the other for now (or before); one year alone orders nothing.
      const ordered =
        [a.when, b.when].every((one) => one !== undefined) ||
        [a.when, b.when].some((one) => one === 0 || one === 9999);
      const only = values.length === 2 && ordered;
      const near =
        Math.max(a.one.end, b.one.end) <= at &&
        follows(scene, Math.max(a.one.end, b.one.end), at) === 'closely';
      pairs.push({ from, to, sure: only && near ? 'certain' : only ? 'likely' : 'possible' });
    }
  }
  return pairs;
}

function orderOf(a: number | undefined, b: number | undefined): number {
  // A value without a time beside one of before is of now, and the other way round.
  const [one, two] = [a ?? (b === 9999 ? 0 : 9999), b ?? (a === 9999 ? 0 : 9999)];
  return Math.sign(one - two);
}

/** "còn 96 đơn, giảm 24 đơn (20 %)": a change and what came of it give the share it was. */
export function changeOfRest(scene: Scene, { token, at }: Subject): Relation[] {
  if (token.kind !== 'percent' && token.kind !== 'fraction') return [];
  const { covered } = scene;
  const counts = amounts(scene, token).filter((one) => one.kind === 'count' && one.end <= at);
  const found: Relation[] = [];
  for (const delta of counts) {
    const sign = changeSign(scene, delta);
    if (sign === 0) continue;
    for (const value of counts) {
      if (value === delta || !comparable(scene, value, delta)) continue;
      if (value.end <= delta.at) {
        // What stands before it came of it: "còn 96 đơn, giảm 24 đơn (20 %)".
        const start = value.value - sign * delta.value;
        const bound =
          counts.length === 2 &&
          follows(scene, value.end, startOf(scene, delta)) === 'closely' &&
          follows(scene, delta.end, at) === 'closely';
        if (start > 0)
          found.push({
            truth: delta.value / start,
            rule: 'changePercent',
            from: [delta, value],
            sure: bound ? 'certain' : 'possible',
          });
      } else if (
        /(?:\sto|lên|xuống còn|xuống|còn|đạt)\s*[$€£¥₫]?$/iu.test(covered.slice(delta.end, value.at))
      ) {
        const start = value.value - sign * delta.value;
        const bound = follows(scene, value.end, at) === 'closely';
        if (start > 0)
          found.push({
            truth: delta.value / start,
            rule: 'changePercent',
            from: [delta, value],
            sure: bound ? 'certain' : 'possible',
          });
      } else if (value.value > 0)
        found.push({
          truth: delta.value / value.value,
          rule: 'changePercent',
          from: [delta, value],
          sure: 'possible',
        });
    }
  }
  return found;
}

const startOf = (scene: Scene, token: Token): number => roleOf(scene.covered, token, scene.language).at;

function changeSign(scene: Scene, token: Token): number {
  const words = scene.covered.slice(Math.max(0, token.at - 24), token.at);
  if (
    /(?:giảm|bớt|ít hơn|(?:down|fell|fallen|dropped|declined|decreased|reduced|cut)(?:\s+by)?|decrease of|reduction of)\s*(?:được\s*)?$/iu.test(
      words,
    )
  )
    return -1;
  return /(?:tăng|thêm|(?:up|rose|risen|grew|increased|climbed)(?:\s+by)?|increase of|rise of)\s*(?:được\s*)?$/iu.test(
    words,
  )
    ? 1
    : 0;
}
