import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import { empty, type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { PetitionId, PetitionKind, PetitionState } from './petition.ts';

/** A petition that a unit passed on, as that unit still sees it. */
export interface Forwarded {
  id: PetitionId;
  number: number;
  kind: PetitionKind;
  title: string;
  state: PetitionState;
  receivedOn: PlainDate;
  /** Since when it has been elsewhere. */
  onDay: PlainDate;
  unitVi: string;
  unitEn: string;
  /** By when it is to be answered, while that is owed. */
  dueOn: PlainDate | null;
}

const forwarded = sql`
  select petition.id, petition.number::int as number, petition.kind, petition.title, petition.state,
    petition.received_on as "receivedOn", forward.on_day as "onDay", named.name_vi as "unitVi", named.name_en as "unitEn",
    (select min(due_on) from duty where subject_type = 'petition' and subject_id = petition.id and ended is null
      and owed_to = 'citizen') as "dueOn"
  from petition_forward forward join petition on petition.id = forward.petition_id
  join lateral (select name_vi, name_en from unit_version where unit_id = petition.unit_id
    order by lower(valid) desc limit 1) named on true`;

/** Notes that a unit passed a petition on. Once more is the newer day. */
export async function noteForward(
  tx: Transaction,
  one: { petition: PetitionId; unit: UnitId; post: PostId; on: PlainDate },
): Promise<void> {
  await tx.run(sql`
    insert into petition_forward (petition_id, unit_id, post_id, on_day)
    values (${one.petition}, ${one.unit}, ${one.post}, ${one.on})
    on conflict (petition_id, unit_id) do update set post_id = excluded.post_id, on_day = excluded.on_day`);
}

/** Notes that a petition was taken down at one unit for another, where it was. */
export async function noteTakenDown(
  tx: Transaction,
  one: { petition: PetitionId; clerk: { unit: string; post: string }; to: UnitId; on: PlainDate },
): Promise<void> {
  await tx.run(sql`
    insert into petition_forward (petition_id, unit_id, post_id, on_day)
    select ${one.petition}, id, ${one.clerk.post}, ${one.on} from unit
    where code = ${one.clerk.unit} and id <> ${one.to} on conflict do nothing`);
}

/** A petition that a unit passed on and has no longer. */
export async function forwardedBy(db: Queries, unit: UnitId, id: PetitionId): Promise<Forwarded | undefined> {
  return db.first<Forwarded>(sql`
    ${forwarded} where forward.unit_id = ${unit} and petition.id = ${id} and petition.unit_id <> ${unit}`);
}

/** What a unit passed on, the newest first. */
export async function listForwarded(
  db: Queries,
  unit: UnitId,
  asked: {
    state: PetitionState | undefined;
    before: { day: PlainDate; id: string } | undefined;
    limit: number;
  },
): Promise<Forwarded[]> {
  const { state, before, limit } = asked;
  return db.rows<Forwarded>(sql`
    ${forwarded} where forward.unit_id = ${unit} and petition.unit_id <> ${unit}
      ${state ? sql`and petition.state = ${state}` : empty}
      ${before ? sql`and (forward.on_day, forward.petition_id) < (${before.day}, ${before.id}::uuid)` : empty}
    order by forward.on_day desc, forward.petition_id desc limit ${limit}`);
}

/** What the sender was answered, and what was corrected of it: not what was said before. */
export async function answersOf(db: Queries, id: PetitionId): Promise<{ body: string; at: Date }[]> {
  return db.rows(sql`
    select body, at from petition_message where petition_id = ${id} and kind in ('answer', 'correctedAnswer') order by at`);
}
