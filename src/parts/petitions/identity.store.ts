import type { PersonId } from '../../ground/organization/organization.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import type { PetitionId } from './petition.ts';

export type OpeningId = Id<'opening'>;

/** Somebody's wish to open who is behind a sealed matter. */
export interface Opening {
  id: OpeningId;
  askedBy: PersonId;
  asker: string;
  reason: string;
  askedAt: Date;
  decider: string | null;
  approved: boolean | null;
  decidedAt: Date | null;
}

/** Wishes to open a matter, newest first. */
export async function openingsOf(db: Queries, id: PetitionId): Promise<Opening[]> {
  return db.rows<Opening>(sql`
    select opening.id, asked_by as "askedBy", asker.name as asker, reason, asked_at as "askedAt",
      decider.name as decider, approved, decided_at as "decidedAt"
    from identity_opening opening
    join person asker on asker.id = asked_by
    left join person decider on decider.id = decided_by
    where petition_id = ${id} order by asked_at desc limit 20`);
}

/** Asks once: an unanswered wish of the same person stays the one it is. */
export async function insertOpening(
  tx: Queries,
  opening: { id: OpeningId; petition: PetitionId; by: PersonId; reason: string; at: Date },
): Promise<boolean> {
  const made = await tx.run(sql`
    insert into identity_opening (id, petition_id, asked_by, reason, asked_at)
    values (${opening.id}, ${opening.petition}, ${opening.by}, ${opening.reason}, ${opening.at})
    on conflict (petition_id, asked_by) where decided_by is null do nothing`);
  return made === 1;
}

/** Answers a wish of somebody else; false when it was answered before. */
export async function decideOpening(
  tx: Queries,
  opening: { id: OpeningId; petition: PetitionId; by: PersonId; approved: boolean; at: Date },
): Promise<boolean> {
  const made = await tx.run(sql`
    update identity_opening set decided_by = ${opening.by}, approved = ${opening.approved}, decided_at = ${opening.at}
    where id = ${opening.id} and petition_id = ${opening.petition} and decided_by is null and asked_by <> ${opening.by}`);
  return made === 1;
}

/** Names of the handlers of a sealed matter, and whether each could open it. */
export async function handlersNamed(
  db: Queries,
  id: PetitionId,
): Promise<{ id: PersonId; name: string; hasKey: boolean }[]> {
  return db.rows(sql`
    select person.id, person.name, account.recipient is not null and account.disabled_at is null as "hasKey"
    from petition_handler handler join person on person.id = handler.person_id
    left join account on account.person_id = person.id
    where handler.petition_id = ${id} order by person.name`);
}

/** Handlers whom a sealed matter may be about, by its words, and who were not cleared. */
export async function possibleSubjects(
  db: Queries,
  id: PetitionId,
): Promise<{ id: PersonId; name: string }[]> {
  return db.rows(sql`
    select person.id, person.name from petition_recused join person on person.id = person_id
    where petition_id = ${id} and possible order by person.name`);
}

/** Lets somebody in who was left out by words alone; false when they were not, or are named for nothing today. */
export async function clear(tx: Queries, id: PetitionId, person: PersonId): Promise<boolean> {
  const { cleared } = await tx.one<{ cleared: boolean }>(
    sql`select floor_clear(${id}::uuid, ${person}::uuid) as cleared`,
  );
  return cleared;
}

/** Takes somebody out of a sealed matter for good. */
export async function recuse(tx: Queries, id: PetitionId, person: PersonId): Promise<void> {
  await tx.run(sql`select floor_recuse(${id}::uuid, ${person}::uuid)`);
}
