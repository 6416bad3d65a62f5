import type { UnitId } from '../../ground/organization/organization.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { Id } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { DocumentId } from './document.ts';

export type DisseminationId = Id<'dissemination'>;

/** A document sent to a unit, and what became of it there. */
export interface Dissemination {
  id: DisseminationId;
  documentId: DocumentId;
  unitId: UnitId;
  sentAt: Date;
  openedAt: Date | null;
  acknowledgedAt: Date | null;
  heldOn: PlainDate | null;
  present: number | null;
  place: string | null;
  minutes: string | null;
  files: KeptFile[];
  version: number;
}

export const disseminationStates = ['sent', 'opened', 'acknowledged', 'disseminated'] as const;
export type DisseminationState = (typeof disseminationStates)[number];

/** How far a unit has come with a document. */
export function stateOf(
  one: Pick<Dissemination, 'openedAt' | 'acknowledgedAt' | 'heldOn'>,
): DisseminationState {
  if (one.heldOn) return 'disseminated';
  if (one.acknowledgedAt) return 'acknowledged';
  return one.openedAt ? 'opened' : 'sent';
}
