import { decide } from '../../ground/access/decision.ts';
import { floorOf, tellFloor } from '../../ground/access/floor.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { struckSeqs } from '../../ground/record/next.ts';
import type { Services } from '../../ground/services.ts';
import { beginAs } from '../../ground/step/take.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { AdministrativeDocument } from '../../platform/document/document.ts';
import { once } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { type Id, newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate, yearOf } from '../../platform/time.ts';
import { openCase } from './desk.service.ts';
import {
  type DocumentFacts,
  type DocumentKind,
  documentOf,
  possibleDocuments,
  seriesOf,
  stepOf,
} from './document.ts';
import { knownPaper } from './known.ts';
import { deskPaths } from './paths.ts';
import { bumpVersion, lockPetition } from './petition.store.ts';
import { answerRule, isSealed, type PetitionId } from './petition.ts';
import { newestTemplate, type WordTemplateId } from './word-template.store.ts';

export type DocumentId = Id<'petition_document'>;

/** A document as issued. */
export interface IssuedDocument {
  id: DocumentId;
  kind: DocumentKind;
  issuedOn: PlainDate;
  content: AdministrativeDocument;
  /** The office's own template for Word on the day of issue. */
  templateId: WordTemplateId | null;
}

/** Documents of a case, oldest first; one that sealing has emptied is not shown. */
export function documentsOf(db: Queries, petition: PetitionId): Promise<IssuedDocument[]> {
  return db.rows<IssuedDocument>(sql`
    select id, kind, issued_on as "issuedOn", content,
      template_id as "templateId" from petition_document
    where petition_id = ${petition} and content ? 'body' order by issued_on, id`);
}

/** A case with the papers it can have and those it has. @throws HttpError 404 when it may not be seen */
export async function openDocuments(services: Services, officer: SignedIn, id: PetitionId) {
  const found = await openCase(services, officer, id);
  const subject = { id, unit: found.petition.unitId, sealed: false, handlers: [] };
  const { kind } = found.petition;
  const struck = struckSeqs(found.entries.map((entry) => entry.event));
  const steps = new Set(
    found.entries
      .filter((entry) => !struck.has(entry.event.seq))
      .map((entry) => entry.event.type.replace('petition.', '')),
  );
  const mayIssue = kind !== 'denunciation' && decide(officer, 'work', subject).allowed;
  return {
    ...found,
    possible: mayIssue ? possibleDocuments(kind, steps) : [],
    issued: kind === 'denunciation' ? [] : await documentsOf(services.db, id),
  };
}

type Opened = Awaited<ReturnType<typeof openDocuments>>;

/** What a paper is made of: the case, and what the newest step of its kind said. */
async function factsFor(services: Services, opened: Opened, kind: DocumentKind): Promise<DocumentFacts> {
  const { petition, contact, duties } = opened;
  const step = stepOf(kind);
  const struck = struckSeqs(opened.entries.map((one) => one.event));
  const entry = opened.entries.findLast(
    (one) => one.event.type === `petition.${step}` && !struck.has(one.event.seq),
  );
  const said = (entry?.sealed ?? {}) as Record<string, unknown>;
  const kept = ('value' in said ? said.value : said) as Record<string, string | null>;
  const answer = answerRule(petition.kind, petition.route, petition.variety);
  const due =
    duties.find((duty) => duty.ended === null && duty.ruleCode === answer) ??
    duties.find((duty) => duty.ended === null && duty.owedTo !== 'unit');
  return {
    petition,
    sender: { name: contact?.name ?? null, address: contact?.address ?? null },
    ...(await issuerOf(services, petition.unitId)),
    text: kept.draft ?? kept.text ?? null,
    receiver: kept.body ?? null,
    ground: (entry?.event.facts.ground as string | undefined) ?? null,
    dueOn: due?.dueOn ?? null,
  };
}

/** A paper as it would be issued now, with its number left open. */
export async function preview(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  kind: DocumentKind,
): Promise<AdministrativeDocument> {
  const opened = await openDocuments(services, officer, id);
  if (!opened.possible.includes(kind)) throw notFound();
  return documentOf(kind, await factsFor(services, opened, kind), undefined, dayInVietnam(services.clock()));
}

// As often as a case is read anew when it changed while its paper was written.
const mostTries = 5;

/**
 * Issues a paper: takes the next number of its series, keeps the paper as it is and enters it in the record,
 * in one transaction. The same key again issues nothing more.
 *
 * @throws HttpError 409 when the case keeps changing meanwhile
 */
export async function issue(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  kind: DocumentKind,
  key: string,
): Promise<DocumentId> {
  for (let tried = 1; ; tried++) {
    try {
      return await issueOnce(services, officer, id, kind, key);
    } catch (error) {
      const changed = error instanceof HttpError && error.code === 'conflict';
      if (!changed || tried === mostTries) throw error;
    }
  }
}

async function issueOnce(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  kind: DocumentKind,
  key: string,
): Promise<DocumentId> {
  const opened = await openDocuments(services, officer, id);
  if (!opened.possible.includes(kind)) throw notFound();
  const facts = await factsFor(services, opened, kind);
  const { db, clock, record } = services;
  const { unitId } = opened.petition;
  const { result } = await once(db, `post:${officer.post}`, key, { id, kind }, async (tx) => {
    await tx.run(tellFloor(floorOf(officer)));
    const locked = await lockPetition(tx, id);
    if (!locked) throw notFound();
    // What the paper says was read before the case was held: it must still be so.
    if (locked.version !== opened.petition.version || isSealed(locked.kind))
      throw new HttpError(409, 'conflict');
    await beginAs(services, tx, officer, knownPaper, deskPaths.case(id));
    const today = dayInVietnam(clock());
    const number = await nextNumber(tx, unitId, yearOf(today), seriesOf(kind));
    const content = documentOf(kind, facts, number, today);
    const document: DocumentId = newId();
    await tx.run(sql`
      insert into petition_document (id, petition_id, kind, unit_id, year, type, number, issued_on, issued_by, content,
        template_id)
      values (${document}, ${id}, ${kind}, ${unitId}, ${yearOf(today)}, ${seriesOf(kind)}, ${number}, ${today},
        ${officer.post}, ${JSON.stringify(content)}::jsonb,
        ${(await newestTemplate(tx, unitId, kind))?.id ?? null})`);
    await bumpVersion(tx, id, locked.version + 1);
    await record.append(tx, {
      type: 'petition.documentIssued',
      subject: id,
      seq: locked.version + 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: { state: locked.state, document: kind, number: content.number },
      sealed: { post: officer.post },
    });
    return { document };
  });
  return result.document;
}

/** The row is held until the document stands: two at once wait for each other, and none leaves a gap. */
async function nextNumber(tx: Queries, unit: UnitId, year: number, type: string): Promise<number> {
  const { last } = await tx.one<{ last: number }>(sql`
    insert into document_series (unit_id, year, type, last) values (${unit}, ${year}, ${type}, 1)
    on conflict (unit_id, year, type) do update set last = document_series.last + 1 returning last`);
  return last;
}
