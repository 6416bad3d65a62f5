import { readFileSync } from 'node:fs';
import { unitsOn } from '../ground/organization/organization.ts';
import { putShapes, type Ring, type UnitShape } from '../parts/figures/shape.store.ts';
import type { Config } from '../platform/config.ts';
import { openDatabase, sql } from '../platform/database/database.ts';
import { readFeatures } from '../platform/geo/features.ts';
import { dayInVietnam } from '../platform/time.ts';
import { fold } from '../platform/vietnamese.ts';
import { withDatabase } from './with-database.ts';

// What names of units begin with and outlines mostly leave out.
const rank = /^(ubnd|uy ban nhan dan)?\s*(phuong|xa|thi tran|dac khu|thanh pho|tinh)?\s+/;

/** A name as it is compared: without marks, rank and case. */
const nameOf = (text: string) => fold(text).replace(rank, '').trim();

/**
 * Loads outlines of units from GeoJSON (RFC 7946, longitude and latitude), for the map of the overview. A feature is the
 * unit whose code stands in its property `code`, else the one unit with the name that stands in `name`.
 *
 * @param source where the outlines are from, said below the map
 * @throws Error when the file cannot be read; what fits no unit is named and left out
 */
export async function shapes(
  config: Config,
  file: string,
  source: string,
  say: (text: string) => void,
): Promise<void> {
  const features = await readFeatures(readFileSync(file));
  await withDatabase(config, async (url) => {
    const db = openDatabase(url, { size: 1 });
    const units = await unitsOn(db, dayInVietnam(new Date()));
    const found: UnitShape[] = [];
    for (const { properties, rings } of features) {
      const said = Object.fromEntries(properties);
      const title = String(said.code ?? said.name ?? '?');
      if (rings === 'bad' || rings === null) {
        say(`${title}: no polygon, left out`);
        continue;
      }
      const byCode = units.find((one) => one.code === said.code);
      const named = units.filter((one) => nameOf(one.name.vi) === nameOf(String(said.name ?? '')));
      const unit = byCode ?? (named.length === 1 ? named[0] : undefined);
      if (unit) found.push({ unitId: unit.id, rings: rings as Ring[], source });
      else say(`${title}: ${named.length > 1 ? 'several units of this name' : 'no such unit'}, left out`);
    }
    await db.transaction(async (tx) => {
      await tx.run(sql`set local statement_timeout = '5min'`);
      await putShapes(tx, found, new Date());
    });
    await db.close();
    say(`${found.length} of ${features.length} outlines loaded`);
  });
}
