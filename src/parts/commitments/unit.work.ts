import type { UnitId } from '../../ground/organization/organization.ts';
import {
  hasRows,
  moveWhole,
  restOf,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

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

  async move(tx, from, lines, reorganisation, day): Promise<number> {
    const to = restOf(lines);
    if (!to || !(await hasRows(tx, from, [sql`commitment_campaign`, sql`commitment`]))) return 0;
    await tx.run(sql`update commitment_campaign set unit_id = ${to} where unit_id = ${from}`);
    await tx.run(sql`
      insert into commitment_event (commitment_id, seq, at, type, text)
      select commitment.id, coalesce(max(event.seq), 0) + 1, now(), 'moved', ${day}::text
      from commitment left join commitment_event event on event.commitment_id = commitment.id
      where commitment.unit_id = ${from} group by commitment.id`);
    return moveWhole(
      tx,
      sql`update commitment_item item set position = position from commitment
        where commitment.id = item.commitment_id and commitment.unit_id = ${from}
        returning item.id, case when commitment.state = 'signed' then item.state else '' end as state`,
      { type: 'commitmentItem', open: ['active', 'delivered'], from, to, reorganisation },
    ).then(async (moved) => {
      await tx.run(sql`update commitment set unit_id = ${to} where unit_id = ${from}`);
      return moved;
    });
  },
};
