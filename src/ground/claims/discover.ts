import type { Relation } from './relation.ts';
import type { Role } from './role.ts';
import {
  counted,
  depthAt,
  dimensionOf,
  kinship,
  type Scene,
  type Subject,
  sameMeasure,
  subjectOf,
  sumOf,
} from './scene.ts';
import type { Token } from './token.ts';

/**
 * What a number agrees with although no words were understood that bind it: each sum, difference, product and share of
 * the sentence's other numbers is tried, and agreement is taken for meant only where it would hardly be an accident:
 * by how exactly the number is written and how many ways were tried. Disagreement says nothing here.
 */
interface Way {
  truth: number;
  rule: Relation['rule'];
  from: Token[];
  /** The words give the number the role that this arithmetic fills. */
  told: boolean;
  /** Its numbers stand right beside it and count the same. */
  near: boolean;
}

// So many accidents are expected of this many tries, at most, before agreement is taken for meant.
const mostAccidents = { told: 0.5, near: 0.12, far: 0.03 };
// More numbers than this can be put together in too many ways.
const mostNumbers = 16;
const longestRun = 8;

/** Relations that hold and are no accident. @param agrees whether the number is met by another */
export function discovered(
  scene: Scene,
  subject: Subject,
  agrees: (token: Token, truth: number) => boolean,
): Relation[] {
  const { token } = subject;
  const all = counted(scene, token).filter((one) => one.value > 0);
  if (all.length < 2 && token.kind !== 'points') return [];
  if (all.length > mostNumbers) return [];
  const ways = waysFor(scene, subject, all);
  const chance = chanceOf(token);
  return ways.flatMap((way): Relation[] => {
    if (!Number.isFinite(way.truth) || !agrees(token, way.truth)) return [];
    if (!derived(scene, token, way)) return [];
    const level = way.told ? 'told' : way.near ? 'near' : 'far';
    const tried = ways.filter((one) => one.rule === way.rule && (!way.near || one.near)).length;
    if (tried * chance > mostAccidents[level]) return [];
    return [{ truth: way.truth, rule: way.rule, from: way.from, sure: 'possible' }];
  });
}

const shareKinds = ['percent', 'fraction', 'points', 'multiple'];

/** How much a number looks computed: a share always is, then what its words call left, more, in all or each. */
function derivation(scene: Scene, token: Token): number {
  if (shareKinds.includes(token.kind)) return 3;
  if (token.kind !== 'count') return 0;
  const { role } = subjectOf(scene, token);
  return role === 'plain' ? 1 : 2;
}

/**
 * Whether of the numbers that make a statement together this is the one that is claimed: the one that looks most
 * computed, else the whole of a sum, else the last.
 */
function derived(scene: Scene, token: Token, way: Way): boolean {
  const own = derivation(scene, token);
  const others = way.from.map((one) => ({ one, rank: derivation(scene, one) }));
  if (others.some(({ rank }) => rank > own)) return false;
  const equals = others.filter(({ rank }) => rank === own).map(({ one }) => one);
  if (equals.length === 0) return true;
  const added = ['sum', 'remainder', 'changeAmount'].includes(way.rule);
  return equals.every((one) => (added && own < 2 ? one.value < token.value : one.at < token.at));
}

/** How likely an unrelated number agrees: round numbers meet other round ones easily, hedged ones most of all. */
function chanceOf(token: Token): number {
  const hedged = token.hedge === 'exact' ? 1 : token.hedge === 'about' || token.hedge === 'near' ? 10 : 100;
  if (token.kind === 'percent' || token.kind === 'points') return (token.step / 100) * hedged;
  if (token.kind === 'fraction' || token.kind === 'multiple') return 0.04 * hedged;
  const scaled = token.value / token.step;
  const zeros = /0*$/.exec(Math.round(scaled).toString())?.[0].length ?? 0;
  return Math.min(1, (10 ** zeros / scaled) * hedged);
}

function waysFor(scene: Scene, subject: Subject, all: readonly Token[]): Way[] {
  const { token } = subject;
  switch (token.kind) {
    case 'percent':
    case 'fraction':
      return shares(scene, subject, all);
    case 'points':
      return points(scene, subject);
    case 'count':
      return [
        ...runs(scene, subject, all),
        ...differences(scene, subject, all),
        ...productsOf(scene, subject, all),
        ...partsOf(scene, subject, all),
      ];
    default:
      return [];
  }
}

const beside = (scene: Scene, a: Token, b: Token): boolean => {
  const [first, second] = a.at < b.at ? [a, b] : [b, a];
  return !scene.tokens.some((one) => one.at > first.at && one.at < second.at);
};

function shares(scene: Scene, { token, role }: Subject, all: readonly Token[]): Way[] {
  const way = changeOf(scene, token, role);
  return all.flatMap((part) =>
    all
      .filter((whole) => whole.at !== part.at && sameMeasure(part, whole))
      .flatMap((whole): Way[] => {
        const near = beside(scene, part, token) || beside(scene, whole, token);
        const from = [part, whole];
        const change = (part.value - whole.value) / whole.value;
        if (way === 'plain')
          return [{ truth: part.value / whole.value, rule: 'share', from, told: false, near }];
        if (way === 'down' ? change > 0 : way === 'up' && change < 0) return [];
        return [{ truth: Math.abs(change), rule: 'changePercent', from, told: false, near }];
      }),
  );
}

/** Which way a share says that something went; one in brackets goes the way of the number before it. */
function changeOf(scene: Scene, token: Token, role: Role): 'up' | 'down' | 'either' | 'plain' {
  if (role === 'up' || role === 'exceed') return 'up';
  if (role === 'down') return 'down';
  const before = scene.tokens.filter((one) => one.end <= token.at).at(-1);
  if (!before || !/^[^,;()]{0,24}\(\s*[+-]?$/u.test(scene.covered.slice(before.end, token.at)))
    return 'plain';
  const other = subjectOf(scene, before).role;
  if (other === 'up' || other === 'down') return other;
  return other === 'remainder' && gapWords.test(scene.covered.slice(Math.max(0, before.at - 24), before.at))
    ? 'either'
    : 'plain';
}

const gapWords = /shortfall|deficit|gap|overrun|underspend|overspend|chênh lệch|thiếu hụt|hụt/iu;

function points(scene: Scene, { token }: Subject): Way[] {
  const percents = scene.tokens.filter((one) => one.kind === 'percent' && one !== token);
  return percents.flatMap((a, place) =>
    percents.slice(place + 1).map(
      (b): Way => ({
        truth: Math.abs(a.value - b.value),
        rule: 'changePoints',
        from: [a, b],
        told: true,
        near: beside(scene, a, token) || beside(scene, b, token),
      }),
    ),
  );
}

/** Sums of amounts told one after the other, all before the number or all after it. */
function runs(scene: Scene, { token, role }: Subject, all: readonly Token[]): Way[] {
  const depth = depthAt(scene.covered, token.at);
  const own = all.filter(
    (one) =>
      one.kind === 'count' &&
      sameMeasure(one, token) &&
      one.value < token.value &&
      // What stands in brackets deeper than it is beside what it is told of, no part.
      (depthAt(scene.covered, one.at) <= depth || one.at < token.at),
  );
  return own.flatMap((_, from) =>
    Array.from({ length: Math.min(longestRun, own.length - from) - 1 }, (__, more): Way[] => {
      const parts = own.slice(from, from + more + 2);
      const [first, last] = [parts[0] as Token, parts.at(-1) as Token];
      if (first.at < token.at && last.at > token.at) return [];
      const alike = parts.every((one) => kinship(scene, token, one) !== 'unlike');
      const next = beside(scene, first.at > token.at ? first : last, token);
      const told = role === 'total' && alike && last.end <= token.at;
      return [{ truth: sumOf(parts), rule: 'sum', from: parts, told, near: alike && next }];
    }).flat(),
  );
}

function differences(scene: Scene, { token, role }: Subject, all: readonly Token[]): Way[] {
  const own = all.filter((one) => one.kind === 'count' && sameMeasure(one, token));
  const told = ['remainder', 'up', 'down'].includes(role);
  return own.flatMap((whole) =>
    own
      .filter((part) => part.value < whole.value)
      .map((part): Way => {
        const alike = kinship(scene, whole, part) !== 'unlike' && kinship(scene, whole, token) !== 'unlike';
        const near = alike && (beside(scene, whole, token) || beside(scene, part, token));
        const rule = role === 'up' || role === 'down' ? 'changeAmount' : 'remainder';
        return { truth: whole.value - part.value, rule, from: [whole, part], told: told && alike, near };
      }),
  );
}

/** So much each, so many times; and a total over how many. */
function productsOf(scene: Scene, { token, role }: Subject, all: readonly Token[]): Way[] {
  const own = dimensionOf(token);
  const rated = scene.rates.some((one) => one.token === token);
  return all.flatMap((amount) =>
    all
      .filter((many) => many !== amount && many.at !== amount.at && dimensionOf(amount) === own)
      .filter((many) => many.kind === 'period' || dimensionOf(many) !== own || own === 'count')
      .flatMap((many): Way[] => {
        const near = beside(scene, amount, token) || beside(scene, many, token);
        const each = scene.rates.some((one) => one.token === amount);
        return [
          {
            truth: amount.value * many.value,
            rule: 'product',
            from: [amount, many],
            told: each && near,
            near: near && own !== 'count',
          },
          {
            truth: amount.value / many.value,
            rule: 'average',
            from: [amount, many],
            told: (rated || role === 'average') && near,
            near: near && own !== 'count',
          },
        ];
      }),
  );
}

/** A share of an amount, and the amount with it or without it. */
function partsOf(scene: Scene, { token }: Subject, all: readonly Token[]): Way[] {
  const percents = scene.tokens.filter((one) => one.kind === 'percent');
  const own = all.filter((one) => one.kind === 'count' && sameMeasure(one, token));
  return percents.flatMap((share) =>
    own.flatMap((whole) =>
      [share.value / 100, 1 - share.value / 100, 1 + share.value / 100].map(
        (factor): Way => ({
          truth: whole.value * factor,
          rule: 'product',
          from: [share, whole],
          told: false,
          near: beside(scene, share, token) || beside(scene, whole, token),
        }),
      ),
    ),
  );
}
