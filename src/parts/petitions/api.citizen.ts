import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { formatCode, hashCode, parseCode } from '../../ground/code.ts';
import { dutiesOf } from '../../ground/duty/duty.store.ts';
import type { Web } from '../../ground/web.ts';
import type { Queries } from '../../platform/database/database.ts';
import { addressOf } from '../../platform/http/app.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { notFound } from '../../platform/http/problem.ts';
import {
  dutySchema,
  faultsAsProblem,
  intakeBody,
  key,
  problem,
  refuse,
  shownDuties,
  stepBody,
  stepParams,
  stepResult,
  submitted,
  withRefusal,
} from './api.schemas.ts';
import { type HeldCase, openByCode } from './by-code.ts';
import { checkIntake } from './intake.ts';
import { messagesOf, readPetition } from './petition.store.ts';
import { states } from './petition.ts';
import { checkStep, citizenSteps } from './step.input.ts';
import { takeAsCitizen } from './step.service.ts';
import { freshReceipt, receiptOf, submit } from './submit.ts';

/** What a citizen’s program can do: hand in, follow by code, take the citizen’s steps. */
export function citizenApi(web: Web): void {
  const { app, services } = web;
  const { db, clock, site, record, config } = services;
  const onPaper = config.sealedIdentities === 'onPaper';
  const { pass } = limiterIn(config, 20, 200, 3600);

  app.post(
    '/api/v1/petitions',
    {
      config: { priority: 'intake' },
      schema: {
        tags: ['petitions'],
        summary: 'Hand in a petition; the same Idempotency-Key gives the same petition',
        headers: key,
        body: intakeBody,
        response: { 201: submitted, 422: problem, 503: problem },
      },
    },
    async (request, reply) => {
      await pass(addressOf(request));
      const checked = checkIntake(request.body, clock(), { onPaper });
      if (!checked.ok) return refuse(reply, faultsAsProblem(checked.faults, request.language));
      const done = await submit(services, checked.intake, {
        key: request.headers['idempotency-key'],
        source: 'api',
        language: request.language,
        fileIds: [],
      });
      if ('faults' in done) return refuse(reply, faultsAsProblem(done.faults, request.language));
      if (done.fresh) await record.sequence();
      const receipt = done.fresh
        ? await freshReceipt(services, done.fresh)
        : await receiptOf(services, { codeHash: hashCode(done.code), id: done.submitted.id });
      return reply.code(201).send({
        reference: String(done.submitted.number),
        id: done.submitted.id,
        code: formatCode(done.code),
        due_on: done.submitted.dueOn,
        duties: shownDuties(
          done.fresh ? [done.fresh.duty] : await dutiesOf(db, done.submitted.id),
          request.language,
          clock(),
        ),
        receipt: receipt ?? null,
      });
    },
  );

  const caseOfCode = async (request: FastifyRequest): Promise<HeldCase & { seen: Queries }> => {
    const header = request.headers['case-code'];
    const code = parseCode(typeof header === 'string' ? header : '');
    const held = code && (await openByCode(db, code));
    if (!held) {
      await pass(addressOf(request));
      throw notFound();
    }
    return held;
  };

  app.get(
    '/api/v1/case',
    {
      schema: {
        tags: ['citizen'],
        summary: 'The case of a code: where it lies, what is owed, what was said',
        headers: z.object({ 'case-code': z.string() }),
        response: {
          200: z.object({
            reference: z.string(),
            state: z.enum(states),
            unit: z.string(),
            version: z.number(),
            duties: z.array(dutySchema),
            messages: z.array(z.object({ kind: z.string(), body: z.string(), at: z.string() })),
            receipt: z.unknown(),
          }),
          404: problem,
        },
      },
    },
    async (request) => {
      const held = await caseOfCode(request);
      const { id, seen } = held;
      const petition = await readPetition(seen, id);
      if (!petition) throw notFound();
      const messages = await messagesOf(seen, id);
      return {
        reference: String(petition.number),
        state: petition.state,
        unit: (await site.unit(petition.unitId))?.code ?? '',
        version: petition.version,
        duties: shownDuties(await dutiesOf(db, id), request.language, clock()),
        messages: messages
          .filter((message) => message.kind !== 'note')
          .map(({ kind, body, at }) => ({ kind, body, at: at.toISOString() })),
        receipt: (await receiptOf(services, held)) ?? null,
      };
    },
  );

  app.post(
    '/api/v1/case/steps/:step',
    {
      schema: {
        tags: ['citizen'],
        summary:
          'A step of the citizen: a reply, a rating, asking for it to be taken up again, withdrawing it',
        headers: key.extend({ 'case-code': z.string() }),
        params: stepParams(citizenSteps),
        body: stepBody,
        response: { 200: stepResult, 404: problem, 409: problem, 422: problem },
      },
    },
    async (request, reply) => {
      const held = await caseOfCode(request);
      const checked = checkStep(request.params.step, request.body);
      if (!checked.ok) return refuse(reply, faultsAsProblem(checked.faults, request.language));
      return withRefusal(request, reply, () =>
        takeAsCitizen(
          services,
          held,
          request.params.step,
          checked.values,
          request.headers['idempotency-key'],
        ),
      );
    },
  );
}
