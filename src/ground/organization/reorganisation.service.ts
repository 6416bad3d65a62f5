import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { once } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type { SignedIn } from '../access/session.ts';
import type { Services } from '../services.ts';
import { type PostId, type Unit, type UnitId, unitsOn } from './organization.ts';
import {
  abolishPosts,
  changeUnits,
  closeUnits,
  codesTaken,
  digestOfMoves,
  dueReorganisations,
  type Ground,
  insertReorganisation,
  insertSuccessions,
  insertUnits,
  lockOrganization,
  lockReorganisation,
  type Moved,
  moveDuties,
  movePosts,
  postsOf,
  type Reorganisation,
  type UnitPost,
  unitsBegunOn,
  unitsChangedAfter,
  updateReorganisation,
} from './reorganisation.store.ts';
import {
  kindOf,
  type Operation,
  type PlanProblem,
  planProblems,
  type ReorganisationId,
  type SuccessionLine,
  successions,
  unitsAfter,
} from './reorganisation.ts';
import type { UnitWork, WorkGroup } from './work.ts';

/** A plan that cannot be carried out as it stands. */
export class PlanRefused extends Error {
  constructor(readonly problems: PlanProblem[]) {
    super(problems.map((problem) => problem.fault).join(', '));
  }
}

/** Everything that would happen on the day, before anything does. */
export interface Preview {
  before: Unit[];
  after: Unit[];
  problems: PlanProblem[];
  /** Open work of each unit that gives any away, and where it goes; `to` null is without an owner. */
  work: (WorkGroup & { type: string; to: UnitId | null })[];
  posts: { post: UnitPost; to: UnitId | null }[];
  /** Units after the change with more than one head. */
  severalHeads: Unit[];
}

export interface Plan {
  units: Unit[];
  after: Unit[];
  succession: Map<UnitId, SuccessionLine[]>;
  closing: UnitId[];
  posts: UnitPost[];
  problems: PlanProblem[];
}

/** Reads what a plan stands on, and what it comes to. */
export async function readPlan(tx: Queries, operations: readonly Operation[], day: PlainDate): Promise<Plan> {
  const units = await unitsOn(tx, day);
  const closing = operations.filter((one) => one.do === 'close').map((one) => one.unit);
  const [posts, taken, changedLater, begun] = await Promise.all([
    postsOf(
      tx,
      units.map((unit) => unit.id),
      day,
    ),
    codesTaken(
      tx,
      operations.flatMap((one) => (one.do === 'found' ? one.code : [])),
    ),
    unitsChangedAfter(tx, day),
    unitsBegunOn(tx, day),
  ]);
  return {
    units,
    after: unitsAfter(units, operations),
    succession: successions(operations),
    closing,
    posts,
    problems: planProblems(units, operations, { takenCodes: taken, posts, changedLater, begun }),
  };
}

/** Where each post goes that does not stay: as the plan says, else with its unit. */
function postMoves(plan: Plan, operations: readonly Operation[]): { post: UnitPost; to: UnitId | null }[] {
  return plan.posts.flatMap((post) => {
    const named = operations.find(
      (one) => (one.do === 'movePost' || one.do === 'abolishPost') && one.post === post.id,
    );
    if (named) return { post, to: named.do === 'movePost' ? named.to : null };
    const close = operations.find((one) => one.do === 'close' && one.unit === post.unitId);
    return close?.do === 'close' ? { post, to: close.to } : [];
  });
}

/** What a reorganisation would do if its day were now. */
export async function preview(services: Services, row: Reorganisation): Promise<Preview> {
  const { db, work } = services;
  const plan = await readPlan(db, row.operations, row.effectiveOn);
  const from = [...plan.succession.keys()];
  const groups = await Promise.all(
    work.map(async (one) =>
      (await one.open(db, from)).map((group) => {
        const line = plan.succession.get(group.unit) ?? [];
        const to =
          line.find((part) => part.part === 'area' && group.area && part.items.includes(group.area)) ??
          line.find((part) => part.part === 'kind' && part.items.includes(group.kind)) ??
          line.find((part) => part.part === 'rest');
        const stays = plan.closing.includes(group.unit) ? null : group.unit;
        return { ...group, type: one.type, to: to?.to ?? stays };
      }),
    ),
  );
  const moves = postMoves(plan, row.operations);
  const headsOf = (unit: UnitId) =>
    plan.posts.filter((post) => {
      const move = moves.find((one) => one.post.id === post.id);
      return post.role === 'head' && (move ? move.to === unit : post.unitId === unit);
    }).length;
  return {
    before: plan.units,
    after: plan.after,
    problems: plan.problems,
    work: groups.flat(),
    posts: moves,
    severalHeads: plan.after.filter((unit) => headsOf(unit.id) > 1),
  };
}

/** Drafts a reorganisation under its legal ground. */
export async function draft(
  services: Services,
  actor: SignedIn,
  ground: Ground,
  key: string,
  operations: Operation[] = [],
): Promise<ReorganisationId> {
  const { result } = await once(
    services.db,
    `post:${actor.post}`,
    key,
    { ground, operations },
    async (tx) => {
      const id: ReorganisationId = newId();
      await insertReorganisation(tx, {
        ...ground,
        id,
        operations,
        draftedBy: actor.person,
        draftedAt: services.clock(),
      });
      return { id };
    },
  );
  return result.id;
}

/**
 * Changes a draft; the same key again changes nothing more.
 *
 * @param change makes the change from the draft as it is
 * @param request `asked`: what was sent, by which a repeat is known
 *
 * @throws HttpError 409 when somebody else has changed it since `version`
 */
export async function changeDraft(
  services: Services,
  actor: SignedIn,
  id: ReorganisationId,
  change: (row: Reorganisation) => Partial<Ground & { operations: Operation[] }>,
  request: { key: string; version: number; asked: unknown },
): Promise<void> {
  await once(services.db, `post:${actor.post}`, request.key, { id, asked: request.asked }, async (tx) => {
    const row = await lockReorganisation(tx, id);
    if (!row) throw notFound();
    if (row.state !== 'draft' || row.version !== request.version) throw new HttpError(409, 'conflict');
    const version = row.version + 1;
    await updateReorganisation(tx, { ...row, ...change(row), version });
    await enter(services, tx, row, version, 'changed', actor, {});
    return { version };
  });
}

export const decisions = ['submit', 'sendBack', 'withdraw', 'approve'] as const;
export type ReorganisationDecision = (typeof decisions)[number];

const decisionFrom: Record<ReorganisationDecision, readonly Reorganisation['state'][]> = {
  submit: ['draft'],
  sendBack: ['submitted'],
  withdraw: ['draft', 'submitted', 'approved'],
  approve: ['submitted'],
};
const decisionTo = {
  submit: 'submitted',
  sendBack: 'draft',
  withdraw: 'withdrawn',
  approve: 'approved',
} as const;

/** What can be decided now; the drafter never approves. */
export function possibleDecisions(row: Reorganisation, actor: SignedIn): ReorganisationDecision[] {
  return decisions.filter(
    (one) => decisionFrom[one].includes(row.state) && !(one === 'approve' && row.draftedBy === actor.person),
  );
}

/**
 * Takes a reorganisation one step on: submitted for approval, sent back, withdrawn, or approved by a
 * second person. Approved with its day already come, it is carried out at once.
 *
 * @throws PlanRefused when it may not proceed as it stands
 * @throws HttpError 403 when the drafter would approve the own draft, 409 when it has changed
 */
export async function decideOn(
  services: Services,
  actor: SignedIn,
  id: ReorganisationId,
  decision: ReorganisationDecision,
  request: { key: string; version: number },
): Promise<void> {
  const { db, clock } = services;
  await once(db, `post:${actor.post}`, request.key, { id, decision }, async (tx) => {
    const row = await lockReorganisation(tx, id);
    if (!row) throw notFound();
    if (row.version !== request.version || !decisionFrom[decision].includes(row.state))
      throw new HttpError(409, 'conflict');
    if (decision === 'approve' && row.draftedBy === actor.person) throw new HttpError(403, 'forbidden');
    if (decision === 'submit' || decision === 'approve') {
      const { problems } = await readPlan(tx, row.operations, row.effectiveOn);
      if (problems.length > 0) throw new PlanRefused(problems);
    }
    const version = row.version + 1;
    const approval =
      decision === 'approve'
        ? { approvedBy: actor.person, approvedName: actor.personName, approvedAt: clock() }
        : { approvedBy: null, approvedAt: null };
    await updateReorganisation(tx, { ...row, ...approval, state: decisionTo[decision], version });
    await enter(services, tx, row, version, decision, actor, {});
    return { version };
  });
  if (decision === 'approve') await carryOutDue(services);
}

/** Carries out what is approved and due, each by itself. Safe to run twice, late and at the same time. */
export async function carryOutDue(services: Services): Promise<void> {
  for (const id of await dueReorganisations(services.db, dayInVietnam(services.clock())))
    await carryOut(services, id);
}

/**
 * Carries out an approved reorganisation in one transaction. The bulk moves while the old units are
 * still open to newcomers; then they are closed, which waits for whoever is just writing about them,
 * and what came in meanwhile is moved as well. No date of any duty is touched.
 *
 * @throws PlanRefused when the organisation has changed since the approval so that it no longer fits
 */
export async function carryOut(services: Services, id: ReorganisationId): Promise<Moved | undefined> {
  const { db, clock, work, site, cache } = services;
  return db.transaction(
    async (tx) => {
      // A hundred thousand cases take seconds; the usual limits are for requests.
      await tx.run(sql`set local statement_timeout = '10min'`);
      await lockOrganization(tx);
      const row = await lockReorganisation(tx, id);
      // Carried out by another process a moment ago.
      if (row?.state !== 'approved') return undefined;
      const plan = await readPlan(tx, row.operations, row.effectiveOn);
      if (plan.problems.length > 0) throw new PlanRefused(plan.problems);
      const outcome = await apply(tx, work, row, plan);
      const carried: Reorganisation = {
        ...row,
        state: 'carriedOut',
        carriedOutAt: clock(),
        outcome,
        version: row.version + 1,
      };
      await updateReorganisation(tx, carried);
      const { work: byType, ...counts } = outcome;
      await enter(services, tx, row, carried.version, 'carriedOut', undefined, {
        ...Object.fromEntries(Object.entries(byType).map(([type, count]) => [`moved_${type}`, count])),
        moved_duties: counts.duties,
        moved_posts: counts.posts,
        units_founded: counts.unitsFounded,
        units_closed: counts.unitsClosed,
        digest: counts.digest,
      });
      tx.afterCommit(() => {
        site.forget();
        cache.clear();
      });
      return outcome;
    },
    { patient: true },
  );
}

/** Writes everything a plan changes; the caller holds the organisation and has looked for problems. */
export async function apply(
  tx: Queries,
  work: readonly UnitWork[],
  row: Pick<Reorganisation, 'id' | 'operations' | 'effectiveOn'>,
  plan: Plan,
): Promise<Moved> {
  const { id, operations, effectiveOn: day } = row;
  const before = new Map(plan.units.map((unit) => [unit.id, unit]));
  const founded = plan.after.filter((unit) => !before.has(unit.id));
  const changed = plan.after.filter((unit) => {
    const was = before.get(unit.id);
    return was !== undefined && JSON.stringify(was) !== JSON.stringify(unit);
  });
  await insertUnits(tx, founded, day);
  await insertSuccessions(tx, id, day, plan.succession);

  const moved: Record<string, number> = {};
  const moveAll = async () => {
    for (const [from, lines] of plan.succession) {
      for (const one of work)
        moved[one.type] = (moved[one.type] ?? 0) + (await one.move(tx, from, lines, id));
    }
    return moveDuties(tx, id, plan.succession);
  };
  let duties = await moveAll();
  const posts = postMoves(plan, operations);
  const postsMoved = await movePosts(
    tx,
    posts.flatMap(({ post, to }) => (to ? { post: post.id, to } : [])),
    day,
  );
  await abolishPosts(
    tx,
    posts.flatMap(({ post, to }): PostId[] => (to ? [] : [post.id])),
    day,
  );
  await changeUnits(tx, changed, day);
  await closeUnits(tx, plan.closing, day);
  // From here on nobody can enter anything for the closed units: the last newcomers follow.
  duties += await moveAll();
  return {
    work: moved,
    duties,
    posts: postsMoved,
    unitsFounded: founded.length,
    unitsClosed: plan.closing.length,
    digest: await digestOfMoves(tx, id),
  };
}

async function enter(
  services: Services,
  tx: Transaction,
  row: Pick<Reorganisation, 'id' | 'operations' | 'number' | 'on' | 'effectiveOn'>,
  seq: number,
  step: string,
  actor: SignedIn | undefined,
  facts: Record<string, string | number>,
): Promise<void> {
  await services.record.append(tx, {
    type: `reorganisation.${step}`,
    subject: row.id,
    seq,
    role: actor?.role ?? 'system',
    unit: actor?.unitCode ?? null,
    facts: {
      kind: kindOf(row.operations),
      ground: `${row.number}, ${row.on}`,
      effective_on: row.effectiveOn,
      ...facts,
    },
    sealed: { post: actor?.post ?? null },
  });
}
