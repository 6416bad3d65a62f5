import { evaluationRulesOf, type Level, levels } from '../../ground/law/evaluation-rules.ts';
import type { PersonId, PostId, UnitId } from '../../ground/organization/organization.ts';
import type { Id } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import { addMonths, monthEnd, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import {
  type AutomaticFlag,
  type ConditionScore,
  type LeaderShares,
  type LedUnits,
  levelByConditions,
  type PointScore,
  type Product,
  resultsShare,
  type Sums,
  scoreByPoints,
  sumProducts,
} from './score.ts';

export type RoundId = Id<'evaluationRound'>;
export type FileId = Id<'evaluationFile'>;

/** A criterion of a local table: points at most, and the figure it is computed from where there is one. */
export interface RubricCriterion {
  code: string;
  name: Bilingual;
  most: number;
  figure?: string;
}

export interface Round {
  id: RoundId;
  unitId: UnitId;
  subject: 'people' | 'units';
  year: number;
  quarter: number | null;
  rulesCode: string | null;
  criteria: RubricCriterion[] | null;
  title: string;
  state: 'open' | 'closed';
  capShare: number;
  capWhy: string | null;
  closedOn: PlainDate | null;
  closedWhy: string | null;
  version: number;
}

/** First and last day of a round's period. */
export function periodOf({ year, quarter }: Pick<Round, 'year' | 'quarter'>): {
  from: PlainDate;
  to: PlainDate;
} {
  if (quarter === null) return { from: parsePlainDate(`${year}-01-01`), to: parsePlainDate(`${year}-12-31`) };
  const from = addMonths(parsePlainDate(`${year}-01-01`), (quarter - 1) * 3);
  return { from, to: monthEnd(addMonths(from, 2)) };
}

export const fileStates = [
  'self',
  'collective',
  'proposal',
  'decided',
  'notified',
  'appealed',
  'final',
] as const;
export type FileState = (typeof fileStates)[number];

/** Points of one criterion: by the person, and by who rates, with a reason. */
export interface Given {
  self?: number;
  given?: number;
  why?: string;
}

export interface File {
  id: FileId;
  roundId: RoundId;
  personId: PersonId | null;
  postId: PostId | null;
  unitId: UnitId;
  groupCode: string;
  leads: boolean;
  state: FileState;
  given: Record<string, Given>;
  leader: LeaderShares;
  flags: AutomaticFlag[];
  selfText: string | null;
  collectiveText: string | null;
  collectiveOn: PlainDate | null;
  computed: Level | null;
  proposed: Level | null;
  proposedWhy: string | null;
  level: Level | null;
  levelWhy: string | null;
  decidedOn: PlainDate | null;
  decidedBy: PersonId | null;
  notifiedOn: PlainDate | null;
  appealText: string | null;
  appealedOn: PlainDate | null;
  appealAnswer: string | null;
  version: number;
}

/** A product as it stands in a file. */
export interface FileProduct extends Product {
  position: number;
  sourceType: string;
  sourceId: string | null;
  ruleCode: string | null;
  title: string | null;
  dueOn: PlainDate | null;
  doneOn: PlainDate | null;
  lastDay: boolean;
  extended: number;
  returned: number;
  objective: string | null;
  evidence: string | null;
}

/** What counts of a product: a cause that was confirmed as not the person's takes delays and faults away. */
export function counted(product: FileProduct): Product {
  return product.objective ? { ...product, late: 0, faults: 0 } : product;
}

/** What a file's products and points come to, by the rules of its round. */
export interface Computed {
  sums: Sums;
  points: PointScore | undefined;
  conditions: ConditionScore | undefined;
  /** What makes it fail by itself goes before everything; undefined where nothing can be said. */
  level: Level | undefined;
  /** The levels that the rules leave open, best first, where they name none. */
  possible: readonly Level[];
}

// Of whom the record shows no work nobody can say that it was excellent.
const unproven: readonly Level[] = ['good', 'completed', 'notCompleted'];

/** Computes a person's file. Nothing in it is a total that somebody typed. */
export function computeFile(
  round: Pick<Round, 'rulesCode'>,
  file: Pick<File, 'given' | 'leader' | 'flags' | 'leads'>,
  products: readonly FileProduct[],
  led: LedUnits | undefined,
): Computed {
  const rules = evaluationRulesOf(round.rulesCode ?? '');
  const lostEach = rules.form === 'points' ? rules.lostEach : 0;
  const sums = sumProducts(products.map(counted), lostEach);
  const failed: Level | undefined = file.flags.length > 0 ? 'notCompleted' : undefined;
  if (rules.form === 'conditions') {
    const conditions = levelByConditions(rules, sums, file.leads ? led : undefined);
    const level = failed ?? conditions?.level;
    return {
      sums,
      points: undefined,
      conditions,
      level,
      possible: level ? [level] : (conditions?.possible ?? unproven),
    };
  }
  const common = rules.commonCriteria.reduce(
    (sum, { code, most }) => sum + Math.min(file.given[code]?.given ?? 0, most),
    0,
  );
  const leader = file.leads ? { ...file.leader, ...(led && { results: resultsShare(led) }) } : undefined;
  const points = scoreByPoints(rules, sums, common, leader);
  const level = failed ?? points?.level;
  return { sums, points, conditions: undefined, level, possible: level ? [level] : unproven };
}

/** Points of a unit by a table of criteria: those of figures computed, the others as they were given. */
export function rubricPoints(
  criteria: readonly RubricCriterion[],
  given: Record<string, Given>,
  figures: ReadonlyMap<string, { numerator: number; denominator: number | undefined }>,
): {
  lines: { criterion: RubricCriterion; points: number; from: 'figure' | 'given' | 'none' }[];
  total: number;
  most: number;
} {
  const lines = criteria.map((criterion) => {
    const counted = criterion.figure ? figures.get(criterion.figure) : undefined;
    if (counted?.denominator) {
      const share = Math.min(1, counted.numerator / counted.denominator);
      // Points are told to a tenth.
      return { criterion, points: Math.round(criterion.most * share * 10) / 10, from: 'figure' as const };
    }
    const points = given[criterion.code]?.given;
    if (points === undefined) return { criterion, points: 0, from: 'none' as const };
    return { criterion, points: Math.min(points, criterion.most), from: 'given' as const };
  });
  const total = lines.reduce((sum, one) => sum + Math.round(one.points * 10), 0) / 10;
  return { lines, total, most: criteria.reduce((sum, one) => sum + one.most, 0) };
}

/** The level of a unit's points, by the bands 90, 70, 50 of the whole. */
export function rubricLevel(total: number, most: number): Level {
  const reaches = (hundredths: number) => total * 100 >= hundredths * most;
  if (reaches(90)) return 'excellent';
  if (reaches(70)) return 'good';
  return reaches(50) ? 'completed' : 'notCompleted';
}

export const fileSteps = [
  'assess',
  'comment',
  'propose',
  'decide',
  'notify',
  'appeal',
  'answerAppeal',
  'finish',
] as const;
export type FileStep = (typeof fileSteps)[number];

export type EvaluationFault =
  | 'notAllowed'
  | 'wrongState'
  | 'needsText'
  | 'ownFile'
  | 'above'
  | 'lowerNeedsWhy'
  | 'noLevel'
  | 'tooMany'
  | 'needsWhyPoints'
  | 'tooLate'
  | 'worse'
  | 'notAgency'
  | 'capBroken'
  | 'openFiles'
  | 'closed'
  | 'conflict';

/** Who somebody is to a file. */
export interface Rater {
  person: PersonId;
  /** It is their own. */
  own: boolean;
  /** Leads the unit where the person works. */
  leads: boolean;
  /** Leads the agency whose round it is: decides. */
  decides: boolean;
  /** Answers an appeal: leads there or above, and is not who decided. */
  answers: boolean;
}

const steps: Record<FileStep, { from: readonly FileState[]; to: FileState; who(rater: Rater): boolean }> = {
  assess: { from: ['self'], to: 'collective', who: (one) => one.own },
  comment: { from: ['self', 'collective'], to: 'proposal', who: (one) => one.leads || one.decides },
  propose: { from: ['proposal'], to: 'proposal', who: (one) => one.leads || one.decides },
  decide: { from: ['proposal'], to: 'decided', who: (one) => one.decides },
  notify: { from: ['decided'], to: 'notified', who: (one) => one.decides },
  appeal: { from: ['notified'], to: 'appealed', who: (one) => one.own },
  // Nobody judges an appeal against what they decided themselves.
  answerAppeal: { from: ['appealed'], to: 'final', who: (one) => one.answers },
  finish: { from: ['notified'], to: 'final', who: (one) => one.decides },
};

/** Whether a step is open to somebody. Nobody rates themselves, whatever else they are. */
export function mayStep(
  file: Pick<File, 'state'>,
  step: FileStep,
  rater: Rater,
): FileState | 'notAllowed' | 'wrongState' | 'ownFile' {
  const rule = steps[step];
  const mine = step === 'assess' || step === 'appeal';
  if (rater.own && !mine) return 'ownFile';
  if (!rule.who(rater)) return 'notAllowed';
  return rule.from.includes(file.state) ? rule.to : 'wrongState';
}

/**
 * What is wrong with a level that is proposed or decided: above what the rules give it never is; below it only
 * with a reason. Where the rules leave it open a reason is needed too.
 */
export function levelFault(
  { level: computed, possible }: Pick<Computed, 'level' | 'possible'>,
  level: Level,
  why: string | undefined,
): EvaluationFault | undefined {
  if (!computed) {
    if (!why) return 'noLevel';
    return possible.includes(level) ? undefined : 'above';
  }
  const difference = levels.indexOf(level) - levels.indexOf(computed);
  if (difference < 0) return 'above';
  return difference > 0 && !why ? 'lowerNeedsWhy' : undefined;
}

export const signs = ['late', 'lastDay', 'bulk', 'extended', 'returned', 'noEvidence'] as const;
/** Signs of chasing achievements, beside the score and never in it. */
export type Sign = (typeof signs)[number];

// Within so many days of a period's end much that is closed at once was closed for it.
const bulkDays = 3;

/** Counts of signs in a file's products, each of how many done. */
export function signsOf(
  products: readonly FileProduct[],
  to: PlainDate,
): { sign: Sign; count: number; of: number }[] {
  const done = products.filter((one) => one.done);
  const from = new Date(Date.parse(`${to}T00:00:00Z`) - (bulkDays - 1) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const count = (is: (one: FileProduct) => boolean, of = done) => of.filter(is).length;
  const all = (sign: Sign, number: number) => ({ sign, count: number, of: done.length });
  return [
    all(
      'late',
      count((one) => one.late > 0),
    ),
    all(
      'lastDay',
      count((one) => one.lastDay),
    ),
    all(
      'bulk',
      count((one) => one.doneOn !== null && one.doneOn >= from),
    ),
    all(
      'extended',
      count((one) => one.extended > 0),
    ),
    all(
      'returned',
      count((one) => one.returned > 0),
    ),
    all(
      'noEvidence',
      count((one) => one.sourceType === 'own' && !one.evidence),
    ),
  ].filter((one) => one.count > 0);
}

/** The criteria that people give points for in a round: of its own table, or of its rules. */
export function criteriaOf(round: Pick<Round, 'criteria' | 'rulesCode'>): readonly RubricCriterion[] {
  if (round.criteria) return round.criteria;
  const rules = round.rulesCode ? evaluationRulesOf(round.rulesCode) : undefined;
  return rules?.form === 'points' ? rules.commonCriteria : [];
}
