import type { Language } from '../../platform/language.ts';
import type { Claim, Found, Rule, Stated, Verdict } from './claim.ts';
import { type Ends, endsIn } from './ends.ts';
import { masked } from './mask.ts';
import { sentencesOf } from './sentences.ts';
import { type Token, tokens, unitHead } from './token.ts';
import { agrees } from './verdict.ts';
import { holding, written } from './wording.ts';

// Every fourth letter of Vietnamese has a mark; of English with Vietnamese names in it few have.
const leastMarked = 0.06;

/** The language of a text: Vietnamese letters tell; with few of them it is English. */
export function languageOf(text: string): Language {
  const letters = text.normalize('NFC').match(/\p{L}/gu) ?? [];
  const marked = letters.filter((letter) => /[^a-z]/i.test(letter)).length;
  return marked > letters.length * leastMarked ? 'vi' : 'en';
}

/**
 * Finds the claims with numbers in a text and checks them against its other numbers. Works sentence by
 * sentence: what a number was computed from has to stand beside it. No knowledge beside the text is used.
 *
 * @param text in Vietnamese or English, NFC; places in the answer are its code units
 */
export function checkText(text: string, language: Language = languageOf(text)): Claim[] {
  const claims = sentencesOf(text).flatMap((sentence) =>
    checkSentence(sentence.text, language).map(
      ({ token, verdict, rule, stated, from, truth, wording }): Claim => {
        const at = sentence.at + token.at;
        const end = sentence.at + token.end;
        return {
          at,
          end,
          quote: text.slice(at, end),
          verdict,
          rule,
          ...(stated && { stated }),
          from: from.map((one) => one.text),
          ...(truth !== undefined && { truth }),
          ...(wording !== undefined && verdict === 'fails' && { wording }),
        };
      },
    ),
  );
  return apart(claims);
}

/** Of claims that lie over each other the one that says more: one that was checked, else the first. */
function apart(claims: readonly Claim[]): Claim[] {
  const checked = (claim: Claim) => claim.verdict === 'holds' || claim.verdict === 'fails';
  const kept: Claim[] = [];
  for (const claim of claims.toSorted((a, b) => a.at - b.at || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || claim.at >= last.end) kept.push(claim);
    else if (checked(claim) && !checked(last)) kept[kept.length - 1] = claim;
  }
  return kept;
}

/** What a number is said to be: how much something changed, an average, what is left, or plain. */
type Role = 'plain' | 'up' | 'down' | 'exceed' | 'average' | 'remainder' | 'total';

interface Seen {
  sentence: string;
  covered: string;
  language: Language;
  tokens: Token[];
  ends: Ends | undefined;
  /** Numbers that another claim was computed from. */
  used: Set<Token>;
  found: Found[];
}

const roleBefore: Record<Language, [RegExp, Role][]> = {
  vi: [
    [/(?:giảm|hạ|rút|bớt|ít hơn|thấp hơn)(?:\s+(?:được|thêm|tới|đến|đi|tương đương|là|hơn))?\s*$/iu, 'down'],
    [/(?:tăng|nâng|cao hơn|nhiều hơn|thêm)(?:\s+(?:được|thêm|tới|đến|tương đương|là))?\s*$/iu, 'up'],
    [/vượt(?:\s+(?:mức|kế hoạch|chỉ tiêu))?\s*$/iu, 'exceed'],
    [
      /(?:bình quân|trung bình)(?:\s+(?:mỗi|một)\s+\p{L}+(?:\s+\p{L}+)?)?(?:\s+(?:là|đạt|có))?\s*$/iu,
      'average',
    ],
    [/(?<!xuống\s)(?<!giảm\s)còn(?:\s+(?:lại|thiếu|dư|tồn|tồn đọng|nợ))?(?:\s+là)?\s*$/iu, 'remainder'],
    [/(?:tổng cộng|tổng số(?:\s+là)?|tất cả là|cộng lại là)\s*$/iu, 'total'],
  ],
  en: [
    [
      /(?:fell|fallen|falling|dropped|declined|decreased|reduced|cut|shrank|down|(?:decrease|drop|decline|fall|reduction|cut)\s+of)(?:\s+by)?(?:\s+a)?\s*$/i,
      'down',
    ],
    [
      /(?:rose|risen|rising|grew|grown|increased|climbed|jumped|expanded|up|(?:increase|rise|growth|gain|jump)\s+of)(?:\s+by)?(?:\s+a)?\s*$/i,
      'up',
    ],
    [/(?:exceeded|exceeding|surpassed|beat)(?:\s+(?:the\s+)?(?:plan|target))?(?:\s+by)?\s*$/i, 'exceed'],
    [/(?:an\s+average\s+of|averaging|on\s+average,?|average\s+(?:was|is|of))\s*$/i, 'average'],
    [/(?:leaving|the\s+remaining|the\s+other|which\s+leaves|leaves)(?:\s+only)?\s*$/i, 'remainder'],
    [/(?:a\s+total\s+of|in\s+all,?|altogether|totalling|for\s+a\s+total\s+of)\s*$/i, 'total'],
  ],
};
const roleAfter: Record<Language, [RegExp, Role][]> = {
  vi: [[/^\s*(?:mỗi|trên một|\/)\s*(?:ngày|tuần|tháng|quý|năm|lớp|người|hộ|xã|phường)/iu, 'plain']],
  en: [
    [/^\s*(?:\p{L}+\s+)?(?:fewer|less|lower)(?!\p{L})/iu, 'down'],
    [/^\s*(?:\p{L}+\s+)?(?:more|higher)\s+than/iu, 'up'],
    [/^\s*(?:\p{L}+\s+){0,3}?(?:remain|remaining|are left|were left|outstanding)(?!\p{L})/iu, 'remainder'],
    [/^\s*(?:\p{L}+\s+){0,2}?on average/iu, 'average'],
  ],
};

function roleOf(seen: Seen, token: Token): { role: Role; at: number } {
  const { covered, language } = seen;
  const before = covered.slice(Math.max(0, token.at - 48), token.at);
  for (const [pattern, role] of roleBefore[language]) {
    const match = pattern.exec(before);
    if (match) return { role, at: token.at - (before.length - match.index) };
  }
  const after = covered.slice(token.end, token.end + 40);
  for (const [pattern, role] of roleAfter[language]) {
    if (pattern.test(after)) return { role, at: token.at };
  }
  return { role: 'plain', at: token.at };
}

const comparable = (seen: Seen, a: Token, b: Token): boolean => {
  const nameless = a.unit === '' || b.unit === '';
  if (!nameless && (a.unit === 'money' || b.unit === 'money')) return a.unit === b.unit;
  const [one, two] = [unitHead(a, seen.language), unitHead(b, seen.language)];
  return one === '' || two === '' || one === two;
};

/** Numbers of a sentence that others may be computed from. */
const amounts = (seen: Seen, except: Token): Token[] =>
  seen.tokens.filter((one) => (one.kind === 'count' || one.kind === 'period') && one !== except);

interface Outcome {
  truth: number;
  rule: Rule;
  from: Token[];
}

/** The nearest ratio to a number, one that no other share was computed from first. */
function ratioFor(seen: Seen, token: Token): Token | undefined {
  const ratios = seen.tokens.filter((one) => one.kind === 'ratio');
  const free = ratios.filter((one) => !seen.used.has(one));
  const distance = (one: Token) => Math.min(Math.abs(one.end - token.at), Math.abs(one.at - token.end));
  return (free.length > 0 ? free : ratios).toSorted((a, b) => distance(a) - distance(b))[0];
}

const planWord: Record<Language, RegExp> = {
  vi: /kế hoạch|chỉ tiêu|dự toán|mục tiêu/iu,
  en: /plan|target|budget/i,
};
const over: Record<Language, RegExp> = {
  vi: /(?:trên|\/|so với|trong|của)\s*(?:tổng\s+(?:số\s+)?)?(?:kế hoạch|chỉ tiêu|dự toán)?\s*(?:là\s+|được giao\s+)?$/iu,
  en: /(?:against|of|out of|versus|compared with|compared to)\s+(?:a\s+|the\s+)?(?:target|plan|budget|total)?(?:\s+of)?\s*$/i,
};
const gives: Record<Language, RegExp> = {
  vi: /(?:đạt|chiếm|tương đương|bằng|tức|tỷ lệ|\()\s*(?:tỷ lệ\s+|khoảng\s+)?(?:là\s+)?$/iu,
  en: /(?:\bor|representing|equal to|equivalent to|i\.e\.,?|that is|which is|amounting to|reaching|\()\s*$/i,
};

/** What share two amounts of a sentence make: one on the other where the words say so, else less on more. */
function shareOfTwo(seen: Seen, token: Token): Outcome | undefined {
  const { covered, language } = seen;
  const earlier = amounts(seen, token).filter((one) => one.end <= token.at && one.kind === 'count');
  const [a, b] = earlier.slice(-2);
  if (!a || !b || !comparable(seen, a, b)) return undefined;
  const between = covered.slice(a.end, b.at);
  if (over[language].test(between)) return { truth: a.value / b.value, rule: 'plan', from: [a, b] };
  if (!gives[language].test(covered.slice(Math.max(0, token.at - 24), token.at))) return undefined;
  if (a.value === 0 || b.value === 0) return undefined;
  const stated = token.kind === 'percent' ? token.value / 100 : token.value;
  const [less, more] = a.value < b.value ? [a, b] : [b, a];
  const truth = stated > 1 ? more.value / less.value : less.value / more.value;
  return { truth, rule: 'share', from: [a, b] };
}

/** By how much an amount passes its plan. */
function beyondPlan(seen: Seen, token: Token): Outcome | undefined {
  const { covered, language } = seen;
  const all = amounts(seen, token).filter((one) => one.kind === 'count');
  const base = all.find((one) => planWord[language].test(covered.slice(Math.max(0, one.at - 24), one.at)));
  const actual = all.find((one) => one !== base && (!base || comparable(seen, one, base)));
  if (!base || !actual || base.value === 0) return undefined;
  return { truth: actual.value / base.value - 1, rule: 'plan', from: [actual, base] };
}

function outcomeOf(seen: Seen, token: Token, role: Role): Outcome | undefined {
  const { ends } = seen;
  const changed = role === 'up' || role === 'down';
  switch (token.kind) {
    case 'percent':
    case 'fraction': {
      if (role === 'exceed') return beyondPlan(seen, token);
      const nearRatio = ratioFor(seen, token);
      if (!changed && nearRatio) return { truth: nearRatio.value, rule: 'share', from: [nearRatio] };
      if (ends && ends.from.value !== 0 && ends.from.kind !== 'percent') {
        const change = (ends.to.value - ends.from.value) / ends.from.value;
        return { truth: signed(change, role), rule: 'changePercent', from: [ends.from, ends.to] };
      }
      return changed ? undefined : shareOfTwo(seen, token);
    }
    case 'majority': {
      const nearRatio = ratioFor(seen, token);
      return nearRatio && { truth: nearRatio.value, rule: 'share', from: [nearRatio] };
    }
    case 'multiple':
      return timesOf(seen, token);
    case 'frequency':
      return role === 'average' ? averageOf(seen, token) : undefined;
    case 'count':
    case 'period':
      if (role === 'average') return averageOf(seen, token);
      if (role === 'remainder') return remainderOf(seen, token);
      if (changed && ends && token !== ends.from && token !== ends.to) {
        const change = ends.to.value - ends.from.value;
        return { truth: signed(change, role), rule: 'changeAmount', from: [ends.from, ends.to] };
      }
      return undefined;
    default:
      return undefined;
  }
}

/** A change as its words count it: a fall of 30 is 30, and −30 where the words say rise. */
function signed(change: number, role: Role): number {
  if (role === 'down') return -change;
  return role === 'up' ? change : Math.abs(change);
}

function timesOf(seen: Seen, token: Token): Outcome | undefined {
  const { ends } = seen;
  if (ends && ends.from.value > 0 && ends.to.value > 0) {
    const falls = /^giảm/iu.test(token.text);
    const truth = falls ? ends.from.value / ends.to.value : ends.to.value / ends.from.value;
    return { truth, rule: 'times', from: [ends.from, ends.to] };
  }
  const all = amounts(seen, token).filter((one) => one.kind === 'count');
  const before = all.filter((one) => one.end <= token.at);
  const after = all.filter((one) => one.at >= token.end);
  const [a, b] = after[0] && before.length > 0 ? [before.at(-1), after[0]] : [before.at(-1), before.at(-2)];
  if (!a || !b || b.value === 0 || !comparable(seen, a, b)) return undefined;
  return { truth: a.value / b.value, rule: 'times', from: [a, b] };
}

function averageOf(seen: Seen, token: Token): Outcome | undefined {
  const all = amounts(seen, token).filter((one) => one.end <= token.at);
  const others = all.length >= 2 ? all : amounts(seen, token);
  const [a, b] = others.slice(-2);
  if (!a || !b) return undefined;
  const head = unitHead(token, seen.language);
  const isTotal = (one: Token) =>
    head !== '' && one.kind === 'count' && unitHead(one, seen.language) === head;
  const [total, over_] =
    a.kind === 'period' || isTotal(b)
      ? [b, a]
      : b.kind === 'period' || isTotal(a)
        ? [a, b]
        : a.value > b.value
          ? [a, b]
          : [b, a];
  if (over_.value === 0) return undefined;
  return { truth: total.value / over_.value, rule: 'average', from: [total, over_] };
}

function remainderOf(seen: Seen, token: Token): Outcome | undefined {
  const nearRatio = seen.tokens.filter((one) => one.kind === 'ratio' && one.end <= token.at).at(-1);
  if (nearRatio?.part !== undefined && nearRatio.whole !== undefined)
    return { truth: nearRatio.whole - nearRatio.part, rule: 'remainder', from: [nearRatio] };
  const before = amounts(seen, token).filter((one) => one.end <= token.at && one.kind === 'count');
  const [whole, part] = before.slice(-2);
  if (!whole || !part || whole.value < part.value) return undefined;
  if ((whole.unit === 'money') !== (part.unit === 'money')) return undefined;
  return { truth: whole.value - part.value, rule: 'remainder', from: [whole, part] };
}

/** How exactly a number is to be met. */
function stepOf(token: Token): number {
  // "Three times" is said of 2.9 and 3.1, not of 2.5.
  if (token.kind === 'multiple') return token.value * 0.05;
  // A fraction in words is a share rounded to whole percent.
  return token.kind === 'fraction' ? 0.01 : token.step;
}

function judged(seen: Seen, token: Token, role: Role, at: number, outcome: Outcome): void {
  const { language } = seen;
  const stated = token.kind === 'percent' ? token.value / 100 : token.value;
  const step = token.kind === 'percent' ? token.step / 100 : stepOf(token);
  const holds =
    token.kind === 'majority' ? outcome.truth > 0.5 : agrees(stated, outcome.truth, token.hedge, step);
  const share = token.kind === 'percent' || token.kind === 'fraction' || token.kind === 'majority';
  const shown = share ? outcome.truth * 100 : outcome.truth;
  const sign = share ? '%' : '';
  const truth = `${written(shown, language)}${sign}`;
  seen.found.push({
    token: { at: role === 'plain' || role === 'total' ? token.at : at, end: claimEnd(seen, token) },
    verdict: holds ? 'holds' : 'fails',
    rule: outcome.rule,
    // How much something changed is no value of it.
    stated: outcome.rule === 'share' && role === 'plain' ? statedIn(token) : undefined,
    from: outcome.from,
    truth,
    wording: holding(shown, token.kind === 'fraction' ? 'over' : token.hedge, language, sign),
  });
  seen.used.add(token);
  for (const one of outcome.from) seen.used.add(one);
}

/** The number a token states; undefined for ranges, frequencies and what has none. */
function statedIn(token: Token): Stated | undefined {
  const { hedge } = token;
  if (token.kind === 'percent')
    return { value: token.value / 100, step: token.step / 100, hedge, share: true };
  if (token.kind === 'fraction') return { value: token.value, step: stepOf(token), hedge, share: true };
  return token.kind === 'count' ? { value: token.value, step: token.step, hedge, share: false } : undefined;
}

/** A count is quoted with what it counts. */
function claimEnd(seen: Seen, token: Token): number {
  if (token.kind !== 'count' && token.kind !== 'period') return token.end;
  const after = /^[\s-]*\p{L}+(?:\s+đồng)?/u.exec(seen.covered.slice(token.end));
  const end = token.unit && after ? token.end + after[0].length : token.end;
  const meets = seen.tokens.some((one) => one.at >= token.end && one.at < end);
  return meets ? token.end : end;
}

const exhaustive: Record<Language, RegExp> = {
  vi: /(?:gồm(?:\s+có)?|bao gồm|chia ra|cụ thể(?:\s+là)?|:|\()(?:\s*\p{L}+(?:\s+\p{L}+){0,5})?\s*$/iu,
  en: /(?:made\s+up\s+of|comprising|consisting\s+of|composed\s+of|broken\s+down\s+(?:into|as)|namely|:|\()(?:\s*\p{L}+(?:\s+\p{L}+){0,3})?\s*\$?$/iu,
};
const included: Record<Language, RegExp> = {
  vi: /trong đó(?:\s+có)?(?:\s+\p{L}+){0,4}\s*$/iu,
  en: /(?:including|of which|of whom|among them)(?:\s+[\p{L}$]+){0,4}\s*$/iu,
};
// Where a list of parts is over.
const listEnds = /[;.]|(?:^|\s)(?:đã|nhưng|tuy nhiên|so với|and then|while|which)(?:\s|$)/iu;

/** A total and the parts after it, or parts and the total after them. */
function sums(seen: Seen): void {
  const { covered, language, tokens: all } = seen;
  const counts = all.filter((one) => one.kind === 'count' && !seen.used.has(one));
  for (const [place, total] of counts.entries()) {
    if (seen.used.has(total)) continue;
    const { role } = roleOf(seen, total);
    if (role === 'total') {
      const parts = counts.slice(0, place).filter((one) => !seen.used.has(one));
      if (parts.length >= 2) sumOf(seen, total, parts, true);
      continue;
    }
    const first = counts[place + 1];
    if (!first) continue;
    const opening = covered.slice(total.end, first.at);
    if (opening.length > 80) continue;
    const whole = exhaustive[language].test(opening);
    if (!whole && !included[language].test(opening)) continue;
    const parts = [first];
    for (const next of counts.slice(place + 2)) {
      const between = covered.slice((parts.at(-1) as Token).end, next.at);
      // Another kind of number between two parts makes them no list.
      const broken = all.some(
        (one) => one.at > (parts.at(-1) as Token).at && one.end < next.at && one.kind !== 'count',
      );
      const closed = opening.includes('(') && between.includes(')');
      if (closed || listEnds.test(between) || broken || between.length > 80) break;
      parts.push(next);
    }
    if (parts.length >= 2 && parts.every((part) => (part.unit === 'money') === (total.unit === 'money')))
      sumOf(seen, total, parts, whole);
  }
}

function sumOf(seen: Seen, total: Token, parts: Token[], whole: boolean): void {
  const truth = parts.reduce((sum, part) => sum + part.value, 0);
  const holds = agrees(total.value, truth, total.hedge, total.step);
  // Parts named out of a whole may be less than it, never more.
  if (!whole && !holds && truth < total.value) return;
  seen.found.push({
    token: { at: total.at, end: claimEnd(seen, total) },
    verdict: holds ? 'holds' : 'fails',
    rule: 'sum',
    stated: statedIn(total),
    from: parts,
    truth: written(truth, seen.language),
    wording: written(truth, seen.language),
  });
  for (const one of [total, ...parts]) seen.used.add(one);
}

const rest: Record<Language, RegExp> = { vi: /còn lại|phần còn lại/iu, en: /remaining|the rest/i };

/** Shares of one whole that are told one after the other. */
function shares(seen: Seen): void {
  const plain = seen.tokens.filter(
    (one) =>
      one.kind === 'percent' &&
      !seen.used.has(one) &&
      ['plain', 'remainder'].includes(roleOf(seen, one).role),
  );
  const [first] = plain;
  if (!first || plain.length < 2) return;
  const sum = plain.reduce((total, one) => total + one.value, 0);
  const slack = plain.reduce((total, one) => total + one.step / 2, 0);
  const closed = plain.length >= 3 || rest[seen.language].test(seen.covered);
  const whole = Math.abs(sum - 100) <= slack + 1e-9;
  if (!closed || (!whole && sum < 100)) return;
  seen.found.push({
    token: first,
    verdict: whole ? 'holds' : 'fails',
    rule: 'sharesOfWhole',
    from: plain,
    truth: `${written(sum, seen.language)}%`,
  });
  for (const one of plain) seen.used.add(one);
}

/** What nothing in the text speaks to. */
function leftovers(seen: Seen): void {
  const { ends } = seen;
  if (ends && !seen.used.has(ends.from) && !seen.used.has(ends.to)) {
    seen.found.push({
      token: ends.contradicts ? { at: ends.verbAt, end: ends.end } : { at: ends.at, end: ends.end },
      verdict: ends.contradicts ? 'fails' : 'unchecked',
      rule: ends.contradicts ? 'direction' : 'none',
      from: ends.contradicts ? [ends.from, ends.to] : [],
    });
    seen.used.add(ends.from);
    seen.used.add(ends.to);
  }
  for (const token of seen.tokens) {
    if (seen.used.has(token) || token.kind === 'period') continue;
    const { role, at } = roleOf(seen, token);
    let verdict: Verdict = 'unchecked';
    if (token.kind === 'vague' || token.kind === 'majority') verdict = 'noNumber';
    if (token.kind === 'count' && !token.unit) continue;
    seen.found.push({
      token: {
        at: role === 'plain' || role === 'total' || role === 'remainder' ? token.at : at,
        end: claimEnd(seen, token),
      },
      verdict,
      rule: 'none',
      stated: role === 'plain' || role === 'total' ? statedIn(token) : undefined,
      from: [],
    });
  }
}

function checkSentence(sentence: string, language: Language): Found[] {
  const covered = masked(sentence, language);
  if (!/\p{L}/u.test(covered)) return [];
  const all = tokens(sentence, covered, language);
  if (all.length === 0) return [];
  const seen: Seen = {
    sentence,
    covered,
    language,
    tokens: all,
    ends: endsIn(covered, all, language),
    used: new Set(),
    found: [],
  };
  for (const token of all) {
    if (token.kind === 'ratio' || token.kind === 'range') continue;
    if (token === seen.ends?.from || token === seen.ends?.to) continue;
    if (token.kind === 'vague') {
      // "Nearly all (112/118)": the ratio belongs to it.
      const near = seen.tokens.find((one) => one.kind === 'ratio' && !seen.used.has(one));
      if (near && !/(?:giảm|tăng|fell|rose|increas|decreas|reduc)/iu.test(token.text)) seen.used.add(near);
      continue;
    }
    const { role, at } = roleOf(seen, token);
    const outcome = outcomeOf(seen, token, role);
    if (outcome) judged(seen, token, role, at, outcome);
  }
  sums(seen);
  shares(seen);
  leftovers(seen);
  return seen.found.toSorted((a, b) => a.token.at - b.token.at);
}
