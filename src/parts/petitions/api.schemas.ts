import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Duty, dutyState } from '../../ground/duty/duty.ts';
import { explainLine } from '../../ground/law/explain.tsx';

export { key, problem } from '../../platform/http/api-schemas.ts';

import { type Problem, problemBody } from '../../platform/http/problem.ts';
import type { Language } from '../../platform/language.ts';
import { dayInVietnam } from '../../platform/time.ts';
import type { FieldFault } from './intake.ts';
import { faultTexts, refusalTexts } from './names.ts';
import { kinds, routes, states, topics } from './petition.ts';
import { StepError } from './step.service.ts';

export const dutySchema = z
  .object({
    rule: z.string(),
    due_on: z.string(),
    state: z.enum(['openInTime', 'openOverdue', 'doneOnTime', 'doneLate', 'lapsed']),
    provisional: z.boolean(),
    to_confirm: z.boolean(),
    explanation: z.array(z.string()),
  })
  .meta({ id: 'Duty' });

export const stepResult = z.object({ version: z.number(), state: z.enum(states) });
export const counts = z.record(z.string(), z.number());

// Told to readers of the document; checkIntake says in words what is wrong with a field.
const oneOf = (values: readonly string[]) => z.string().meta({ enum: [...values] });
const number = z.unknown().meta({ type: 'number' });
export const page = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const intakeBody = z
  .strictObject({
    kind: oneOf(kinds),
    route: oneOf(routes).optional(),
    topic: oneOf(topics).optional(),
    title: z.string(),
    body: z.string(),
    against: z.string().optional(),
    knownOn: z.string().optional(),
    happenedOn: z.string().optional(),
    placeUnit: z.string().optional(),
    hamlet: z.string().optional(),
    latitude: number.optional(),
    longitude: number.optional(),
    name: z.string().optional(),
    phone: z.string().optional(),
    email: z.string().optional(),
    address: z.string().optional(),
  })
  .meta({ id: 'Petition' });

export const submitted = z
  .object({
    reference: z.string(),
    id: z.string(),
    code: z.string(),
    due_on: z.string(),
    duties: z.array(dutySchema),
    receipt: z.unknown(),
  })
  .meta({ id: 'Submitted' });

export const caseSummary = z
  .object({
    id: z.string(),
    number: z.number(),
    kind: z.enum(kinds),
    topic: z.enum(topics),
    state: z.enum(states),
    title: z.string(),
    received_on: z.string(),
    due_on: z.string().nullable(),
    unit: z.string(),
  })
  .meta({ id: 'CaseSummary' });

/** Parameters of a step's address. */
export const stepParams = <const Steps extends readonly [string, ...string[]]>(steps: Steps) =>
  z.object({ step: z.enum(steps) });
export const stepBody = z.record(z.string(), z.unknown()).default({});

/** Answers with problem details. */
export function refuse(reply: FastifyReply, given: Problem): FastifyReply {
  return reply
    .code(given.status)
    .type('application/problem+json')
    .send(problemBody({ ...given, requestId: reply.request.id }));
}

export function faultsAsProblem(faults: Record<string, string | undefined>, language: Language): Problem {
  const words = faultTexts[language];
  return {
    status: 422,
    code: 'invalid',
    title: language === 'vi' ? 'Có trường chưa đúng' : 'Some fields are not right',
    errors: Object.entries(faults).map(([field, code = '']) => ({
      field,
      code,
      detail: words[code as FieldFault] ?? code,
    })),
  };
}

/** Duties as the API shows them, each with its reasons in words. */
export function shownDuties(duties: readonly Duty[], language: Language, now: Date) {
  const today = dayInVietnam(now);
  return duties.map((duty) => ({
    rule: duty.ruleCode,
    due_on: duty.dueOn,
    state: dutyState(duty, today),
    provisional: duty.provisional,
    to_confirm: duty.toConfirm,
    explanation: duty.explanation.map((line) => explainLine(line, language)),
  }));
}

/** Runs a step; a refusal by rule or access becomes problem details. */
export async function withRefusal<Result>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<Result>,
): Promise<Result | FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StepError) {
      const title = refusalTexts[request.language][error.refusal];
      return refuse(reply, {
        status: error.refusal === 'notAllowed' ? 403 : 422,
        code: error.refusal,
        title,
        ...(error.about && { detail: error.about }),
      });
    }
    throw error;
  }
}
