import type { UnitId } from '../../ground/organization/organization.ts';
import {
  moveWhole,
  restOf,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

/** News and reports go to the successor as a whole: who answers for them can still correct and withdraw. */
export const articleWork: UnitWork = {
  type: 'article',
  name: { vi: 'Tin, báo cáo đang soạn hoặc chờ duyệt', en: 'News and reports not published yet' },
  ...undivided,

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit_id as unit, null as area, 'article' as kind, count(*)::int as count from article
      where unit_id = any(${units}::uuid[]) and state in ('draft', 'inReview') group by unit_id`);
  },

  async move(tx, from, lines, reorganisation): Promise<number> {
    const to = restOf(lines);
    if (!to) return 0;
    return moveWhole(
      tx,
      sql`update article set unit_id = ${to} where unit_id = ${from} returning id, state`,
      { type: 'article', open: ['draft', 'inReview'], from, to, reorganisation },
    );
  },
};
