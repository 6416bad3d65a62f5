import type { PersonId, PostId, UnitId } from '../organization/organization.ts';

export const roles = ['clerk', 'officer', 'head', 'chair', 'administrator', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Somebody acting in one of their posts, or in a post delegated to them. */
export interface Actor {
  person: PersonId;
  post: PostId;
  unit: UnitId;
  role: Role;
  /** Units whose open matters the post sees: for a chair those under the own one, for an auditor all. */
  reach: 'all' | readonly UnitId[];
  /** Single matters delegated to the person today, of whichever unit. */
  matters: readonly string[];
}

/**
 * What can be done to a case. `work`: the officer's steps; `approve`: what only a head decides;
 * `openIdentity`: see who is behind a sealed matter.
 */
export const caseActions = ['view', 'work', 'approve', 'openIdentity'] as const;
export type CaseAction = (typeof caseActions)[number];

/** What is asked about. Only what the decision needs to know of a case. */
export interface CaseSubject {
  id: string;
  unit: UnitId;
  /** Sealed matters belong to their named handlers and to nobody else, whatever their rank. */
  sealed: boolean;
  handlers: readonly PersonId[];
}

/** Why not; each can be told to the one refused, for none says more than that a rule exists. */
export type WhyNot = 'sealed' | 'otherUnit' | 'role';

/** Why; each names the rule that lets somebody in. */
export type Why = 'handler' | 'ownUnit' | 'unitsUnder' | 'inspection' | 'delegated';

export type Decision = { allowed: true; why: Why } | { allowed: false; why: WhyNot };

const yes = (why: Why): Decision => ({ allowed: true, why });
const no = (why: WhyNot): Decision => ({ allowed: false, why });

const rolesFor: Record<CaseAction, readonly Role[]> = {
  view: ['clerk', 'officer', 'head', 'chair', 'auditor'],
  work: ['clerk', 'officer', 'head', 'chair'],
  approve: ['head', 'chair'],
  openIdentity: ['clerk', 'officer', 'head', 'chair'],
};

/** Whether somebody does the work of a unit: of their own one, in a post that works. */
export function worksIn(actor: Pick<Actor, 'unit' | 'role'>, unit: UnitId): boolean {
  return actor.unit === unit && rolesFor.work.includes(actor.role);
}

/** Whether a post is that of a head: it approves and signs for its unit. */
export function isHead(role: Role): boolean {
  return rolesFor.approve.includes(role);
}

/** Whether somebody leads a unit: as its head, or as the head of one above it. */
export function leads(actor: Pick<Actor, 'unit' | 'role' | 'reach'>, unit: UnitId): boolean {
  return isHead(actor.role) && seesUnit(actor, unit);
}

/** Whether somebody sees what a unit has: its own people, those above, inspection; no administrator. */
export function seesUnit(actor: Pick<Actor, 'unit' | 'role' | 'reach'>, unit: UnitId): boolean {
  if (actor.role === 'administrator') return false;
  return actor.unit === unit || actor.reach === 'all' || actor.reach.includes(unit);
}

/** Units whose matters somebody sees: the own one and those that the post reaches. */
export function unitsSeen(actor: Pick<Actor, 'unit' | 'reach'>): 'all' | UnitId[] {
  return actor.reach === 'all' ? 'all' : [...new Set([actor.unit, ...actor.reach])];
}

/** Actions for which sight beyond the own unit is enough, where the matter is not sealed. */
const reaching: readonly CaseAction[] = ['view', 'approve'];

/** What a matter delegated by itself allows. */
const delegable: readonly CaseAction[] = ['view', 'work'];

/**
 * May this actor do this to this case? The one place that answers; pages, API, lists and the database's
 * own floor agree with it, and a test compares them.
 */
export function decide(actor: Actor, action: CaseAction, subject: CaseSubject): Decision {
  if (!rolesFor[action].includes(actor.role)) return no('role');
  if (subject.sealed) return subject.handlers.includes(actor.person) ? yes('handler') : no('sealed');
  if (action === 'openIdentity') return no('role');
  if (actor.unit === subject.unit) return yes('ownUnit');
  if (reaching.includes(action)) {
    if (actor.reach === 'all') return yes('inspection');
    if (actor.reach.includes(subject.unit)) return yes('unitsUnder');
  }
  if (delegable.includes(action) && actor.matters.includes(subject.id)) return yes('delegated');
  return no('otherUnit');
}

/** May this actor see any case at all? */
export function worksWithCases(actor: Actor): boolean {
  return rolesFor.view.includes(actor.role);
}

/** May this actor change anything but their own account? Inspection looks at everything and touches nothing. */
export function worksAnywhere(actor: Pick<Actor, 'role'>): boolean {
  return rolesFor.work.includes(actor.role);
}

/** What can be done to the organisation itself and to whom it consists of. */
export type OrganizationAction =
  | 'draftReorganisation'
  | 'approveReorganisation'
  | 'managePeople'
  | 'delegate';

const organizationRoles: Record<OrganizationAction, readonly Role[]> = {
  draftReorganisation: ['administrator', 'chair'],
  approveReorganisation: ['administrator', 'chair'],
  managePeople: ['administrator'],
  delegate: ['head', 'chair', 'officer', 'clerk'],
};

/** May this actor change the organisation so? A second person approves; that is asked where it is done. */
export function mayOrganize(actor: Actor, action: OrganizationAction): boolean {
  return organizationRoles[action].includes(actor.role);
}
