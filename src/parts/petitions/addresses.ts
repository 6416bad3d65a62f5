import { paths } from '../../ground/places.ts';
import type { PublicAddresses } from '../../ground/public-face.ts';
import { sql } from '../../platform/database/database.ts';

/** Published cases, each with the day it was published or answered last. */
export const caseAddresses: PublicAddresses = {
  code: 'vu-viec',
  async count({ db }) {
    const row = await db.one<{ count: number }>(
      sql`select count(*)::int as count from petition where published_at is not null`,
    );
    return row.count;
  },
  async page({ db }, from, limit) {
    const rows = await db.rows<{ id: string; changed: Date }>(sql`
      select public_id as id, published_at as changed from petition where published_at is not null
      order by published_at, id offset ${from} limit ${limit}`);
    return rows.map(({ id, changed }) => ({ path: `${paths.cases}/${id}`, changed }));
  },
};
