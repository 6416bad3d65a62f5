import type { Language } from '../../../platform/language.ts';
import type { Relation } from '../relation.ts';
import {
  amounts,
  counted,
  dimensionOf,
  kinship,
  type Rate,
  type Scene,
  type Subject,
  sameMeasure,
  sumOf,
} from '../scene.ts';
import { inUnits, type Token, unitHead } from '../token.ts';

const shared: Record<Language, RegExp> = {
  vi: /chia đều|tính ra|tương đương|tương ứng|bình quân|trung bình|mật độ/iu,
  en: /equally|evenly|works out|average|density|that is/i,
};

/** A total over how many: "36 phiên trong 12 tháng, bình quân 3 phiên/tháng", "9 ha chia đều thành 45 lô, mỗi lô …". */
export function averages(scene: Scene, subject: Subject): Relation[] {
  const { token } = subject;
  const rate = subject.role === 'average' ? undefined : scene.rates.find((one) => one.token === token);
  if (subject.role !== 'average' && !rate) return [];
  if (rate) return perEach(scene, token, rate);
  const all = counted(scene, token).filter((one) => one.value > 0);
  const before = all.filter((one) => one.end <= token.at);
  const told = before.length >= 2 ? before : all;
  const candidates = told.filter((one) => !scene.rates.some((rate) => rate.token === one));
  // An average told first of what is then totalled: the total is held against it.
  if (before.length < 2 && all.some((one) => one.at > token.end && toldTotal(scene, one))) return [];
  const found: Relation[] = [];
  for (const total of candidates) {
    for (const over of candidates) {
      if (total === over || !divides(scene, token, total, over)) continue;
      const only = candidates.length === 2 && all.length === 2;
      const near = before.length === 2 && over.kind === 'period';
      const own = token.unit !== '' && unitHead(total, scene.language) === unitHead(token, scene.language);
      found.push({
        truth: total.value / over.value,
        rule: 'average',
        from: [total, over],
        sure:
          only ||
          (near && own) ||
          soleOf(scene, token, total, over) ||
          (beside(scene, over, total, token) && onlyOf(scene, token, over))
            ? 'certain'
            : near || beside(scene, over, total, token)
              ? 'likely'
              : 'possible',
      });
    }
  }
  const [sure, ...more] = found.filter((one) => one.sure === 'certain');
  if (!sure || more.length === 0) return found;
  // Two ways to divide two numbers: the one whose total is counted in the average's own unit, else the larger.
  const best = found.toSorted((a, b) => rank(scene, token, b) - rank(scene, token, a))[0];
  return best
    ? [best, ...found.filter((one) => one !== best).map((one) => ({ ...one, sure: 'possible' as const }))]
    : found;
}

/** Whether there is but one number of what a rate is told by, and but one in its own measure that is no rate. */
function soleOf(scene: Scene, token: Token, total: Token, over: Token): boolean {
  const before = counted(scene, token).filter((one) => one.end <= token.at);
  const by = before.filter((one) => counts(scene, token, one));
  const own = before.filter(
    (one) =>
      dimensionOf(one) === dimensionOf(token) &&
      dimensionOf(one) !== 'count' &&
      !scene.rates.some((rate) => rate.token === one),
  );
  return by.length === 1 && by[0] === over && own.length === 1 && own[0] === total;
}

/** Whether it is the only number told of what a rate is told by. */
const onlyOf = (scene: Scene, token: Token, over: Token): boolean =>
  counts(scene, token, over) &&
  counted(scene, token).filter((one) => one.end <= token.at && counts(scene, token, one)).length === 1;

/** Whether a number says how many there are of what a rate is told by: "36 cơ sở … bình quân 11,5 triệu/cơ sở". */
function counts(scene: Scene, token: Token, over: Token): boolean {
  const per = scene.rates.find((one) => one.token === token)?.per ?? '';
  return inUnits(over, per, scene.language) !== undefined;
}

/** Whether the two stand right before a number, with none between. */
function beside(scene: Scene, a: Token, b: Token, token: Token): boolean {
  const place = scene.tokens.indexOf(token);
  const told = scene.tokens.slice(0, place).filter((one) => one.kind === 'count' || one.kind === 'period');
  const two = told.slice(-2);
  return two.includes(a) && two.includes(b);
}

/** "mỗi lô 200 m²": what there is in all, over how many of that there are. */
function perEach(scene: Scene, token: Token, rate: Rate): Relation[] {
  const { language, covered } = scene;
  const before = counted(scene, token).filter(
    (one) => one.end <= token.at && one.value > 0 && !scene.rates.some((other) => other.token === one),
  );
  const over = before.filter((one) => rate.per !== '' && sameUnit(unitHead(one, language), rate.per));
  const totals = before.filter(
    (one) => !over.includes(one) && dimensionOf(one) === dimensionOf(token) && one.value > token.value,
  );
  const told = shared[language].test(covered.slice(0, token.at));
  const only = over.length === 1 && totals.length === 1 && before.length === 2;
  return [
    ...totals.flatMap((total) =>
      over.map(
        (one): Relation => ({
          truth: total.value / one.value,
          rule: 'average',
          from: [total, one],
          sure:
            (only || beside(scene, one, total, token)) && told
              ? 'certain'
              : only && over[0]?.kind === 'period'
                ? 'likely'
                : 'possible',
        }),
      ),
    ),
    ...inOtherWhile(scene, token, rate),
  ];
}

/** How many of a shorter while a longer one has. */
const whiles: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  năm: { tháng: 12, quý: 4 },
  quý: { tháng: 3 },
  tuần: { ngày: 7 },
  year: { month: 12, quarter: 4 },
  quarter: { month: 3 },
  week: { day: 7 },
};

/** "58,8 triệu đồng/năm, tương đương 4,9 triệu đồng/tháng": one rate by two whiles. */
function inOtherWhile(scene: Scene, token: Token, rate: Rate): Relation[] {
  const other = scene.rates.filter((one) => one.token.end <= token.at).at(-1);
  if (!other || dimensionOf(other.token) !== dimensionOf(token)) return [];
  const [shorter, longer] = [whiles[other.per]?.[rate.per], whiles[rate.per]?.[other.per]];
  const truth = shorter ? other.token.value / shorter : longer ? other.token.value * longer : undefined;
  if (truth === undefined) return [];
  const bound = /tương đương|tức|\bor\b|that is|equivalent/iu.test(
    scene.covered.slice(other.token.end, token.at),
  );
  return [{ truth, rule: 'average', from: [other.token], sure: bound ? 'certain' : 'possible' }];
}

const totalWords: Record<Language, RegExp> = {
  vi: /(?:tổng|tất cả|sản lượng|giá trị|doanh thu|kim ngạch|thu về)(?:\s+\p{L}+){0,6}\s*$/iu,
  en: /(?:total\p{L}*|in all|altogether)(?:\s+[\p{L}$]+){0,4}\s*$/iu,
};
const toldTotal = (scene: Scene, token: Token): boolean =>
  totalWords[scene.language].test(scene.covered.slice(Math.max(0, token.at - 48), token.at));

const aliases: Readonly<Record<string, string>> = {
  kilometre: 'km',
  kilometer: 'km',
  metre: 'm',
  meter: 'm',
  hectare: 'ha',
};
const plainUnit = (word: string): string => aliases[word] ?? word.replace('²', '');
const sameUnit = (a: string, b: string): boolean => plainUnit(a) === plainUnit(b);

/** The middle of numbers told one after the other: "450, 520 và 610 suất, trung bình 540 suất/ngày". */
export function means(scene: Scene, { token, role }: Subject): Relation[] {
  if (role !== 'average' || scene.rates.some((one) => one.token === token)) return [];
  const all = amounts(scene, token).filter((one) => one.kind === 'count' && one.end <= token.at);
  const same = all.filter((one) => kinship(scene, one, token) === 'same');
  if (same.length < 2) return [];
  const truth = sumOf(same) / same.length;
  const sure = same.length === all.length && same.length >= 3 ? 'certain' : 'possible';
  return [{ truth, rule: 'average', from: same, sure }];
}

function rank(scene: Scene, token: Token, { from: [total, over] }: Relation): number {
  if (!total || !over) return 0;
  const own = unitHead(total, scene.language) === unitHead(token, scene.language) ? 4 : 0;
  return own + (over.kind === 'period' ? 2 : 0) + (total.value > over.value ? 1 : 0);
}

function divides(scene: Scene, token: Token, total: Token, over: Token): boolean {
  if (total.kind === 'period') return false;
  if (counts(scene, token, over) && sameMeasure(total, token)) return true;
  if (dimensionOf(token) === 'money' || dimensionOf(total) === 'money')
    return dimensionOf(token) === dimensionOf(total) && dimensionOf(over) !== 'money';
  return (
    token.unit === '' ||
    token.kind === 'frequency' ||
    kinship(scene, total, token) !== 'unlike' ||
    over.kind === 'period'
  );
}
