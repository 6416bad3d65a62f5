import type { PlainDate } from '../../platform/time.ts';
import type { RecordEvent } from '../record/entry.ts';
import type { Services } from '../services.ts';
import type { FigureCell, FigureTotal } from './catalogue.ts';
import type { MadeOf } from './indicator.ts';

/** An entry of the record, opened: with its salt anyone can see that it is the one at its place. */
export interface Opening {
  index: number;
  salt: string;
  event: RecordEvent;
  /** Since when it is open: what was published before did not rest on it. */
  opened: PlainDate;
}

/** How a figure is recomputed from opened entries, without the database. */
export interface FigureProof {
  /** The set of opened entries that it rests on; figures of one part share it. */
  set: string;
  /** What of its numbers rests on entries that are opened, month by month, as the database has it. */
  opened(services: Services, asked: { from: PlainDate; to: PlainDate; asOf: Date }): Promise<FigureCell[]>;
  /** The same from the entries of each case; a figure's share is of sums. @throws RangeError on a gap */
  recount(cases: readonly RecordEvent[][], asOf: Date): { month: PlainDate; total: FigureTotal }[];
}

/** Entries of a part that may be opened: none of them personal, none of a sealed or a protected matter. */
export interface OpeningSet {
  code: string;
  /** Of the cases of some months, case by case and in order; in pages, since a country's fill no memory. */
  read(services: Services, from: PlainDate, to: PlainDate): AsyncIterable<Opening[]>;
}

/** A month of a published figure: the whole, and what of it rests on opened entries. */
export interface ProvenMonth {
  /** `2026-03`; null for what is told by the year only. */
  month: string | null;
  numerator: number;
  denominator: number | null;
  opened: { numerator: number; denominator: number | null } | null;
}

/** A figure as it stands in a published report, with all that is needed to recompute it. */
export interface ProvenFigure {
  code: string;
  from: string;
  to: string;
  as_of: string;
  months: ProvenMonth[];
  /** Of a figure that an office put together: from which measures of the catalogue. */
  made_of?: MadeOf;
  /** Address of the opened entries; null where the figure rests on none. */
  openings: string | null;
}

/** A number as it stands in a text. */
export interface BoundNumber {
  code: string;
  /** Of one unit, which nobody can recompute from outside; null for the whole place. */
  unit: string | null;
  /** Of one kind of what is counted: stated only, as a unit's; absent in reports from before there were kinds. */
  kind?: string | null;
  from: string;
  to: string;
  numerator: number;
  denominator: number | null;
}

/** The part of a report that a machine reads. */
export interface ProvenReport {
  format: 'gandan-report/1';
  figures: ProvenFigure[];
  /** The numbers as they stand in the text, where there is one. */
  bound?: BoundNumber[];
  record: { address: string; key: string; size: number | null };
}
