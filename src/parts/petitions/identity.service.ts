import { decide } from '../../ground/access/decision.ts';
import { floorOf, seenBy, tellFloor } from '../../ground/access/floor.ts';
import { checkPassword } from '../../ground/access/password.ts';
import {
  type OpenedKey,
  openKey,
  seal,
  sealBytes,
  unseal,
  unsealBytes,
} from '../../ground/access/sealing.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { type PersonId, recipientsOf, youngSince } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { sql, type Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import {
  clear,
  decideOpening,
  handlersNamed,
  insertOpening,
  type Opening,
  type OpeningId,
  openingsOf,
  possibleSubjects,
  recuse,
} from './identity.store.ts';
import {
  bumpVersion,
  type FileRow,
  filesOf,
  handlersOf,
  lockPetition,
  type PetitionRow,
  readPetition,
  readSealed,
  replaceSealed,
  sealedMessagesOf,
} from './petition.store.ts';
import type { PetitionId } from './petition.ts';
import { subjectOf } from './step.service.ts';

/** How long an agreed opening may be used. A rule of this program, not of the law. */
export const openForMs = 8 * 3600_000;

/** A sealed matter as it was handed in. */
export interface Opened extends Envelope {
  /** Later words of the sender as written, by message. */
  said: Map<string, string>;
}

/** Why an opening is refused; each is told to the one who asks. */
export type OpeningRefusal =
  | 'password'
  | 'notAgreed'
  | 'onlyHandler'
  | 'answered'
  | 'notSealedToYou'
  | 'lastHandler'
  | 'notLeftOut'
  | 'youngKey';

/** What the page of a sealed matter shows about opening it. */
export interface OpeningState {
  openings: Opening[];
  /** Others who could agree. */
  others: string[];
  handlers: { id: PersonId; name: string; hasKey: boolean }[];
  /** Left out because words may name them, until a handler clears them. */
  leftOut: { id: PersonId; name: string }[];
  /** The reader's own wish that waits, or that may be used until a time. */
  mine: { state: 'none' | 'waiting' } | { state: 'agreed'; until: Date };
  /** Wishes of others that wait for an answer. */
  toDecide: Opening[];
}

/** Until when an agreed wish of somebody may be used; undefined when there is none. */
export function agreedUntil(openings: readonly Opening[], person: PersonId, now: Date): Date | undefined {
  const agreed = openings.find((one) => one.askedBy === person && one.approved === true && one.decidedAt);
  const until = agreed?.decidedAt && new Date(agreed.decidedAt.getTime() + openForMs);
  return until && until > now ? until : undefined;
}

/** Who asked to open a sealed matter, and what the reader can do about it. */
export async function openingState(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
): Promise<OpeningState> {
  const seen = seenBy(services.db, floorOf(officer));
  const [openings, handlers, leftOut] = await Promise.all([
    openingsOf(seen, id),
    handlersNamed(seen, id),
    possibleSubjects(seen, id),
  ]);
  const until = agreedUntil(openings, officer.person, services.clock());
  const waiting = openings.some((one) => one.askedBy === officer.person && one.approved === null);
  return {
    openings,
    handlers,
    leftOut,
    others: handlers.filter((one) => one.id !== officer.person && one.hasKey).map((one) => one.name),
    mine: until ? { state: 'agreed', until } : { state: waiting ? 'waiting' : 'none' },
    toDecide: openings.filter((one) => one.approved === null && one.askedBy !== officer.person),
  };
}

/** The sealed matter, for one of its handlers. @throws HttpError 404 for everybody else */
async function sealedFor(services: Services, officer: SignedIn, id: PetitionId) {
  const seen = seenBy(services.db, floorOf(officer));
  const [petition, handlers] = await Promise.all([readPetition(seen, id), handlersOf(seen, id)]);
  const subject = petition && { ...subjectOf(petition, handlers), sealed: true };
  if (!petition || !subject || !decide(officer, 'openIdentity', subject).allowed) throw notFound();
  return { seen, petition, handlers };
}

/** Does something to a sealed matter and enters it in the record, in one transaction. */
async function entered<Result>(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  type: string,
  sealed: Record<string, string>,
  work: (tx: Transaction, petition: PetitionRow) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  return services.db.transaction(async (tx) => {
    await tx.run(tellFloor(floorOf(officer)));
    const locked = await lockPetition(tx, id);
    if (!locked) throw notFound();
    const result = await work(tx, locked);
    // Nothing done, nothing to enter.
    if (result === undefined) return undefined;
    const seq = locked.version + 1;
    await bumpVersion(tx, id, seq);
    await services.record.append(tx, {
      type,
      subject: id,
      seq,
      role: officer.role,
      unit: officer.unitCode,
      facts: {},
      sealed: { post: officer.post, ...sealed },
    });
    return result;
  });
}

/** Asks to open who is behind a sealed matter. Asked twice, it is asked once. */
export async function askOpening(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  reason: string,
): Promise<OpeningRefusal | undefined> {
  await sealedFor(services, officer, id);
  const { others } = await openingState(services, officer, id);
  if (others.length === 0) return 'onlyHandler';
  await entered(services, officer, id, 'petition.identityAsked', { reason }, async (tx) => {
    const opening = {
      id: newId() as OpeningId,
      petition: id,
      by: officer.person,
      reason,
      at: services.clock(),
    };
    return (await insertOpening(tx, opening)) || undefined;
  });
  return undefined;
}

/** Agrees to a wish of another handler, or does not. */
export async function answerOpening(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  opening: OpeningId,
  approved: boolean,
): Promise<OpeningRefusal | undefined> {
  await sealedFor(services, officer, id);
  const young = await services.db.first(sql`
    select from account where person_id = ${officer.person} and key_made_at > ${youngSince(services.clock())}`);
  if (young) return 'youngKey';
  const type = approved ? 'petition.identityAgreed' : 'petition.identityDeclined';
  const done = await entered(services, officer, id, type, {}, async (tx) => {
    const answer = { id: opening, petition: id, by: officer.person, approved, at: services.clock() };
    return (await decideOpening(tx, answer)) || undefined;
  });
  return done ? undefined : 'answered';
}

/** The reader's own key, opened with their password. */
async function ownKey(
  services: Services,
  officer: SignedIn,
  password: string,
): Promise<OpenedKey | 'password' | 'notSealedToYou'> {
  const account = await services.db.first<{ password_hash: string; wrapped_identity: string | null }>(
    sql`select password_hash, wrapped_identity from account where person_id = ${officer.person}`,
  );
  if (!(await checkPassword(account?.password_hash, password))) return 'password';
  const key = account?.wrapped_identity ? await openKey(account.wrapped_identity, password) : undefined;
  return key ?? 'notSealedToYou';
}

/**
 * Opens who is behind a sealed matter and the words as written: once another handler has agreed, with the
 * reader's own password, and with an entry in the record written before anything is shown.
 */
export async function openIdentity(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  password: string,
): Promise<Opened | OpeningRefusal> {
  const { seen } = await sealedFor(services, officer, id);
  const openings = await openingsOf(seen, id);
  if (!agreedUntil(openings, officer.person, services.clock())) return 'notAgreed';
  const key = await ownKey(services, officer, password);
  if (typeof key === 'string') return key;
  const [sealed, messages] = await Promise.all([readSealed(seen, id), sealedMessagesOf(seen, id)]);
  const envelope = sealed && (await unseal(sealed, key));
  if (!envelope) return 'notSealedToYou';
  const said = new Map<string, string>();
  for (const message of messages) {
    const words = await unseal(message.sealed, key);
    if (typeof words === 'string') said.set(message.id, words);
  }
  const reason = openings.find((one) => one.askedBy === officer.person && one.approved)?.reason ?? '';
  await entered(services, officer, id, 'petition.identityOpened', { reason }, async () => true);
  return { ...readEnvelope(envelope), said };
}

/** Opens a file of a sealed matter, under the same agreement; entered in the record like the identity. */
export async function openSealedFile(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  file: FileRow,
  password: string,
): Promise<Buffer | OpeningRefusal> {
  const { seen } = await sealedFor(services, officer, id);
  if (!agreedUntil(await openingsOf(seen, id), officer.person, services.clock())) return 'notAgreed';
  const key = await ownKey(services, officer, password);
  if (typeof key === 'string') return key;
  const bytes = await unsealBytes(await services.files.readSealed(file.id), key);
  if (!bytes) return 'notSealedToYou';
  await entered(services, officer, id, 'petition.fileOpened', { file: file.id }, async () => true);
  return bytes;
}

/**
 * Hands a sealed matter over: seals it anew to the handlers of today, so that who came later can open it
 * and who left cannot. Nothing is shown to the one who does it.
 */
export async function handOver(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  password: string,
): Promise<OpeningRefusal | undefined> {
  await sealedFor(services, officer, id);
  const key = await ownKey(services, officer, password);
  if (typeof key === 'string') return key;
  const done = await entered(services, officer, id, 'petition.sealedAnew', {}, async (tx) =>
    (await sealAnew(services, tx, id, key, {
      madeBefore: youngSince(services.clock()),
      also: officer.person,
    }))
      ? true
      : undefined,
  );
  return done ? undefined : 'notSealedToYou';
}

/**
 * Seals all of a matter that a key opens to the handlers of today. Files are replaced one by one: each is
 * whole before and after, and who could open it before still can until the last is done.
 *
 * @param since whose keys are old enough to take it over; all without, as when two shares of the recovery key say so
 * @returns false when the key does not open it
 */
export async function sealAnew(
  services: Pick<Services, 'files'>,
  tx: Transaction,
  id: PetitionId,
  key: OpenedKey,
  since?: { madeBefore: Date; also: PersonId },
): Promise<boolean> {
  const [sealed, files, messages, handlers] = await Promise.all([
    readSealed(tx, id),
    filesOf(tx, id),
    sealedMessagesOf(tx, id),
    handlersOf(tx, id),
  ]);
  const recipients = await recipientsOf(tx, handlers, since);
  const envelope = sealed && (await unseal(sealed, key));
  if (!envelope) return false;
  await replaceSealed(tx, id, await seal(envelope, recipients));
  for (const message of messages) {
    const words = await unseal(message.sealed, key);
    if (words !== undefined)
      await tx.run(sql`
        update petition_message set sealed = ${await seal(words, recipients)} where id = ${message.id}`);
  }
  for (const file of files.filter((one) => one.sealed)) {
    const bytes = await unsealBytes(await services.files.readSealed(file.id), key);
    if (bytes) await services.files.replaceSealed(file.id, await sealBytes(bytes, recipients));
  }
  return true;
}

/** Notes where who is behind a matter lies on paper. */
export async function noteReference(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  reference: string,
): Promise<void> {
  await sealedFor(services, officer, id);
  await entered(services, officer, id, 'petition.referenceNoted', { reference }, async (tx) => {
    await tx.run(sql`update petition set paper_reference = ${reference} where id = ${id}`);
    return true;
  });
}

/** Takes a handler out whom the matter is about, or who is close to somebody in it. */
export async function takeOut(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  person: PersonId,
  reason: string,
): Promise<OpeningRefusal | undefined> {
  await sealedFor(services, officer, id);
  const done = await entered(
    services,
    officer,
    id,
    'petition.handlerRecused',
    { reason, person },
    async (tx, locked) => {
      // Asked behind the lock: two who leave at the same moment leave one behind.
      const handlers = await handlersNamed(tx, id);
      if (!handlers.some((one) => one.id === person)) return undefined;
      if (!handlers.some((one) => one.id !== person && one.hasKey)) return undefined;
      await bumpVersion(tx, id, locked.version + 1);
      await recuse(tx, id, person);
      return true;
    },
  );
  return done ? undefined : 'lastHandler';
}

/**
 * Lets a handler in whom the matter's words seemed to name and do not. They open nothing before another handler
 * has handed over the key.
 */
export async function clearSubject(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  person: PersonId,
  reason: string,
): Promise<OpeningRefusal | undefined> {
  await sealedFor(services, officer, id);
  const done = await entered(
    services,
    officer,
    id,
    'petition.handlerCleared',
    { reason, person },
    async (tx) => (await clear(tx, id, person)) || undefined,
  );
  return done ? undefined : 'notLeftOut';
}
