import { randomBytes } from 'node:crypto';
import { seenBy, tellFloor } from '../../ground/access/floor.ts';
import { seal, sealBytes } from '../../ground/access/sealing.ts';
import { type CitizenCode, codeFor, hashCode } from '../../ground/code.ts';
import { applyChanges, type DutyChange } from '../../ground/duty/changes.ts';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import { type Duty, schedule } from '../../ground/duty/duty.ts';
import { answerableUnit, holdUnit, UnitEnded } from '../../ground/organization/answerable.ts';
import { denunciationDesk, places, type Unit, type UnitId } from '../../ground/organization/organization.ts';
import type { PetitionSource } from '../../ground/petition-desk.ts';
import { contentCommitment } from '../../ground/record/entry.ts';
import type { Receipt } from '../../ground/record/receipt.ts';
import { entriesOf } from '../../ground/record/record.store.ts';
import type { Appended } from '../../ground/record/record.ts';
import type { Services } from '../../ground/services.ts';
import type { StagedFile } from '../../platform/files/store.ts';
import { once } from '../../platform/http/idempotency.ts';
import { newId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { insertAbout } from './about.store.ts';
import type { HeldCase } from './by-code.ts';
import { noteTakenDown } from './forward.store.ts';
import { withoutSender } from './hide-sender.ts';
import { type Intake, type IntakeFaults, recordedContent } from './intake.ts';
import { mailReceived } from './mails.ts';
import {
  type Contact,
  filesOf,
  insertFile,
  insertHandlers,
  insertPetition,
  insertSealed,
  readPetition,
} from './petition.store.ts';
import { answerRule, intakeRule, isSealed, type PetitionId, type Variety } from './petition.ts';

/** What a submission led to. */
export interface Submitted {
  id: PetitionId;
  number: number;
  dueOn: PlainDate;
}

/** What is still at hand right after a submission; a repeated one reads it from the database. */
export interface Fresh {
  duty: Duty;
  entry: Appended;
  number: number;
  contentSalt: Buffer;
  content: Record<string, unknown>;
}

const publicIdAlphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** A short random address that says nothing of order or time. */
export function newPublicId(): string {
  return [...randomBytes(10)].map((byte) => publicIdAlphabet[byte % publicIdAlphabet.length]).join('');
}

/** Where a petition arrives: the ward or commune it is about, else the reception office. */
export function arrivesAt(units: readonly Unit[], place: string | undefined): Unit {
  const there = places(units).find((unit) => unit.id === place);
  const desk = there ?? units.find((unit) => unit.kind === 'reception') ?? units[0];
  if (!desk) throw new Error('the locality has no unit that receives petitions');
  return desk;
}

/** The words a case is found by. Nothing of a sealed matter may be found. */
export function searchWords(row: {
  kind: Intake['kind'];
  title: string;
  body: string;
  hamlet?: string | null | undefined;
  name?: string | null | undefined;
}): string {
  if (isSealed(row.kind)) return '';
  return foldedWords([row.title, row.body, row.hamlet, row.name].filter(Boolean).join(' ')).join(' ');
}

/**
 * Takes in a petition: the case, its first duty, its entry in the record and the mail about it, all in
 * one transaction. The same key again gives the same petition and the same code.
 *
 * @returns a field with what is wrong with it, where what is named is not there: nobody who could open a
 *   denunciation, or no such place
 */
export async function submit(
  services: Services,
  intake: Intake,
  request: Submission,
): Promise<SubmitOutcome | { faults: IntakeFaults }> {
  try {
    return await submitOnce(services, intake, request);
  } catch (error) {
    if (!(error instanceof UnitEnded)) throw error;
    services.site.forget();
    return submitOnce(services, intake, request);
  }
}

/** How a petition was handed in. */
interface Submission {
  key: string;
  source: PetitionSource;
  language: Language;
  fileIds: readonly string[];
  files?: readonly StagedFile[];
  /** What a clerk notes of a petition on paper. */
  paper?: Paper | undefined;
  /** The officer who took it down; the citizen without. */
  clerk?: { role: string; unit: string; post: string } | undefined;
  /** The unit that is to have it, where that is not the place it is about. */
  unit?: UnitId | undefined;
  /** A second complaint: the case it is against, and the unit that is to decide. */
  second?: Second | undefined;
}

/**
 * What a second complaint is against: a case here, with the unit that is to decide; or a decision of before, where the
 * unit is the one that the place names.
 */
export type Second = { previous: PetitionId; unit: UnitId } | { previous: null; decision: string };

/** How a petition on paper came. */
export interface Paper {
  /** Where who is behind it lies, when that is kept on paper only. */
  paperReference?: string | undefined;
  /** The day it arrived, which is when its terms begin; entered later it is not owed later. */
  arrivedOn: PlainDate;
  passedOnBy?: string | undefined;
  passedOnReference?: string | undefined;
  /** By when the body that passed it on wants to hear the result. */
  reportBy?: PlainDate | undefined;
  people: number;
  representatives?: string | undefined;
  /** Who speaks for the sender, and by what authority. */
  authority?: string | undefined;
  /** The language it was written in, and who put it into Vietnamese. */
  translated?: string | undefined;
}

interface SubmitOutcome {
  submitted: Submitted;
  code: CitizenCode;
  fresh: Fresh | undefined;
}

async function submitOnce(
  services: Services,
  intake: Intake,
  request: Submission,
): Promise<SubmitOutcome | { faults: IntakeFaults }> {
  const { db, clock, calendar, record, site, secrets } = services;
  const { key, source, language } = request;
  const code = codeFor(secrets.codes, key);
  const { units, ended } = await site.read();
  const { placeUnit } = intake;
  if (placeUnit && ![...units, ...ended].some((one) => one.id === placeUnit))
    return { faults: { placeUnit: 'choice' } };
  const sealed = isSealed(intake.kind);
  const today = dayInVietnam(clock());
  const there =
    units.find(
      (one) => one.id === (request.unit ?? (request.second?.previous ? request.second.unit : undefined)),
    ) ?? arrivesAt(units, await livingPlace(services, units, intake, today));
  const files = await stagedFiles(services, key, request.fileIds);

  const about = [intake.against, intake.title, intake.body].join('\n');
  const desk = sealed ? await denunciationDesk(db, there.id, today, about) : undefined;
  if (sealed && !desk) return { faults: { kind: 'noHandlers' } };
  // A sealed matter lies with those who may open it.
  const unit = units.find((one) => one.id === desk?.unitId) ?? there;
  const { paper } = request;
  const identity: Contact = {
    name: intake.name ?? null,
    phone: intake.phone ?? null,
    email: intake.email ?? null,
    address: intake.address ?? null,
    ...(paper?.representatives && { representatives: paper.representatives }),
    ...(paper?.authority && { authority: paper.authority }),
    ...(paper?.translated && { translated: paper.translated }),
  };
  const written = { title: intake.title, body: intake.body, against: intake.against ?? null };
  // Of a sealed matter the case holds the copy that handlers read by default.
  const shown = sealed ? withoutSender(written, identity) : written;
  // Encrypting takes milliseconds: done before the transaction, so that it holds no locks meanwhile.
  const onPaper = sealed && services.config.sealedIdentities === 'onPaper';
  const envelope =
    desk && !onPaper ? await seal({ contact: identity, ...written }, desk.recipients) : undefined;

  const asked = { intake, files: files.map((file) => file.sha256), ...(paper && { paper }) };
  let fresh: Fresh | undefined;
  const { result, replayed } = await once(db, 'intake', key, asked, async (tx): Promise<Submitted> => {
    // Whoever enters it may read it back, sealed or not.
    const told = tx.run(tellFloor({ codeHash: hashCode(code) }));
    const id: PetitionId = newId();
    const receivedAt = clock();
    const receivedOn = paper?.arrivedOn ?? dayInVietnam(receivedAt);
    const rule = intakeRule(intake.kind, intake.route);
    const { opened, fact } = applyChanges(
      [],
      [
        { do: 'open', rule, begunOn: receivedOn, owedTo: 'citizen' },
        ...(paper?.reportBy ? [reportTo(paper, paper.reportBy)] : []),
      ],
      {
        subjectType: 'petition',
        subjectId: id,
        unit: unit.id,
        today: receivedOn,
        seq: 1,
        calendar,
      },
    );
    const duty = opened[0];
    if (!duty) throw new Error('a petition without a duty');
    const contentSalt = randomBytes(32);
    const content = recordedContent({
      ...shown,
      happenedOn: intake.happenedOn ?? null,
      hamlet: intake.hamlet ?? null,
      files: files.map((file) => file.sha256),
    });
    for (const file of files) {
      // Moved before the commit: a crash in between leaves a file too many, never one too few.
      if (desk) await services.files.keepSealed(key, file.id, (bytes) => sealBytes(bytes, desk.recipients));
      else await services.files.keep(key, file.id);
    }
    const [entry, number] = await Promise.all([
      record.append(tx, {
        type: 'petition.received',
        subject: id,
        seq: 1,
        role: request.clerk?.role ?? 'citizen',
        unit: request.clerk?.unit ?? unit.code,
        facts: {
          kind: intake.kind,
          received_on: receivedOn,
          due_on: duty.dueOn,
          rule,
          duties: fact,
          // The record itself says when it was entered.
          ...(paper && { source, people: paper.people }),
          content: contentCommitment(contentSalt, content),
        },
        ...(request.clerk && { sealed: { post: request.clerk.post, text: null, draft: null, body: null } }),
      }),
      insertPetition(tx, {
        id,
        publicId: newPublicId(),
        kind: intake.kind,
        route: intake.route,
        variety: request.second ? 'second' : 'ordinary',
        previousId: request.second?.previous ?? null,
        firstDecision: request.second && 'decision' in request.second ? request.second.decision : null,
        topic: intake.topic,
        state: 'received',
        unitId: unit.id,
        source,
        language,
        ...shown,
        knownOn: intake.knownOn ?? null,
        happenedOn: intake.happenedOn ?? null,
        placeUnit: (intake.placeUnit as UnitId | undefined) ?? null,
        hamlet: intake.hamlet ?? null,
        latitude: intake.latitude ?? null,
        longitude: intake.longitude ?? null,
        receivedAt,
        receivedOn,
        passedOnBy: paper?.passedOnBy ?? null,
        passedOnReference: paper?.passedOnReference ?? null,
        people: paper?.people ?? 1,
        paperReference: paper?.paperReference ?? null,
        codeHash: hashCode(code),
        contentSalt,
        words: searchWords(intake),
        dueOn: duty.dueOn,
        contact: sealed ? undefined : identity,
      }),
      ...opened.map((one) => insertDuty(tx, one)),
      // Closed by a reorganisation since the page was made: then all of this is undone, and asked again.
      holdUnit(tx, unit.id, dayInVietnam(receivedAt)),
      desk && insertHandlers(tx, id, desk.handlers, desk.recused),
      envelope && insertSealed(tx, id, envelope),
      intake.aboutPage &&
        !sealed &&
        insertAbout(tx, id, { page: intake.aboutPage, shown: intake.aboutShown === 'yes' }),
      ...files.map((file, at) => {
        // A file's name can give its sender away.
        const name = sealed ? `${at + 1}.${file.name.split('.').at(-1)}` : file.name;
        return insertFile(tx, id, null, { ...file, name, sealed });
      }),
      told,
    ]);
    if (request.clerk && !sealed)
      await noteTakenDown(tx, {
        petition: id,
        clerk: request.clerk,
        to: unit.id,
        on: dayInVietnam(receivedAt),
      });
    if (intake.email && !sealed) {
      await mailReceived(services, tx, { to: intake.email, language, id, number, unit, dueOn: duty.dueOn });
    }
    fresh = { duty, entry, number, contentSalt, content };
    return { id, number, dueOn: duty.dueOn };
  });
  // A repeat comes past here too: what a crash left in the open goes with it.
  if (sealed) for (const file of files) await services.files.forgetOpen(file.id, key);
  return { submitted: result, code, fresh: replayed ? undefined : fresh };
}

/** The duty to tell the body that passed a petition on what became of it. */
function reportTo(paper: Paper, agreedFor: PlainDate): DutyChange {
  return { do: 'open', rule: 'XLD-REPORT', begunOn: paper.arrivedOn, owedTo: 'unit', agreedFor };
}

/** The place chosen; its successor where it has ended since the citizen's page was made. */
async function livingPlace(
  services: Services,
  units: readonly Unit[],
  intake: Intake,
  today: PlainDate,
): Promise<string | undefined> {
  const { placeUnit, hamlet = null, topic } = intake;
  if (!placeUnit || units.some((unit) => unit.id === placeUnit)) return placeUnit;
  return answerableUnit(services.db, placeUnit as UnitId, { id: '', area: hamlet, kind: topic }, today);
}

async function stagedFiles(services: Services, key: string, ids: readonly string[]): Promise<StagedFile[]> {
  const found = await Promise.all(ids.map((id) => services.files.staged(key, id)));
  return found.filter((file) => file !== undefined);
}

/**
 * The citizen's receipt with the proof that the submission stands in the record; undefined while the
 * entry waits for its place (milliseconds, or longer while the record may not sign).
 */
export async function receiptOf(services: Services, held: HeldCase): Promise<Receipt | undefined> {
  const { id, codeHash } = held;
  const db = seenBy(services.db, { codeHash });
  const petition = await readPetition(db, id);
  const [first] = petition ? await entriesOf(db, id) : [];
  if (!petition || !first) return undefined;
  const files = await filesOf(db, id);
  const content = recordedContent({
    ...petition,
    files: files.filter((file) => file.messageId === null).map((file) => file.sha256),
  });
  // Sealed since: the words were replaced, and only the receipt given then opens what was entered then.
  if (first.event.facts.content !== contentCommitment(petition.contentSalt, content)) return undefined;
  const entry = { id: first.entry_id, salt: first.salt, event: first.event };
  return freshReceipt(services, {
    number: petition.number,
    contentSalt: petition.contentSalt,
    content,
    entry,
  });
}

/** The receipt of a submission that has just been made, without asking the database again. */
export async function freshReceipt(
  services: Services,
  made: Omit<Fresh, 'duty'>,
): Promise<Receipt | undefined> {
  const { record } = services;
  let proof = await record.proofOf(made.entry.id);
  if (!proof) {
    await record.sequence();
    proof = await record.proofOf(made.entry.id);
  }
  if (!proof) return undefined;
  return {
    format: 'gandan-receipt/1',
    reference: String(made.number),
    event: made.entry.event,
    salt: Buffer.from(made.entry.salt).toString('base64'),
    content: { salt: made.contentSalt.toString('base64'), value: made.content },
    key: record.verifyingKey,
    proof,
  };
}

/** If acceptance took its whole term, the matter itself would be owed by this day. */
export function latestAnswer(
  services: Services,
  petition: { kind: Intake['kind']; route: Intake['route']; variety: Variety },
  intakeDue: PlainDate,
): PlainDate {
  const rule = answerRule(petition.kind, petition.route, petition.variety);
  if (rule === intakeRule(petition.kind, petition.route)) return intakeDue;
  return schedule(rule, intakeDue, services.calendar).dueOn;
}
