import type { SignedIn } from '../../ground/access/session.ts';
import type { PersonId, UnitId } from '../../ground/organization/organization.ts';
import { abolishPosts } from '../../ground/organization/reorganisation.store.ts';
import { left, StaffRefused } from '../../ground/organization/staff.service.ts';
import { paths } from '../../ground/places.ts';
import { Refused } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { takeStep as takeKnown } from '../../ground/step/take.ts';
import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { addDays, dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { knownReductionSteps, knownSteps } from './known.ts';
import {
  groundFor,
  mayTake,
  type PlanId,
  type Reduction,
  type ReductionFault,
  type ReductionId,
  type ReductionStep,
  takeReductionStep,
} from './reduction.ts';
import {
  insertPlan,
  insertQuota,
  insertReduction,
  lockReduction,
  putTarget,
  updateReduction,
} from './staffing.store.ts';
import { faultTexts } from './texts.ts';

/** Thrown when nothing was changed. */
export class ReductionRefused extends Refused {
  constructor(readonly fault: ReductionFault) {
    super({ vi: faultTexts.vi[fault], en: faultTexts.en[fault] });
  }
}

/** Enters a step of a reduction: its route and ground, never whose it is. */
async function enter(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  row: Reduction,
  type: string,
): Promise<void> {
  await services.record.append(tx, {
    type: `reduction.${type}`,
    subject: row.id,
    seq: row.version,
    role: officer.role,
    unit: officer.unitCode,
    facts: {
      plan: row.planId,
      route: row.route,
      ground: row.groundCode,
      effective_on: row.effectiveOn,
      state: row.state,
      ...(row.leftOn && { left_on: row.leftOn }),
    },
    sealed: { post: officer.post, person: row.personId, cost: row.cost, ratings: row.ratings },
  });
}

/** What a proposal says. */
export type Proposal = Pick<
  Reduction,
  | 'planId'
  | 'unitId'
  | 'postTitle'
  | 'postId'
  | 'personId'
  | 'personName'
  | 'route'
  | 'effectiveOn'
  | 'cost'
  | 'ratings'
>;

/** Proposes a reduction under the decree in force on its day. @throws ReductionRefused */
export async function propose(
  services: Services,
  officer: SignedIn,
  proposal: Proposal,
  key: string,
): Promise<void> {
  const { effectiveOn, unitId } = proposal;
  if (!mayTake(officer, 'propose', unitId)) throw new ReductionRefused('notAllowed');
  const ground = groundFor(effectiveOn);
  if (ground === 'notInForce') throw new ReductionRefused('notInForce');
  const taking = { step: knownSteps.propose, page: paths.deskStaffing, key, request: proposal };
  await takeKnown(services, officer, taking, async (tx) => {
    const row: Reduction = {
      ...proposal,
      id: newId(),
      version: 1,
      unitNow: unitId,
      groundCode: ground.code,
      state: 'proposed',
      proposedBy: officer.person,
      leftOn: null,
    };
    await insertReduction(tx, row);
    await enter(services, tx, officer, row, 'proposed');
    return { id: row.id };
  });
}

/**
 * Takes a reduction a step on. Whoever leaves holds the post no more from the next day on, and their
 * sessions in it end.
 *
 * @throws ReductionRefused, HttpError 409 when it has changed
 */
export async function takeStep(
  services: Services,
  officer: SignedIn,
  id: ReductionId,
  step: ReductionStep,
  asked: { key: string; version: number | undefined; leftOn: PlainDate | undefined },
): Promise<void> {
  const today = dayInVietnam(services.clock());
  const request = { id, step, leftOn: asked.leftOn ?? null };
  const taking = { step: knownReductionSteps[step], page: paths.deskStaffing, key: asked.key, request };
  await takeKnown(services, officer, taking, async (tx) => {
    const row = await lockReduction(tx, id);
    if (!row || !mayTake(officer, 'propose', row.unitNow)) throw notFound();
    if (!mayTake(officer, step, row.unitNow)) throw new ReductionRefused('notAllowed');
    if (asked.version !== undefined && row.version !== asked.version) throw new HttpError(409, 'conflict');
    const next = takeReductionStep(row, step, officer.person, { today, leftOn: asked.leftOn });
    if (
      next === 'wrongState' ||
      next === 'ownProposal' ||
      next === 'future' ||
      next === 'notInForce' ||
      next === 'notAllowed' ||
      next === 'beforeEffective' ||
      next === 'lastHandler'
    )
      throw new ReductionRefused(next);
    const leftOn = next === 'left' ? (asked.leftOn ?? null) : null;
    const after: Reduction = { ...row, state: next, leftOn, version: row.version + 1 };
    await updateReduction(tx, after, step === 'approve' ? officer.person : null);
    // A reduction reduces: the post ends with whoever held it, and nobody can be put into it again.
    if (leftOn && row.personId) await leaves(services, tx, row.personId, row.unitNow);
    if (leftOn && row.postId) await abolishPosts(tx, [row.postId], addDays(leftOn, 1));
    await enter(services, tx, officer, after, step);
    return { version: after.version };
  });
}

/** Whoever leaves by a reduction leaves nothing behind that nobody else could open. */
async function leaves(services: Services, tx: Queries, person: PersonId, unit: UnitId): Promise<void> {
  try {
    await left(services, tx, person, unit);
  } catch (error) {
    throw error instanceof StaffRefused ? new ReductionRefused('lastHandler') : error;
  }
}

async function codeOf(tx: Queries, unit: UnitId): Promise<string> {
  return (await tx.one<{ code: string }>(sql`select code from unit where id = ${unit}`)).code;
}

/** Makes a plan with its targets by unit and year. */
export async function makePlan(
  services: Services,
  officer: SignedIn,
  plan: { title: string; ground: string; fromYear: number; toYear: number },
  key: string,
): Promise<void> {
  const taking = { step: knownSteps.plan, page: paths.deskStaffing, key, request: plan };
  await takeKnown(services, officer, taking, async (tx) => {
    const id: PlanId = newId();
    await insertPlan(tx, { ...plan, id, title: { vi: plan.title, en: plan.title } });
    await services.record.append(tx, {
      type: 'reduction.planMade',
      subject: id,
      seq: 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: { ground: plan.ground, from_year: plan.fromYear, to_year: plan.toYear },
    });
    return { id };
  });
}

/** Sets what a unit is to reduce in a year of a plan. */
export async function setTarget(
  services: Services,
  officer: SignedIn,
  target: { plan: PlanId; unit: UnitId; year: number; posts: number },
  key: string,
): Promise<void> {
  const taking = { step: knownSteps.target, page: paths.deskStaffing, key, request: target };
  await takeKnown(services, officer, taking, async (tx) => {
    await putTarget(tx, target);
    await services.record.append(tx, {
      type: 'reduction.targetSet',
      subject: newId(),
      seq: 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: {
        plan: target.plan,
        of_unit: await codeOf(tx, target.unit),
        year: target.year,
        posts: target.posts,
      },
    });
    return {};
  });
}

/** Notes the approved posts of a unit for a year; earlier decisions stay. */
export async function setQuota(
  services: Services,
  officer: SignedIn,
  quota: { unit: UnitId; year: number; approved: number; ground: string; on: PlainDate },
  key: string,
): Promise<void> {
  const taking = { step: knownSteps.quota, page: paths.deskStaffing, key, request: quota };
  await takeKnown(services, officer, taking, async (tx) => {
    const id = newId();
    await insertQuota(tx, { ...quota, id, at: services.clock() });
    await services.record.append(tx, {
      type: 'staffing.quotaSet',
      subject: id,
      seq: 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: {
        of_unit: await codeOf(tx, quota.unit),
        year: quota.year,
        approved: quota.approved,
        ground: quota.ground,
      },
    });
    return { id };
  });
}
