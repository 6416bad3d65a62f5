import type { UnitId } from '../../ground/organization/organization.ts';
import type { UnitWork, WorkGroup } from '../../ground/organization/work.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

/** News and reports go to the successor as a whole: who answers for them can still correct and withdraw. */
export const articleWork: UnitWork = {
  type: 'article',
  name: { vi: 'Tin, báo cáo đang soạn hoặc chờ duyệt', en: 'News and reports not published yet' },
  kinds: [],

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit_id as unit, null as area, 'article' as kind, count(*)::int as count from article
      where unit_id = any(${units}::uuid[]) and state in ('draft', 'inReview') group by unit_id`);
  },

  list: async () => [],
  groupsOf: async () => [],
  byNumber: async () => undefined,

  async move(tx, from, lines, reorganisation): Promise<number> {
    const rest = lines.find((line) => line.part === 'rest')?.to;
    if (!rest) return 0;
    const row = await tx.one<{ moved: number }>(sql`
      with moved as (
        update article set unit_id = ${rest} where unit_id = ${from} returning id, state
      ), noted as (
        insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
        select ${reorganisation}::uuid, 'article', id, ${from}::uuid, ${rest}::uuid from moved
        where state in ('draft', 'inReview') returning 1
      )
      select count(*)::int as moved from noted`);
    return row.moved;
  },
};
