import type { Queries } from '../../platform/database/database.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { Refused } from '../refused.ts';
import type { Services } from '../services.ts';
import { type UnitId, unitsOn } from './organization.ts';

/** A unit that somebody picked, which has to be one of today's. @throws Refused at the field */
export async function livingUnit(
  services: Pick<Services, 'clock'>,
  tx: Queries,
  unit: string,
  field: string,
): Promise<UnitId> {
  const units = await unitsOn(tx, dayInVietnam(services.clock()));
  const found = units.find((one) => one.id === unit);
  if (!found) throw new Refused({ vi: 'Đơn vị này không còn.', en: 'There is no such unit now.' }, field);
  return found.id;
}
