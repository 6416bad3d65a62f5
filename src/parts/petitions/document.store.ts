import type { SignedIn } from '../../ground/access/session.ts';
import type { Services } from '../../ground/services.ts';
import type { StepId } from '../../ground/step/journal.ts';
import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import type { AdministrativeDocument } from '../../platform/document/document.ts';
import type { Id } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type { DocumentKind } from './document.ts';
import type { PetitionId } from './petition.ts';
import type { WordTemplateId } from './word-template.store.ts';

export type DocumentId = Id<'petition_document'>;

/** A document as issued. */
export interface IssuedDocument {
  id: DocumentId;
  kind: DocumentKind;
  issuedOn: PlainDate;
  content: AdministrativeDocument;
  /** The office's own template for Word on the day of issue. */
  templateId: WordTemplateId | null;
  /** Taken back by two: it holds no longer, and its number is given to no other. */
  cancelledOn: PlainDate | null;
  cancelledWhy: string | null;
  /** The step by which it was issued; unknown of older ones. */
  step: StepId | null;
}

/** Documents of a case, oldest first; one that sealing has emptied is not shown. */
export function documentsOf(db: Queries, petition: PetitionId): Promise<IssuedDocument[]> {
  return db.rows<IssuedDocument>(sql`
    select id, kind, issued_on as "issuedOn", content, template_id as "templateId",
      cancelled_on as "cancelledOn", cancelled_why as "cancelledWhy", step_id as step from petition_document
    where petition_id = ${petition} and content ? 'body' order by issued_on, id`);
}

/** Cancels the paper that a step issued, here and in the register. */
export async function cancelPaper(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  step: StepId,
  why: string,
): Promise<void> {
  const { register, petition } = await tx.one<{ register: string | null; petition: PetitionId }>(sql`
    update petition_document set cancelled_on = ${dayInVietnam(services.clock())}, cancelled_why = ${why}
    where step_id = ${step} returning register_id as register, petition_id as petition`);
  // The entry that strikes it out took the next place of the case.
  await tx.run(sql`update petition set version = version + 1 where id = ${petition}`);
  if (register) await services.register.cancel(services, tx, officer, register, why);
}
