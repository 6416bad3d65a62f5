import type { Language } from '../../../platform/language.ts';
import type { Relation, Sureness } from '../relation.ts';
import { roleOf } from '../role.ts';
import {
  amounts,
  comparable,
  counted,
  depthAt,
  follows,
  givesAt,
  kinship,
  type Scene,
  type Subject,
  sameMeasure,
  sumOf,
} from '../scene.ts';
import { type Token, unitHead } from '../token.ts';

const planWord: Record<Language, RegExp> = {
  vi: /kế hoạch|chỉ tiêu|dự toán|mục tiêu|nhiệm vụ/iu,
  en: /plan|target|budget|goal/i,
};
const over: Record<Language, RegExp> = {
  vi: /(?:trên|\/|so với|trong|của)\s*(?:tổng\s+(?:số\s+)?)?(?:kế hoạch|chỉ tiêu|dự toán)?\s*(?:là\s+|được giao\s+)?$/iu,
  en: /(?:against|out of|versus|compared with|compared to)\s+(?:a\s+|an\s+|the\s+|its\s+)?(?:\p{L}+\s+){0,2}?(?:target|plan|budget|total)?(?:\s+of)?\s*$|^\s*(?:\p{L}+\s+)?of\s+(?:a\s+|the\s+|its\s+)?(?:target|plan|budget|total)?(?:\s+of)?\s*$/iu,
};
/** Words that bring in the count behind a share just told: ", tức 22/88 cầu". */
const joins: Record<Language, RegExp> = {
  vi: /(?:tức(?:\s+là)?|cụ thể(?:\s+là)?|với|là|nghĩa là|\s)*$/iu,
  en: /(?:that is|namely|i\.e\.|or|with|\s)*$/i,
};
/** Words after a percentage that name another whole than the numbers before it. */
const otherWhole: Record<Language, RegExp> = {
  vi: /^\s*(?:so với|cùng kỳ|số|trong|dân số|tổng|của|hài lòng|đúng hạn)/iu,
  en: /^\s*(?:of|more|less|above|below|compared|on time|satisfied)/i,
};

/** What share a ratio of the sentence gives: "22/32 dự án, đạt 70 %", "đạt 70 % (22/32)". */
export function ratioShare(scene: Scene, { token, role, at }: Subject): Relation[] {
  if (role === 'up' || role === 'down' || role === 'exceed') return [];
  const ratios = scene.tokens.filter((one) => one.kind === 'ratio' && one !== token);
  const shares = scene.tokens.filter((one) => one.kind === 'percent' || one.kind === 'fraction');
  return ratios.map((one) => ({
    truth: one.value,
    rule: 'share',
    from: [one],
    sure: ratioSureness(scene, one, token, at, ratios.length === 1 && shares.length <= 1),
  }));
}

function ratioSureness(scene: Scene, one: Token, token: Token, at: number, alone: boolean): Sureness {
  const { tokens, covered } = scene;
  const [from, to] = one.at < token.at ? [one.end, at] : [token.end, one.at];
  const apart = tokens.some(
    (other) => other.at >= from && other.end <= to && other !== one && other !== token,
  );
  if (apart || /;/.test(covered.slice(from, to))) return 'possible';
  if (one.at > token.at) {
    // "hơn hai phần ba số hộ (130/210)": the ratio stands in brackets, or is what "of" speaks of.
    const between = covered.slice(from, to);
    if (/[(]\s*(?:\p{L}+\s+){0,3}$/u.test(between) && !between.includes(')'))
      return alone || !takenBefore(scene, token) ? 'certain' : 'likely';
    if (alone && /[,(–:]\s*$/u.test(between.replace(joins[scene.language], ''))) return 'certain';
    return alone ? 'likely' : 'possible';
  }
  const link = follows(scene, from, at);
  if (link === 'closely') return 'certain';
  return alone && !/trong đó|of which|of whom|tỷ lệ|tỉ lệ|rate/iu.test(covered.slice(from, at))
    ? 'likely'
    : 'possible';
}

/** Whether a ratio stands right before a share already, and is the one it is told from. */
function takenBefore(scene: Scene, token: Token): boolean {
  const earlier = scene.tokens.filter((one) => one.kind === 'ratio' && one.end <= token.at).at(-1);
  return (
    earlier !== undefined && !scene.used.has(earlier) && follows(scene, earlier.end, token.at) === 'closely'
  );
}

/** What share two amounts make: one on the other where the words say so, else less on more. */
export function shareOfTwo(scene: Scene, { token, role, at }: Subject): Relation[] {
  if (role === 'up' || role === 'down' || role === 'exceed') return [];
  const { covered, language } = scene;
  const all = counted(scene, token).filter((one) => one.kind === 'count' && one.value > 0);
  // How much something changed is a part of nothing.
  const earlier = all.filter(
    (one) =>
      one.end <= token.at &&
      !['up', 'down', 'exceed', 'average'].includes(roleOf(covered, one, language).role) &&
      !scene.rates.some((rate) => rate.token === one),
  );
  const found: Relation[] = [];
  const own = besideShare(scene, token);
  const stated = token.kind === 'percent' ? token.value / 100 : token.value;
  const foreign = namesOther(scene, token, earlier);
  const ratio = scene.tokens.some((one) => one.kind === 'ratio');
  const alone = earlier.length === 2 && all.length === 2 && !ratio && !foreign;
  // Only two numbers were told so far: what is told later may speak of others.
  const two = earlier.length === 2 && !ratio && !foreign;
  for (const [place, a] of earlier.entries()) {
    for (const b of earlier.slice(place + 1)) {
      // A ratio is looked at as such; upside down (2111/2100) it would meet 101 %.
      if (!sameMeasure(a, b) || a.at === b.at) continue;
      const kin = comparable(scene, a, b);
      const between = covered.slice(a.end, b.at);
      const told =
        over[language].test(between) &&
        earlier.indexOf(b) === place + 1 &&
        (!/[,;]/.test(between) || planWord[language].test(between));
      const [less, more] = a.value < b.value ? [a, b] : [b, a];
      const truth = told ? a.value / b.value : stated > 1 ? more.value / less.value : less.value / more.value;
      // "a shortfall of 7,800 (5.0 %)": in brackets it is told of the number before them.
      // A base in brackets ("so với cùng kỳ (19.995)") is beside what it is told of.
      const aside = depthAt(covered, a.at) > depthAt(covered, at);
      const near =
        !aside &&
        follows(scene, b.end, at) === 'closely' &&
        givesAt(scene, at) &&
        (!own || own === a || own === b);
      const sure =
        kin && near && (told || (alone && planFits(scene, token, [a, b])))
          ? 'certain'
          : kin && two && givesAt(scene, at) && planFits(scene, token, [a, b])
            ? 'likely'
            : 'possible';
      const first = kin && !foreign && ofWhole(scene, a, b, at);
      const next = b === earlier.at(-1) || a === earlier.at(-1);
      if (told || givesAt(scene, at) || sure !== 'possible' || next || first)
        found.push({
          truth,
          rule: told ? 'plan' : 'share',
          from: [a, b],
          sure: sure === 'possible' && first ? 'likely' : sure,
          firm: told && two,
        });
    }
  }
  const [whole, ...parts] = earlier;
  if (whole && parts.length >= 2 && parts.every((one) => comparable(scene, whole, one))) {
    const part = sumOf(parts);
    found.push({ truth: part / whole.value, rule: 'share', from: earlier, sure: 'possible' });
  }
  return found;
}

/** Whether the words after a share name another whole than the numbers before it: "đạt 70 % so với …". */
function namesOther(scene: Scene, token: Token, earlier: readonly Token[]): boolean {
  const { covered, language } = scene;
  const words = covered.slice(token.end, token.end + 32);
  if (!otherWhole[language].test(words)) return false;
  const own = ofThem[language].exec(words)?.[1]?.toLowerCase();
  if (own === undefined) return true;
  return own !== '' && !earlier.slice(-2).every((one) => ['', own].includes(unitHead(one, language)));
}
/** "hai phần ba số hộ", "84 % of the total", "of them": the whole told before. */
const ofThem: Record<Language, RegExp> = {
  vi: /^\s*(?:tổng\s+)?số\s+(\p{L}+)/iu,
  en: /^\s*of\s+(?:the\s+|all\s+)?(?:(?:total|them|these|those)()|(\p{L}+))/iu,
};

/** "Of the 2,875 homes planned, 2,668 had been started, nearly 93 %": the whole first, its part, the share. */
function ofWhole(scene: Scene, whole: Token, part: Token, at: number): boolean {
  const { covered, language, tokens } = scene;
  if (whole.value < part.value || whole.kind !== 'count') return false;
  const between = tokens.some((one) => one.at >= whole.end && one.end <= at && one.at !== part.at);
  const led = ofAll[language].test(covered.slice(Math.max(0, whole.at - 32), whole.at));
  return (
    led &&
    !between &&
    !/[;]/.test(covered.slice(whole.end, at)) &&
    /[,(]\s*(?:\p{L}+\s+){0,2}$/u.test(covered.slice(part.end, at))
  );
}

const ofAll: Record<Language, RegExp> = {
  vi: /(?:^|[\s,;])(?:trong|tổng|tổng số|trong tổng số|trên tổng số|có|với|của)\s*(?:\p{L}+\s+){0,2}$/iu,
  en: /(?:^|[\s,;])(?<!(?:target|plan|budget|total|estimate|average|rate)\s)(?:of|among|out of)\s+(?:\p{L}+\s+){0,2}[$€£¥₫]?$/iu,
};

/** The amount that stands right beside a share, one of the two in brackets. */
function besideShare(scene: Scene, token: Token): Token | undefined {
  const { covered } = scene;
  const all = amounts(scene, token).filter((one) => one.kind === 'count' && one.value > 0);
  const before = all.filter((one) => one.end <= token.at).at(-1);
  if (
    before &&
    /^[^;()\d]{0,48}\(\s*(?:(?:chiếm|đạt|bằng|tương đương|or|i\.e\.)\s+)?$/iu.test(
      covered.slice(before.end, token.at),
    )
  )
    return before;
  const after = all.find((one) => one.at >= token.end);
  return after &&
    /^[\s\p{L}]{0,16}\(\s*[$€£¥₫]?$/u.test(covered.slice(token.end, after.at)) &&
    // "104,3 % kế hoạch (20.500 người)": the plan itself stands in the brackets.
    !planWord[scene.language].test(covered.slice(token.end, after.at))
    ? after
    : undefined;
}

/**
 * "Trong 452 hồ sơ, trước hạn 305 hồ sơ (67,5 %)", "cấp trên gánh 60 % (5,88 tỷ)": a part beside its share.
 * That other such shares of the sentence agree with a whole is evidence for it.
 */
export function bracketShare(scene: Scene, { token, role }: Subject): Relation[] {
  const part = besideShare(scene, token);
  if (!part || role === 'up' || role === 'down') return [];
  const { covered, language } = scene;
  const others = scene.tokens.flatMap((one) => {
    const beside = one.kind === 'percent' && one !== token ? besideShare(scene, one) : undefined;
    return beside ? [{ share: one, part: beside }] : [];
  });
  const all = amounts(scene, token).filter(
    (one) =>
      one.kind === 'count' &&
      one !== part &&
      (one.end <= part.at || (one.at > token.end && roleOf(covered, one, language).role === 'total')),
  );
  const changing = /tăng|giảm|so với|năm trước|rose|fell|compared|last year/iu.test(covered);
  return all
    .filter((whole) => whole.value >= part.value && sameMeasure(whole, part))
    .map((whole): Relation => {
      const named =
        whole === all[0] && ofAll[language].test(covered.slice(Math.max(0, whole.at - 32), whole.at));
      const backed = others.some(
        (one) =>
          one.part !== whole &&
          Math.abs((one.part.value / whole.value) * 100 - one.share.value) <= one.share.step / 2 + 1e-9,
      );
      const bound = !changing && (backed || (named && comparable(scene, whole, part)));
      return {
        truth: part.value / whole.value,
        rule: 'share',
        from: [part, whole],
        sure: bound ? 'certain' : named && !changing ? 'likely' : 'possible',
        firm: bound && backed && named,
      };
    });
}

/** A share "of the plan" wants one of its numbers to be the plan. */
function planFits(scene: Scene, token: Token, [a, b]: [Token, Token]): boolean {
  const { covered, language } = scene;
  if (!planWord[language].test(covered.slice(token.end, token.end + 24).split(/[,;(]/)[0] ?? '')) return true;
  return [a, b].some((one) => planWord[language].test(around(scene, one)));
}

const around = (scene: Scene, one: Token): string =>
  scene.covered
    .slice(Math.max(0, one.at - 80), one.at)
    .split(/[,;()]/)
    .at(-1) ?? '';

const planAfter: Record<Language, RegExp> = {
  vi: /^\s*(?:\p{L}+\s+)?(?:kế hoạch|dự toán|theo kế hoạch)/iu,
  en: /^\s*(?:\p{L}+\s+){0,2}?(?:plan|target|budget|forecast|planned|forecasted)/iu,
};
// The plan is named right behind its share; farther off it is another's.
const planNext: Record<Language, RegExp> = {
  vi: /^\s*(?:so với\s+)?(?:\p{L}+\s+){0,2}(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|nhiệm vụ)/iu,
  en: /^\s*(?:of\s+)?(?:\p{L}+\s+){0,2}(?:plan|target|budget|goal)/iu,
};
const ofIt: Record<Language, RegExp> = {
  vi: /^\s*(?:của|trong|trên)(?:\s+(?:tổng số|tổng|số))?\s*$|^\s*(?:của\s+|trong\s+|trên\s+)?tổng(?:\s+\p{L}+){0,6}\s*$/iu,
  en: /^\s*of\s+(?:the\s+|its\s+|a\s+)?[$€£¥₫]?$/i,
};

/** "1.232 tỷ, đạt 112 % dự toán (1.100 tỷ)": what is before it, on the plan named after it. */
export function ofNamedPlan(scene: Scene, { token, role, at }: Subject): Relation[] {
  if (role === 'up' || role === 'down') return [];
  const { covered, language } = scene;
  const all = amounts(scene, token).filter((one) => one.kind === 'count' && one.value > 0);
  const base = all.find((one) => one.at >= token.end);
  const before = all.filter((one) => one.end <= at && depthAt(covered, one.at) <= depthAt(covered, at));
  const actual = before.findLast((one) => base && kinship(scene, one, base) === 'same') ?? before.at(-1);
  if (!actual || !base || !comparable(scene, actual, base)) return [];
  const words = covered.slice(token.end, base.at);
  if (words.length > 60 || /[;,]/.test(words)) return [];
  const plan =
    planNext[language].test(words) || planAfter[language].test(covered.slice(base.end, base.end + 32));
  if (!plan && !ofIt[language].test(words)) return [];
  const total = /^\s*(?:của\s+|trong\s+|trên\s+)?tổng(?:\s+\p{L}+){0,6}\s*$|^\s*of\s+(?:the|its)\s/iu.test(
    words,
  );
  const share = actual.value / base.value;
  const sure =
    (plan || total) && follows(scene, actual.end, at) === 'closely'
      ? 'certain'
      : plan || kinship(scene, actual, base) === 'same'
        ? 'likely'
        : 'possible';
  return [{ truth: role === 'exceed' ? share - 1 : share, rule: 'plan', from: [actual, base], sure }];
}

/** By how much an amount passes its plan: "thực hiện 1.120, vượt 12 % kế hoạch 1.000". */
export function beyondPlan(scene: Scene, { token, role }: Subject): Relation[] {
  if (role !== 'exceed') return [];
  const { covered, language } = scene;
  const all = amounts(scene, token).filter((one) => one.kind === 'count' && one.value > 0);
  // "280 giường kế hoạch, thực kê 350": the plan is what its word stands behind, else before.
  const base =
    all.find((one) =>
      /^[^,;()\d]{0,16}(?:kế hoạch|chỉ tiêu|dự toán|planned)/iu.test(covered.slice(one.end, one.end + 28)),
    ) ?? all.find((one) => planWord[language].test(around(scene, one)));
  if (!base || base.value === 0) return [];
  const told = all.filter((one) => one !== base && comparable(scene, one, base));
  const before = told.filter((one) => one.end <= token.at);
  const actual = before.length > 0 ? before.slice(-1) : told;
  const amount = token.kind === 'count';
  return actual
    .filter((one) => !amount || sameMeasure(one, token))
    .map(
      (one): Relation => ({
        truth: amount ? one.value - base.value : one.value / base.value - 1,
        rule: amount ? 'changeAmount' : 'plan',
        from: [one, base],
        // What passes its plan is more than it: if not, the two were mistaken for each other.
        sure: actual.length === 1 && one.value > base.value ? 'certain' : 'possible',
      }),
    );
}
