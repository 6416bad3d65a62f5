import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { applyChanges, type DutyChange } from '../../ground/duty/changes.ts';
import { dutiesOf, insertDuty, updateDuty } from '../../ground/duty/duty.store.ts';
import { holdUnit } from '../../ground/organization/answerable.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { takeStep } from '../../ground/step/take.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { insertDissemination, lockDissemination, updateDissemination } from './dissemination.store.ts';
import type { Dissemination, DisseminationId } from './dissemination.ts';
import { DocumentRefused, leads, mayRead, mustStand } from './document.service.ts';
import { lockDocument } from './document.store.ts';
import type { DocumentId } from './document.ts';
import { documentSteps } from './known.ts';
import { directivePaths as to } from './paths.ts';

/**
 * Sends a document to units, each with a date to acknowledge and one to disseminate it. One that has it
 * already keeps its dates.
 *
 * @throws DocumentRefused
 */
export async function send(
  services: Services,
  officer: SignedIn,
  document: DocumentId,
  asked: {
    units: readonly UnitId[];
    acknowledgeBy: PlainDate;
    disseminateBy: PlainDate | undefined;
    key: string;
  },
): Promise<void> {
  const { clock } = services;
  const { key, ...request } = asked;
  const taking = {
    step: documentSteps.send,
    page: to.document(document),
    key,
    request: { document, ...request },
  };
  await takeStep(services, officer, taking, async (tx) => {
    const sent = await lockDocument(tx, document);
    if (!sent || !(await mayRead(tx, officer, sent))) throw notFound();
    if (!worksIn(officer, sent.unitId) && !leads(officer, sent.unitId))
      throw new DocumentRefused('notAllowed');
    if (sent.secrecy !== 'none') throw new DocumentRefused('secret');
    mustStand(sent);
    const today = dayInVietnam(clock());
    if (asked.acknowledgeBy < today || (asked.disseminateBy && asked.disseminateBy < today))
      throw new DocumentRefused(
        'dateMissing',
        asked.acknowledgeBy < today ? 'acknowledgeBy' : 'disseminateBy',
      );
    let count = 0;
    for (const unit of asked.units)
      count += Number(await sendOne(services, tx, officer, document, unit, asked));
    return { count };
  });
}

/**
 * Sends a document to one unit within a transaction that does more: its line, its duties, its entry.
 *
 * @returns false when it has it already
 */
export async function sendOne(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  document: DocumentId,
  unit: UnitId,
  by: { acknowledgeBy: PlainDate; disseminateBy: PlainDate | undefined },
): Promise<boolean> {
  const { clock, calendar, record } = services;
  const today = dayInVietnam(clock());
  await holdUnit(tx, unit, today);
  const id: DisseminationId = newId();
  if (!(await insertDissemination(tx, { id, documentId: document, unitId: unit, sentAt: clock() })))
    return false;
  const open = (rule: 'VB-ACKNOWLEDGE' | 'VB-DISSEMINATE', agreedFor: PlainDate): DutyChange => ({
    do: 'open',
    rule,
    begunOn: today,
    owedTo: 'unit',
    agreedFor,
  });
  const { opened, fact } = applyChanges(
    [],
    [
      open('VB-ACKNOWLEDGE', by.acknowledgeBy),
      ...(by.disseminateBy ? [open('VB-DISSEMINATE', by.disseminateBy)] : []),
    ],
    { subjectType: 'dissemination', subjectId: id, unit, today, seq: 1, calendar },
  );
  for (const duty of opened) await insertDuty(tx, duty);
  await record.append(tx, {
    type: 'dissemination.sent',
    subject: id,
    seq: 1,
    role: officer.role,
    unit: officer.unitCode,
    facts: { document, duties: fact },
  });
  return true;
}

/** Changes a unit's line and its duties, with an entry. */
async function changed(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  row: Dissemination,
  how: {
    type: string;
    after: Partial<Dissemination>;
    by?: { opened?: SignedIn['post']; acknowledged?: SignedIn['post'] };
    done?: DutyChange & { do: 'done' };
    facts?: Record<string, string | number>;
    sealed?: Record<string, string | null>;
  },
): Promise<void> {
  const today = dayInVietnam(services.clock());
  const after = { ...row, ...how.after, version: row.version + 1 };
  await updateDissemination(tx, after, how.by ?? {});
  let fact = '';
  if (how.done) {
    const { updated, fact: words } = applyChanges(await dutiesOf(tx, row.id), [how.done], {
      subjectType: 'dissemination',
      subjectId: row.id,
      unit: row.unitId,
      today,
      seq: after.version,
      calendar: services.calendar,
    });
    for (const duty of updated) await updateDuty(tx, duty);
    fact = words;
  }
  await services.record.append(tx, {
    type: `dissemination.${how.type}`,
    subject: row.id,
    seq: after.version,
    role: officer.role,
    unit: officer.unitCode,
    facts: { document: row.documentId, ...(fact && { duties: fact }), ...how.facts },
    sealed: { post: officer.post, ...how.sealed },
  });
}

/** Notes that somebody of the unit opened the document: once, at the first look. */
export async function noteOpened(services: Services, officer: SignedIn, document: DocumentId): Promise<void> {
  await services.db.transaction(async (tx) => {
    const row = await lockDissemination(tx, document, officer.unit);
    if (!row || row.openedAt || !worksIn(officer, row.unitId)) return;
    await changed(services, tx, officer, row, {
      type: 'opened',
      after: { openedAt: services.clock() },
      by: { opened: officer.post },
    });
  });
}

/** The head acknowledges a document. Twice is once. @throws DocumentRefused */
export async function acknowledge(
  services: Services,
  officer: SignedIn,
  document: DocumentId,
  key = newKey(),
): Promise<void> {
  const taking = {
    step: documentSteps.acknowledge,
    page: to.document(document),
    key,
    request: document,
  };
  await takeStep(services, officer, taking, async (tx) => {
    const row = await lockDissemination(tx, document, officer.unit);
    if (!row) throw notFound();
    if (officer.role !== 'head' && officer.role !== 'chair') throw new DocumentRefused('notAllowed');
    if (row.acknowledgedAt) return {};
    const now = services.clock();
    await changed(services, tx, officer, row, {
      type: 'acknowledged',
      after: { acknowledgedAt: now, openedAt: row.openedAt ?? now },
      by: { acknowledged: officer.post, ...(!row.openedAt && { opened: officer.post }) },
      done: { do: 'done', rule: 'VB-ACKNOWLEDGE' },
    });
    return {};
  });
}

/** Notes the meeting in which a document was disseminated. @throws DocumentRefused, HttpError 409 */
export async function noteMeeting(
  services: Services,
  officer: SignedIn,
  document: DocumentId,
  meeting: {
    heldOn: PlainDate;
    present: number;
    place: string;
    minutes: string | null;
    files: readonly KeptFile[];
  },
  asked: { version: number | undefined; key?: string },
): Promise<void> {
  const { version, key = newKey() } = asked;
  const taking = {
    step: documentSteps.meeting,
    page: to.document(document),
    key,
    request: meeting,
  };
  await takeStep(services, officer, taking, async (tx) => {
    const row = await lockDissemination(tx, document, officer.unit);
    if (!row || !worksIn(officer, row.unitId)) throw notFound();
    if (version !== undefined && row.version !== version) throw new HttpError(409, 'conflict');
    if (!row.acknowledgedAt) throw new DocumentRefused('notAllowed');
    if (meeting.heldOn > dayInVietnam(services.clock()) || meeting.heldOn < dayInVietnam(row.sentAt))
      throw new DocumentRefused('dateMissing', 'heldOn');
    await changed(services, tx, officer, row, {
      type: 'held',
      after: { ...meeting, files: [...row.files, ...meeting.files] },
      done: { do: 'done', rule: 'VB-DISSEMINATE' },
      facts: {
        held_on: meeting.heldOn,
        present: meeting.present,
        files: meeting.files.map((one) => one.sha256).join(' '),
      },
      sealed: { place: meeting.place, minutes: meeting.minutes },
    });
    return {};
  });
}
