import type { UnitId } from '../../ground/organization/organization.ts';
import {
  follow,
  type Moving,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { plannedAnew, type Queries, sql } from '../../platform/database/database.ts';

/** Signed commitments are their successor's, with the day of the change on their page; nothing of them is let go. */
export const commitmentWork: UnitWork = {
  type: 'commitmentItem',
  name: { vi: 'Mục cam kết đang thực hiện', en: 'Items of commitments under way' },
  ...undivided,

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select commitment.unit_id as unit, null as area, 'item' as kind, count(*)::int as count
      from commitment_item item join commitment on commitment.id = item.commitment_id
      where commitment.unit_id = any(${units}::uuid[]) and commitment.state = 'signed'
        and item.state in ('active', 'delivered')
      group by commitment.unit_id`);
  },

  async move(tx: Queries, moving: Moving): Promise<number> {
    await follow(tx, moving, [sql`commitment_campaign`]);
    await tx.run(
      plannedAnew(sql`
        insert into commitment_event (commitment_id, seq, at, type, text)
        select commitment.id, coalesce(max(event.seq), 0) + 1, now(), 'moved', ${moving.day}::text
        from commitment join ${moving.heirs} on move.old = commitment.unit_id
        left join commitment_event event on event.commitment_id = commitment.id
        group by commitment.id`),
    );
    // Items have no unit of their own: they are noted as they go with their commitment.
    const { moved } = await tx.one<{ moved: number }>(
      plannedAnew(sql`
        with gone as (
          update commitment set unit_id = move.heir,
            unit_done = case when commitment.state = 'signed' and not exists (
              select from commitment_item where commitment_id = commitment.id and state in ('active', 'delivered')) then coalesce(commitment.unit_done, move.old) else commitment.unit_done end
          from ${moving.heirs} where commitment.unit_id = move.old
          returning commitment.id, commitment.state, move.old, move.heir
        ), noted as (
          insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
          select ${moving.reorganisation}::uuid, 'commitmentItem', item.id, old, heir
          from gone join commitment_item item on item.commitment_id = gone.id
          where gone.state = 'signed' and item.state in ('active', 'delivered') returning 1
        )
        select count(*)::int as moved from noted`),
    );
    return moved;
  },
};
