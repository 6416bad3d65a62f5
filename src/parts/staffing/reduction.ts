import type { SignedIn } from '../../ground/access/session.ts';
import {
  type ReductionGround,
  type ReductionRoute,
  reductionGroundOn,
} from '../../ground/law/staff-reduction.ts';
import type { PersonId, PostId, UnitId } from '../../ground/organization/organization.ts';
import type { Id } from '../../platform/id.ts';
import { addDays, type PlainDate } from '../../platform/time.ts';

export type PlanId = Id<'reductionPlan'>;
export type ReductionId = Id<'reduction'>;

export const reductionStates = ['proposed', 'approved', 'left', 'withdrawn'] as const;
export type ReductionState = (typeof reductionStates)[number];

/** What can be done to a reduction. */
export const reductionSteps = ['approve', 'leave', 'withdraw'] as const;
export type ReductionStep = (typeof reductionSteps)[number];

/** One post to be reduced. */
export interface Reduction {
  id: ReductionId;
  version: number;
  planId: PlanId;
  unitId: UnitId;
  unitNow: UnitId;
  postTitle: string;
  postId: PostId | null;
  personId: PersonId | null;
  personName: string | null;
  route: ReductionRoute;
  groundCode: string;
  state: ReductionState;
  effectiveOn: PlainDate;
  /** In đồng. */
  cost: number | null;
  ratings: string | null;
  proposedBy: PersonId;
  leftOn: PlainDate | null;
}

/** Why a step cannot be taken; each is a key of the texts. */
export type ReductionFault =
  | 'wrongState'
  | 'ownProposal'
  | 'notInForce'
  | 'future'
  | 'beforeEffective'
  | 'lastHandler'
  | 'notAllowed';

/** The ground a reduction stands on by its day. @returns a fault where no decree is in force then */
export function groundFor(effectiveOn: PlainDate): ReductionGround | 'notInForce' {
  return reductionGroundOn(effectiveOn) ?? 'notInForce';
}

/** The state a step leads to; proposing and approving are for two people, and nobody leaves in the future. */
export function takeReductionStep(
  reduction: Pick<Reduction, 'state' | 'proposedBy' | 'effectiveOn'>,
  step: ReductionStep,
  by: PersonId,
  on: { today: PlainDate; leftOn: PlainDate | undefined },
): ReductionState | ReductionFault {
  const { state, proposedBy } = reduction;
  switch (step) {
    case 'approve':
      if (state !== 'proposed') return 'wrongState';
      return proposedBy === by ? 'ownProposal' : 'approved';
    case 'leave':
      if (state !== 'approved') return 'wrongState';
      if (on.leftOn === undefined || on.leftOn > on.today) return 'future';
      // The last day in the post is the one before the decision takes effect, at the earliest.
      return on.leftOn < addDays(reduction.effectiveOn, -1) ? 'beforeEffective' : 'left';
    case 'withdraw':
      return state === 'proposed' || state === 'approved' ? 'withdrawn' : 'wrongState';
  }
}

/** Whose reductions somebody sees with names: heads those of their unit, a chair those of the units under. */
export function seesNames(officer: SignedIn): readonly UnitId[] {
  if (officer.role === 'head') return [officer.unit];
  return officer.role === 'chair' && officer.reach !== 'all' ? officer.reach : [];
}

/** Who may do a step, apart from being another person than the proposer. */
export function mayTake(officer: SignedIn, step: ReductionStep | 'propose', unit: UnitId): boolean {
  if (!seesNames(officer).includes(unit)) return false;
  return step === 'approve' ? officer.role === 'chair' : true;
}
