import type { Actor } from '../../ground/access/decision.ts';
import { isHead, seesUnit } from '../../ground/access/decision.ts';
import { requireSecondFactor, type SignedIn } from '../../ground/access/session.ts';
import { applyChanges, type DutyChange } from '../../ground/duty/changes.ts';
import { dutiesOf, insertDuty, updateDuty } from '../../ground/duty/duty.store.ts';
import { type FigureTotal, totalOf } from '../../ground/figure/catalogue.ts';
import { ruleOn } from '../../ground/law/catalogue.ts';
import { dueDate } from '../../ground/law/clock.ts';
import { evaluationRulesOf, type Level, levels } from '../../ground/law/evaluation-rules.ts';
import { type UnitId, type UnitKind, unitsUnder } from '../../ground/organization/organization.ts';
import { Refused } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { takeStep as takeKnown, takeOnPage } from '../../ground/step/take.ts';
import type { Queries, Transaction } from '../../platform/database/database.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, endOfYesterday, firstOfMonth, type PlainDate } from '../../platform/time.ts';
import { knownFileSteps, knownSteps } from './known.ts';
import { evaluationPaths as to } from './paths.ts';
import {
  type Commendation,
  filesOf,
  insertCommendation,
  insertFileEvent,
  insertOwnProduct,
  insertPeople,
  insertRound,
  insertRubric,
  insertUnitFiles,
  judgeProduct,
  leadsUnit,
  levelsBelow,
  levelsOfPeople,
  lockFile,
  lockRound,
  prefill,
  productsOf,
  type Rubric,
  readRound,
  unitLevel,
  updateFile,
  updateRound,
} from './round.store.ts';
import {
  type Computed,
  computeFile,
  criteriaOf,
  type EvaluationFault,
  type File,
  type FileId,
  type FileProduct,
  type FileStep,
  type Given,
  levelFault,
  mayStep,
  periodOf,
  type Rater,
  type Round,
  type RoundId,
  rubricLevel,
  rubricPoints,
} from './round.ts';
import { type AutomaticFlag, capLines, type LeaderShares, type LedUnits } from './score.ts';
import { faultTexts } from './texts.ts';

/** A form that was made for something as it was, and that is sent once. */
interface Asked {
  version?: number | undefined;
  key?: string | undefined;
}

/** Thrown when nothing was changed. */
export class EvaluationRefused extends Refused {
  /** @param about the criterion that it is about, where it is about one */
  constructor(
    readonly fault: EvaluationFault,
    about?: string,
  ) {
    super({ vi: faultTexts.vi[fault], en: faultTexts.en[fault] }, fieldOf(fault, about));
  }
}

/** The field of a form at which a fault is said; undefined where it is about the whole. */
function fieldOf(fault: EvaluationFault, about = ''): string | undefined {
  switch (fault) {
    case 'needsText':
    case 'lowerNeedsWhy':
      return 'text';
    case 'above':
    case 'noLevel':
    case 'worse':
      return 'level';
    case 'tooMany':
      return `points-${about}`;
    case 'needsWhyPoints':
      return `why-${about}`;
    case 'capBroken':
      return 'why';
    default:
      return undefined;
  }
}

/** Kinds of units that rate their own people; offices of other kinds belong to the agency above them. */
export const agencies: readonly UnitKind[] = [
  'party',
  'province',
  'district',
  'committee',
  'front',
  'ward',
  'commune',
  'township',
];

const leading = (actor: Actor) => isHead(actor.role);

/** Somebody who rates or is rated, and whether they lead their unit: nobody else of it does, whatever their title. */
export type RatingActor = SignedIn & { top: boolean };

/** Asks whether somebody leads their unit today. */
export async function asRater(db: Queries, officer: SignedIn, day: PlainDate): Promise<RatingActor> {
  return { ...officer, top: leading(officer) && (await leadsUnit(db, officer.unit, officer.role, day)) };
}

/** Whether somebody opens and decides rounds of a unit. */
export function decidesFor(actor: Pick<RatingActor, 'unit' | 'top'>, unit: UnitId): boolean {
  return actor.top && actor.unit === unit;
}

/** Who somebody is to a file. */
export function raterOf(
  actor: RatingActor,
  round: Pick<Round, 'unitId'>,
  file: Pick<File, 'personId' | 'unitId' | 'decidedBy'>,
): Rater {
  // A unit's file is its own head's to assess, and nobody's person.
  const own =
    file.personId === null ? actor.top && actor.unit === file.unitId : file.personId === actor.person;
  return {
    person: actor.person,
    own,
    leads: actor.top && actor.unit === file.unitId,
    decides: decidesFor(actor, round.unitId),
    answers: leading(actor) && seesUnit(actor, round.unitId) && actor.person !== file.decidedBy,
  };
}

/**
 * Whether somebody sees a file whole: whose it is, who leads where they work, who decides; who answers an appeal, while
 * there is one. Nobody else.
 */
export function seesFile(
  actor: RatingActor,
  round: Pick<Round, 'unitId'>,
  file: Pick<File, 'personId' | 'unitId' | 'decidedBy' | 'state'>,
): boolean {
  const { own, leads, decides, answers } = raterOf(actor, round, file);
  return own || leads || decides || (answers && file.state === 'appealed');
}

/** Opens a round. People's files are filled from the record at once. */
export async function openRound(
  services: Services,
  officer: RatingActor,
  given: Pick<
    Round,
    'subject' | 'year' | 'quarter' | 'rulesCode' | 'criteria' | 'title' | 'capShare' | 'capWhy'
  > & { units: readonly UnitId[] },
  key: string,
): Promise<RoundId> {
  if (!officer.top) throw new EvaluationRefused('notAllowed');
  const { units, ...rest } = given;
  const today = dayInVietnam(services.clock());
  // An office of an agency does not rate its own people: the agency does.
  const unit = await services.site.unit(officer.unit);
  if (given.subject === 'people' && (!unit || !agencies.includes(unit.kind)))
    throw new EvaluationRefused('notAgency');
  const taking = { step: knownSteps.open, page: to.desk, key, request: given };
  const result = await takeKnown(services, officer, taking, async (tx, made) => {
    const id: RoundId = newId();
    await made(to.round(id));
    const round: Round = {
      ...rest,
      id,
      unitId: officer.unit,
      state: 'open',
      closedOn: null,
      closedWhy: null,
      version: 1,
    };
    await insertRound(tx, round, officer.post, services.clock());
    const period = periodOf(round);
    const day = period.to < today ? period.to : today;
    if (round.subject === 'people') {
      await insertPeople(tx, id, officer.unit, day, agencies);
      await prefill(tx, id, period, today, services.dutySubjects);
    } else await insertUnitFiles(tx, id, units);
    await services.record.append(tx, {
      type: 'evaluation.opened',
      subject: id,
      seq: 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: {
        of: round.subject,
        year: round.year,
        ...(round.quarter && { quarter: round.quarter }),
        rules: round.rulesCode,
      },
    });
    return { id };
  });
  return result.id;
}

/** Reads the record again into the open files of a round: what came since is added, what is there stays. */
export async function refill(
  services: Services,
  officer: RatingActor,
  id: RoundId,
  key?: string,
): Promise<void> {
  await takeOnPage(
    services,
    officer,
    knownSteps.refill,
    to.round(id),
    async (tx) => {
      const round = await lockRound(tx, id);
      if (!round || !decidesFor(officer, round.unitId)) throw notFound();
      if (round.state === 'closed' || round.subject !== 'people') throw new EvaluationRefused('closed');
      const today = dayInVietnam(services.clock());
      const added = await prefill(tx, id, periodOf(round), today, services.dutySubjects);
      await updateRound(tx, { ...round, version: round.version + 1 });
      await services.record.append(tx, {
        type: 'evaluation.readAgain',
        subject: id,
        seq: round.version + 1,
        role: officer.role,
        unit: officer.unitCode,
        facts: { added },
      });
    },
    { patient: true, key },
  );
}

/** What a leader's level rests on beside their own work. */
async function ledBy(
  db: Queries,
  round: Round,
  file: Pick<File, 'leads' | 'unitId' | 'personId'>,
): Promise<LedUnits | undefined> {
  if (!file.leads || !round.rulesCode) return undefined;
  const own = await unitLevel(db, file.unitId, round.year);
  const good = (level: Level) => level === 'excellent' || level === 'good';
  if (evaluationRulesOf(round.rulesCode).form === 'conditions') {
    const below = await levelsBelow(db, file.unitId, round.year);
    return {
      units: below.length,
      completed: below.filter((one) => one !== 'notCompleted').length,
      good: below.filter(good).length,
      own,
    };
  }
  // Of the people of the unit who do not lead it.
  const people = (await levelsOfPeople(db, round.year, file.unitId)).filter((one) => one.group !== 'lead');
  const sum = (of: typeof people) => of.reduce((all, one) => all + one.count, 0);
  return {
    units: sum(people),
    completed: sum(people.filter((one) => one.level !== 'notCompleted')),
    good: sum(people.filter((one) => good(one.level))),
    own,
  };
}

/** What a person's file comes to now. */
export async function computed(
  db: Queries,
  round: Round,
  file: File,
  products?: readonly FileProduct[],
): Promise<Computed> {
  return computeFile(round, file, products ?? (await productsOf(db, file.id)), await ledBy(db, round, file));
}

/** Figures of a unit that a table of criteria rests on, in the round's period. */
export async function rubricFigures(
  services: Services,
  round: Round,
  unit: UnitId,
): Promise<Map<string, FigureTotal>> {
  const { from, to } = periodOf(round);
  const asOf = endOfYesterday(services.clock());
  const under = await unitsUnder(services.db, unit, dayInVietnam(asOf));
  const counts = new Map<string, FigureTotal>();
  for (const code of new Set((round.criteria ?? []).flatMap((one) => one.figure ?? []))) {
    const figure = services.figures.find((one) => one.code === code);
    if (!figure) continue;
    const { cells } = await figure.count(services, { from, to: firstOfMonth(to), asOf, by: { unit: true } });
    const own = cells.filter((cell) => cell.unit !== undefined && under.includes(cell.unit));
    if (own.length > 0) counts.set(code, totalOf(own));
  }
  return counts;
}

/** What was told with a step. */
export interface StepGiven {
  text: string | undefined;
  /** Points by criterion, as far as they were told. */
  points: Record<string, number>;
  whys: Record<string, string>;
  leader: LeaderShares;
  flags: AutomaticFlag[];
  products: { position: number; weight: number; faults: number; beyond: boolean; objective: string | null }[];
  own: { title: string; evidence: string | null } | undefined;
  level: Level | undefined;
}

/** Holds a file that somebody sees, in a round that is open. */
async function held(
  tx: Queries,
  officer: RatingActor,
  id: FileId,
  version: number | undefined,
): Promise<{ round: Round; file: File; rater: Rater }> {
  const file = await lockFile(tx, id);
  const round = file && (await readRound(tx, file.roundId));
  if (!file || !round || !seesFile(officer, round, file)) throw notFound();
  if (round.state === 'closed') throw new EvaluationRefused('closed');
  if (version !== undefined && file.version !== version) throw new HttpError(409, 'conflict');
  return { round, file, rater: raterOf(officer, round, file) };
}

/** Steps before which a file is read from the record anew. */
const readsAnew: readonly FileStep[] = ['assess', 'propose', 'decide'];

const dutyContext = (services: Services, file: File, unit: UnitId, seq: number) => ({
  subjectType: 'evaluation',
  subjectId: file.id,
  unit,
  today: dayInVietnam(services.clock()),
  seq,
  calendar: services.calendar,
});

async function changeDuties(
  services: Services,
  tx: Transaction,
  file: File,
  unit: UnitId,
  changes: readonly DutyChange[],
): Promise<string> {
  const { opened, updated, fact } = applyChanges(
    await dutiesOf(tx, file.id),
    changes,
    dutyContext(services, file, unit, file.version + 1),
  );
  for (const duty of opened) await insertDuty(tx, duty);
  for (const duty of updated) await updateDuty(tx, duty);
  return fact;
}

/** Points as they are after a step; more than a criterion has, or a gift without a reason, is refused. */
function pointsAfter(
  round: Round,
  file: File,
  given: StepGiven,
  as: 'self' | 'given',
): Record<string, Given> {
  const after: Record<string, Given> = { ...file.given };
  for (const { code, most } of criteriaOf(round)) {
    const points = given.points[code];
    if (points === undefined) continue;
    if (points > most) throw new EvaluationRefused('tooMany', code);
    const why = given.whys[code];
    // Points that differ from the person's own account are explained.
    if (as === 'given' && points !== file.given[code]?.self && !why && !after[code]?.why)
      throw new EvaluationRefused('needsWhyPoints', code);
    after[code] = { ...after[code], [as]: points, ...(as === 'given' && why && { why }) };
  }
  return after;
}

/** What the rules give a file now: for people by their products, for a unit by its table. */
export async function levelNow(
  services: Services,
  tx: Queries,
  round: Round,
  file: File,
): Promise<Pick<Computed, 'level' | 'possible'>> {
  if (round.subject === 'people') return computed(tx, round, file);
  const { total, most } = rubricPoints(
    round.criteria ?? [],
    file.given,
    await rubricFigures(services, round, file.unitId),
  );
  const level = most === 0 ? undefined : rubricLevel(total, most);
  return { level, possible: level ? [level] : [] };
}

/**
 * Takes a file a step on.
 *
 * @throws EvaluationRefused, HttpError 404 or 409
 */
export async function takeStep(
  services: Services,
  officer: RatingActor,
  id: FileId,
  step: FileStep,
  given: StepGiven,
  asked: Asked,
): Promise<void> {
  const { clock, record, calendar } = services;
  const today = dayInVietnam(clock());
  const work = async (tx: Transaction) => {
    const { round, file, rater } = await held(tx, officer, id, asked.version);
    const next = mayStep(file, step, rater);
    if (next === 'notAllowed' || next === 'wrongState' || next === 'ownFile')
      throw new EvaluationRefused(next);
    // What came into the record since the round was opened counts without anybody asking for it.
    if (round.subject === 'people' && readsAnew.includes(step))
      await prefill(tx, round.id, periodOf(round), today, services.dutySubjects, id);
    let after: File = { ...file, state: next, version: file.version + 1 };
    let duties = '';
    const { text } = given;
    switch (step) {
      case 'assess':
        if (!text) throw new EvaluationRefused('needsText');
        if (given.own) await insertOwnProduct(tx, id, { ...given.own, doneOn: today });
        after = { ...after, selfText: text, given: pointsAfter(round, file, given, 'self') };
        break;
      case 'comment':
        if (!text) throw new EvaluationRefused('needsText');
        after = { ...after, collectiveText: text, collectiveOn: today };
        break;
      case 'propose':
        after = {
          ...after,
          given: pointsAfter(round, file, given, 'given'),
          leader: given.leader,
          flags: given.flags,
        };
        for (const { position, ...said } of given.products) await judgeProduct(tx, id, position, said);
        break;
      case 'decide': {
        const level = given.level ?? file.proposed;
        const from = await levelNow(services, tx, round, file);
        if (!level) throw new EvaluationRefused('noLevel');
        requireSecondFactor(officer);
        const fault = levelFault(from, level, text);
        if (fault) throw new EvaluationRefused(fault);
        after = { ...after, computed: from.level ?? null, level, levelWhy: text ?? null, decidedOn: today };
        duties = await changeDuties(services, tx, file, round.unitId, [
          { do: 'open', rule: 'DG-NOTICE', begunOn: today, owedTo: 'unit' },
        ]);
        break;
      }
      case 'notify':
        after = { ...after, notifiedOn: today };
        duties = await changeDuties(services, tx, file, round.unitId, [{ do: 'done', rule: 'DG-NOTICE' }]);
        break;
      case 'appeal': {
        if (!text) throw new EvaluationRefused('needsText');
        const rule = ruleOn('DG-APPEAL-WITHIN', file.notifiedOn ?? today);
        if (today > dueDate(rule, file.notifiedOn ?? today, calendar).due)
          throw new EvaluationRefused('tooLate');
        after = { ...after, appealText: text, appealedOn: today };
        // Owed by who answers: the level above, where there is one.
        const { units } = await services.site.read();
        const answering = units.find((one) => one.id === round.unitId)?.parentId ?? round.unitId;
        duties = await changeDuties(services, tx, file, answering, [
          { do: 'open', rule: 'DG-APPEAL', begunOn: today, owedTo: 'unit' },
        ]);
        break;
      }
      case 'answerAppeal': {
        requireSecondFactor(officer);
        if (!text) throw new EvaluationRefused('needsText');
        // An appeal corrects points and products as well as the level, and never makes it worse.
        after = {
          ...after,
          given: pointsAfter(round, file, given, 'given'),
          leader: { ...file.leader, ...given.leader },
        };
        for (const { position, ...said } of given.products) await judgeProduct(tx, id, position, said);
        const from = await levelNow(services, tx, round, after);
        const level = given.level ?? file.level;
        if (!level || !file.level) throw new EvaluationRefused('noLevel');
        if (levels.indexOf(level) > levels.indexOf(file.level)) throw new EvaluationRefused('worse');
        const fault = levelFault(from, level, text);
        if (fault) throw new EvaluationRefused(fault);
        after = {
          ...after,
          level,
          levelWhy: text,
          decidedOn: today,
          computed: from.level ?? null,
          appealAnswer: text,
        };
        duties = await changeDuties(services, tx, file, round.unitId, [{ do: 'done', rule: 'DG-APPEAL' }]);
        break;
      }
      case 'finish': {
        const rule = ruleOn('DG-APPEAL-WITHIN', file.notifiedOn ?? today);
        if (today <= dueDate(rule, file.notifiedOn ?? today, calendar).due)
          throw new EvaluationRefused('tooLate', 'open');
        break;
      }
    }
    // Where the rules and the judgements now lead is proposed; nobody types it.
    if (step === 'propose') {
      await updateFile(tx, after);
      const { level } = await levelNow(services, tx, round, after);
      after = { ...after, computed: level ?? null, proposed: level ?? null, proposedWhy: text ?? null };
    }
    await updateFile(tx, after, step === 'decide' || step === 'answerAppeal' ? officer.person : undefined);
    await insertFileEvent(tx, id, { at: clock(), type: step, post: officer.post, text: text ?? null });
    await record.append(tx, {
      type: `evaluation.${step}`,
      subject: id,
      seq: after.version - 1,
      role: officer.role,
      unit: officer.unitCode,
      // A person's level is theirs: it is bound to the entry, and not told by it.
      facts: {
        round: round.id,
        state: after.state,
        ...(duties && { duties }),
        ...(round.subject === 'units' && { level: after.level }),
      },
      sealed: { post: officer.post, level: after.level, computed: after.computed, text: text ?? null },
    });
    if (round.subject === 'units') tx.afterCommit(() => services.cache.clear());
  };
  await takeOnPage(services, officer, knownFileSteps[step], to.file(id), work, { ...asked, patient: true });
}

/**
 * Closes a round: everything is final, and more rated excellent than the cap allows needs a decision that says why.
 *
 * @throws EvaluationRefused
 */
export async function closeRound(
  services: Services,
  officer: RatingActor,
  id: RoundId,
  why: string | undefined,
  asked: Asked,
): Promise<void> {
  const work = async (tx: Transaction) => {
    const round = await lockRound(tx, id);
    if (!round || !decidesFor(officer, round.unitId)) throw notFound();
    if (asked.version !== undefined && round.version !== asked.version) throw new HttpError(409, 'conflict');
    if (round.state === 'closed') throw new EvaluationRefused('closed');
    const files = await filesOf(tx, id);
    if (files.some((one) => one.state !== 'final')) throw new EvaluationRefused('openFiles');
    const rated = files.flatMap((one) => (one.level ? [{ group: one.groupCode, level: one.level }] : []));
    const broken = round.subject === 'people' && capLines(rated, round.capShare).some((one) => one.broken);
    if (broken && !why) throw new EvaluationRefused('capBroken');
    await updateRound(tx, {
      ...round,
      state: 'closed',
      closedOn: dayInVietnam(services.clock()),
      closedWhy: why ?? null,
      version: round.version + 1,
    });
    await services.record.append(tx, {
      type: 'evaluation.closed',
      subject: id,
      seq: round.version + 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: { files: files.length, cap_broken: broken },
      sealed: { why: why ?? null },
    });
  };
  await takeOnPage(services, officer, knownSteps.close, to.round(id), work, asked);
}

/** Enters a commendation that follows from a round, for a file that is final and at least good. */
export async function commend(
  services: Services,
  officer: RatingActor,
  given: Commendation,
  key?: string,
): Promise<void> {
  const work = async (tx: Transaction) => {
    const file = await lockFile(tx, given.fileId);
    const round = file && (await readRound(tx, file.roundId));
    if (!file || !round || !decidesFor(officer, round.unitId)) throw notFound();
    if (file.state !== 'final' || (file.level !== 'excellent' && file.level !== 'good'))
      throw new EvaluationRefused('wrongState');
    if (!(await insertCommendation(tx, given, officer.post, services.clock()))) return;
    await insertFileEvent(tx, file.id, {
      at: services.clock(),
      type: 'commend',
      post: officer.post,
      text: `${given.form}. ${given.ground}`,
    });
    await updateFile(tx, { ...file, version: file.version + 1 });
    await services.record.append(tx, {
      type: 'evaluation.commended',
      subject: file.id,
      seq: file.version,
      role: officer.role,
      unit: officer.unitCode,
      facts: { round: round.id, decided_on: given.decidedOn },
      sealed: { form: given.form, ground: given.ground },
    });
  };
  await takeOnPage(services, officer, knownSteps.commend, to.file(given.fileId), work, { key });
}

/** Writes down a table of criteria for units. */
export async function addRubric(
  services: Services,
  officer: RatingActor,
  rubric: Omit<Rubric, 'id'>,
  key: string,
): Promise<void> {
  if (!officer.top) throw new EvaluationRefused('notAllowed');
  const taking = { step: knownSteps.rubric, page: to.rubrics, key, request: rubric };
  await takeKnown(services, officer, taking, async (tx) => {
    const id = newId<'rubric'>();
    await insertRubric(tx, { ...rubric, id }, officer.post, services.clock());
    await services.record.append(tx, {
      type: 'evaluation.table',
      subject: id,
      seq: 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: { name: rubric.name, criteria: rubric.criteria.length },
    });
    return { id };
  });
}
