import { follow, type Moving, type UnitWork, undivided } from '../../ground/organization/work.ts';
import { plannedAnew, type Queries, sql } from '../../platform/database/database.ts';

/** Whoever asked to be told of a unit is told of its successor: it is no work of the unit, and goes all the same. */
export const subscriptionWork: UnitWork = {
  type: 'subscription',
  name: { vi: 'Người nhận tin của đơn vị', en: 'People who follow the unit' },
  ...undivided,
  open: async () => [],
  async move(tx: Queries, moving: Moving): Promise<number> {
    // Whoever follows the successor already, or two that become one, asks for it once.
    await tx.run(
      plannedAnew(sql`
        with going as (
          select one.id, row_number() over (
              partition by email, endpoint, topics, pages, move.heir order by confirmed_at nulls last, one.id) as nth,
            exists (select from subscription there where there.unit_id = move.heir
              and (there.email, there.endpoint, there.topics, there.pages)
                is not distinct from (one.email, one.endpoint, one.topics, one.pages)) as there
          from subscription one join ${moving.heirs} on move.old = one.unit_id
        )
        delete from subscription using going where subscription.id = going.id and (nth > 1 or there)`),
    );
    await follow(tx, moving, [sql`subscription`]);
    return 0;
  },
};
