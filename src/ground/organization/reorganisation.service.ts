import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { requireSecondFactor, type SignedIn } from '../access/session.ts';
import type { Services } from '../services.ts';
import { takeStep } from '../step/take.ts';
import { type PostId, type Unit, type UnitId, unitsOn } from './organization.ts';
import { knownReorganisation as known, reorganisationPage as to } from './reorganisation.known.ts';
import {
  abolishPosts,
  approvedPlans,
  changeUnits,
  closeUnits,
  codesTaken,
  delegationsOfPosts,
  digestOfMoves,
  dueReorganisations,
  freeAssignments,
  type Ground,
  insertReorganisation,
  insertSuccessions,
  insertUnits,
  lockOrganization,
  lockReorganisation,
  type Moved,
  moveDuties,
  movePosts,
  openDutiesOf,
  postsChangedAfter,
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
  unitsTouched,
} from './reorganisation.ts';
import { movingOf, type UnitWork, type WorkGroup } from './work.ts';

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
  /** Duties that would go along: how many, and when the first and the last of them are due. */
  duties: { count: number; first: PlainDate | null; last: PlainDate | null };
  /** Delegations that end with their posts. */
  delegations: number;
  /** Units that come under another one. */
  children: Unit[];
  /** Units after the change with more than one head or chair. */
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
export async function readPlan(
  tx: Queries,
  operations: readonly Operation[],
  day: PlainDate,
  own?: ReorganisationId,
): Promise<Plan> {
  const units = await unitsOn(tx, day);
  const closing = operations.filter((one) => one.do === 'close').map((one) => one.unit);
  const [posts, taken, changedLater, begun, laterPosts, others] = await Promise.all([
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
    postsChangedAfter(tx, day),
    approvedPlans(tx, own),
  ]);
  // What others have approved already counts as done: two plans may not found or close the same.
  for (const one of others.flatMap((plan) => plan.operations)) {
    if (one.do === 'found') taken.add(one.code);
    if (one.do === 'close') changedLater.add(one.unit);
  }
  return {
    units,
    after: unitsAfter(units, operations),
    succession: successions(operations),
    closing,
    posts,
    problems: planProblems(units, operations, {
      takenCodes: taken,
      posts,
      changedLater,
      begun,
      laterPosts,
    }),
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

/**
 * What people would be left without: a unit that takes over work must have a post, and a decision must be
 * signed before it takes effect.
 */
function ownerProblems(
  plan: Plan,
  row: Pick<Reorganisation, 'operations' | 'on' | 'effectiveOn'>,
): PlanProblem[] {
  const problems: PlanProblem[] = row.effectiveOn < row.on ? [{ fault: 'beforeGround' }] : [];
  const moves = new Map(postMoves(plan, row.operations).map(({ post, to }) => [post.id, to]));
  const staffed = new Set(plan.posts.map((post) => (moves.has(post.id) ? moves.get(post.id) : post.unitId)));
  const receivers = new Set([...plan.succession.values()].flat().map((line) => line.to));
  for (const id of receivers) {
    const unit = plan.after.find((one) => one.id === id);
    if (unit && !staffed.has(id)) problems.push({ fault: 'noPosts', about: unit.name.vi });
  }
  return problems;
}

/** What keeps a plan from being submitted, approved or carried out as things stand. */
async function allProblems(tx: Queries, row: Reorganisation): Promise<PlanProblem[]> {
  const plan = await readPlan(tx, row.operations, row.effectiveOn, row.id);
  return plan.problems.length > 0 ? plan.problems : ownerProblems(plan, row);
}

/** What a reorganisation would do if its day were now. */
export async function preview(services: Services, row: Reorganisation): Promise<Preview> {
  const { db, work } = services;
  const plan = await readPlan(db, row.operations, row.effectiveOn, row.id);
  const from = [...plan.succession.keys()];
  const single = [...plan.succession].flatMap(([unit, lines]) =>
    lines
      .filter((line) => line.part === 'case')
      .flatMap((line) => line.items.map((id) => ({ unit, id, to: line.to }))),
  );
  const groups = await Promise.all(
    work.map(async (one) => {
      const apart = (
        await one.groupsOf(
          db,
          single.map((each) => each.id),
        )
      ).flatMap((group) => {
        const line = single.find((each) => each.id === group.id && each.unit === group.unit);
        return line ? [{ ...group, type: one.type, to: line.to as UnitId | null }] : [];
      });
      const taken = (group: WorkGroup) =>
        apart.filter(
          (each) => each.unit === group.unit && each.area === group.area && each.kind === group.kind,
        ).length;
      const open = (await one.open(db, from))
        .map((group) => ({ ...group, count: group.count - taken(group) }))
        .filter((group) => group.count > 0);
      const rest = open.map((group) => {
        const line = plan.succession.get(group.unit) ?? [];
        const to =
          line.find((part) => part.part === 'area' && group.area && part.items.includes(group.area)) ??
          line.find((part) => part.part === 'kind' && part.items.includes(group.kind)) ??
          line.find((part) => part.part === 'rest');
        const stays = plan.closing.includes(group.unit) ? null : group.unit;
        return { ...group, type: one.type, to: to?.to ?? stays };
      });
      return [...apart, ...rest];
    }),
  );
  const moves = postMoves(plan, row.operations);
  const heads = plan.posts.filter((post) => ['head', 'chair'].includes(post.role));
  const headsBefore = (unit: UnitId) => heads.filter((post) => post.unitId === unit).length;
  const headsOf = (unit: UnitId) =>
    heads.filter((post) => {
      const move = moves.find((one) => one.post.id === post.id);
      return move ? move.to === unit : post.unitId === unit;
    }).length;
  const ending = moves.filter((move) => move.to === null).map((move) => move.post.id);
  const [duties, delegations] = await Promise.all([
    openDutiesOf(db, from),
    delegationsOfPosts(db, ending, row.effectiveOn),
  ]);
  return {
    before: plan.units,
    after: plan.after,
    problems: plan.problems.length > 0 ? plan.problems : ownerProblems(plan, row),
    duties,
    delegations,
    children: plan.after.filter((unit) => {
      const was = plan.units.find((one) => one.id === unit.id);
      return was !== undefined && was.parentId !== unit.parentId;
    }),
    work: groups.flat(),
    posts: moves,
    // A unit that had several before has them by its own constitution: a chair, and the head of its office.
    severalHeads: plan.after.filter((unit) => headsOf(unit.id) > Math.max(1, headsBefore(unit.id))),
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
  const request = { ground, operations };
  const taking = { step: known.draft, page: to.drafts, key, request };
  const result = await takeStep(services, actor, taking, async (tx, made) => {
    const id: ReorganisationId = newId();
    await made(to.draft(id));
    await mayTouch(tx, actor, operations);
    await insertReorganisation(tx, {
      ...ground,
      id,
      operations,
      draftedBy: actor.person,
      draftedAt: services.clock(),
    });
    await enter(services, tx, { ...ground, id, operations }, 1, 'drafted', actor, {});
    return { id };
  });
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
  const taking = {
    step: known.change,
    page: to.draft(id),
    key: request.key,
    request: { id, asked: request.asked },
  };
  await takeStep(services, actor, taking, async (tx) => {
    const row = await lockReorganisation(tx, id);
    if (!row) throw notFound();
    if (row.state !== 'draft' || row.version !== request.version) throw new HttpError(409, 'conflict');
    const version = row.version + 1;
    const changed = { ...row, ...change(row), version };
    await mayTouch(tx, actor, changed.operations);
    const editedBy = [...new Set([...row.editedBy, actor.person])];
    await updateReorganisation(tx, { ...changed, editedBy });
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

/** Whoever had a hand in a draft is not its second person. */
function hasHandIn(row: Reorganisation, actor: SignedIn): boolean {
  return row.draftedBy === actor.person || row.editedBy.includes(actor.person);
}

/** What can be decided now; whoever drafted or changed it never approves. */
export function possibleDecisions(row: Reorganisation, actor: SignedIn): ReorganisationDecision[] {
  return decisions.filter(
    (one) => decisionFrom[one].includes(row.state) && !(one === 'approve' && hasHandIn(row, actor)),
  );
}

/** A chair reorganises the own unit and those below it; an administrator all. @throws HttpError 403 */
async function mayTouch(tx: Queries, actor: SignedIn, operations: readonly Operation[]): Promise<void> {
  if (actor.role === 'administrator' || actor.reach === 'all') return;
  const posts = operations.flatMap((one) => ('post' in one ? one.post : []));
  const rows = await tx.rows<{ post: PostId; unit: UnitId }>(sql`
    select distinct on (post_id) post_id as post, unit_id as unit from post_version
    where post_id = any(${posts}::uuid[]) order by post_id, lower(valid) desc`);
  const unitOf = new Map(rows.map((row) => [row.post, row.unit]));
  const { reach } = actor;
  if (!unitsTouched(operations, (post) => unitOf.get(post)).every((unit) => reach.includes(unit)))
    throw new HttpError(403, 'forbidden');
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
  const taking = { step: known[decision], page: to.draft(id), key: request.key, request: { id, decision } };
  await takeStep(services, actor, taking, async (tx) => {
    const row = await lockReorganisation(tx, id);
    if (!row) throw notFound();
    if (row.version !== request.version || !decisionFrom[decision].includes(row.state))
      throw new HttpError(409, 'conflict');
    if (decision === 'approve' && hasHandIn(row, actor)) throw new HttpError(403, 'forbidden');
    if (decision === 'approve') requireSecondFactor(actor);
    await mayTouch(tx, actor, row.operations);
    if (decision === 'submit' || decision === 'approve') {
      const problems = await allProblems(tx, row);
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
  if (decision === 'approve' && (await dueReorganisations(db, dayInVietnam(clock()))).includes(id))
    await carryOut(services, id);
}

/**
 * Carries out what is approved and due, each by itself: one that no longer fits keeps none of the others.
 * Safe to run twice, late and at the same time.
 *
 * @throws AggregateError with what could not be carried out, once all have been tried
 */
export async function carryOutDue(services: Services): Promise<void> {
  const failures: unknown[] = [];
  for (const id of await dueReorganisations(services.db, dayInVietnam(services.clock()))) {
    try {
      await carryOut(services, id);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'reorganisations could not be carried out');
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
      const plan = await readPlan(tx, row.operations, row.effectiveOn, row.id);
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
  const moving = movingOf(id, day, plan.succession);
  const moveAll = async () => {
    if (moving.from.length === 0) return 0;
    for (const one of work) moved[one.type] = (moved[one.type] ?? 0) + (await one.move(tx, moving));
    return moveDuties(tx, moving);
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
  await freeAssignments(tx, [...new Set([...plan.succession.values()].flat().map((line) => line.to))], day);
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
