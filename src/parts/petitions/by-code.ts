import { seenBy } from '../../ground/access/floor.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import { type CitizenCode, hashCode } from './code.ts';
import { idByCode } from './petition.store.ts';
import type { PetitionId } from './petition.ts';

/** A case as its citizen holds it: by the code, which is also what the database asks for. */
export interface HeldCase {
  id: PetitionId;
  codeHash: Buffer;
}

/** The case of a code, and the database as the holder of the code sees it. */
export async function openByCode(
  db: Database,
  code: CitizenCode,
): Promise<(HeldCase & { seen: Queries }) | undefined> {
  const codeHash = hashCode(code);
  const seen = seenBy(db, { codeHash });
  const id = await idByCode(seen, codeHash);
  return id && { id, codeHash, seen };
}
