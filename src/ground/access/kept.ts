import { type Queries, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { PersonId } from '../organization/organization.ts';

/** Everything the system holds on an officer, without the secrets that only prove who they are. */
export async function keptAboutPerson(db: Queries, person: PersonId): Promise<Record<string, unknown>> {
  const [
    about,
    posts,
    delegations,
    sessions,
    signIns,
    passkeys,
    outside,
    steps,
    corrections,
    notices,
    filters,
  ] = await Promise.all([
    db.first(sql`
      select person.name, account.username, account.disabled_at, account.totp_secret is not null as second_factor,
        account.recipient is not null as sealing_key, account.email
      from person left join account on account.person_id = person.id where person.id = ${person}`),
    db.rows(sql`
      select version.title_vi as title, unit.name_vi as unit, holding.valid::text as held
      from holding join post_version version on version.post_id = holding.post_id and version.valid && holding.valid
      join unit_version unit on unit.unit_id = version.unit_id and unit.valid && version.valid
        and unit.valid && holding.valid
      where person_id = ${person} order by lower(holding.valid)`),
    db.rows(sql`
      select kind, valid::text as span, ground, ended_at, subject_id is not null as one_matter from delegation
      where to_person = ${person} or from_post in (select post_id from holding where person_id = ${person})`),
    db.rows(sql`select method, device, created_at, seen_at from session where person_id = ${person}`),
    db.rows(
      sql`select at, method, succeeded, device from sign_in where person_id = ${person} order by at desc`,
    ),
    db.rows(sql`select name, created_at, used_at from passkey where person_id = ${person}`),
    db.rows(sql`select issuer, subject from outside_identity where person_id = ${person}`),
    db.rows(sql`
      select event->>'type' as step, count(*)::int as times, min(event->>'at') as first, max(event->>'at') as last
      from record_opening where sealed->'value'->>'post' in (select post_id::text from holding where person_id = ${person})
      group by 1 order by 1`),
    correctionsOf(db, person),
    db.rows(sql`select code, about, at, seen_at from account_notice where person_id = ${person} order by at`),
    db.rows(
      sql`select list, name, query, made_at from saved_filter where person_id = ${person} order by list, name`,
    ),
  ]);
  return {
    about,
    posts,
    delegations,
    sessions,
    signIns,
    passkeys,
    outside,
    steps,
    corrections,
    notices,
    filters,
  };
}

export interface Correction {
  id: string;
  text: string;
  askedAt: Date;
  answer: string | null;
  answeredAt: Date | null;
}

/** Corrections an officer asked for, newest first. */
export async function correctionsOf(db: Queries, person: PersonId): Promise<Correction[]> {
  return db.rows<Correction>(sql`
    select id, text, asked_at as "askedAt", answer, answered_at as "answeredAt" from correction
    where person_id = ${person} order by asked_at desc`);
}

/** Asks for a correction of what is kept. */
export async function askCorrection(db: Queries, person: PersonId, text: string, now: Date): Promise<void> {
  await db.run(sql`
    insert into correction (id, person_id, text, asked_at) values (${newId()}, ${person}, ${text}, ${now})`);
}

/** Corrections still to be answered, oldest first, for the administrator. */
export async function openCorrections(
  db: Queries,
): Promise<(Correction & { personId: PersonId; name: string })[]> {
  return db.rows(sql`
    select correction.id, person_id as "personId", person.name, text, asked_at as "askedAt", answer,
      answered_at as "answeredAt"
    from correction join person on person.id = person_id where answered_at is null order by asked_at`);
}

/** Answers a correction; answered once, it stays so. */
export async function answerCorrection(db: Queries, id: string, answer: string, now: Date): Promise<void> {
  await db.run(sql`
    update correction set answer = ${answer}, answered_at = ${now} where id = ${id} and answered_at is null`);
}
