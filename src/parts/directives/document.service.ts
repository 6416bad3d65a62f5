import { type Actor, type Role, seesUnit, unitsSeen, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { actDay } from '../../ground/act-day.ts';
import { ruleOn } from '../../ground/law/catalogue.ts';
import { dueDate } from '../../ground/law/clock.ts';
import { holdUnit } from '../../ground/organization/answerable.ts';
import { signOf } from '../../ground/organization/issuer.ts';
import { Refused, RefusedFields, refusals } from '../../ground/refused.ts';
import { mayNumber } from '../../ground/register-desk.ts';
import type { Services } from '../../ground/services.ts';
import { takeStep } from '../../ground/step/take.ts';
import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import { formWords } from '../../platform/page/form-words.ts';
import { dayInVietnam, type PlainDate, yearOf } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { insertClauses } from './clause.store.ts';
import { splitClauses } from './clause.ts';
import {
  correctDocumentRow,
  type DocumentHead,
  findByNumber,
  insertDocument,
  insertRelation,
  isUsed,
  lockDocument,
  nextNumber,
  readDocument,
  sentTo,
  setFirstNumber,
  updateDocument,
} from './document.store.ts';
import {
  bookOf,
  type Document,
  type DocumentFault,
  type DocumentId,
  nameOf,
  printedNumber,
  type Relation,
} from './document.ts';
import { documentSteps } from './known.ts';
import { directivePaths as to } from './paths.ts';
import { proposeTasks } from './proposal.ts';
import { faultTexts, texts } from './texts.ts';

/** Thrown when nothing was changed. */
export class DocumentRefused extends Refused {
  /** @param field of the form that it is about, where it is about one */
  constructor(
    readonly fault: DocumentFault,
    field?: string,
  ) {
    super({ vi: faultTexts.vi[fault], en: faultTexts.en[fault] }, field);
  }
}

const leading: readonly Role[] = ['head', 'chair'];
/** Whether somebody leads a unit, or the line above it. */
export function leads(actor: Actor, unit: Document['unitId']): boolean {
  if (!leading.includes(actor.role)) return false;
  return actor.unit === unit || (actor.reach !== 'all' && actor.reach.includes(unit));
}

/** Whether somebody may read a document: it stands in a register they see, was sent to it, or is open to all. */
export async function mayRead(db: Queries, actor: Actor, document: Document): Promise<boolean> {
  if (document.open || seesUnit(actor, document.unitId)) return true;
  if (actor.role === 'administrator') return false;
  return sentTo(
    db,
    document.id,
    unitsSeen(actor) === 'all' ? [actor.unit] : (unitsSeen(actor) as (typeof actor.unit)[]),
  );
}

/** A document somebody may read. @throws HttpError 404 otherwise */
export async function documentFor(db: Queries, actor: Actor, id: DocumentId): Promise<Document> {
  const document = await readDocument(db, id);
  if (!document || !(await mayRead(db, actor, document))) throw notFound();
  return document;
}

/** The one document of a number that somebody sees. @throws DocumentRefused at the field where there is none, or several */
export async function byNumber(
  db: Queries,
  officer: SignedIn,
  number: string,
  field: string,
): Promise<DocumentHead> {
  const found = await findByNumber(db, unitsSeen(officer), number);
  const [one] = found;
  if (!one) throw new DocumentRefused('unknownNumber', field);
  if (found.length > 1) throw new DocumentRefused('severalNumbers', field);
  return one;
}

/** What is told of a document that is to be registered. */
export type DocumentGiven = Omit<
  Document,
  | 'id'
  | 'unitId'
  | 'year'
  | 'book'
  | 'entryNumber'
  | 'registeredAt'
  | 'deployedOn'
  | 'cancelledOn'
  | 'cancelledWhy'
  | 'withdrawnOn'
  | 'withdrawnWhy'
  | 'version'
  | 'printedNumber'
> & {
  /** As it stands on what came in; of what goes out the program gives it. */
  printedNumber: string;
  /** Who drafted it, for the number of a letter. */
  office: string;
};

/** The last day on which a document had to be in the register. */
export function registerBy(services: Pick<Services, 'calendar'>, since: PlainDate): PlainDate | undefined {
  const rule = (() => {
    try {
      return ruleOn('VB-REGISTER', since);
    } catch {
      return undefined;
    }
  })();
  return rule && dueDate(rule, since, services.calendar).due;
}

/**
 * Enters a document in the officer's unit's register: the number, the document, its clauses and its entry in
 * the record are one transaction, so that a number stands for a document or was never given.
 */
export async function registerDocument(
  services: Services,
  officer: SignedIn,
  given: DocumentGiven,
  key: string,
  /** The document it carries out, in the same transaction. */
  above?: DocumentId,
): Promise<DocumentId> {
  if (!worksIn(officer, officer.unit)) throw new DocumentRefused('notAllowed');
  if (given.direction === 'out' && !mayNumber(officer)) throw new DocumentRefused('onlyNumbering');
  const request = { ...given, file: given.file?.sha256, ...(above && { above }) };
  const taking = { step: documentSteps.register, page: to.register, key, request };
  const { id } = await takeStep(services, officer, taking, async (tx, made) => {
    const id = await enterDocument(services, tx, officer, given, above);
    await made(to.document(id));
    return { id };
  });
  return id;
}

/** Enters a document within a transaction that does more. */
export async function enterDocument(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  { office, ...given }: DocumentGiven,
  above?: DocumentId,
): Promise<DocumentId> {
  const { clock, record } = services;
  const now = clock();
  const today = dayInVietnam(now);
  await holdUnit(tx, officer.unit, today);
  const year = yearOf(today);
  const book = bookOf(given.direction, given.typeCode);
  const entryNumber = await nextNumber(tx, officer.unit, year, book);
  const secret = given.secrecy !== 'none';
  const sign = signOf(officer.unitName.vi);
  const document: Document = {
    ...given,
    id: newId(),
    unitId: officer.unit,
    year,
    book,
    entryNumber,
    printedNumber:
      given.direction === 'out'
        ? printedNumber(entryNumber, given.typeCode, sign, office)
        : given.printedNumber,
    registeredAt: now,
    deployedOn: null,
    cancelledOn: null,
    cancelledWhy: null,
    withdrawnOn: null,
    withdrawnWhy: null,
    version: 1,
    // Of a secret document only the number is kept (Law on the Protection of State Secrets 2018).
    ...(secret && { body: '', file: null, abstract: '', open: false }),
  };
  await insertDocument(tx, document, officer.post, wordsOf(document));
  if (above)
    await insertRelation(tx, { from: document.id, to: above, kind: 'implements', on: document.issuedOn });
  if (document.body) await insertClauses(tx, document.id, clausesIn(document));
  await record.append(tx, {
    type: 'document.registered',
    subject: document.id,
    seq: 1,
    role: officer.role,
    unit: officer.unitCode,
    facts: {
      direction: document.direction,
      book: document.book,
      number: document.entryNumber,
      year: document.year,
      issued_on: document.issuedOn,
      ...(document.arrivedOn && { arrived_on: document.arrivedOn }),
      ...(document.file && { sha256: document.file.sha256 }),
      secret,
      ...(above && { carries_out: above }),
    },
    sealed: { post: officer.post, printed_number: document.printedNumber, abstract: document.abstract },
  });
  return document.id;
}

/** The words by which a document is found. */
function wordsOf(document: Document): string {
  return foldedWords([nameOf(document), document.issuer, document.abstract, document.signer].join(' ')).join(
    ' ',
  );
}

/** The clauses of a text, each with what it seems to do: a person says whether it does. */
export function clausesIn(document: Pick<Document, 'body' | 'issuedOn'>) {
  return splitClauses(document.body).map((one) => ({
    ...one,
    proposed: proposeTasks(one.text, document.issuedOn, one.under).length > 0,
  }));
}

/** Says what one document does to another, from a day on. @throws DocumentRefused */
export async function relate(
  services: Services,
  officer: SignedIn,
  relation: Relation,
  key?: string,
): Promise<void> {
  if (relation.from === relation.to) throw new DocumentRefused('itself');
  await changed(services, officer, relation.from, { type: 'related', key }, async (tx, document) => {
    const other = await documentFor(tx, officer, relation.to);
    // What one document does to another's standing is said by who answers for the other.
    const changes = relation.kind === 'amends' || relation.kind === 'replaces';
    const own = worksIn(officer, other.unitId) || leads(officer, other.unitId);
    if (changes && !own) throw new DocumentRefused('notYours');
    await insertRelation(tx, relation);
    return { document, facts: { kind: relation.kind, to: relation.to, on: relation.on } };
  });
  services.cache.clear();
}

/** Opens a document to everybody, or closes it again. @throws DocumentRefused */
export async function setOpen(
  services: Services,
  officer: SignedIn,
  id: DocumentId,
  open: boolean,
  key?: string,
): Promise<void> {
  const asked = { type: open ? 'opened' : 'closed', key } as const;
  await changed(services, officer, id, asked, async (_, document) => {
    if (!leads(officer, document.unitId)) throw new DocumentRefused('notAllowed');
    if (document.secrecy !== 'none') throw new DocumentRefused('secret');
    return { document: { ...document, open }, facts: {} };
  });
  services.cache.clear();
}

/**
 * Cancels a document that was registered by mistake: its number stays given, its line says why. Refused once something
 * rests on it.
 *
 * @throws DocumentRefused
 */
export async function cancelDocument(
  services: Services,
  officer: SignedIn,
  id: DocumentId,
  why: string,
  key?: string,
): Promise<void> {
  await changed(services, officer, id, { type: 'cancelled', key }, async (tx, document) => {
    if (document.deployedOn) throw new DocumentRefused('deployed');
    if (await isUsed(tx, id)) throw new DocumentRefused('used');
    const cancelledOn = dayInVietnam(services.clock());
    return { document: { ...document, open: false, cancelledOn, cancelledWhy: why }, facts: { why } };
  });
}

/**
 * Calls back a document that the own body issued, whatever rests on it: its number stays given, it has no force from
 * the day on, and everybody who has it reads why (Decree 30/2020, Art. 18).
 *
 * @throws DocumentRefused, Refused at the day
 */
export async function withdrawDocument(
  services: Services,
  officer: SignedIn,
  id: DocumentId,
  given: { why: string; onDay: PlainDate | null; lateWhy: string | null },
  key?: string,
): Promise<void> {
  const { why, ...day } = given;
  await changed(services, officer, id, { type: 'withdrawn', key }, async (_, document) => {
    if (!leads(officer, document.unitId)) throw new DocumentRefused('notAllowed');
    if (document.direction !== 'out') throw new DocumentRefused('notIssued');
    const today = dayInVietnam(services.clock());
    const withdrawnOn = actDay(day, { today, notBefore: document.issuedOn });
    return {
      document: { ...document, withdrawnOn, withdrawnWhy: why },
      facts: { on: withdrawnOn },
      sealed: { why },
    };
  });
  services.cache.clear();
}

/** What may be put right of a document in a register. */
export type DocumentCorrection = Pick<
  Document,
  | 'printedNumber'
  | 'issuer'
  | 'issuedOn'
  | 'arrivedOn'
  | 'effectiveOn'
  | 'expiresOn'
  | 'signer'
  | 'signerTitle'
  | 'authority'
  | 'abstract'
  | 'urgency'
  | 'file'
>;

/**
 * Puts right what was entered of a document: what it was stays with the step, and the record names what changed. What
 * goes out keeps the number that the program gave it.
 *
 * @throws DocumentRefused, Refused where nothing is changed or a day cannot be
 */
export async function correctDocument(
  services: Services,
  officer: SignedIn,
  id: DocumentId,
  given: DocumentCorrection & { why: string },
  at: { key: string; version: number | undefined },
): Promise<void> {
  const { why, ...right } = given;
  await changed(services, officer, id, { type: 'corrected', key: at.key }, async (tx, document) => {
    sameVersion(document, at.version);
    const own = document.direction === 'out';
    const secret = document.secrecy !== 'none';
    const after: Document = {
      ...document,
      ...right,
      ...(own && { printedNumber: document.printedNumber, issuer: document.issuer, arrivedOn: null }),
      ...(secret && { abstract: '', file: null }),
      file: secret ? null : (right.file ?? document.file),
    };
    const missing = missingIn(after);
    if (missing.length > 0)
      throw new RefusedFields(
        Object.fromEntries(
          missing.map((name) => [name, { vi: formWords.vi.required, en: formWords.en.required }]),
        ),
      );
    checkDays(after, dayInVietnam(services.clock()));
    const names = Object.keys(right) as (keyof DocumentCorrection)[];
    const what = names.filter((name) =>
      name === 'file' ? after.file?.sha256 !== document.file?.sha256 : after[name] !== document[name],
    );
    if (what.length === 0) throw new Refused(refusals.noChange);
    await correctDocumentRow(tx, after, wordsOf(after));
    return { document: after, facts: { what: what.join(' ') }, sealed: { why } };
  });
  services.cache.clear();
}

/** What every document of its direction has, and this one has not. */
function missingIn(one: Document): (keyof DocumentCorrection)[] {
  const must: (keyof DocumentCorrection)[] =
    one.direction === 'in' ? ['printedNumber', 'issuer', 'arrivedOn'] : [];
  if (one.secrecy === 'none') must.push('abstract');
  return must.filter((name) => !one[name]);
}

/** Holds the days of a document against each other and against today. @throws RefusedFields */
export function checkDays(
  document: Pick<Document, 'issuedOn' | 'arrivedOn' | 'expiresOn'>,
  today: PlainDate,
): void {
  const { issuedOn, arrivedOn, expiresOn } = document;
  const wrong: Record<string, Bilingual> = {};
  const bad: Bilingual = { vi: texts.vi.badDate, en: texts.en.badDate };
  if (issuedOn > today) wrong.issuedOn = bad;
  if (arrivedOn && (arrivedOn > today || arrivedOn < issuedOn)) wrong.arrivedOn = bad;
  if (expiresOn && expiresOn < issuedOn) wrong.expiresOn = bad;
  if (Object.keys(wrong).length > 0) throw new RefusedFields(wrong);
}

/**
 * Changes a document of the own register: one after the other, each with its entry.
 *
 * @throws HttpError 404 for who does not see it, DocumentRefused for who does not work there
 */
export async function changed(
  services: Services,
  officer: SignedIn,
  id: DocumentId,
  asked: {
    type: 'read' | 'related' | 'opened' | 'closed' | 'deployed' | 'cancelled' | 'corrected' | 'withdrawn';
    key?: string | undefined;
  },
  work: (
    tx: Transaction,
    document: Document,
  ) => Promise<{
    document: Document;
    facts: Record<string, string | number | boolean>;
    sealed?: Record<string, string>;
  }>,
): Promise<void> {
  const { type, key = newKey() } = asked;
  const page = type === 'read' ? to.clauses(id) : to.document(id);
  const taking = { step: documentSteps[type], page, key, request: id };
  await takeStep(services, officer, taking, async (tx) => {
    const before = await lockDocument(tx, id);
    if (!before || !(await mayRead(tx, officer, before))) throw notFound();
    if (!worksIn(officer, before.unitId) && !leads(officer, before.unitId))
      throw new DocumentRefused('notAllowed');
    // What was called back stays in the book, and a mistake in its line is put right there.
    mustStand(type === 'corrected' ? { ...before, withdrawnOn: null } : before);
    const { document, facts, sealed } = await work(tx, before);
    const after = { ...document, version: before.version + 1 };
    await updateDocument(tx, after);
    await services.record.append(tx, {
      type: `document.${type}`,
      subject: id,
      seq: after.version,
      role: officer.role,
      unit: officer.unitCode,
      facts,
      sealed: { post: officer.post, ...sealed },
    });
    return {};
  });
}

/** Makes sure that a document binds anybody still. @throws DocumentRefused where it was cancelled or called back */
export function mustStand(document: Pick<Document, 'cancelledOn' | 'withdrawnOn'>): void {
  if (document.cancelledOn) throw new DocumentRefused('cancelled');
  if (document.withdrawnOn) throw new DocumentRefused('withdrawn');
}

/** Makes sure a form was made for the document as it is. @throws HttpError 409 */
export function sameVersion(document: Pick<Document, 'version'>, version: number | undefined): void {
  if (version !== undefined && document.version !== version) throw new HttpError(409, 'conflict');
}

/** Books of which a number is missing: none ever; tests ask. */
export async function gapsIn(
  db: Queries,
): Promise<{ unit: string; year: number; book: string; missing: number }[]> {
  return db.rows(sql`
    select number.unit_id as unit, number.year, number.book,
      (number.last - number.first + 1 - count(document.id))::int as missing
    from document_number number left join document on document.unit_then = number.unit_id
      and document.year = number.year and document.book = number.book
    group by number.unit_id, number.year, number.book
    having number.last - number.first + 1 <> count(document.id)
      or coalesce(max(document.entry_number), number.last) <> number.last`);
}

/**
 * Lets a book of the year go on where the one on paper ended: for a body that begins here in the middle of a year.
 *
 * @throws DocumentRefused when the book has been used
 */
export async function beginBook(
  services: Services,
  officer: SignedIn,
  book: string,
  first: number,
  key = newKey(),
): Promise<void> {
  if (!worksIn(officer, officer.unit)) throw new DocumentRefused('notAllowed');
  const year = yearOf(dayInVietnam(services.clock()));
  const taking = { step: documentSteps.begin, page: to.register, key, request: { book, first } };
  await takeStep(services, officer, taking, async (tx) => {
    if (!(await setFirstNumber(tx, officer.unit, year, book, first)))
      throw new DocumentRefused('bookUsed', 'first');
    await services.record.append(tx, {
      type: 'document.bookBegun',
      subject: newId(),
      seq: 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: { book, year, first },
    });
    return {};
  });
}
