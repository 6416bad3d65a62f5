import { type Queries, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { PetitionId, PetitionState } from './petition.ts';

/** A part of a petition that was split off, or the whole that a part came from. */
export interface PartOf {
  id: PetitionId;
  number: number;
  title: string;
  state: PetitionState;
  dueOn: PlainDate | null;
  /** Gives the part's code to whoever holds the whole's. */
  key: string;
}

const columns = sql`
  petition.id, petition.number, petition.title, petition.state, part.key,
  (select min(due_on) from duty where subject_id = petition.id and ended is null and owed_to = 'citizen') as "dueOn"`;

/** The parts split off a petition, in the order in which they were. */
export async function partsOf(db: Queries, id: PetitionId): Promise<PartOf[]> {
  return db.rows<PartOf>(sql`
    select ${columns} from petition_part part join petition on petition.id = part_id
    where whole_id = ${id} order by petition.number`);
}

/** The parts of a petition for whoever holds its code, sealed ones with them. */
export async function partsByCode(seen: Queries, whole: PetitionId): Promise<PartOf[]> {
  return seen.rows<PartOf>(sql`
    select id, number, title, state, due as "dueOn", key from floor_parts(${whole}::uuid)`);
}

/** The petition that a part was split off. */
export async function wholeOf(
  db: Queries,
  id: PetitionId,
): Promise<Pick<PartOf, 'id' | 'number'> | undefined> {
  return db.first<Pick<PartOf, 'id' | 'number'>>(sql`
    select petition.id, petition.number from petition_part part join petition on petition.id = whole_id
    where part_id = ${id}`);
}

/** Notes a part; false when it was noted before. */
export async function insertPart(
  tx: Queries,
  whole: PetitionId,
  part: PetitionId,
  key: string,
): Promise<boolean> {
  const made = await tx.run(sql`
    insert into petition_part (part_id, whole_id, key) values (${part}, ${whole}, ${key})
    on conflict (part_id) do nothing`);
  return made === 1;
}
