import type { Figure } from '../../ground/figure/catalogue.ts';
import { levels } from '../../ground/law/evaluation-rules.ts';
import type { StepGiven } from './round.service.ts';
import { criteriaOf, type FileProduct, type Round, type RubricCriterion } from './round.ts';
import { automaticFlags } from './score.ts';

// Characters of what a criterion is called.
const longestName = 200;
const codePattern = /^[a-z0-9-]{1,40}$/;

/**
 * Reads a table of criteria, one a line: `code | most points | words | code of a figure`.
 *
 * @returns the first line that cannot be read; empty where there are none
 */
export function readRubric(
  typed: string,
  figures: readonly Figure[],
): { ok: true; criteria: RubricCriterion[] } | { ok: false; line: string } {
  const criteria: RubricCriterion[] = [];
  for (const line of typed.split('\n').map((one) => one.trim())) {
    if (!line) continue;
    const [code = '', most = '', words = '', figure = ''] = line.split('|').map((one) => one.trim());
    const known = figures.some(
      (one) => one.code === figure && one.denominator !== undefined && one.better !== 'less',
    );
    const good =
      codePattern.test(code) &&
      /^\d{1,3}$/.test(most) &&
      Number(most) > 0 &&
      words !== '' &&
      words.length <= longestName &&
      (figure === '' || known) &&
      !criteria.some((one) => one.code === code);
    if (!good) return { ok: false, line };
    const name = words.normalize('NFC');
    criteria.push({ code, name: { vi: name, en: name }, most: Number(most), ...(figure && { figure }) });
  }
  return criteria.length > 0 ? { ok: true, criteria } : { ok: false, line: '' };
}

/** What was given with a step of a file, by the names of its fields. */
export type Told = Readonly<Record<string, unknown>>;

const numberIn = (told: Told, name: string) => (typeof told[name] === 'number' ? told[name] : undefined);
const textIn = (told: Told, name: string) => (typeof told[name] === 'string' ? told[name] : undefined);

// A weight is typed with a comma, read in thousandths, and kept in hundredths.
const perHundredth = 10;

/** What a step of a file says, out of its form; work that was not spoken of stays as it was. */
export function stepGiven(told: Told, round: Round, products: readonly FileProduct[]): StepGiven {
  const points: Record<string, number> = {};
  const whys: Record<string, string> = {};
  for (const { code } of criteriaOf(round)) {
    const given = numberIn(told, `points-${code}`);
    if (given !== undefined) points[code] = given;
    const why = textIn(told, `why-${code}`);
    if (why) whys[code] = why;
  }
  const leader: StepGiven['leader'] = {};
  for (const code of ['organising', 'uniting'] as const) {
    const given = numberIn(told, `leader-${code}`);
    if (given !== undefined) leader[code] = given;
  }
  const own = textIn(told, 'own');
  const ticked = Array.isArray(told.flags) ? told.flags : [];
  return {
    text: textIn(told, 'text'),
    points,
    whys,
    leader,
    flags: automaticFlags.filter((flag) => ticked.includes(flag)),
    products: products
      .filter(({ position }) => `beyond-${position}` in told)
      .map((one) => {
        const { position } = one;
        const faults = numberIn(told, `faults-${position}`);
        const spoken = faults !== undefined;
        const weight = numberIn(told, `weight-${position}`);
        return {
          position,
          weight: weight === undefined ? one.weight : Math.max(1, Math.round(weight / perHundredth)),
          faults: faults ?? one.faults,
          beyond: spoken ? told[`beyond-${position}`] === true : one.beyond,
          objective: spoken ? (textIn(told, `objective-${position}`) ?? null) : one.objective,
        };
      }),
    own: own ? { title: own, evidence: textIn(told, 'evidence') ?? null } : undefined,
    level: levels.find((one) => one === told.level),
  };
}
