import { seesUnit, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { correctionOf } from '../../ground/correction.ts';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import type { TakenDown } from '../../ground/petition-desk.ts';
import { reportKept } from '../../ground/promise/promise.service.ts';
import type { PromiseKind } from '../../ground/promise/promise.ts';
import type { Fact } from '../../ground/record/entry.ts';
import { enterNext } from '../../ground/record/next.ts';
import { RefusedFields } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { takeStep } from '../../ground/step/take.ts';
import type { Queries } from '../../platform/database/database.ts';
import { sql } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import type { Bilingual, Language } from '../../platform/language.ts';
import { shortened } from '../../platform/text.ts';
import { dayInVietnam, yearOf } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { knownSteps } from './known.ts';
import { receptionPaths as to } from './paths.ts';
import {
  correctVisitRow,
  insertPromise,
  insertVisit,
  keepPromise,
  lockVisit,
  readVisit,
  setBookingState,
  type Visit,
  type VisitData,
} from './reception.store.ts';
import { needsHead, type VisitId } from './reception.ts';
import { promiseDuty } from './schedule.service.ts';
import { texts } from './texts.ts';
import type { VisitFault, VisitGiven } from './visit.ts';

/** Thrown when a visit cannot be entered. */
export class VisitRefused extends RefusedFields {
  /** @param faults by field */
  constructor(readonly faults: Partial<Record<string, VisitFault>>) {
    super(
      Object.fromEntries(
        Object.entries(faults).flatMap(([field, fault]) =>
          fault ? [[field, { vi: texts.vi.visitFaults[fault], en: texts.en.visitFaults[fault] }]] : [],
        ),
      ),
    );
  }
}

/** What became of a visit. */
export interface Entered {
  id: VisitId;
  number: number;
  petition: TakenDown | undefined;
}

/**
 * Enters a visit in the log: one row, what was promised as a duty, and, where the matter is taken on, the
 * petition with its own duties. The same key again changes nothing: what a desk without a line sends twice
 * is there once.
 *
 * A denouncer's name stands in the sealed petition and nowhere in the log.
 *
 * @throws VisitRefused with what is wrong, by field
 */
export async function enterVisit(
  services: Services,
  officer: SignedIn,
  given: VisitGiven,
  how: { key: string; language: Language },
): Promise<Entered> {
  const { clock, calendar, record } = services;
  if (
    given.outcome === 'refuse' &&
    given.refusalGround &&
    needsHead(given.refusalGround) &&
    officer.role !== 'head' &&
    officer.role !== 'chair'
  )
    throw new VisitRefused({ refusalGround: 'needsHead' });
  const sealed = given.kind === 'denunciation';
  // A promise is public work of the unit; one about a sealed matter belongs into its petition.
  if (sealed && given.promise) throw new VisitRefused({ promise: 'sealedPromise' });
  // Under a key derived from the visit's own: asked again, it is the same petition.
  const petition =
    given.outcome === 'accept'
      ? await services.desk.take(
          services,
          {
            kind: given.kind,
            ...worded(given),
            name: given.name,
            address: given.address,
            phone: given.phone,
            against: given.against ?? '',
          },
          { source: 'reception', key: `${how.key}-don`, language: how.language },
        )
      : undefined;
  if (petition && !petition.ok) throw new RefusedFields(mapped(petition.faults));
  const taken = petition?.ok ? petition.taken : undefined;

  const taking = { step: knownSteps.visit, page: to.log, key: how.key, request: given };
  const result = await takeStep(services, officer, taking, async (tx) => {
    const now = clock();
    const today = dayInVietnam(now);
    const id: VisitId = newId();
    if (given.session) {
      const there = await tx.first(
        sql`select from reception_session where id = ${given.session} and unit_id = ${officer.unit}`,
      );
      if (!there) throw notFound();
    }
    const number = await insertVisit(tx, {
      id,
      unitId: officer.unit,
      year: yearOf(today),
      sessionId: given.session,
      bookingId: given.booking,
      onDay: today,
      at: now,
      name: sealed ? null : given.name,
      address: sealed ? null : given.address || null,
      identityNote: sealed ? null : given.identityNote,
      people: given.people,
      representatives: sealed ? null : given.representatives,
      kind: given.kind,
      // What was said of a sealed matter is in the petition, for its handlers.
      matter: sealed ? '—' : given.matter,
      statement: sealed ? null : given.statement,
      signed: given.signed,
      handledBefore: sealed ? null : given.handledBefore,
      outcome: given.outcome,
      outcomeText: sealed ? null : given.outcomeText,
      refusalGround: given.refusalGround,
      petitionId: sealed ? null : (taken?.id ?? null),
      petitionNumber: sealed ? null : (taken?.number ?? null),
      note: sealed ? null : given.note,
      receivedBy: officer.post,
      words: sealed
        ? ''
        : foldedWords([given.name, given.phone, given.matter, given.address].join(' ')).join(' '),
    });
    const facts: Record<string, Fact> = {
      number,
      on_day: today,
      kind: given.kind,
      outcome: given.outcome,
      people: given.people,
    };
    if (given.refusalGround) facts.ground = given.refusalGround;
    if (given.promise && !sealed) {
      const duty = promiseDuty(
        { calendar },
        { subject: id, unit: officer.unit, today, due: given.promise.due },
      );
      await insertDuty(tx, duty);
      await insertPromise(tx, duty.id, id, given.promise.text);
      facts.duties = `open ${duty.ruleCode} ${duty.dueOn}`;
    }
    if (given.booking) await setBookingState(tx, given.booking, 'done');
    await record.append(tx, {
      type: 'reception.visit',
      subject: id,
      seq: 1,
      role: officer.role,
      unit: officer.unitCode,
      facts,
      sealed: { post: officer.post },
    });
    return { id, number };
  });
  return { ...result, petition: taken };
}

/** A visit in the log of a unit that the officer sees. @throws HttpError 404 */
export async function visitFor(db: Queries, officer: SignedIn, id: VisitId): Promise<Visit> {
  const visit = await readVisit(db, id);
  if (!visit || !seesUnit(officer, visit.unitId)) throw notFound();
  return visit;
}

/**
 * Puts right what was taken down of a visit. What is counted of it (its day, kind, people and outcome) is taken back
 * and entered anew; of a sealed matter nothing stands here that could be wrong.
 *
 * @throws HttpError 404, Refused where nothing is changed
 */
export async function correctVisit(
  services: Services,
  officer: SignedIn,
  id: VisitId,
  given: VisitData & { why: string },
  key: string,
): Promise<void> {
  const taking = { step: knownSteps.correct, page: to.visitOf(id), key, request: given };
  await takeStep(services, officer, taking, async (tx) => {
    const visit = await lockVisit(tx, id);
    if (!visit || !worksIn(officer, visit.unitId) || visit.kind === 'denunciation') throw notFound();
    const { why, ...right } = given;
    const before = Object.fromEntries(
      Object.keys(right).map((name) => [name, visit[name as keyof VisitData]]),
    ) as VisitData;
    const corrected = correctionOf(
      { ...before },
      { ...right },
      { on: dayInVietnam(services.clock()), why },
      'matter',
    );
    const words = foldedWords([right.name, right.matter, right.address].join(' ')).join(' ');
    await correctVisitRow(tx, id, right, { corrected, words });
    await enterNext(services, tx, officer, {
      type: 'reception.visitCorrected',
      subject: id,
      facts: { what: Object.keys(corrected.was).join(' ') },
      sealed: { why },
    });
    return null;
  });
}

// Characters of a petition's title.
const longestTitle = 150;

/** Title and words of the petition that a visit becomes: a matter too long for a title is told whole in its words. */
function worded({ matter, statement }: Pick<VisitGiven, 'matter' | 'statement'>) {
  if (matter.length <= longestTitle) return { title: matter, body: statement ?? matter };
  const title = shortened(matter, longestTitle);
  return { title, body: statement ? `${matter}\n\n${statement}` : matter };
}

/** The petition's fields by the names the desk knows them by; its reasons are in the language that was asked in. */
function mapped(faults: Record<string, string>): Record<string, Bilingual> {
  const names: Record<string, string> = { title: 'matter', body: 'statement' };
  return Object.fromEntries(
    Object.entries(faults).map(([field, words]) => [names[field] ?? field, { vi: words, en: words }]),
  );
}

/** Reports that a promise was kept, with what shows it; another person confirms it. */
export async function fulfil(
  services: Services,
  officer: SignedIn,
  dutyId: string,
  words: string,
  key: string,
): Promise<void> {
  const taking = { step: knownSteps.fulfil, page: to.promises, key, request: { dutyId, words } };
  await takeStep(services, officer, taking, async (tx) => {
    const row = await tx.first<{ subject: VisitId }>(sql`
      select subject_id as subject from duty
      where id = ${dutyId} and owner_unit = ${officer.unit} and rule_code = 'TCD-PROMISE' and ended is null`);
    if (!row) throw notFound();
    const duties = await reportKept(services, tx, officer, { duty: dutyId, host: officer.unit, words });
    await keepPromise(tx, dutyId, words);
    await enterNext(services, tx, officer, {
      type: 'reception.promiseReported',
      subject: row.subject,
      facts: { duties },
      sealed: { text: words },
    });
    return null;
  });
}

/** What follows when another person confirmed that a promise of a reception was kept. */
export const receptionPromises: PromiseKind = {
  rule: 'TCD-PROMISE',
  async kept(services, tx, officer, { subject, fact, dueOn, words }) {
    await enterNext(services, tx, officer, {
      type: 'reception.promiseKept',
      subject,
      facts: { duties: fact, due_on: dueOn },
      sealed: { text: words },
    });
  },
};
