import type { PersonId, PostId, UnitId } from '../organization/organization.ts';

export type Role = 'clerk' | 'officer' | 'head' | 'chair' | 'administrator' | 'auditor';

/** Somebody acting in one of their posts. */
export interface Actor {
  person: PersonId;
  post: PostId;
  unit: UnitId;
  role: Role;
}

/**
 * What can be done to a case. `work`: the officer's steps; `approve`: what only a head decides;
 * `openIdentity`: see who is behind a sealed matter.
 */
export type CaseAction = 'view' | 'work' | 'approve' | 'openIdentity';

/** What is asked about. Only what the decision needs to know of a case. */
export interface CaseSubject {
  unit: UnitId;
  /** Sealed matters belong to their named handlers and to nobody else, whatever their rank. */
  sealed: boolean;
  handlers: readonly PersonId[];
}

/** A decision with the reason that the one refused may be told. */
export type Decision = { allowed: true } | { allowed: false; why: 'sealed' | 'otherUnit' | 'role' };

const yes: Decision = { allowed: true };
const no = (why: 'sealed' | 'otherUnit' | 'role'): Decision => ({ allowed: false, why });

const rolesFor: Record<CaseAction, readonly Role[]> = {
  view: ['clerk', 'officer', 'head', 'chair', 'auditor'],
  work: ['clerk', 'officer', 'head', 'chair'],
  approve: ['head', 'chair'],
  openIdentity: ['clerk', 'officer', 'head', 'chair'],
};

/** Roles whose sight reaches beyond their own unit, for matters that are not sealed. */
const reach: Partial<Record<CaseAction, readonly Role[]>> = {
  view: ['chair', 'auditor'],
  approve: ['chair'],
};

/**
 * May this actor do this to this case? The one place that answers; pages, API and lists all ask here.
 */
export function decide(actor: Actor, action: CaseAction, subject: CaseSubject): Decision {
  if (!rolesFor[action].includes(actor.role)) return no('role');
  if (subject.sealed) return subject.handlers.includes(actor.person) ? yes : no('sealed');
  if (action === 'openIdentity') return no('role');
  if (actor.unit === subject.unit || reach[action]?.includes(actor.role)) return yes;
  return no('otherUnit');
}

/** Whether lists show the actor the cases of every unit or of the own one only; sealed ones apart. */
export function seesAllUnits(actor: Actor): boolean {
  return reach.view?.includes(actor.role) ?? false;
}

/** May this actor see any case at all? */
export function worksWithCases(actor: Actor): boolean {
  return rolesFor.view.includes(actor.role);
}
