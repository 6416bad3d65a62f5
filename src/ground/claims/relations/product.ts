import type { Language } from '../../../platform/language.ts';
import type { Relation } from '../relation.ts';
import { roleOf } from '../role.ts';
import { amounts, dimensionOf, type Rate, type Scene, type Subject, sameMeasure } from '../scene.ts';
import { inUnits, type Token, unitHead } from '../token.ts';

const before: Record<Language, RegExp> = {
  vi: /(?:mỗi|từng)\s+(\p{L}+)(?:\s+\p{L}+){0,5}?\s*$|(?:loại|(?<!trị\s)(?<!đơn\s)giá)()\s*$/iu,
  en: /(?:each|every|per)\s+(\p{L}+)?(?:\s+[\p{L}$]+){0,4}?\s*\$?$/iu,
};
const after: Record<Language, RegExp> = {
  vi: /^\s*(?:\p{L}+\s+){0,2}?(?:[\p{L}²]+\s*)?(?:\/\s*|(?<!\p{L})(?:trên mỗi|cho mỗi|trên một|cho một|mỗi|một)\s+)(k?m[²2³3]|\p{L}+)/iu,
  en: /^\s*(?:(?!(?:to|of|in|for|at|on|by|with|from|and)\s)\p{L}+\s+){0,2}?(?:\/\s*|(?<!\p{L})(?:each|apiece|per|an?|for each)(?!\p{L})\s*)(?:(\p{L}+))?/iu,
};

/** Words of a sum that each one gets or pays: "a grant of $450 was paid to 1,280 families". */
const sizes: Record<Language, RegExp> = {
  vi: /(?:suất|mức(?:\s+\p{L}+){0,3})\s*$/iu,
  en: /(?:grant|payment|allowance|subsidy|subsidies|fee|fine|fare|price|stipend|scholarship|bonus|instalment|premium)s?\s+of\s+[$€£¥₫]?$/iu,
};

/** The rates of a sentence. */
export function ratesIn(covered: string, tokens: readonly Token[], language: Language): Rate[] {
  return amounts({ tokens }).flatMap((token) => {
    const earlier = tokens.filter((one) => one.end <= token.at).at(-1);
    const previous = earlier?.end ?? 0;
    // "4,8 triệu đồng một tháng": the one month is what it is counted by.
    const next =
      tokens.find((one) => one.at >= token.end && !(one.kind === 'period' && one.value === 1))?.at ??
      covered.length;
    const lead =
      covered
        .slice(Math.max(previous, token.at - 48), token.at)
        .split(/[,;(]/)
        .at(-1) ?? '';
    const follow = covered.slice(token.end, Math.min(next, token.end + 32)).split(/[,;)]/)[0] ?? '';
    const each = /each\s+of\s+(?:the\s+|its\s+)?$/i.test(covered.slice(0, earlier?.at ?? 0))
      ? earlier
      : undefined;
    if (each && language === 'en') return [{ token, per: unitHead(each, language) }];
    // "với giá 18.000 đồng/kg": the sign says by what; the word before it only that it is a rate.
    const match = after[language].exec(follow) ?? before[language].exec(lead);
    if (match) return [{ token, per: perOf(match[1] ?? '', follow, tokens, language) }];
    return sizes[language].test(lead) && dimensionOf(token) === 'money' ? [{ token, per: '' }] : [];
  });
}

/** "$45 per rateable property": of the words behind "per" the one that is counted in the sentence. */
function perOf(first: string, follow: string, tokens: readonly Token[], language: Language): string {
  const own = singular(first, language);
  if (language === 'vi') return own;
  const words = /(?:per|each|every)\s+((?:\p{L}+\s*){1,3})/iu.exec(follow)?.[1] ?? '';
  const heads = new Set(tokens.map((one) => unitHead(one, language)));
  const counted = words.split(/\s+/).map((word) => singular(word, language));
  return counted.find((word) => word !== '' && heads.has(word)) ?? own;
}

const singular = (word: string, language: Language) =>
  language === 'en'
    ? word.toLowerCase().replace(/(?:ies|s)$/, '')
    : word.toLowerCase().replace(/^héc$/, 'ha').replace('2', '²').replace('3', '³');

const totals: Record<Language, RegExp> = {
  vi: /(?:tổng|sản lượng|kim ngạch|doanh thu|giá trị|nhận|chi trả|thu về|thu được|trị giá|kinh phí|cộng|tất cả|số tiền|thành tiền|hết|là|cả)(?:\s+\p{L}+){0,4}\s*$/iu,
  en: /(?:total\p{L}*|worth|altogether|in all|cost\p{L}*|amount\p{L}*|sum|or|mak(?:es?|ing)|bring\p{L}*|comes?|rais\p{L}*)(?:\s+[\p{L}$]+){0,4}\s*\$?$/iu,
};

const averageWords = /bình quân|trung bình|averag/iu;

function averageTold(scene: Scene, rate: Token, total: Token): boolean {
  const words = scene.covered.slice(Math.max(0, rate.at - 40), rate.end + 40);
  return averageWords.test(words) && (scene.used.has(rate) || rate.at > total.at);
}

/** What an amount may be the product of: rates told before it, and numbers that they may be counted by. */
interface Pricing {
  rates: readonly Rate[];
  counts: readonly Token[];
  /** Each rate with the number it is of, as far as one is found. */
  pairs: readonly { rate: Rate; count: Token }[];
  /** The words call the amount what comes of them. */
  told: boolean;
}

/** Rate times count: "20 suất, mỗi suất 500 nghìn, tổng cộng 10 triệu". */
export function products(scene: Scene, subject: Subject): Relation[] {
  const pricing = pricingOf(scene, subject);
  if (!pricing || pricing.pairs.length === 0) return [];
  const all = together(scene, pricing);
  return [
    ...sideBySide(scene, subject.token, pricing),
    all,
    ...otherCounts(scene, pricing),
    ...(pricing.pairs.length > 1 ? pricing.pairs.map((pair) => times(scene, pair.rate, pair.count)) : []),
    ...withMore(subject.token, pricing, all),
  ];
}

function pricingOf(scene: Scene, { token, role }: Subject): Pricing | undefined {
  if (token.kind !== 'count' && token.kind !== 'period') return undefined;
  const rates = scene.rates.filter(
    (one) =>
      one.token !== token &&
      // An average told after its total is held against it, not the total against the average.
      !averageTold(scene, one.token, token) &&
      // "8.640 người trên 24 km², mật độ 306 người/km²": the rate is what is computed there.
      one.token.at < token.at &&
      dimensionOf(one.token) === dimensionOf(token) &&
      one.token.value < token.value,
  );
  if (rates.length === 0 || scene.rates.some((one) => one.token === token)) return undefined;
  const counts = amounts(scene, token).filter(
    (one) => !rates.some((rate) => rate.token === one) && !(one.kind === 'period' && one.value === 1),
  );
  const lead = scene.covered.slice(Math.max(0, token.at - 40), token.at);
  const told =
    (role === 'total' || totals[scene.language].test(lead)) &&
    !/;/.test(scene.covered.slice(rates.at(-1)?.token.end, token.at));
  const pairs = rates.flatMap((rate) => {
    const count = countFor(scene, rate, counts);
    return count ? [{ rate, count }] : [];
  });
  return { rates, counts, pairs, told };
}

/** "48 tấn với giá 18.000 đồng/kg": how many of what the rate is told by. */
const many = (scene: Scene, rate: Rate, count: Token): number =>
  inUnits(count, rate.per, scene.language) ?? count.value;

const times = (scene: Scene, rate: Rate, count: Token): Relation => ({
  truth: rate.token.value * many(scene, rate, count),
  rule: 'product',
  from: [count, rate.token],
  sure: 'possible',
});

/** All rates with their numbers: "40 suất 1 triệu và 60 suất 500 nghìn, hết 70 triệu". */
function together(scene: Scene, { rates, counts, pairs, told }: Pricing): Relation {
  const exactly = pairs.every(({ rate, count }) => inUnits(count, rate.per, scene.language) !== undefined);
  const named = exactly || pairs.every(({ rate }) => rate.per === '');
  const sole = rates.length === 1 && counts.length === 1;
  // "hơn 450 suất mỗi ngày": no product of about so much is exact.
  const plain = pairs.every(({ rate, count }) => rate.token.hedge === 'exact' && count.hedge === 'exact');
  return {
    truth: pairs.reduce((sum, { rate, count }) => sum + rate.token.value * many(scene, rate, count), 0),
    rule: 'product',
    from: pairs.flatMap(({ rate, count }) => [count, rate.token]),
    sure: told && named && sole ? 'certain' : exactly && sole && plain ? 'likely' : 'possible',
  };
}

/** "12 đội, mỗi đội 8 người, cùng 14 trọng tài": what comes on top of it. */
function withMore(token: Token, { counts }: Pricing, all: Relation): Relation[] {
  const extra = counts.filter(
    (one) => one.end <= token.at && !all.from.includes(one) && sameMeasure(one, token),
  );
  if (extra.length === 0) return [];
  const truth = all.truth + extra.reduce((sum, one) => sum + one.value, 0);
  return [{ truth, rule: 'product', from: [...all.from, ...extra], sure: 'possible' }];
}

/** "Of 12,600 ha, 5,040 … 3,150 ha; at 400,000 per ha": which of them the rate is of is not said. */
const otherCounts = (scene: Scene, { counts, pairs }: Pricing): Relation[] =>
  pairs.flatMap(({ rate, count }) =>
    counts
      .filter((one) => one !== count && inUnits(one, rate.per, scene.language) !== undefined)
      .map((one) => times(scene, rate, one)),
  );

/** Count, rate and what they come to, one after the other. */
function sideBySide(scene: Scene, token: Token, { rates, counts, pairs, told }: Pricing): Relation[] {
  const triple = pairs.find(({ rate, count }) => consecutive(scene, [rate.token, count, token]));
  if (!triple) return [];
  const alike = pairs.flatMap(({ rate }) =>
    counts.filter((one) => inUnits(one, rate.per, scene.language) !== undefined),
  );
  // "8,4 triệu đồng/tháng, chậm đóng 6 tháng": of how many others a monthly sum is paid is not said.
  const sole = counts.length === 1 || triple.count.kind !== 'period';
  const relation = tripleOf(
    scene,
    triple.rate,
    triple.count,
    told && rates.length === 1 && alike.length <= 1 && sole,
  );
  return relation ? [relation] : [];
}

/** Whether numbers stand one after the other, with none between, the last of them last. */
function consecutive(scene: Scene, numbers: readonly Token[]): boolean {
  const ordered = numbers.toSorted((a, b) => a.at - b.at);
  const from = scene.tokens.indexOf(ordered[0] as Token);
  return (
    ordered.every((one, place) => scene.tokens[from + place] === one) && ordered.at(-1) === numbers.at(-1)
  );
}

/** "160 căn nhà, mỗi căn 40 triệu đồng, hết 6,4 tỷ": count, rate and what they come to, side by side. */
function tripleOf(scene: Scene, rate: Rate, count: Token, told: boolean): Relation | undefined {
  const many = inUnits(count, rate.per, scene.language) ?? (rate.per === '' ? count.value : undefined);
  if (many === undefined || rate.token.hedge !== 'exact' || count.hedge !== 'exact') return undefined;
  return {
    truth: rate.token.value * many,
    rule: 'product',
    from: [count, rate.token],
    sure: told ? 'certain' : 'likely',
  };
}

/** How many of what a rate is counted by: the number of the same noun, else the only other one before it. */
function countFor(scene: Scene, rate: Rate, counts: readonly Token[]): Token | undefined {
  const named = counts.filter((one) => inUnits(one, rate.per, scene.language) !== undefined);
  const nearest = named.filter((one) => one.end <= rate.token.at).at(-1) ?? named[0];
  if (nearest) return nearest;
  const before = counts.filter(
    (one) => one.end <= rate.token.at && dimensionOf(one) !== dimensionOf(rate.token),
  );
  const after = counts.filter(
    (one) => one.at >= rate.token.end && dimensionOf(one) !== dimensionOf(rate.token),
  );
  if (rate.per === '' && before.length === 0 && after.length === 1) return after[0];
  return rate.per === '' || counts.length === 1 ? before.at(-1) : undefined;
}

const equals: Record<Language, RegExp> = {
  vi: /(?:tức(?:\s+là)?|tương đương|bằng|là|nghĩa là|hỗ trợ|được tính)\s*(?:\p{L}+\s+){0,2}$/iu,
  en: /(?:or|that is|equal to|which is|worth|amounting to|i\.e\.|so|pays|paying)\s*(?:\p{L}+\s+){0,2}[$€£¥₫]?$/iu,
};

const ofTheTotal: Record<Language, RegExp> = {
  vi: /^\s*(?:của|trong|trên)\s+(?:tổng\s+)?(?:số\s+)?(?:\p{L}+\s+){0,2}$/iu,
  en: /^\s*of\s+(?:the\s+|its\s+|a\s+)?(?:total\s+(?:of\s+)?)?[$€£¥₫]?$/iu,
};

/** A share of an amount: "hỗ trợ 30 % của 240 triệu, tức 72 triệu", and what it leaves. */
export function shareOfAmount(scene: Scene, { token }: Subject): Relation[] {
  if (token.kind !== 'count') return [];
  const { covered, language } = scene;
  const percents = scene.tokens.filter((one) => one.kind === 'percent');
  const amount = /(?:tức|tương đương|\bor|that is)\s*(?:là\s+)?[$€£¥₫]?$/iu.test(
    covered.slice(Math.max(0, token.at - 24), token.at),
  );
  const totals = amounts(scene, token).filter(
    (one) => dimensionOf(one) === dimensionOf(token) && one.value > token.value,
  );
  const told = equals[language].test(covered.slice(Math.max(0, token.at - 32), token.at));
  return (
    percents
      // "giảm 30 %, tương đương 45 triệu": the fall itself may be told as an amount.
      .filter((one) => !scene.used.has(one))
      .filter((one) => amount || roleOf(covered, one, language).role === 'plain')
      // "132 người (55 %)": the share is told of the part, not the part of the share.
      .filter((one) => !/^[^,;()]{0,40}\(\s*$/u.test(covered.slice(token.end, one.at)))
      .flatMap((percent) =>
        totals.flatMap((total): Relation[] => {
          const part = (percent.value / 100) * total.value;
          const before = percent.end <= token.at && total.end <= token.at;
          const only =
            percents.length === 1 &&
            totals.length === 1 &&
            amounts(scene, token).filter((one) => one.kind === 'count').length === 1;
          const bound =
            told &&
            before &&
            only &&
            /(?:tức|\bor\b|that is|i\.e\.|tương đương|comes to)/iu.test(
              covered.slice(Math.max(percent.end, total.end), token.at),
            );
          // "15 % of the $3.4 million": the two are one phrase.
          const phrase = before && ofTheTotal[language].test(covered.slice(percent.end, total.at));
          const own: Relation = {
            truth: part,
            rule: 'product',
            from: [percent, total],
            sure: bound ? 'certain' : phrase && only ? 'likely' : 'possible',
          };
          const rest: Relation = { ...own, truth: total.value - part, sure: 'possible' };
          const partTold = amounts(scene, token).some((one) => one.value === part);
          return [...(told || phrase ? [own] : []), ...(told || (before && partTold) ? [rest] : [])];
        }),
      )
  );
}
