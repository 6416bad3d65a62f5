import type { Relation } from '../relation.ts';
import { amounts, comparable, dimensionOf, follows, type Scene, type Subject } from '../scene.ts';

/** How many times one amount is another: "135 ha, gấp 3 lần mức 45 ha". */
export function timesOfTwo(scene: Scene, { token, at }: Subject): Relation[] {
  if (token.kind !== 'multiple') return [];
  const every = amounts(scene, token).filter((one) => one.kind === 'count' && one.value > 0);
  const base = every.find((one) => one.at >= token.end);
  const all = base ? every.filter((one) => dimensionOf(one) === dimensionOf(base)) : every;
  const before = all.filter((one) => one.end <= at);
  const after = all.filter((one) => one.at >= token.end);
  const [a, b] =
    after[0] && before.length > 0
      ? [before.at(-1), after[0]]
      : before.slice(-2).toSorted((one, two) => two.value - one.value);
  if (!a || !b || !comparable(scene, a, b)) return [];
  const only =
    all.length === 2 &&
    (after.length === 1 || /^chênh/iu.test(token.text)) &&
    follows(scene, a.end, at) !== 'apart';
  // "gấp 3 lần mức 45 ha": what follows is the base; "gấp hơn 2 lần với 12 tỷ" tells the larger one last.
  const based =
    after.length === 0 ||
    !/^\s*(?:với|là|đạt|at|with)\s*[$€£¥₫]?$/iu.test(scene.covered.slice(token.end, b.at));
  return [
    { truth: a.value / b.value, rule: 'times', from: [a, b], sure: only && based ? 'certain' : 'possible' },
    { truth: b.value / a.value, rule: 'times', from: [b, a], sure: 'possible' },
  ];
}
