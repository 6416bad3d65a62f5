import { documentType, withoutCode } from '../../ground/law/document-types.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { Id } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';

export type DocumentId = Id<'document'>;

export const directions = ['in', 'out'] as const;
export type Direction = (typeof directions)[number];

/** On whose behalf a document is signed (Decree 30/2020/NĐ-CP, Art. 13). */
export const authorities = ['', 'TM', 'Q', 'KT', 'TL', 'TUQ'] as const;
export type Authority = (typeof authorities)[number];

export const secrecies = ['none', 'confidential', 'secret', 'topSecret'] as const;
export type Secrecy = (typeof secrecies)[number];

export const urgencies = ['none', 'urgent', 'veryUrgent', 'express'] as const;
export type Urgency = (typeof urgencies)[number];

export const relationKinds = ['implements', 'amends', 'replaces', 'cites'] as const;
export type RelationKind = (typeof relationKinds)[number];

/** A document as it stands in a register. */
export interface Document {
  id: DocumentId;
  unitId: UnitId;
  direction: Direction;
  year: number;
  book: string;
  entryNumber: number;
  typeCode: string;
  printedNumber: string;
  issuer: string;
  issuedOn: PlainDate;
  effectiveOn: PlainDate | null;
  expiresOn: PlainDate | null;
  signer: string;
  signerTitle: string;
  authority: Authority;
  abstract: string;
  secrecy: Secrecy;
  urgency: Urgency;
  arrivedOn: PlainDate | null;
  registeredAt: Date;
  body: string;
  file: KeptFile | null;
  open: boolean;
  deployedOn: PlainDate | null;
  /** Registered by mistake: its number stays, and nothing is done with it. */
  cancelledOn: PlainDate | null;
  cancelledWhy: string | null;
  /** Called back after it was issued: its number stays, and it binds nobody any more. */
  withdrawnOn: PlainDate | null;
  withdrawnWhy: string | null;
  version: number;
}

/** Why something cannot be done with a document; each is said in words. */
export type DocumentFault =
  | 'notAllowed'
  | 'secret'
  | 'deployed'
  | 'notDeployed'
  | 'uncovered'
  | 'noClauses'
  | 'noTasks'
  | 'itself'
  | 'dateMissing'
  | 'bookUsed'
  | 'notYours'
  | 'conflict'
  | 'cancelled'
  | 'used'
  | 'onlyNumbering'
  | 'notIssued'
  | 'withdrawn'
  | 'whyTooLong'
  | 'unknownNumber'
  | 'severalNumbers';

/** One document does something to another from some day on. */
export interface Relation {
  from: DocumentId;
  to: DocumentId;
  kind: RelationKind;
  on: PlainDate;
}

export const standings = ['notYet', 'inForce', 'amended', 'replaced', 'expired', 'withdrawn'] as const;
export type DocumentStanding = (typeof standings)[number];

/**
 * How a document stands on a day: what replaced it counts before what amended it.
 *
 * @param done what other documents do to it, in any order
 */
export function standingOn(
  document: Pick<Document, 'issuedOn' | 'effectiveOn' | 'expiresOn' | 'withdrawnOn'>,
  done: readonly Pick<Relation, 'kind' | 'on'>[],
  day: PlainDate,
): DocumentStanding {
  if (document.withdrawnOn !== null && document.withdrawnOn <= day) return 'withdrawn';
  if (day < (document.effectiveOn ?? document.issuedOn)) return 'notYet';
  const since = (kind: RelationKind) => done.some((one) => one.kind === kind && one.on <= day);
  if (since('replaces')) return 'replaced';
  if (document.expiresOn !== null && document.expiresOn < day) return 'expired';
  return since('amends') ? 'amended' : 'inForce';
}

/** How each of several documents stands on a day, by all that is done to them. */
export function standingsOn(relations: readonly Relation[], day: PlainDate) {
  const done = Map.groupBy(relations, (one) => one.to);
  return (
    document: Pick<Document, 'id' | 'issuedOn' | 'effectiveOn' | 'expiresOn' | 'withdrawnOn'>,
  ): DocumentStanding => standingOn(document, done.get(document.id) ?? [], day);
}

/**
 * The book of a body in which a document is numbered: what comes in has one, what goes out one for each type.
 * (Decree 30/2020/NĐ-CP, Art. 8: numbers run from 01 on 1 January to 31 December.)
 */
export function bookOf(direction: Direction, typeCode: string): string {
  return direction === 'in' ? 'in' : typeCode;
}

/**
 * A document's number as it is printed: `05/KH-UBND`, and of an official letter `05/UBND-VX`.
 *
 * @param sign how the body is named in numbers
 * @param office who drafted it, for types without a code
 */
export function printedNumber(number: number, typeCode: string, sign: string, office: string): string {
  const padded = String(number).padStart(2, '0');
  return withoutCode.includes(typeCode)
    ? `${padded}/${sign}${office ? `-${office}` : ''}`
    : `${padded}/${typeCode}-${sign}`;
}

/** What a document is called where it is spoken of: Kế hoạch 70-KH/TU. */
export function nameOf(document: Pick<Document, 'typeCode' | 'printedNumber'>): string {
  return `${documentType(document.typeCode)?.name.vi ?? ''} ${document.printedNumber}`.trim();
}

/** A document in a tree, with those that implement it below. */
export interface TreeNode<One> {
  document: One;
  below: TreeNode<One>[];
}

/**
 * Documents as a tree from the uppermost down to who implements them. One that implements two stands below
 * both; a ring, which no order of dates forbids, is cut where it closes.
 */
export function treeOf<One extends Pick<Document, 'id' | 'issuedOn'>>(
  documents: readonly One[],
  relations: readonly Relation[],
): TreeNode<One>[] {
  const known = new Map(documents.map((one) => [one.id, one]));
  const upward = relations.filter(
    (one) => one.kind === 'implements' && known.has(one.from) && known.has(one.to),
  );
  const lower = Map.groupBy(upward, (one) => one.to);
  const node = (document: One, above: readonly DocumentId[]): TreeNode<One> => ({
    document,
    below: (lower.get(document.id) ?? [])
      .filter((one) => !above.includes(one.from) && one.from !== document.id)
      .map((one) => known.get(one.from))
      .filter((one) => one !== undefined)
      .toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1))
      .map((one) => node(one, [...above, document.id])),
  });
  const tops = documents.filter((one) => !upward.some((relation) => relation.from === one.id));
  const roots = tops.map((one) => node(one, []));
  // What only a ring holds has no top: its earliest stands for it.
  const shown = new Set<DocumentId>();
  const mark = (one: TreeNode<One>): void => {
    shown.add(one.document.id);
    one.below.forEach(mark);
  };
  roots.forEach(mark);
  for (const one of documents.toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1)))
    if (!shown.has(one.id)) {
      const ring = node(one, []);
      roots.push(ring);
      mark(ring);
    }
  return roots;
}
