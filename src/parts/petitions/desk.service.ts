import { decide } from '../../ground/access/decision.ts';
import { type FloorSecret, floorOf, seenBy } from '../../ground/access/floor.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { dutiesOf } from '../../ground/duty/duty.store.ts';
import { ruleOn } from '../../ground/law/catalogue.ts';
import { dueDate } from '../../ground/law/clock.ts';
import { movesOf, postsOf } from '../../ground/organization/reorganisation.store.ts';
import { struckSeqs } from '../../ground/record/next.ts';
import type { StoredEntry } from '../../ground/record/record.store.ts';
import { entriesOf } from '../../ground/record/record.store.ts';
import type { Services } from '../../ground/services.ts';
import { notFound } from '../../platform/http/problem.ts';
import { addDays, dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { aboutOf } from './about.store.ts';
import { effectAfter } from './finding.ts';
import { openingState } from './identity.service.ts';
import {
  contactOf,
  filesOf,
  handlersOf,
  messagesOf,
  type PetitionRow,
  ratingOf,
  readPetition,
  readSealed,
  type Sight,
} from './petition.store.ts';
import { isSealed, limitRule, type PetitionId } from './petition.ts';
import { picturesOf } from './publication.store.ts';
import { saidIn } from './said.ts';
import { linkedCases, similarCases, wordsOf } from './similar.ts';
import { partsOf, wholeOf } from './split.store.ts';
import { factsOf, subjectOf } from './step.service.ts';
import { actionFor, type OfficerStep, possibleSteps } from './steps.ts';

/** What an officer's lists may show. */
export function sightOf(officer: SignedIn): Sight {
  return {
    units: officer.reach,
    matters: officer.matters,
    person: officer.person,
    seesSealed: officer.handlesDenunciations,
  };
}

/** By what the database lets an officer's lists show sealed matters; only handlers need to be told apart. */
export function floorFor(officer: SignedIn): FloorSecret {
  return officer.handlesDenunciations ? floorOf(officer) : undefined;
}

/** A case with all that its page shows. @throws HttpError 404 when it is unknown or may not be seen */
export async function openCase(services: Services, officer: SignedIn, id: PetitionId) {
  const { clock } = services;
  const db = seenBy(services.db, floorOf(officer));
  const petition = await readPetition(db, id);
  if (!petition) throw notFound();
  const handlers = petition.kind === 'denunciation' ? await handlersOf(db, id) : [];
  const subject = subjectOf(petition, handlers);
  if (!decide(officer, 'view', subject).allowed) throw notFound();
  const [duties, messages, files, entries, contact, rating, sealed, moves] = await Promise.all([
    dutiesOf(db, id),
    messagesOf(db, id),
    filesOf(db, id),
    entriesOf(db, id),
    contactOf(db, id),
    ratingOf(db, id),
    readSealed(db, id),
    movesOf(db, id),
  ]);
  const today = dayInVietnam(clock());
  const colleagues = (await postsOf(db, [petition.unitId], today)).filter((post) => post.personId !== null);
  const assigned = duties.find((duty) => duty.ended === null)?.responsiblePost;
  const responsible = colleagues.find((post) => post.id === assigned)?.personName ?? undefined;
  const steps = possibleSteps(factsOf(petition, duties), today).filter((step: OfficerStep) => {
    const action = actionFor(step, petition.kind);
    return action !== undefined && decide(officer, action, subject).allowed;
  });
  return {
    petition,
    effect: petition.kind === 'complaint' ? effectAfter(duties, services.calendar) : undefined,
    earlierDrafts: draftsIn(entries),
    duties: services.law.explained(duties),
    messages,
    files,
    entries,
    contact,
    rating,
    moves,
    colleagues,
    responsible,
    steps,
    sealedIdentity: sealed !== undefined,
    about: await aboutOf(db, id),
    pictures: await picturesOf(db, id),
    parts: await partsOf(db, id),
    whole: await wholeOf(db, id),
    // A matter that turned out to be no denunciation keeps what was sealed with it.
    opening: isSealed(petition.kind) || sealed ? await openingState(services, officer, id) : undefined,
    sealedForOthers: !isSealed(petition.kind) && !sealed && files.some((file) => file.sealed),
    limitPassed: limitPassed(services, petition),
  };
}

/** The drafts that were handed in, oldest first: what stands of them, with the words as they were then. */
function draftsIn(entries: readonly StoredEntry[]): string[] {
  const struck = struckSeqs(entries.map((one) => one.event));
  return entries.flatMap((entry) => {
    const { type, seq } = entry.event;
    const { text } = type === 'petition.draft' && !struck.has(seq) ? saidIn(entry) : {};
    return text ? [text] : [];
  });
}

/** Cases linked with one as the same matter, and those that say much the same; of a sealed one none. */
export async function related(services: Services, officer: SignedIn, petition: PetitionRow) {
  if (isSealed(petition.kind)) return { linked: [], similar: [] };
  const db = seenBy(services.db, floorOf(officer));
  const { id, unitId: unit } = petition;
  const sight = sightOf(officer);
  const [linked, words] = await Promise.all([linkedCases(db, id, sight), wordsOf(db, id)]);
  const since = addDays(dayInVietnam(services.clock()), -365);
  const similar = await similarCases(db, { words, unit, since, except: id, sight }, 5);
  return { linked, similar: similar.filter((one) => !one.linked) };
}

/** The last day for complaining, when the complaint came after it (ground N8). */
function limitPassed(services: Services, petition: PetitionRow): PlainDate | undefined {
  if (petition.kind !== 'complaint' || petition.knownOn === null) return undefined;
  // By the rule of the day it came: what became known long ago lies before every rule that is kept here.
  const { due } = dueDate(ruleOn(limitRule, petition.receivedOn), petition.knownOn, services.calendar);
  return due < petition.receivedOn ? due : undefined;
}
