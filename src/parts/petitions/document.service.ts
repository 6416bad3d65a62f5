import { decide } from '../../ground/access/decision.ts';
import { floorOf, tellFloor } from '../../ground/access/floor.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import type { RecordEvent } from '../../ground/record/entry.ts';
import { struckSeqs } from '../../ground/record/next.ts';
import type { Services } from '../../ground/services.ts';
import { beginAs } from '../../ground/step/take.ts';
import { sql } from '../../platform/database/database.ts';
import type { AdministrativeDocument } from '../../platform/document/document.ts';
import { once } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';
import { openCase } from './desk.service.ts';
import { type DocumentId, documentsOf } from './document.store.ts';
import {
  type DocumentFacts,
  type DocumentKind,
  documentOf,
  possibleDocuments,
  seriesOf,
  stepOf,
} from './document.ts';
import { type FilePaper, filePaperOf, possibleFilePapers } from './file-papers.ts';
import { knownPaper } from './known.ts';
import { documentNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { bumpVersion, lockPetition } from './petition.store.ts';
import { answerRule, isSealed, type PetitionId } from './petition.ts';
import { saidIn } from './said.ts';
import { newestTemplate } from './word-template.store.ts';

/** A case with the papers it can have and those it has. @throws HttpError 404 when it may not be seen */
export async function openDocuments(services: Services, officer: SignedIn, id: PetitionId) {
  const found = await openCase(services, officer, id);
  const subject = { id, unit: found.petition.unitId, sealed: false, handlers: [] };
  const { kind } = found.petition;
  const struck = struckSeqs(found.entries.map((entry) => entry.event));
  const standing = found.entries.filter((entry) => !struck.has(entry.event.seq));
  const steps = new Set(standing.map((entry) => entry.event.type.replace('petition.', '')));
  const mayIssue = kind !== 'denunciation' && decide(officer, 'work', subject).allowed;
  return {
    ...found,
    standing,
    possible: mayIssue ? possibleDocuments(kind, steps).filter((one) => !issuedSince(standing, one)) : [],
    issued: kind === 'denunciation' ? [] : await documentsOf(services.db, id),
  };
}

/** Whether a paper of a kind stands already for the newest step that it is about: a second press gives no second number. */
function issuedSince(standing: readonly { event: RecordEvent }[], kind: DocumentKind): boolean {
  const since = standing.findLastIndex(({ event }) => event.type === `petition.${stepOf(kind)}`);
  return standing
    .slice(since + 1)
    .some(({ event }) => event.type === 'petition.documentIssued' && event.facts.document === kind);
}

type Opened = Awaited<ReturnType<typeof openDocuments>>;

/** What a paper is made of: the case, and what the newest step of its kind said. */
async function factsFor(services: Services, opened: Opened, kind: DocumentKind): Promise<DocumentFacts> {
  const { petition, contact, duties } = opened;
  const step = stepOf(kind);
  const newest = (type: string | undefined) =>
    opened.standing.findLast((one) => one.event.type === `petition.${type}`);
  const entry = newest(step);
  const kept = saidIn(entry);
  const minutes = saidIn(newest('holdDialogue')).text;
  const answer = answerRule(petition.kind, petition.route, petition.variety);
  // A receipt tells what is owed next; other papers the day that came of their own step, however late they are printed.
  const next =
    duties.find((duty) => duty.ended === null && duty.ruleCode === answer) ??
    duties.find((duty) => duty.ended === null && duty.owedTo !== 'unit');
  const ofStep =
    dayOf(entry?.event.facts.duties, answer) ?? duties.find((duty) => duty.ruleCode === answer)?.dueOn;
  return {
    petition,
    sender: { name: contact?.name ?? null, address: contact?.address ?? null },
    ...(await issuerOf(services, petition.unitId)),
    text: kept.draft ?? kept.text ?? null,
    receiver: kept.body ?? null,
    ground: (entry?.event.facts.ground as string | undefined) ?? null,
    dueOn: (step ? ofStep : next?.dueOn) ?? null,
    decided:
      kind === 'decision'
        ? {
            finding: petition.finding,
            ruling: petition.ruling,
            damages: petition.damages,
            verified: saidIn(newest('reportVerification')).text ?? null,
            dialogue: petition.dialogueOn && minutes ? { on: petition.dialogueOn, minutes } : null,
          }
        : undefined,
  };
}

/** The day that an entry gave a duty: `open KN-L1 2026-12-23; …`. */
function dayOf(duties: unknown, rule: string): PlainDate | undefined {
  const found = String(duties ?? '')
    .split('; ')
    .map((one) => one.split(' '))
    .find(([what, code]) => (what === 'open' || what === 'extend') && code === rule);
  return found?.[2] ? parsePlainDate(found[2]) : undefined;
}

/** A paper of the file itself, as the case stands now: without a number, in no register. @throws HttpError 404 */
export async function filePaper(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  paper: FilePaper,
): Promise<AdministrativeDocument> {
  const opened = await openDocuments(services, officer, id);
  const { petition, contact, duties, messages, files, issued } = opened;
  if (!possibleFilePapers(petition).includes(paper)) throw notFound();
  const newest = (type: string) => opened.standing.findLast((one) => one.event.type === `petition.${type}`);
  const came = new Map(messages.map((one) => [one.id, dayInVietnam(one.at)]));
  const answer = answerRule(petition.kind, petition.route, petition.variety);
  return filePaperOf(paper, {
    petition,
    sender: contact?.name ?? null,
    issuer: await issuerOf(services, petition.unitId),
    by: { name: officer.personName, title: officer.title.vi },
    on: dayInVietnam(services.clock()),
    dueOn: duties.find((duty) => duty.ended === null && duty.ruleCode === answer)?.dueOn ?? null,
    closedOn: petition.answeredOn,
    verified: saidIn(newest('reportVerification')).text ?? null,
    dialogueOn: petition.dialogueOn,
    issued,
    messages,
    files: files.map((file) => ({
      name: file.name,
      on: (file.messageId && came.get(file.messageId)) || petition.receivedOn,
    })),
  });
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
    const step = await beginAs(services, tx, officer, knownPaper, deskPaths.case(id));
    const today = dayInVietnam(clock());
    const unit = await services.site.unit(unitId);
    if (!unit) throw new Error(`unit ${unitId} is not there`);
    const { id: line, number } = await services.register.enter(services, tx, officer, {
      unit,
      type: seriesOf(kind) || 'CV',
      office: 'TCD',
      abstract: `${documentNames.vi[kind]}, hồ sơ № ${opened.petition.number}`,
      signer: facts.standIn?.name ?? facts.head?.name ?? '',
      signerTitle: facts.standIn?.title ?? facts.head?.title ?? '',
      issuedOn: today,
    });
    const content = documentOf(kind, facts, number, today);
    const document: DocumentId = newId();
    await tx.run(sql`
      insert into petition_document (id, petition_id, kind, unit_id, year, type, number, issued_on, issued_by, content,
        template_id, step_id, register_id)
      values (${document}, ${id}, ${kind}, ${unitId}, ${yearOf(today)}, ${seriesOf(kind)}, ${number}, ${today},
        ${officer.post}, ${JSON.stringify(content)}::jsonb,
        ${(await newestTemplate(tx, unitId, kind))?.id ?? null}, ${step}, ${line})`);
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
