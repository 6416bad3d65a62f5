import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { Id } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { Authority, DocumentId, Urgency } from './document.ts';

export type DraftId = Id<'documentDraft'>;

/**
 * How a document that goes out comes about (Decree 30/2020/NĐ-CP, Art. 14 to 16): it is written, handed to the head,
 * signed, and numbered and issued last. `dropped` is a draft that nobody goes on with.
 */
export const draftStates = ['draft', 'submitted', 'signed', 'issued', 'dropped'] as const;
export type DraftState = (typeof draftStates)[number];

/** A document before it has a number. */
export interface Draft {
  id: DraftId;
  unitId: UnitId;
  typeCode: string;
  office: string;
  abstract: string;
  body: string;
  files: KeptFile[];
  urgency: Urgency;
  effectiveOn: PlainDate | null;
  expiresOn: PlainDate | null;
  implementsId: DocumentId | null;
  state: DraftState;
  draftedBy: PostId;
  draftedOn: PlainDate;
  submittedOn: PlainDate | null;
  /** Why the head gave it back, until it is handed in again. */
  returnedWhy: string | null;
  signedOn: PlainDate | null;
  signer: string | null;
  signerTitle: string | null;
  authority: Authority | null;
  documentId: DocumentId | null;
  version: number;
}

export const draftSteps = ['edit', 'submit', 'recall', 'giveBack', 'sign', 'issue', 'drop'] as const;
export type DraftStep = (typeof draftSteps)[number];

const from: Readonly<Record<DraftStep, readonly DraftState[]>> = {
  edit: ['draft'],
  submit: ['draft'],
  recall: ['submitted'],
  giveBack: ['submitted'],
  sign: ['submitted'],
  issue: ['signed'],
  drop: ['draft'],
};

const byHead: readonly DraftStep[] = ['giveBack', 'sign'];

/** Who somebody is to a draft's unit. */
export interface DraftRights {
  /** Works in the unit. */
  works: boolean;
  /** Signs for the unit: its head or chair, or who stands in. */
  signs: boolean;
  /** Keeps the unit's registers and seal: its clerk; a head may always. */
  numbers: boolean;
}

/** Whether a step is possible in a state for somebody of these rights. */
export function draftAllows(step: DraftStep, state: DraftState, rights: DraftRights): boolean {
  if (!from[step].includes(state)) return false;
  if (byHead.includes(step)) return rights.signs;
  return step === 'issue' ? rights.numbers : rights.works;
}
