import type { UnitId } from '../../ground/organization/organization.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { Draft, DraftId, DraftState } from './draft.ts';

const columns = sql`
  id, unit_id as "unitId", type_code as "typeCode", office, abstract, body, files, urgency,
  effective_on as "effectiveOn", expires_on as "expiresOn", implements_id as "implementsId", state,
  drafted_by as "draftedBy", drafted_on as "draftedOn", submitted_on as "submittedOn",
  returned_why as "returnedWhy", signed_on as "signedOn", signer, signer_title as "signerTitle", authority,
  document_id as "documentId", version`;

export async function insertDraft(tx: Queries, one: Draft): Promise<void> {
  await tx.run(sql`
    insert into document_draft (id, unit_id, type_code, office, abstract, body, files, urgency, effective_on, expires_on,
      implements_id, state, drafted_by, drafted_on, version)
    values (${one.id}, ${one.unitId}, ${one.typeCode}, ${one.office}, ${one.abstract}, ${one.body},
      ${JSON.stringify(one.files)}::jsonb, ${one.urgency}, ${one.effectiveOn}, ${one.expiresOn}, ${one.implementsId},
      ${one.state}, ${one.draftedBy}, ${one.draftedOn}, ${one.version})`);
}

export async function readDraft(db: Queries, id: DraftId): Promise<Draft | undefined> {
  return db.first<Draft>(sql`select ${columns} from document_draft where id = ${id}`);
}

/** Reads a draft and holds it: two who press at once come one after the other. */
export async function lockDraft(tx: Queries, id: DraftId): Promise<Draft | undefined> {
  return tx.first<Draft>(sql`select ${columns} from document_draft where id = ${id} for update`);
}

export async function updateDraft(tx: Queries, one: Draft): Promise<void> {
  await tx.run(sql`
    update document_draft set type_code = ${one.typeCode}, office = ${one.office}, abstract = ${one.abstract},
      body = ${one.body}, files = ${JSON.stringify(one.files)}::jsonb, urgency = ${one.urgency},
      effective_on = ${one.effectiveOn}, expires_on = ${one.expiresOn}, implements_id = ${one.implementsId},
      state = ${one.state}, submitted_on = ${one.submittedOn}, returned_why = ${one.returnedWhy},
      signed_on = ${one.signedOn}, signer = ${one.signer}, signer_title = ${one.signerTitle},
      authority = ${one.authority}, document_id = ${one.documentId}, version = ${one.version}
    where id = ${one.id}`);
}

/** What became a document again has its number taken from it: it is signed, and waits to be issued. */
export async function unissue(tx: Queries, document: string): Promise<void> {
  await tx.run(sql`
    update document_draft set state = 'signed', document_id = null, version = version + 1
    where document_id = ${document}`);
}

/** Drafts of a unit in some states, what has waited longest first. */
export async function draftsOf(
  db: Queries,
  unit: UnitId,
  states: readonly DraftState[],
  limit: number,
): Promise<Draft[]> {
  return db.rows<Draft>(sql`
    select ${columns} from document_draft where unit_id = ${unit} and state = any(${states}::text[])
    order by coalesce(signed_on, submitted_on, drafted_on), id limit ${limit}`);
}
