import type { Corrected } from '../../ground/correction.ts';
import type { LandStep } from '../../ground/law/land-law.ts';
import { lateInterest } from '../../ground/law/land-law.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { Id } from '../../platform/id.ts';
import { addDays, daysBetween, type PlainDate } from '../../platform/time.ts';

export type ProjectId = Id<'landProject'>;
export type HouseholdId = Id<'landHousehold'>;
export type ParcelId = Id<'landParcel'>;
export type ActId = Id<'landAct'>;
export type RateId = Id<'landRate'>;
export type LineId = Id<'landLine'>;
export type BatchId = Id<'landBatch'>;
export type VisitId = Id<'landVisit'>;
export type LandPromiseId = Id<'landPromise'>;
export type CorrectionId = Id<'landCorrection'>;

/** Sums in đồng; a locality's whole money fits a bigint many times over, and no float. */
export type Dong = bigint;

export interface Project {
  id: ProjectId;
  unitId: UnitId;
  name: string;
  purpose: string;
  basis: string;
  investor: string;
  place: string;
  /** Thousandths of a square metre. */
  area: number | null;
  urgent: boolean;
  handoverFirst: PlainDate;
  handedOn: PlainDate | null;
  registeredOn: PlainDate;
  /** Since when everybody sees it. */
  publishedOn: PlainDate | null;
}

/** From what a household's code is made, so that it can be shown again to those who send the letter. */
export const householdKey = (household: HouseholdId) => `land/${household}`;

export type HouseholdKind = 'household' | 'organisation';

export interface Household {
  id: HouseholdId;
  projectId: ProjectId;
  key: string;
  name: string;
  kind: HouseholdKind;
  place: string;
  phone: string | null;
  resettles: boolean;
  /** What shows that it agreed to an earlier recovery. */
  agreedFiles: KeptFile[];
}

/** Rings of longitude and latitude, the outer one first (RFC 7946). */
export type Rings = [longitude: number, latitude: number][][];

export interface Parcel {
  id: ParcelId;
  projectId: ProjectId;
  householdId: HouseholdId;
  sheet: string;
  number: string;
  landType: string;
  farmland: boolean;
  area: number;
  agreedEarly: boolean;
  stage: LandStep | null;
  handedOn: PlainDate | null;
}

/** A step as it was entered. */
export interface Act {
  id: ActId;
  step: LandStep;
  onDay: PlainDate;
  decidedBy: string | null;
  number: string | null;
  words: string | null;
  files: KeptFile[];
  present: number | null;
  agree: number | null;
  disagree: number | null;
  other: number | null;
  parcels: number;
  enteredAt: Date;
  fromFile: boolean;
  /** What was put right, the oldest first. */
  corrected: Corrected[];
}

/** Codes of land types that are farmland (Circular 25/2014/TT-BTNMT and its successors). */
const farmland = new Set('LUC LUK LUN BHK NHK HNK CLN LNK LNC LNQ RSX RPH RDD NTS LMU NKH CNT'.split(' '));

/** Whether a land type's code is one of farmland: that of a mixed parcel (ONT+CLN) is not. */
export function isFarmland(landType: string): boolean {
  return landType
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter(Boolean)
    .every((code) => farmland.has(code));
}

/** How much of a project is handed over, by the three measures that say different things. */
export interface Measures {
  households: { done: number; all: number };
  /** Thousandths of a square metre. */
  area: { done: number; all: number };
  /** What was paid of what is owed. */
  money: { done: Dong; all: Dong };
}

/** A line of a household's compensation. */
export interface Line {
  id: LineId;
  rateName: string;
  kind: 'land' | 'building' | 'crops' | 'support' | 'interest';
  per: string;
  decision: string;
  /** Thousandths. */
  quantity: number;
  price: Dong;
  amount: Dong;
  note: string | null;
  addedWhy: string | null;
  replacedBy: LineId | null;
  why: string | null;
}

/** What a line comes to: quantity (thousandths) times price, half a đồng rounded up; as the table has it. */
export function amountOf(quantity: number, price: Dong): Dong {
  return (BigInt(quantity) * price + 500n) / 1000n;
}

const perDayOf = 100_000n;

/**
 * What is owed besides for paying late: for each day after the due one, at the rate of that day, half a đồng rounded up.
 *
 * @param until the day of payment, or today
 */
export function interestOf(sum: Dong, due: PlainDate, until: PlainDate): Dong {
  let shares = 0n;
  for (const rate of lateInterest) {
    const from = rate.from > addDays(due, 1) ? rate.from : addDays(due, 1);
    const to = rate.until && rate.until < until ? rate.until : until;
    if (from <= to) shares += BigInt((daysBetween(from, to) + 1) * rate.perDay);
  }
  return (sum * shares + perDayOf / 2n) / perDayOf;
}

/** Thousandths of a square metre in square metres. */
export function formatArea(value: number): string {
  return `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 }).format(value / 1000)} m²`;
}
