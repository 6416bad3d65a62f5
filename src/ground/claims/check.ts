import type { Language } from '../../platform/language.ts';
import type { Claim, Found, Rule, Stated, Verdict } from './claim.ts';
import { discovered } from './discover.ts';
import { endsIn } from './ends.ts';
import { masked } from './mask.ts';
import type { Relation } from './relation.ts';
import { averages, means } from './relations/average.ts';
import { changeOfRest, changes } from './relations/change.ts';
import { products, ratesIn, shareOfAmount } from './relations/product.ts';
import { remainders } from './relations/remainder.ts';
import { beyondPlan, bracketShare, ofNamedPlan, ratioShare, shareOfTwo } from './relations/share.ts';
import { restOfHundred, sharesOfWhole } from './relations/shares-of-whole.ts';
import { sums } from './relations/sum.ts';
import { timesOfTwo } from './relations/times.ts';
import { roleOf } from './role.ts';
import { type Scene, type Subject, subjectOf } from './scene.ts';
import { sentencesOf } from './sentences.ts';
import { type Hedge, hedgeBefore, type Token, tokens } from './token.ts';
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
      ({ token, verdict, rule, doubt, stated, from, truth, wording }): Claim => {
        const at = sentence.at + token.at;
        const end = sentence.at + token.end;
        return {
          at,
          end,
          quote: text.slice(at, end),
          verdict,
          rule,
          ...(doubt && { doubt }),
          ...(stated && { stated }),
          from: from.map((one) => one.text),
          uses: from.map((one) => ({ at: sentence.at + one.at, end: sentence.at + one.end })),
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

/** Every way in which a number may have been computed from the others of its sentence. */
function relationsOf(scene: Scene, subject: Subject): Relation[] {
  switch (subject.token.kind) {
    case 'percent':
    case 'fraction':
      return [
        ...ratioShare(scene, subject),
        ...bracketShare(scene, subject),
        ...changes(scene, subject),
        ...ofNamedPlan(scene, subject),
        ...beyondPlan(scene, subject),
        ...shareOfTwo(scene, subject),
        ...changeOfRest(scene, subject),
        ...restOfHundred(scene, subject),
      ];
    case 'points':
      return changes(scene, subject);
    case 'majority':
      return ratioShare(scene, subject);
    case 'multiple':
      return [...changes(scene, subject), ...timesOfTwo(scene, subject)];
    case 'frequency':
      return [...averages(scene, subject), ...means(scene, subject)];
    case 'count':
    case 'period':
      return [
        ...averages(scene, subject),
        ...means(scene, subject),
        ...remainders(scene, subject),
        ...changes(scene, subject),
        ...beyondPlan(scene, subject),
        ...products(scene, subject),
        ...shareOfAmount(scene, subject),
        ...sums(scene, subject),
      ];
    default:
      return [];
  }
}

/** How exactly a number is to be met. */
function stepOf(token: Token): number {
  // "Three times" is said of 2.9 and 3.1, not of 2.5.
  if (token.kind === 'multiple') return token.value * 0.05;
  // A fraction in words is a share rounded to whole percent.
  return token.kind === 'fraction' ? 0.01 : token.step;
}

const isShare = (token: Token) => ['percent', 'fraction', 'majority'].includes(token.kind);
const statedValue = (token: Token) => (token.kind === 'percent' ? token.value / 100 : token.value);

function meets(token: Token, truth: number): boolean {
  if (token.kind === 'majority') return truth > 0.5;
  const step = token.kind === 'percent' ? token.step / 100 : stepOf(token);
  return agrees(statedValue(token), truth, token.hedge, step);
}

// Farther off than this (relative), it is more likely that the sentence was misread than that its author erred.
const nearMiss = 0.15;
// The same for two shares of one thing, in parts of one.
const nearPoints = 0.03;

// "Over 300" is said of 310, hardly of 370.
const widestPromise = 0.1;
const open: readonly Hedge[] = ['over', 'under', 'atLeast', 'atMost'];

/** Whether an open hedge is near enough to what it is held against to be meant of it. */
const promises = (token: Token, truth: number): boolean =>
  !open.includes(token.hedge) || Math.abs(truth - statedValue(token)) <= Math.abs(truth) * widestPromise;

/** Whether a number misses another as a slip does: by little, or by a power of ten. A misreading does neither. */
function missesNarrowly(token: Token, truth: number): boolean {
  const stated = statedValue(token);
  const off = Math.abs(truth - stated) / Math.max(Math.abs(truth), Math.abs(stated));
  if (off <= nearMiss) return true;
  if (isShare(token)) return Math.abs(truth - stated) <= nearPoints;
  const tens = Math.log10(Math.abs(stated / truth));
  return Math.abs(tens - Math.round(tens)) < 1e-6;
}

// No author errs so far (by a factor) without a power of ten: then the sentence was misread.
const widestSlip = 3;

function isSlip(token: Token, truth: number): boolean {
  const stated = statedValue(token);
  // "mỗi … tăng" and the like: signs that disagree are the words' own contradiction.
  if (stated <= 0 || truth <= 0 || isShare(token) || token.kind === 'points') return true;
  const factor = Math.max(stated, truth) / Math.min(stated, truth);
  return factor <= widestSlip || missesNarrowly(token, truth);
}

// Kinds in which another base that agrees is rather the one that was meant.
const rebased: readonly Rule[] = ['share', 'plan', 'average', 'product', 'sum', 'remainder'];
const kindOf = (rule: Rule): Rule => (rule === 'plan' ? 'share' : rule);

/**
 * The verdict over all readings. A reading that the words bind decides; where none is bound, any that
 * agrees holds, and only the one likely reading, narrowly missed, fails. Everything else is left alone: an
 * office stops listening to a checker that accuses it wrongly.
 */
function verdictOf(
  token: Token,
  relations: readonly Relation[],
): { verdict: 'holds' | 'fails'; by: Relation } | undefined {
  const agreed = relations.filter(
    (one) => meets(token, one.truth) && (one.sure !== 'possible' || promises(token, one.truth)),
  );
  const certain = relations.filter((one) => one.sure === 'certain');
  const bound = agreed.find((one) => one.sure === 'certain');
  if (bound) return { verdict: 'holds', by: bound };
  const [first] = certain;
  // "trong lượng thu gom, 709 tấn (68 %)": another base of the same kind agrees, so that one may be meant.
  const other =
    first && !first.firm && rebased.includes(first.rule)
      ? agreed.find((one) => kindOf(one.rule) === kindOf(first.rule))
      : undefined;
  if (first && other) return { verdict: 'holds', by: other };
  if (first) return isSlip(token, first.truth) ? { verdict: 'fails', by: first } : undefined;
  const [any] = agreed;
  if (any) return { verdict: 'holds', by: any };
  const likely = relations.filter((one) => one.sure === 'likely');
  const [only] = likely;
  if (!only || likely.some((one) => one.truth !== only.truth)) return undefined;
  return missesNarrowly(token, only.truth) ? { verdict: 'fails', by: only } : undefined;
}

const ofWholes: readonly Rule[] = ['share', 'plan'];

function judged(scene: Scene, subject: Subject, relations: readonly Relation[]): boolean {
  const { token, role, at } = subject;
  const decided = verdictOf(token, relations);
  if (!decided) return false;
  const answered = (one: Found) =>
    one.verdict === 'holds' &&
    ofWholes.includes(one.rule) &&
    ofWholes.includes(decided.by.rule) &&
    one.from.length === decided.by.from.length &&
    one.from.every((input) => decided.by.from.includes(input));
  // The same two numbers gave the share of another place already: this one is of others.
  if (decided.verdict === 'fails' && isShare(token) && scene.found.some(answered)) return false;
  const equation = [token, ...decided.by.from].map((one) => one.at).toSorted((a, b) => a - b);
  // "80 đơn, giải quyết 61, còn 19" is one statement, whichever of its numbers is asked.
  if (scene.equations.has(equation.join())) return true;
  scene.equations.add(equation.join());
  scene.judged.add(token);
  const { language } = scene;
  const { by, verdict } = decided;
  const share = isShare(token);
  const shown = share ? by.truth * 100 : by.truth / (token.factor ?? 1);
  const sign = share ? '%' : '';
  scene.found.push({
    token: { at: role === 'plain' || role === 'total' ? token.at : at, end: claimEnd(scene, token, by) },
    verdict,
    rule: by.rule,
    // How much something changed is no value of it.
    stated:
      (by.rule === 'share' || by.rule === 'sum') && ['plain', 'total'].includes(role)
        ? statedIn(token)
        : undefined,
    from: by.from,
    truth: `${written(shown, language)}${sign}`,
    ...(verdict === 'fails' && {
      wording: holding(shown, token.kind === 'fraction' ? 'over' : token.hedge, language, sign),
    }),
  });
  scene.used.add(token);
  // What two shares leave of a hundred says nothing of what each was computed from.
  if (by.rule !== 'sharesOfWhole') for (const one of by.from) scene.used.add(one);
  return true;
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
function claimEnd(scene: Scene, token: Token, by?: Relation): number {
  // "60 % (5,88 tỷ)": share and part are said together.
  const part = by?.rule === 'share' && by.from.length === 2 ? by.from[0] : undefined;
  if (part && part.at >= token.end && part.at - token.end < 20) return part.end;
  if ((token.kind !== 'count' && token.kind !== 'period') || /[$€£¥₫]/u.test(token.text)) return token.end;
  const after = /^[\s-]*\p{L}+(?:\s+đồng)?/u.exec(scene.covered.slice(token.end));
  const end = token.unit && after ? token.end + after[0].length : token.end;
  const meeting = scene.tokens.some((one) => one.at >= token.end && one.at < end);
  return meeting ? token.end : end;
}

/** Shares that are said to make one whole: the claim is all of them together. */
function wholes(scene: Scene): void {
  for (const shares of sharesOfWhole(scene)) {
    const { parts, holds, sum } = shares;
    const [first] = parts;
    const last = parts.at(-1);
    if (!first || !last || (!holds && !shares.certain)) continue;
    scene.found.push({
      token: { at: first.at, end: last.end },
      verdict: holds ? 'holds' : 'fails',
      rule: 'sharesOfWhole',
      from: parts,
      truth: `${written(sum, scene.language)}%`,
    });
    for (const one of parts) scene.used.add(one);
  }
}

/** Ends whose words say one way and whose numbers go the other. */
function direction(scene: Scene): void {
  for (const ends of scene.ends) {
    if (scene.used.has(ends.from) || scene.used.has(ends.to)) continue;
    scene.found.push({
      token: ends.contradicts ? { at: ends.verbAt, end: ends.end } : { at: ends.at, end: ends.end },
      verdict: ends.contradicts ? 'fails' : 'unchecked',
      rule: ends.contradicts ? 'direction' : 'none',
      ...(!ends.contradicts && { doubt: 'alone' as const }),
      from: ends.contradicts ? [ends.from, ends.to] : [],
    });
    scene.used.add(ends.from);
    scene.used.add(ends.to);
  }
}

/** What nothing in the sentence speaks to, or too much. */
function leftovers(scene: Scene, open: ReadonlySet<Token>): void {
  direction(scene);
  for (const token of scene.tokens) {
    if (scene.used.has(token) || token.kind === 'period') continue;
    if (token.kind === 'count' && !token.unit) continue;
    const { role, at } = subjectOf(scene, token);
    const verdict: Verdict = token.kind === 'vague' || token.kind === 'majority' ? 'noNumber' : 'unchecked';
    scene.found.push({
      token: {
        at: role === 'plain' || role === 'total' || role === 'remainder' ? token.at : at,
        end: claimEnd(scene, token),
      },
      verdict,
      rule: 'none',
      ...(verdict === 'unchecked' && { doubt: open.has(token) ? ('several' as const) : ('alone' as const) }),
      stated: role === 'plain' || role === 'total' ? statedIn(token) : undefined,
      from: [],
    });
  }
}

// "3/4 số hộ (96/128)", "giảm 1/3": of two numbers this small it is a fraction that is claimed.
const largestInFraction = 10;

/** Ratios that are said as fractions, told apart from ratios of what was counted. */
function withFractions(all: readonly Token[], covered: string, language: Language): Token[] {
  const ratios = all.filter((one) => one.kind === 'ratio');
  return all.map((token) => {
    const { part = 0, whole = 0 } = token;
    if (token.kind !== 'ratio' || part >= whole || whole > largestInFraction) return token;
    const { role } = roleOf(covered, token, language);
    const counted = ratios.some((one) => one !== token && (one.whole ?? 0) > whole && one.part !== undefined);
    const bracketed =
      covered[token.at - 1] === '(' &&
      covered[token.end] === ')' &&
      all.filter((one) => one.kind === 'count' && one.end <= token.at).length >= 2;
    // "gần 2/3 (842 người)": what was counted stands beside it.
    const beside = /^[\s\p{L}]{0,24}\(\s*\d[\d.,]*\s+\p{L}/u.test(covered.slice(token.end));
    if (!counted && !bracketed && !beside && role !== 'up' && role !== 'down') return token;
    return { ...token, kind: 'fraction' as const, hedge: hedgeBefore(covered, token.at, language) };
  });
}

function checkSentence(sentence: string, language: Language): Scene['found'] {
  const covered = masked(sentence, language);
  if (!/\p{L}/u.test(covered)) return [];
  const all = withFractions(tokens(sentence, covered, language), covered, language);
  if (all.length === 0) return [];
  const ends = endsIn(covered, all, language);
  const rates = ratesIn(covered, all, language);
  const scene: Scene = {
    sentence,
    covered,
    language,
    tokens: all,
    ends,
    rates,
    used: new Set(),
    equations: new Set(),
    judged: new Set(),
    found: [],
  };
  const open = new Set<Token>();
  const plain: Subject[] = [];
  for (const token of all) {
    if (token.kind === 'ratio' || token.kind === 'range') continue;
    if (ends.some(({ from, to }) => token === from || token === to)) continue;
    if (token.kind === 'vague') {
      // "Nearly all (112/118)": the ratio belongs to it.
      const near = all.find((one) => one.kind === 'ratio' && !scene.used.has(one));
      if (near && !/(?:giảm|tăng|fell|rose|increas|decreas|reduc)/iu.test(token.text)) scene.used.add(near);
      continue;
    }
    const subject = subjectOf(scene, token);
    const amount = token.kind === 'count' && (subject.role === 'plain' || subject.role === 'total');
    // Totals last: what a share or a change was computed from is not asked to be one as well.
    if (amount) plain.push(subject);
    else judge(scene, subject, open);
  }
  for (const subject of plain) judge(scene, subject, open);
  discover(scene);
  wholes(scene);
  leftovers(scene, open);
  return scene.found.toSorted((a, b) => a.token.at - b.token.at);
}

// A sentence of more numbers than this is a table in words: no reading of it is certain.
const mostNumbers = 24;

/** What is still open and agrees with others by no accident: roles first, then what stands later. */
function discover(scene: Scene): void {
  if (scene.tokens.length > mostNumbers) return;
  const subjects = scene.tokens
    .filter((one) => !scene.judged.has(one))
    .map((one) => subjectOf(scene, one))
    .toSorted((a, b) => Number(a.role === 'plain') - Number(b.role === 'plain') || b.token.at - a.token.at);
  for (const subject of subjects) judged(scene, subject, discovered(scene, subject, meets));
}

function judge(scene: Scene, subject: Subject, open: Set<Token>): void {
  if (scene.tokens.length > mostNumbers) return void open.add(subject.token);
  const relations = relationsOf(scene, subject);
  if (!judged(scene, subject, relations) && relations.length > 0) open.add(subject.token);
}
