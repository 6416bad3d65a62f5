import { sql, type Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { leads } from '../access/decision.ts';
import { floorOf, tellFloor } from '../access/floor.ts';
import { freshlyProved, ProofFirst, requireSecondFactor, type SignedIn } from '../access/session.ts';
import { enterNext } from '../record/next.ts';
import { Refused } from '../refused.ts';
import type { Services } from '../services.ts';
import { followersOf, lockStep, type StepId, type TakenStep } from './journal.ts';
import { askBack, endRequest, openRequest, type StepRequest } from './request.ts';
import { agreeRefusal, barred, mayAskBack, mayStrike, strikeWords } from './strike.rule.ts';

// What the database says where a change cannot be undone: a row is gone or another stands on it, or a rule of its own.
const forbidding = /^(GD001|23...|P0001)$/;

/** Holds a step that may still be taken back. @throws HttpError 404, ProofFirst, Refused where it was taken back */
async function hold(services: Services, tx: Transaction, officer: SignedIn, id: StepId): Promise<TakenStep> {
  await tx.run(tellFloor(floorOf(officer)));
  const step = await lockStep(tx, id);
  if (!step) throw notFound();
  if (step.sealed && !freshlyProved(officer, services.clock())) throw new ProofFirst();
  if (step.struckAt) throw new Refused(strikeWords.struck);
  return step;
}

/**
 * Takes a step back with all that stands on it, newest first: what they changed is as it was, each of their entries
 * is followed in the record by one that strikes it out, and both stay to be seen.
 *
 * @throws HttpError 404, Refused where something forbids it
 */
export async function strikeStep(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: StepId,
  why: string,
): Promise<void> {
  const step = await hold(services, tx, officer, id);
  if (!mayStrike(officer, step)) throw step.undo === 'never' ? new Refused(strikeWords.never) : notFound();
  await strikeAll(services, tx, officer, step, why, false);
}

/** Asks for a step to be taken back that two take back together. @throws HttpError 404, Refused */
export async function requestStrike(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: StepId,
  why: string,
): Promise<void> {
  const step = await hold(services, tx, officer, id);
  if (!mayAskBack(officer, step) || step.unit === null) throw notFound();
  const reason = barred(officer, step, await followersOf(tx, id), services.clock(), true);
  if (reason) throw new Refused(reason);
  const asked = { step: id, why, leads: leads(officer, step.unit), at: services.clock() };
  if (!(await askBack(tx, officer, asked))) throw new Refused(strikeWords.asked);
}

/** The step and the request that waits for it. @throws HttpError 404, Refused */
async function requested(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: StepId,
): Promise<[TakenStep, StepRequest]> {
  const step = await hold(services, tx, officer, id);
  if (!mayAskBack(officer, step)) throw notFound();
  const request = await openRequest(tx, id);
  if (!request) throw new Refused(strikeWords.notAsked);
  return [step, request];
}

/** Agrees that a step is taken back, as another person than asked for it. @throws HttpError 404, Refused, SecondFactorFirst */
export async function agreeToStrike(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: StepId,
): Promise<void> {
  const [step, request] = await requested(services, tx, officer, id);
  const reason = agreeRefusal(officer, step, request);
  if (reason) throw new Refused(reason);
  requireSecondFactor(officer);
  await endRequest(tx, officer, request.id, { as: 'agreed', why: null, at: services.clock() });
  await strikeAll(services, tx, officer, step, request.why, true);
}

/** Ends a request without taking the step back: whoever asked withdraws it, another declines. @throws HttpError 404, Refused */
export async function declineStrike(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: StepId,
  why: string,
): Promise<void> {
  const [step, request] = await requested(services, tx, officer, id);
  const own = request.person === officer.person;
  const reason = own ? undefined : agreeRefusal(officer, step, request);
  if (reason) throw new Refused(reason);
  await endRequest(tx, officer, request.id, {
    as: own ? 'withdrawn' : 'declined',
    why,
    at: services.clock(),
  });
}

async function strikeAll(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  step: TakenStep,
  why: string,
  together: boolean,
): Promise<void> {
  const followers = await followersOf(tx, step.id);
  const reason = barred(officer, step, followers, services.clock(), together);
  if (reason) throw new Refused(reason);
  // What is put back is nothing new that anything could stand on: it is noted of no step.
  await tx.run(sql`set local gandan.step = ''`);
  for (const one of [...followers.steps, step]) await strikeOne(services, tx, officer, one, why);
  // What is kept ready of the organisation and the law is read anew.
  tx.afterCommit(() => {
    services.site.forget();
    services.law.load().catch(() => {});
  });
}

async function strikeOne(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  step: TakenStep,
  why: string,
): Promise<void> {
  const known = services.steps.get(step.name);
  try {
    if (!known?.keeps)
      await tx.run(sql`select step_undo(${step.id}, ${dayInVietnam(services.clock())}::date)`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code && forbidding.test(code)) throw new Refused(strikeWords.changed);
    throw error;
  }
  const now = services.clock();
  await tx.run(sql`
    update step set struck_at = ${now}, struck_post = ${officer.post}, struck_why = ${why} where id = ${step.id}`);
  const entries = await tx.rows<{ subject: string; seq: number; type: string }>(sql`
    select subject, seq, event ->> 'type' as type from step_entry join record_opening using (entry_id)
    where step_id = ${step.id} order by entry_id desc`);
  for (const entry of entries)
    await enterNext(services, tx, officer, {
      type: 'step.struck',
      subject: entry.subject,
      facts: { seq: entry.seq, entry: entry.type },
      sealed: { why },
    });
  const subjects = [...new Set(entries.map((entry) => entry.subject))];
  await known?.struck?.(services, tx, subjects, { step: step.id, why, officer });
}
