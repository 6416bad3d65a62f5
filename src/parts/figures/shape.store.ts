import type { UnitId } from '../../ground/organization/organization.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

/** A ring of longitude and latitude in degrees, the last point as the first. */
export type Ring = readonly (readonly [number, number])[];

/** The outline of a unit: its outer rings and holes, with where it is from. */
export interface UnitShape {
  unitId: UnitId;
  rings: Ring[];
  source: string;
}

export function shapesOf(db: Queries, units: readonly UnitId[]): Promise<UnitShape[]> {
  return db.rows<UnitShape>(sql`
    select unit_id as "unitId", rings, source from unit_shape where unit_id = any(${units}::uuid[])`);
}

/** Puts the outlines of units in the place of those before. */
export async function putShapes(tx: Queries, shapes: readonly UnitShape[], at: Date): Promise<void> {
  for (const { unitId, rings, source } of shapes)
    await tx.run(sql`
      insert into unit_shape (unit_id, rings, source, loaded_at)
      values (${unitId}, ${JSON.stringify(rings)}::jsonb, ${source}, ${at})
      on conflict (unit_id) do update set rings = excluded.rings, source = excluded.source, loaded_at = excluded.loaded_at`);
}
