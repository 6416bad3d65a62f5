import {
  type UnitId,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import { newId } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type {
  Consultation,
  ConsultationId,
  Opinion,
  OpinionCounts,
  OpinionGroup,
  OpinionView,
} from './consultation.ts';

export async function insertConsultation(
  tx: Queries,
  one: Omit<Consultation, keyof WhoseDay>,
): Promise<void> {
  await tx.run(sql`
    insert into consultation (id, unit_then, unit_id, item, title, body, files, posted_on, closes_on, households, state,
      outcome, answered_on, version)
    values (${one.id}, ${one.unitId}, ${one.unitId}, ${one.item}, ${one.title}, ${one.body},
      ${JSON.stringify(one.files)}::jsonb, ${one.postedOn}, ${one.closesOn}, ${one.households}, ${one.state},
      ${one.outcome}, ${one.answeredOn}, ${one.version})`);
}

export async function listConsultations(
  db: Queries,
  filter: { units?: 'all' | readonly UnitId[]; id?: ConsultationId } = {},
): Promise<Consultation[]> {
  const { units = 'all', id } = filter;
  return db.rows<Consultation>(sql`
    select one.id, one.unit_id as "unitId", ${whoseDay}, one.item, one.title, one.body,
      one.files, one.posted_on as "postedOn", one.closes_on as "closesOn", one.households, one.state, one.outcome,
      one.answered_on as "answeredOn", one.version
    from consultation one join ${unitOfItsDay(sql`one`, sql`one.answered_on`)} on true
    where true ${units === 'all' ? empty : sql`and one.unit_id = any(${units}::uuid[])`} ${id ? sql`and one.id = ${id}` : empty}
    order by one.posted_on desc, one.id limit 100`);
}

/** Holds a consultation; its opinions are numbered one after the other. */
export async function lockConsultation(tx: Queries, id: ConsultationId): Promise<boolean> {
  return (await tx.first(sql`select from consultation where id = ${id} for update`)) !== undefined;
}

/** Adds an opinion. @returns its number; undefined where this household or person has given one */
export async function insertOpinion(
  tx: Queries,
  one: Omit<Opinion, 'id' | 'number' | 'groupId'> & {
    consultation: ConsultationId;
    who: Buffer;
    name: string;
    place: string;
    at: Date;
  },
): Promise<number | undefined> {
  const row = await tx.first<{ number: number }>(sql`
    insert into consultation_opinion (id, consultation_id, number, who, person, view, text, name, place, source, at)
    select ${newId()}::uuid, ${one.consultation}::uuid, coalesce(max(number), 0) + 1, ${one.who}::bytea, ${one.person},
      ${one.view}, ${one.text}, ${one.name}, ${one.place}, ${one.source}, ${one.at}::timestamptz
    from consultation_opinion where consultation_id = ${one.consultation}
    on conflict (consultation_id, who) do nothing returning number`);
  return row?.number;
}

const none = (): Record<OpinionView, number> => ({ agree: 0, disagree: 0, other: 0 });

export async function countOpinions(db: Queries, id: ConsultationId): Promise<OpinionCounts> {
  const rows = await db.rows<{ person: boolean; view: OpinionView; count: number }>(sql`
    select person, view, count(*)::int as count from consultation_opinion where consultation_id = ${id} group by 1, 2`);
  const counts: OpinionCounts = { households: none(), people: none() };
  for (const { person, view, count } of rows) counts[person ? 'people' : 'households'][view] = count;
  return counts;
}

/** Opinions in words, without who gave them. */
export async function opinionsOf(db: Queries, id: ConsultationId, limit: number): Promise<Opinion[]> {
  return db.rows<Opinion>(sql`
    select id, number, person, view, text, group_id as "groupId", source from consultation_opinion
    where consultation_id = ${id} and text is not null order by number limit ${limit}`);
}

export async function insertGroup(
  tx: Queries,
  consultation: ConsultationId,
  group: Pick<OpinionGroup, 'title' | 'answer' | 'changed'>,
): Promise<void> {
  await tx.run(sql`
    insert into consultation_group (id, consultation_id, title, answer, changed)
    values (${newId()}, ${consultation}, ${group.title}, ${group.answer}, ${group.changed})`);
}

export async function updateGroup(
  tx: Queries,
  consultation: ConsultationId,
  id: string,
  group: Pick<OpinionGroup, 'title' | 'answer' | 'changed'>,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update consultation_group set title = ${group.title}, answer = ${group.answer}, changed = ${group.changed}
    where id = ${id} and consultation_id = ${consultation}`);
  return changed > 0;
}

export async function groupsOf(db: Queries, id: ConsultationId): Promise<OpinionGroup[]> {
  return db.rows<OpinionGroup>(sql`
    select id, title, answer, changed,
      (select count(*)::int from consultation_opinion where group_id = consultation_group.id) as count
    from consultation_group where consultation_id = ${id} order by title`);
}

export async function sortOpinion(
  tx: Queries,
  consultation: ConsultationId,
  opinion: string,
  group: string,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update consultation_opinion set group_id = ${group} where id = ${opinion} and consultation_id = ${consultation}
      and exists (select from consultation_group where id = ${group} and consultation_id = ${consultation})`);
  return changed > 0;
}

export async function answerConsultation(
  tx: Queries,
  id: ConsultationId,
  outcome: string,
  on: PlainDate,
): Promise<void> {
  await tx.run(sql`
    update consultation set state = 'answered', outcome = ${outcome}, answered_on = ${on}, version = version + 1
    where id = ${id}`);
}

/** Something a commune published of what the law asks for. */
export interface Disclosure {
  id: string;
  unitId: UnitId;
  item: string;
  year: number;
  title: string;
  href: string | null;
  files: KeptFile[];
  form: string;
  onDay: PlainDate;
}

export async function insertDisclosure(tx: Queries, one: Disclosure): Promise<void> {
  await tx.run(sql`
    insert into disclosure (id, unit_then, unit_id, item, year, title, href, files, form, on_day)
    values (${one.id}, ${one.unitId}, ${one.unitId}, ${one.item}, ${one.year}, ${one.title}, ${one.href},
      ${JSON.stringify(one.files)}::jsonb, ${one.form}, ${one.onDay})`);
}

export async function listDisclosures(
  db: Queries,
  filter: { units?: readonly UnitId[]; year?: number; id?: string },
): Promise<Disclosure[]> {
  const { units, year, id } = filter;
  return db.rows<Disclosure>(sql`
    select id, unit_id as "unitId", item, year, title, href, files, form, on_day as "onDay" from disclosure
    where true ${units ? sql`and (unit_id = any(${units}::uuid[]) or unit_done = any(${units}::uuid[]))` : empty} ${year ? sql`and year = ${year}` : empty}
      ${id ? sql`and id = ${id}` : empty}
    order by on_day desc, id`);
}
