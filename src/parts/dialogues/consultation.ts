import type { UnitId, WhoseDay } from '../../ground/organization/organization.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { Id } from '../../platform/id.ts';
import { addDays, daysBetween, type PlainDate } from '../../platform/time.ts';

export type ConsultationId = Id<'consultation'>;
export type OpinionView = 'agree' | 'disagree' | 'other';

/** A draft that people are asked about. */
export interface Consultation extends WhoseDay {
  id: ConsultationId;
  unitId: UnitId;
  item: string;
  title: string;
  body: string;
  files: KeptFile[];
  postedOn: PlainDate;
  closesOn: PlainDate;
  households: number;
  state: 'open' | 'answered';
  outcome: string | null;
  answeredOn: PlainDate | null;
  version: number;
}

/** How opinions stand: of households, and of people for themselves, never added up. */
export interface OpinionCounts {
  households: Record<OpinionView, number>;
  people: Record<OpinionView, number>;
}

export interface OpinionGroup {
  id: string;
  title: string;
  answer: string | null;
  changed: string | null;
  count: number;
}

export interface Opinion {
  id: string;
  number: number;
  person: boolean;
  view: OpinionView;
  text: string | null;
  groupId: string | null;
  source: 'web' | 'paper';
}

/** The earliest day on which a consultation may close: after the days of posting that the law asks for. */
export function earliestClose(postedOn: PlainDate, days: number): PlainDate {
  return addDays(postedOn, days);
}

/** Days that a draft has been posted so far, of those it is posted for. */
export function daysPosted(
  { postedOn, closesOn }: Pick<Consultation, 'postedOn' | 'closesOn'>,
  today: PlainDate,
): { posted: number; of: number } {
  const of = daysBetween(postedOn, closesOn);
  return { posted: Math.min(of, Math.max(0, daysBetween(postedOn, today))), of };
}
