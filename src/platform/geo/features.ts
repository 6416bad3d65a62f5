import { readApart } from '../sheet/sheet.ts';
import type { TaskAnswer } from '../worker/tasks.ts';
import { apart } from '../worker/worker.ts';

/** A feature of a map: what is said of it, and its rings; `bad` for another shape than polygons, null for none. */
export type MapFeature = Exclude<TaskAnswer<'features'>, string>[number];

/**
 * Reads the features of GeoJSON (RFC 7946): their plain properties, and polygons as rings.
 *
 * @throws UnreadableSheet when it is none, or has too many features or points
 */
export function readFeatures(bytes: Buffer): Promise<MapFeature[]> {
  return readApart(() => apart('features', bytes));
}
