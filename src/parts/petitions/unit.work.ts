import type { UnitId } from '../../ground/organization/organization.ts';
import {
  destinations,
  type Moving,
  type UnitWork,
  type WorkGroup,
  type WorkLabel,
} from '../../ground/organization/work.ts';
import { plannedAnew, type Queries, sql } from '../../platform/database/database.ts';
import { topicNames } from './names.ts';
import { endStates, topics } from './petition.ts';

const ended = [...endStates];
const columns = {
  unit: sql`petition.unit_id`,
  id: sql`petition.id`,
  area: sql`petition.hamlet`,
  kind: sql`petition.topic`,
};

/** Cases as work of a unit. Open ones are moved one by one; closed ones follow, so that whoever asks later finds them. */
export const petitionWork: UnitWork = {
  type: 'petition',
  name: { vi: 'Đơn, vụ việc đang giải quyết', en: 'Open petitions' },
  kinds: topics.map((code) => ({ code, name: { vi: topicNames.vi[code], en: topicNames.en[code] } })),

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit_id as unit, hamlet as area, topic as kind, count(*)::int as count
      from petition where unit_id = any(${units}::uuid[]) and state <> all(${ended}::text[])
      group by unit_id, hamlet, topic order by hamlet, topic`);
  },

  list(db: Queries, unit: UnitId, limit: number): Promise<WorkLabel[]> {
    return db.rows<WorkLabel>(sql`
      select id, number::int as number, title from petition
      where unit_id = ${unit} and state <> all(${ended}::text[]) and kind <> 'denunciation'
      order by received_at limit ${limit}`);
  },

  groupsOf(db: Queries, ids: readonly string[]) {
    return db.rows<WorkGroup & { id: string }>(sql`
      select id, unit_id as unit, hamlet as area, topic as kind, 1 as count
      from petition where id = any(${ids}::uuid[]) and state <> all(${ended}::text[])`);
  },

  async postTaken(tx, person, { unit, handlesDenunciations }): Promise<void> {
    if (handlesDenunciations) await tx.run(sql`select floor_name_handler(${person}::uuid, ${unit}::uuid)`);
  },

  async postLeft(tx, person, unit): Promise<void> {
    await tx.run(sql`select floor_unname_handler(${person}::uuid, ${unit}::uuid)`);
  },

  async needs(tx, person): Promise<boolean> {
    const { last } = await tx.one<{ last: boolean }>(sql`select floor_last_handler(${person}::uuid) as last`);
    return last;
  },

  async byNumber(db: Queries, number: string, unit: UnitId): Promise<string | undefined> {
    if (!/^\d{1,12}$/.test(number)) return undefined;
    const row = await db.first<{ id: string }>(sql`
      select id from petition where number = ${Number(number)} and unit_id = ${unit} and kind <> 'denunciation'`);
    return row?.id;
  },

  async move(tx: Queries, moving: Moving): Promise<number> {
    const { reorganisation, day, from } = moving;
    const { joins, target } = destinations(moving, columns);
    const row = await tx.one<{ moved: number }>(
      plannedAnew(sql`
        with leaving as materialized (
          select petition.id, unit_id as old, state <> all(${ended}::text[]) as open from petition
          where unit_id = any(${from}::uuid[]) and kind <> 'denunciation' for no key update
        ), going as materialized (
          select leaving.id, leaving.old, leaving.open, ${target} as target
          from leaving join petition on petition.id = leaving.id ${joins}
        ), moved as (
          update petition set unit_id = going.target,
            unit_done = case when going.open then petition.unit_done else coalesce(petition.unit_done, going.old) end
          from going
          where petition.id = going.id and going.target <> going.old
        ), counted as (
          update petition_count set unit_now = going.target, known_from = ${day} from going
          where petition_count.petition_id = going.id and going.target <> going.old
        ), noted as (
          insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
          select ${reorganisation}::uuid, 'petition', id, old, target from going where open and target <> old
          returning 1
        )
        select count(*)::int as moved from noted`),
    );
    // Whoever passed something on has a successor that is asked about it.
    await tx.run(
      plannedAnew(sql`
        insert into petition_forward (petition_id, unit_id, post_id, on_day)
        select petition_id, move.heir, post_id, on_day from petition_forward
        join ${moving.heirs} on petition_forward.unit_id = move.old on conflict do nothing`),
    );
    // Sealed matters are not divided: they follow the rest, moved by the database itself.
    const sealed = await tx.one<{ moved: number }>(
      plannedAnew(sql`
        select floor_move(${reorganisation}::uuid, array_agg(move.old), array_agg(move.heir), ${day}::date) as moved
        from ${moving.heirs}`),
    );
    return row.moved + sealed.moved;
  },
};
