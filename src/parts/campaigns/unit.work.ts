import type { UnitId } from '../../ground/organization/organization.ts';
import {
  type Moving,
  moveRows,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { plannedAnew, type Queries, sql } from '../../platform/database/database.ts';

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

  async move(tx: Queries, moving: Moving): Promise<number> {
    // Two wards may have streets of one name: the successor tells them apart by their stretches.
    await tx.run(
      plannedAnew(sql`
        with going as (
          select street.id, street.name, move.heir from model_street street join ${moving.heirs} on move.old = street.unit_id
        )
        update model_street street set name = street.name || ' (' || stretch || ')' from going
        where street.id = going.id and (
          exists (select from going other where other.id <> going.id and other.heir = going.heir and other.name = going.name)
          or exists (select from model_street there where there.unit_id = going.heir and there.name = going.name))`),
    );
    const row = sql`one`;
    const state = sql`one.state`;
    const moved = [
      await moveRows(tx, moving, {
        type: 'campaignModel',
        keeps: true,
        table: sql`campaign_model`,
        alias: row,
        state,
        open: runningModels,
      }),
      await moveRows(tx, moving, {
        type: 'communityWork',
        keeps: true,
        table: sql`community_work`,
        alias: row,
        state,
        open: runningWorks,
      }),
      await moveRows(tx, moving, {
        type: 'launch',
        keeps: true,
        table: sql`launch`,
        alias: row,
        state,
        open: ['announced'],
      }),
      await moveRows(tx, moving, {
        type: 'modelStreet',
        table: sql`model_street`,
        alias: row,
        state: sql`'open'`,
        open: ['open'],
      }),
    ];
    return moved.reduce((sum, one) => sum + one, 0);
  },
};
