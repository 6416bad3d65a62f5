import { type Queries, sql } from '../../platform/database/database.ts';
import { type Id, newId } from '../../platform/id.ts';
import type { SignedIn } from '../access/session.ts';
import type { PersonId, PostId, UnitId } from '../organization/organization.ts';
import type { StepId } from './journal.ts';

export type StepRequestId = Id<'step_request'>;

/** Somebody asks that a step be taken back. */
export interface StepRequest {
  id: StepRequestId;
  step: StepId;
  why: string;
  post: PostId;
  person: PersonId;
  /** Whether whoever asks leads the unit. */
  leads: boolean;
  at: Date;
  titleVi: string | null;
  titleEn: string | null;
}

/** What became of an asking, where it was not granted. */
export interface EndedRequest {
  why: string;
  at: Date;
  ended: 'declined' | 'withdrawn';
  endedAt: Date;
  endedWhy: string | null;
}

const columns = sql`
  request.id, request.step_id as step, request.why, request.post_id as post, request.person_id as person,
  request.leads, request.at, named.title_vi as "titleVi", named.title_en as "titleEn"`;
const named = sql`
  left join lateral (select title_vi, title_en from post_version where post_version.post_id = request.post_id
    and valid @> (request.at at time zone 'Asia/Ho_Chi_Minh')::date limit 1) named on true`;

/** The open request for a step, if somebody has asked. */
export async function openRequest(db: Queries, step: StepId): Promise<StepRequest | undefined> {
  return db.first<StepRequest>(sql`
    select ${columns} from step_request request ${named} where request.step_id = ${step} and request.ended is null`);
}

/** Requests for a step that were not granted, newest first. */
export async function endedRequests(db: Queries, step: StepId): Promise<EndedRequest[]> {
  return db.rows<EndedRequest>(sql`
    select why, at, ended, ended_at as "endedAt", ended_why as "endedWhy" from step_request
    where step_id = ${step} and ended in ('declined', 'withdrawn') order by ended_at desc`);
}

/** Open requests for steps of some units, oldest first. */
export async function openRequestsOf(
  db: Queries,
  units: 'all' | readonly UnitId[],
  limit: number,
): Promise<
  (StepRequest & { name: string; sealed: boolean; unit: UnitId; unitVi: string; unitEn: string })[]
> {
  const of = units === 'all' ? sql`` : sql`and step.unit_id = any(${units}::uuid[])`;
  return db.rows(sql`
    select ${columns}, step.name, step.sealed_subject is not null as sealed, step.unit_id as unit, owner.name_vi as "unitVi", owner.name_en as "unitEn"
    from step_request request ${named}
    join step on step.id = request.step_id
    join lateral (select name_vi, name_en from unit_version where unit_version.unit_id = step.unit_id
      order by lower(valid) desc limit 1) owner on true
    where request.ended is null ${of} order by request.at limit ${limit}`);
}

/** Enters that an officer asks for a step to be taken back; false where somebody has asked already. */
export async function askBack(
  tx: Queries,
  officer: SignedIn,
  asked: { step: StepId; why: string; leads: boolean; at: Date },
): Promise<boolean> {
  const rows = await tx.rows<{ id: string }>(sql`
    insert into step_request (id, step_id, why, post_id, person_id, leads, at)
    values (${newId()}, ${asked.step}, ${asked.why}, ${officer.post}, ${officer.person}, ${asked.leads}, ${asked.at})
    on conflict (step_id) where ended is null do nothing returning id`);
  return rows.length > 0;
}

/** Ends a request. */
export async function endRequest(
  tx: Queries,
  officer: SignedIn,
  request: StepRequestId,
  end: { as: 'agreed' | 'declined' | 'withdrawn'; why: string | null; at: Date },
): Promise<void> {
  await tx.run(sql`
    update step_request set ended = ${end.as}, ended_post = ${officer.post}, ended_at = ${end.at}, ended_why = ${end.why}
    where id = ${request}`);
}
