import type { FastifyRequest } from 'fastify';
import { seenBy } from '../../ground/access/floor.ts';
import { type CitizenCode, formatCode, hashCode } from '../../ground/code.ts';
import type { Web } from '../../ground/web.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import { idByCode, type PetitionRow, readPetition } from './petition.store.ts';
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

/** A case as its citizen has it open in the browser. */
export interface CurrentCase extends HeldCase {
  petition: PetitionRow;
  code: string;
  seen: Queries;
}

/** The case that is open in the browser. An unknown code and no code look the same. */
export async function currentCase(web: Web, request: FastifyRequest): Promise<CurrentCase | undefined> {
  const code = await web.visits.code(request, 'case');
  const held = code && (await openByCode(web.services.db, code));
  const petition = held && (await readPetition(held.seen, held.id));
  return petition && code ? { ...held, petition, code: formatCode(code) } : undefined;
}
