import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { Direction, Document, DocumentId, Relation } from './document.ts';

const columns = sql`
  document.id, document.unit_id as "unitId", document.direction, document.year, document.book,
  document.entry_number as "entryNumber", document.type_code as "typeCode",
  document.printed_number as "printedNumber", document.issuer, document.issued_on as "issuedOn",
  document.effective_on as "effectiveOn", document.expires_on as "expiresOn", document.signer,
  document.signer_title as "signerTitle", document.authority, document.abstract, document.secrecy,
  document.urgency, document.arrived_on as "arrivedOn", document.registered_at as "registeredAt",
  document.body, document.open, document.deployed_on as "deployedOn",
  document.cancelled_on as "cancelledOn", document.cancelled_why as "cancelledWhy",
  document.withdrawn_on as "withdrawnOn", document.withdrawn_why as "withdrawnWhy", document.version,
  case when document.file_id is not null then jsonb_build_object('id', document.file_id, 'name',
    document.file_name, 'mediaType', document.file_type, 'size', document.file_size, 'sha256',
    document.file_sha256) end as file`;

/** The next number of a book: whoever asks at the same time waits, and what is rolled back gives its number back. */
export async function nextNumber(tx: Queries, unit: UnitId, year: number, book: string): Promise<number> {
  const row = await tx.one<{ last: number }>(sql`
    insert into document_number (unit_id, year, book, last) values (${unit}, ${year}, ${book}, 1)
    on conflict (unit_id, year, book) do update set last = document_number.last + 1 returning last`);
  return row.last;
}

/** Sets the number that a book begins with. @returns false when it was used already */
export async function setFirstNumber(
  db: Queries,
  unit: UnitId,
  year: number,
  book: string,
  first: number,
): Promise<boolean> {
  const touched = await db.run(sql`
    insert into document_number as number (unit_id, year, book, first, last)
    values (${unit}, ${year}, ${book}, ${first}, ${first - 1})
    on conflict (unit_id, year, book) do update set first = excluded.first, last = excluded.last
    where number.last = number.first - 1`);
  return touched > 0;
}

export async function insertDocument(
  tx: Queries,
  document: Document,
  by: PostId,
  words: string,
): Promise<void> {
  const { file } = document;
  await tx.run(sql`
    insert into document (id, unit_then, unit_id, direction, year, book, entry_number, type_code, printed_number,
      issuer, issued_on, effective_on, expires_on, signer, signer_title, authority, abstract, secrecy, urgency,
      arrived_on, registered_at, registered_by, body, file_id, file_name, file_type, file_size, file_sha256, open,
      deployed_on, version, words)
    values (${document.id}, ${document.unitId}, ${document.unitId}, ${document.direction}, ${document.year},
      ${document.book}, ${document.entryNumber}, ${document.typeCode}, ${document.printedNumber},
      ${document.issuer}, ${document.issuedOn}, ${document.effectiveOn}, ${document.expiresOn},
      ${document.signer}, ${document.signerTitle}, ${document.authority}, ${document.abstract},
      ${document.secrecy}, ${document.urgency}, ${document.arrivedOn}, ${document.registeredAt}, ${by},
      ${document.body}, ${file?.id ?? null}, ${file?.name ?? null}, ${file?.mediaType ?? null},
      ${file?.size ?? null}, ${file?.sha256 ?? null}, ${document.open}, ${document.deployedOn},
      ${document.version}, to_tsvector('simple', ${words}))`);
}

export async function readDocument(db: Queries, id: DocumentId): Promise<Document | undefined> {
  return db.first<Document>(sql`select ${columns} from document where id = ${id}`);
}

/** Reads a document and holds it: what is said of its clauses and tasks happens one after the other. */
export async function lockDocument(tx: Queries, id: DocumentId): Promise<Document | undefined> {
  return tx.first<Document>(sql`select ${columns} from document where id = ${id} for update`);
}

export async function updateDocument(tx: Queries, document: Document): Promise<void> {
  await tx.run(sql`
    update document set open = ${document.open}, deployed_on = ${document.deployedOn},
      withdrawn_on = ${document.withdrawnOn}, withdrawn_why = ${document.withdrawnWhy}, cancelled_on = ${document.cancelledOn}, cancelled_why = ${document.cancelledWhy},
      version = ${document.version}
    where id = ${document.id}`);
}

/** Writes what stands in the register of a document anew: everything but its number and its text. */
export async function correctDocumentRow(tx: Queries, one: Document, words: string): Promise<void> {
  const { file } = one;
  await tx.run(sql`
    update document set printed_number = ${one.printedNumber}, issuer = ${one.issuer}, issued_on = ${one.issuedOn},
      arrived_on = ${one.arrivedOn}, effective_on = ${one.effectiveOn}, expires_on = ${one.expiresOn},
      signer = ${one.signer}, signer_title = ${one.signerTitle}, authority = ${one.authority},
      abstract = ${one.abstract}, urgency = ${one.urgency}, file_id = ${file?.id ?? null},
      file_name = ${file?.name ?? null}, file_type = ${file?.mediaType ?? null}, file_size = ${file?.size ?? null},
      file_sha256 = ${file?.sha256 ?? null}, words = to_tsvector('simple', ${words})
    where id = ${one.id}`);
}

/** Whether anything rests on a document: tasks, units that have it, other documents. */
export async function isUsed(tx: Queries, id: DocumentId): Promise<boolean> {
  const { used } = await tx.one<{ used: boolean }>(sql`
    select exists (select from task where document_id = ${id}) or exists (select from dissemination where document_id = ${id})
      or exists (select from document_relation where to_id = ${id}) as used`);
  return used;
}

/** What is asked of a list of documents. */
export interface DocumentFilter {
  /** Registers of these units, and what was sent to them; all without. */
  units: 'all' | readonly UnitId[];
  direction?: Direction | undefined;
  year?: number | undefined;
  /** A `tsquery` of folded words. */
  query?: string | undefined;
  openOnly?: boolean;
  before?: { at: Date; id: string } | undefined;
  limit: number;
}

/** A line of a register. */
export type DocumentLine = Omit<Document, 'body'> & { unitVi: string; unitEn: string };

/** Documents, newest in the register first. */
export async function listDocuments(db: Queries, filter: DocumentFilter): Promise<DocumentLine[]> {
  const { units, direction, year, query, before } = filter;
  return db.rows<DocumentLine>(sql`
    select ${columns}, unit.name_vi as "unitVi", unit.name_en as "unitEn"
    from document join lateral (select name_vi, name_en from unit_version where unit_id = document.unit_id
      order by lower(valid) desc limit 1) unit on true
    where true
      ${
        units === 'all'
          ? empty
          : sql`and (document.unit_id = any(${units}::uuid[]) or exists (
              select from dissemination where document_id = document.id and unit_id = any(${units}::uuid[])))`
      }
      ${filter.openOnly ? sql`and document.open` : empty}
      ${direction ? sql`and document.direction = ${direction}` : empty}
      ${year ? sql`and document.year = ${year}` : empty}
      ${query ? sql`and document.words @@ to_tsquery('simple', ${query})` : empty}
      ${before ? sql`and (document.registered_at, document.id) < (${before.at}, ${before.id}::uuid)` : empty}
    order by document.registered_at desc, document.id desc limit ${filter.limit}`);
}

/** A body's books of a year, then those of bodies it succeeded, each in the order of its numbers. */
export async function readBook(
  db: Queries,
  unit: UnitId,
  year: number,
  direction: Direction,
): Promise<DocumentLine[]> {
  return db.rows<DocumentLine>(sql`
    select ${columns}, unit.name_vi as "unitVi", unit.name_en as "unitEn"
    from document join lateral (select name_vi, name_en from unit_version where unit_id = document.unit_then
      order by lower(valid) desc limit 1) unit on true
    where (document.unit_then = ${unit} or document.unit_id = ${unit}) and document.year = ${year}
      and document.direction = ${direction}
    order by document.unit_then <> ${unit}, document.unit_then, document.book, document.entry_number`);
}

/** Whether a document was sent to one of these units. */
export async function sentTo(db: Queries, id: DocumentId, units: readonly UnitId[]): Promise<boolean> {
  return (
    (await db.first(sql`
      select from dissemination where document_id = ${id} and unit_id = any(${units}::uuid[]) limit 1`)) !==
    undefined
  );
}

export async function insertRelation(tx: Queries, relation: Relation): Promise<void> {
  await tx.run(sql`
    insert into document_relation (from_id, to_id, kind, on_day)
    values (${relation.from}, ${relation.to}, ${relation.kind}, ${relation.on}) on conflict do nothing`);
}

// What is read by a unit: its registers, what was sent to it, what is open to all.
const readable = (units: 'all' | readonly UnitId[]) =>
  units === 'all'
    ? sql`true`
    : sql`(open or unit_id = any(${units}::uuid[]) or exists (
        select from dissemination where document_id = document.id and unit_id = any(${units}::uuid[])))`;

// What a document that was cancelled or called back says of others no longer counts.
const stands = sql`exists (select from document other where other.id = document_relation.from_id
  and other.cancelled_on is null and other.withdrawn_on is null)`;

/** What is done to some documents. */
export async function relationsTo(db: Queries, ids: readonly DocumentId[]): Promise<Relation[]> {
  return db.rows<Relation>(sql`
    select from_id as "from", to_id as "to", kind, on_day as "on" from document_relation
    where to_id = any(${ids}::uuid[]) and ${stands}`);
}

/** A document as a tree or a list of relations shows it. */
export type DocumentHead = Pick<
  Document,
  | 'id'
  | 'unitId'
  | 'typeCode'
  | 'printedNumber'
  | 'issuer'
  | 'issuedOn'
  | 'effectiveOn'
  | 'expiresOn'
  | 'abstract'
  | 'secrecy'
  | 'open'
  | 'deployedOn'
  | 'withdrawnOn'
>;

/**
 * All documents connected with one by what they do to each other, however far, and all that is done between
 * them, as it was known on a day.
 *
 * @param most documents at most; the nearest are found first
 */
export async function connected(
  db: Queries,
  id: DocumentId,
  day: PlainDate,
  /** Only documents that stand in these units' registers, were sent to them, or are open to all. */
  readers: 'all' | readonly UnitId[],
  most = 500,
): Promise<{ documents: DocumentHead[]; relations: Relation[] }> {
  const found = await db.rows<{ id: DocumentId }>(sql`
    with recursive near (id, step) as (
      select ${id}::uuid, 0
      union
      select next.id, step + 1 from near
      join lateral (
        select to_id as id from document_relation where from_id = near.id and on_day <= ${day}
        union select from_id from document_relation where to_id = near.id and on_day <= ${day}
      ) next on true
      where step < 12
    )
    select id from near group by id order by min(step) limit ${most}`);
  const ids = found.map((one) => one.id);
  const [documents, relations] = await Promise.all([
    db.rows<DocumentHead>(sql`
      select id, unit_id as "unitId", type_code as "typeCode", printed_number as "printedNumber", issuer,
        issued_on as "issuedOn", effective_on as "effectiveOn", expires_on as "expiresOn", abstract, secrecy, open,
        deployed_on as "deployedOn", withdrawn_on as "withdrawnOn"
      from document where id = any(${ids}::uuid[]) and (cancelled_on is null or id = ${id}) and issued_on <= ${day} and ${readable(readers)}
      order by issued_on, id`),
    db.rows<Relation>(sql`
      select from_id as "from", to_id as "to", kind, on_day as "on" from document_relation
      where from_id = any(${ids}::uuid[]) and to_id = any(${ids}::uuid[]) and on_day <= ${day}`),
  ]);
  return { documents, relations };
}

/** Documents by a part of their number, for choosing one: newest first. */
export async function findByNumber(
  db: Queries,
  units: 'all' | readonly UnitId[],
  typed: string,
): Promise<DocumentHead[]> {
  return db.rows<DocumentHead>(sql`
    select id, unit_id as "unitId", type_code as "typeCode", printed_number as "printedNumber", issuer,
      issued_on as "issuedOn", effective_on as "effectiveOn", expires_on as "expiresOn", abstract, secrecy, open,
      deployed_on as "deployedOn", withdrawn_on as "withdrawnOn"
    from document where lower(printed_number) = lower(${typed}) and cancelled_on is null and ${readable(units)}
    order by issued_on desc limit 5`);
}
