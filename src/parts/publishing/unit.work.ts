import type { UnitId } from '../../ground/organization/organization.ts';
import {
  type Moving,
  moveRows,
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

  move(tx: Queries, moving: Moving): Promise<number> {
    return moveRows(tx, moving, {
      type: 'article',
      keeps: true,
      table: sql`article`,
      alias: sql`one`,
      state: sql`one.state`,
      open: ['draft', 'inReview'],
    });
  },
};
