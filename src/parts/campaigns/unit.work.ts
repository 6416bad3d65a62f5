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

const tables = [sql`campaign_model`, sql`community_work`, sql`launch`, sql`model_street`];
const runningModels = ['registered', 'running'];
const runningWorks = ['proposed', 'decided', 'building', 'accepted'];

/** Models, works, launches and streets go to the successor as a whole. */
export const campaignWork: UnitWork = {
  type: 'communityWork',
  name: {
    vi: 'Mô hình Dân vận khéo, công trình, ra quân, tuyến đường',
    en: 'Models, community works, launches, streets',
  },
  ...undivided,

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit, null as area, kind, count(*)::int as count from (
        select unit_id as unit, 'model' as kind from campaign_model where state = any(${runningModels}::text[])
        union all select unit_id, 'work' from community_work where state = any(${runningWorks}::text[])
        union all select unit_id, 'launch' from launch where state = 'announced'
        union all select unit_id, 'street' from model_street
      ) work where unit = any(${units}::uuid[]) group by unit, kind`);
  },

  async move(tx, from, lines, reorganisation): Promise<number> {
    const to = restOf(lines);
    if (!to || !(await hasRows(tx, from, tables))) return 0;
    const given = { from, to, reorganisation };
    // Two wards may have streets of one name: the successor tells them apart by their stretches.
    await tx.run(sql`
      update model_street street set name = name || ' (' || stretch || ')' where unit_id = ${from}
        and exists (select from model_street other where other.unit_id = ${to} and other.name = street.name)`);
    const moved = [
      await moveWhole(
        tx,
        sql`update campaign_model set unit_id = ${to} where unit_id = ${from} returning id, state`,
        { ...given, type: 'campaignModel', open: runningModels },
      ),
      await moveWhole(
        tx,
        sql`update community_work set unit_id = ${to} where unit_id = ${from} returning id, state`,
        { ...given, type: 'communityWork', open: runningWorks },
      ),
      await moveWhole(
        tx,
        sql`update launch set unit_id = ${to} where unit_id = ${from} returning id, state`,
        {
          ...given,
          type: 'launch',
          open: ['announced'],
        },
      ),
      await moveWhole(
        tx,
        sql`update model_street set unit_id = ${to} where unit_id = ${from} returning id, 'open' as state`,
        { ...given, type: 'modelStreet', open: ['open'] },
      ),
    ];
    return moved.reduce((sum, one) => sum + one, 0);
  },
};
