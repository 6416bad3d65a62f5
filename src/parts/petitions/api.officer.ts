import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireToken } from '../../ground/access/api.ts';
import { worksWithCases } from '../../ground/access/decision.ts';
import { seenBy } from '../../ground/access/floor.ts';
import { dutiesOf } from '../../ground/duty/duty.store.ts';
import type { Web } from '../../ground/web.ts';
import { empty, sql } from '../../platform/database/database.ts';
import { formatCursor, parseDayCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import {
  caseSummary,
  dutySchema,
  faultsAsProblem,
  key,
  page,
  problem,
  refuse,
  shownDuties,
  stepBody,
  stepParams,
  stepResult,
  withRefusal,
} from './api.schemas.ts';
import { floorFor, openCase, sightOf } from './desk.service.ts';
import { rulesOfKind } from './inbox.ts';
import { findCases, inbox } from './petition.store.ts';
import { kinds, states } from './petition.ts';
import { checkStep, officerSteps, type StepField } from './step.input.ts';
import { take } from './step.service.ts';

/** What an officer’s program can do, with the rights of the token’s post. */
export function officerApi(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;

  const officerFor = async (request: FastifyRequest) => {
    const officer = await requireToken(web, request);
    if (!worksWithCases(officer)) throw notFound();
    return officer;
  };

  app.get(
    '/api/v1/petitions',
    {
      schema: {
        tags: ['officers'],
        summary: 'Cases the token’s post may see, newest first; words are searched without diacritics',
        security: [{ token: [] }],
        querystring: page.extend({
          query: z.string().max(200).optional(),
          kind: z.enum(kinds).optional(),
          state: z.enum(states).optional(),
        }),
        response: {
          200: z.object({ items: z.array(caseSummary), next: z.string().nullable() }),
          401: problem,
        },
      },
    },
    async (request) => {
      const officer = await officerFor(request);
      const { query, kind, state, cursor, limit } = request.query;
      const rows = await findCases(seenBy(db, floorFor(officer)), {
        sight: sightOf(officer),
        query: query && searchQuery(query),
        number: undefined,
        kind,
        state,
        unit: undefined,
        before: parseTimeCursor(cursor),
        limit: limit + 1,
      });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map((row) => ({
          id: row.petitionId,
          number: row.number,
          kind: row.kind,
          topic: row.topic,
          state: row.state,
          title: row.title,
          received_on: row.receivedOn,
          due_on: row.dueOn,
          unit: row.unitVi,
        })),
        next: last ? formatCursor(last.receivedAt, last.petitionId) : null,
      };
    },
  );

  app.get(
    '/api/v1/duties',
    {
      schema: {
        tags: ['officers'],
        summary: 'The inbox: open duties, due soonest first',
        security: [{ token: [] }],
        querystring: page.extend({
          kind: z.enum(kinds).optional(),
          overdue: z.enum(['true', 'false']).optional(),
        }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                rule: z.string(),
                due_on: z.string(),
                suspended: z.boolean(),
                petition: z.string(),
                number: z.number(),
                title: z.string(),
                state: z.enum(states),
              }),
            ),
            next: z.string().nullable(),
          }),
          401: problem,
        },
      },
    },
    async (request) => {
      const officer = await officerFor(request);
      const { kind, overdue, cursor, limit } = request.query;
      const after = parseDayCursor(cursor);
      const today = dayInVietnam(clock());
      const rows = await inbox(seenBy(db, floorFor(officer)), {
        sight: sightOf(officer),
        kind,
        rules: kind && rulesOfKind(kind),
        today,
        asked: sql`
          ${overdue === 'true' ? sql`and duty.due_on < ${today} and duty.suspended_from is null` : empty}
          ${after ? sql`and (duty.due_on, duty.id) > (${after.dueOn}, ${after.id}::uuid)` : empty}`,
        limit: limit + 1,
      });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map((row) => ({
          rule: row.ruleCode,
          due_on: row.dueOn,
          suspended: row.suspendedFrom !== null,
          petition: row.petitionId,
          number: row.number,
          title: row.title,
          state: row.state,
        })),
        next: last ? formatCursor(last.dueOn, last.dutyId) : null,
      };
    },
  );

  app.get(
    '/api/v1/petitions/:id',
    {
      schema: {
        tags: ['officers'],
        summary: 'One case with its duties, messages and the steps possible now',
        security: [{ token: [] }],
        params: z.object({ id: z.string() }),
        response: {
          200: z.object({
            id: z.string(),
            number: z.number(),
            kind: z.enum(kinds),
            state: z.enum(states),
            version: z.number(),
            title: z.string(),
            body: z.string(),
            unit: z.string(),
            received_on: z.string(),
            received_at: z.string().describe('When it was entered; the day on which it came is received_on.'),
            duties: z.array(dutySchema),
            messages: z.array(z.object({ kind: z.string(), body: z.string(), at: z.string() })),
            steps: z.array(z.string()),
          }),
          401: problem,
          404: problem,
        },
      },
    },
    async (request) => {
      const officer = await officerFor(request);
      const id = parseId<'petition'>(request.params.id);
      if (!id) throw notFound();
      const { petition, messages, steps } = await openCase(services, officer, id);
      return {
        id,
        number: petition.number,
        kind: petition.kind,
        state: petition.state,
        version: petition.version,
        title: petition.title,
        body: petition.body,
        unit: (await site.unit(petition.unitId))?.code ?? '',
        received_on: petition.receivedOn,
        received_at: petition.receivedAt.toISOString(),
        duties: shownDuties(await dutiesOf(db, id), request.language, clock()),
        messages: messages.map(({ kind, body, at }) => ({ kind, body, at: at.toISOString() })),
        steps,
      };
    },
  );

  app.post(
    '/api/v1/petitions/:id/steps/:step',
    {
      schema: {
        tags: ['officers'],
        summary: 'Take a step with a case; send the version you saw to be safe from others’ changes',
        security: [{ token: [] }],
        headers: key,
        params: stepParams(officerSteps).extend({ id: z.string() }),
        body: stepBody,
        response: { 200: stepResult, 401: problem, 404: problem, 409: problem, 422: problem },
      },
    },
    async (request, reply) => {
      const officer = await officerFor(request);
      const { step } = request.params;
      const id = parseId<'petition'>(request.params.id);
      if (!id) throw notFound();
      const { version, ...given } = request.body;
      const checked = checkStep(step, given);
      if (!checked.ok)
        return refuse(reply, faultsAsProblem(checked.faults as Record<StepField, string>, request.language));
      return withRefusal(request, reply, () =>
        take(services, { by: 'officer', actor: officer }, id, step, checked.values, {
          key: request.headers['idempotency-key'],
          version: typeof version === 'number' ? version : undefined,
        }),
      );
    },
  );
}
