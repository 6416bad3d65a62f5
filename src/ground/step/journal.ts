import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { type Id, newId } from '../../platform/id.ts';
import type { Role } from '../access/decision.ts';
import type { PostId, UnitId } from '../organization/organization.ts';
import type { KnownStep } from './undo.ts';

export type StepId = Id<'step'>;

/** Who takes a step: a post of a unit, or a citizen. */
export type StepBy = { post: PostId; unit: UnitId } | 'citizen';

/**
 * Begins a step inside a transaction: from here to its end every change of a watched table and every entry of the
 * record belongs to it (migration 0019).
 *
 * @param page where it was sent from, without what is asked behind the `?`
 */
export async function beginStep(
  tx: Transaction,
  step: Pick<KnownStep, 'name' | 'undo'> & {
    page: string;
    by: StepBy;
    at: Date;
    /** The sealed matter that it is a step of: nobody else learns that it was taken. */
    sealedSubject?: string | undefined;
  },
): Promise<StepId> {
  const id: StepId = newId();
  const by = step.by === 'citizen' ? undefined : step.by;
  await Promise.all([
    tx.run(sql`
      insert into step (id, name, page, undo, post_id, unit_id, at, sealed_subject)
      values (${id}, ${step.name}, ${step.page}, ${step.undo.how}, ${by?.post ?? null}, ${by?.unit ?? null}, ${step.at},
        ${step.sealedSubject ?? null})`),
    tx.run(sql`select set_config('gandan.step', ${id}, true)`),
  ]);
  return id;
}

/** Notes the page of what a step made, where it made something with a page of its own. */
export async function noteMade(tx: Queries, id: StepId, page: string): Promise<void> {
  await tx.run(sql`update step set made = ${page} where id = ${id}`);
}

/** A step that was taken. */
export interface TakenStep {
  id: StepId;
  name: string;
  page: string;
  made: string | null;
  undo: KnownStep['undo']['how'];
  /** Of a sealed matter. */
  sealed: boolean;
  post: PostId | null;
  unit: UnitId | null;
  /** The role in which it was taken; null for citizens. */
  role: Role | null;
  at: Date;
  titleVi: string | null;
  titleEn: string | null;
  unitVi: string | null;
  unitEn: string | null;
  struckAt: Date | null;
  struckWhy: string | null;
  struckTitleVi: string | null;
  struckTitleEn: string | null;
}

const titleOf = (post: 'post_id' | 'struck_post', at: 'at' | 'struck_at') => sql`
  left join lateral (select title_vi, title_en, role from post_version where post_version.post_id = ${
    post === 'post_id' ? sql`step.post_id` : sql`step.struck_post`
  } and valid @> (${at === 'at' ? sql`step.at` : sql`step.struck_at`} at time zone 'Asia/Ho_Chi_Minh')::date limit 1)`;

const taken = sql`
  select step.id, step.name, step.page, step.made, step.undo, step.sealed_subject is not null as sealed, step.post_id as post, step.unit_id as unit, acting.role, step.at,
    acting.title_vi as "titleVi", acting.title_en as "titleEn", named.name_vi as "unitVi", named.name_en as "unitEn",
    step.struck_at as "struckAt", step.struck_why as "struckWhy",
    striking.title_vi as "struckTitleVi", striking.title_en as "struckTitleEn"
  from step ${titleOf('post_id', 'at')} acting on true ${titleOf('struck_post', 'struck_at')} striking on true
  left join lateral (select name_vi, name_en from unit_version where unit_version.unit_id = step.unit_id
    order by lower(valid) desc limit 1) named on true`;

const mostShown = 50;

/** The newest steps that were taken on a page, or made it; newest first. */
export async function stepsOn(db: Queries, page: string): Promise<TakenStep[]> {
  return db.rows<TakenStep>(sql`
    ${taken} where step.id in (
      (select id from step where page = ${page} order by at desc limit ${mostShown})
      union (select id from step where made = ${page}))
    order by step.at desc limit ${mostShown}`);
}

export async function stepBy(db: Queries, id: StepId): Promise<TakenStep | undefined> {
  return db.first<TakenStep>(sql`${taken} where step.id = ${id}`);
}

/** Holds a step, so that nobody else takes it back at the same moment. */
export async function lockStep(tx: Queries, id: StepId): Promise<TakenStep | undefined> {
  await tx.run(sql`select from step where id = ${id} for update`);
  return stepBy(tx, id);
}

/** What stands on a step, and on what stands on it. */
export interface Followers {
  /** Later steps, newest first. */
  steps: TakenStep[];
  /** Tables with something newer that no step made. */
  blocked: string[];
}

/** Finds all that was done on the ground of a step. Cost grows with what the steps changed, not with the tables. */
export async function followersOf(db: Queries, id: StepId): Promise<Followers> {
  const found = new Set<StepId>([id]);
  const blocked = new Set<string>();
  for (const one of found) {
    const rows = await db.rows<{ step: StepId | null; blocked: string | null }>(
      sql`select step_id as step, blocked from step_followers(${one})`,
    );
    for (const row of rows)
      if (row.step) found.add(row.step);
      else if (row.blocked) blocked.add(row.blocked);
  }
  found.delete(id);
  const steps =
    found.size === 0
      ? []
      : await db.rows<TakenStep>(
          sql`${taken} where step.id = any(${[...found]}::uuid[]) order by step.taken_at desc`,
        );
  return { steps, blocked: [...blocked] };
}

// How long what a step changed is kept: as long as the year in which it is answered for and the next.
const keptMs = 2 * 366 * 86_400_000;

/** Whether what a step changed is still kept, so that it can be taken back. */
export function isKept(step: Pick<TakenStep, 'at'>, now: Date): boolean {
  return step.at.getTime() > now.getTime() - keptMs;
}

/** Forgets what old steps changed; that they were taken stays. */
export async function forgetChanges(db: Queries, now: Date): Promise<void> {
  await db.run(sql`select step_forget(${new Date(now.getTime() - keptMs)})`);
}
