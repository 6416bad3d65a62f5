import type { Transaction } from '../../platform/database/database.ts';
import { newKey, once } from '../../platform/http/idempotency.ts';
import type { SignedIn } from '../access/session.ts';
import type { Services } from '../services.ts';
import { beginStep, noteMade, type StepId } from './journal.ts';
import type { KnownStep, Undo } from './undo.ts';

/** Declares a step that is not a form of a page of data: under a name of its own, beside its rule. */
export function declared(name: string, vi: string, en: string, undo: Undo): KnownStep {
  return { name, label: { vi, en }, undo };
}

/** A step being taken: which, on which page, under which key, and what is asked. */
export interface Taking {
  step: KnownStep;
  page: string;
  /** However often it is sent with this key, it is taken once. */
  key: string;
  /** What is asked: the same key with something else is an error. */
  request: unknown;
  /** Its statements may take minutes. */
  patient?: boolean;
}

/**
 * Takes a step for an officer: in one transaction, once, with all that it changes noted so that it can be taken back.
 *
 * @param work gives what is remembered for the same key (plain JSON); `made` notes the page of what it made
 * @throws whatever `work` throws; nothing is changed then
 */
export async function takeStep<Result>(
  services: Pick<Services, 'db' | 'clock' | 'cache'>,
  officer: Pick<SignedIn, 'post' | 'unit'>,
  taking: Taking,
  work: (tx: Transaction, made: (page: string) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const { db, clock, cache } = services;
  const { step, page, key, request, patient = false } = taking;
  const { result } = await once(
    db,
    `post:${officer.post}`,
    key,
    request,
    async (tx) => {
      tx.afterCommit(() => cache.clear());
      const by = { post: officer.post, unit: officer.unit };
      const id = await beginStep(tx, { ...step, page, by, at: clock() });
      return work(tx, (made) => noteMade(tx, id, made));
    },
    { patient },
  );
  return result;
}

/** Makes the rest of a transaction a step of an officer's, where it is begun by something else. */
export async function beginAs(
  services: Pick<Services, 'clock'>,
  tx: Transaction,
  officer: Pick<SignedIn, 'post' | 'unit'>,
  step: KnownStep,
  page: string,
): Promise<StepId> {
  const by = { post: officer.post, unit: officer.unit };
  return beginStep(tx, { ...step, page, by, at: services.clock() });
}

/** Takes a step of which nothing is remembered for its key; where there is none, what it is about keeps it from being taken twice. */
export async function takeOnPage<Result = void>(
  services: Pick<Services, 'db' | 'clock' | 'cache'>,
  officer: Pick<SignedIn, 'post' | 'unit'>,
  step: KnownStep,
  page: string,
  work: (tx: Transaction, made: (page: string) => Promise<void>) => Promise<Result>,
  options: { patient?: boolean; key?: string | undefined } = {},
): Promise<Result> {
  let result: Result | undefined;
  await takeStep(
    services,
    officer,
    { step, page, request: null, patient: options.patient ?? false, key: options.key ?? newKey() },
    async (tx, made) => {
      result = await work(tx, made);
      return null;
    },
  );
  return result as Result;
}
