import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireToken } from '../../ground/access/api.ts';
import { worksWithCases } from '../../ground/access/decision.ts';
import { dutiesOf } from '../../ground/duty/duty.store.ts';
import { type Duty, dutyState } from '../../ground/duty/duty.ts';
import { explainLine } from '../../ground/law/explain.tsx';
import type { Web } from '../../ground/web.ts';
import { addressOf } from '../../platform/http/app.ts';
import { keyPattern } from '../../platform/http/idempotency.ts';
import { limiter } from '../../platform/http/limit.ts';
import { HttpError, notFound, type Problem, problemBody } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { formatCode, hashCode, parseCode } from './code.ts';
import { formatCursor, parseDayCursor, parseTimeCursor } from './cursor.ts';
import { rulesOfKind } from './desk.routes.ts';
import { openCase, sightOf } from './desk.service.ts';
import { figureTable, readQuery } from './figures.service.ts';
import { checkIntake, type FieldFault } from './intake.ts';
import { faultTexts, refusalTexts } from './names.ts';
import { findCases, idByCode, inbox, listPublished, messagesOf, readPetition } from './petition.store.ts';
import { kinds, type PetitionId, routes, states, topics } from './petition.ts';
import { checkStep, citizenSteps, officerSteps, type StepField } from './step.input.ts';
import { StepError, take, takeAsCitizen } from './step.service.ts';
import { freshReceipt, receiptOf, submit } from './submit.ts';

const problem = z
  .object({
    type: z.string(),
    status: z.number(),
    title: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })).optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });

const dutySchema = z
  .object({
    rule: z.string(),
    due_on: z.string(),
    state: z.enum(['openInTime', 'openOverdue', 'doneOnTime', 'doneLate', 'lapsed']),
    provisional: z.boolean(),
    to_confirm: z.boolean(),
    explanation: z.array(z.string()),
  })
  .meta({ id: 'Duty' });

const key = z.object({ 'idempotency-key': z.string().regex(keyPattern) });
const stepResult = z.object({ version: z.number(), state: z.enum(states) });
const cell = z.union([z.number(), z.literal('withheld')]);
const counts = z.record(z.string(), cell);
const page = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

// The fields as they are sent; checkIntake says in words what is wrong with them.
const intakeBody = z
  .object({
    kind: z.enum(kinds),
    route: z.enum(routes).optional(),
    topic: z.enum(topics).optional(),
    title: z.string(),
    body: z.string(),
    against: z.string().optional(),
    knownOn: z.string().optional(),
    happenedOn: z.string().optional(),
    placeUnit: z.string().optional(),
    hamlet: z.string().optional(),
    latitude: z.number().optional(),
    longitude: z.number().optional(),
    name: z.string().optional(),
    phone: z.string().optional(),
    email: z.string().optional(),
    address: z.string().optional(),
  })
  .meta({ id: 'Petition' });

const submitted = z
  .object({
    reference: z.string(),
    id: z.string(),
    code: z.string(),
    due_on: z.string(),
    duties: z.array(dutySchema),
    receipt: z.unknown(),
  })
  .meta({ id: 'Submitted' });

const caseSummary = z
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

const apiLimit = limiter(20, 200, 3600);

/** Answers with problem details. */
function refuse(reply: FastifyReply, given: Problem): FastifyReply {
  return reply.code(given.status).type('application/problem+json').send(problemBody(given));
}

function faultsAsProblem(faults: Record<string, string | undefined>, language: Language): Problem {
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

/** The JSON API of this part: the same schemas, rules and rights as the pages. */
export function petitionsApi(web: Web): void {
  const { app, services } = web;
  const { db, clock, site, record, config } = services;

  const shownDuties = (duties: readonly Duty[], language: Language) => {
    const today = dayInVietnam(clock());
    return duties.map((duty) => ({
      rule: duty.ruleCode,
      due_on: duty.dueOn,
      state: dutyState(duty, today),
      provisional: duty.provisional,
      to_confirm: duty.toConfirm,
      explanation: duty.explanation.map((line) => explainLine(line, language)),
    }));
  };
  const officerFor = async (request: FastifyRequest) => {
    const officer = await requireToken(web, request);
    if (!worksWithCases(officer)) throw notFound();
    return officer;
  };

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
      if (!config.development) await apiLimit.pass(addressOf(request));
      const checked = checkIntake(request.body, clock());
      if (!checked.ok) return refuse(reply, faultsAsProblem(checked.faults, request.language));
      const done = await submit(services, checked.intake, {
        key: request.headers['idempotency-key'],
        source: 'api',
        language: request.language,
        fileIds: [],
      });
      if (done === 'noHandlers')
        return refuse(reply, faultsAsProblem({ kind: 'noHandlers' }, request.language));
      if (done.fresh) await record.sequence();
      const receipt = done.fresh
        ? await freshReceipt(services, done.fresh)
        : await receiptOf(services, done.submitted.id);
      return reply.code(201).send({
        reference: String(done.submitted.number),
        id: done.submitted.id,
        code: formatCode(done.code),
        due_on: done.submitted.dueOn,
        duties: shownDuties(
          done.fresh ? [done.fresh.duty] : await dutiesOf(db, done.submitted.id),
          request.language,
        ),
        receipt: receipt ?? null,
      });
    },
  );

  const caseOfCode = async (request: FastifyRequest): Promise<PetitionId> => {
    const header = request.headers['case-code'];
    const code = parseCode(typeof header === 'string' ? header : '');
    const id = code && (await idByCode(db, hashCode(code)));
    if (!id) {
      if (!config.development) await apiLimit.pass(addressOf(request));
      throw notFound();
    }
    return id;
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
      const id = await caseOfCode(request);
      const petition = await readPetition(db, id);
      if (!petition) throw notFound();
      const messages = await messagesOf(db, id);
      return {
        reference: String(petition.number),
        state: petition.state,
        unit: (await site.unit(petition.unitId))?.code ?? '',
        version: petition.version,
        duties: shownDuties(await dutiesOf(db, id), request.language),
        messages: messages
          .filter((message) => message.kind !== 'note')
          .map(({ kind, body, at }) => ({ kind, body, at: at.toISOString() })),
        receipt: (await receiptOf(services, id)) ?? null,
      };
    },
  );

  const stepParams = <const Steps extends readonly [string, ...string[]]>(steps: Steps) =>
    z.object({ step: z.enum(steps) });
  const stepBody = z.record(z.string(), z.unknown()).default({});

  app.post(
    '/api/v1/case/steps/:step',
    {
      schema: {
        tags: ['citizen'],
        summary: 'A step of the citizen: reply, rate, askReopening, withdraw',
        headers: key.extend({ 'case-code': z.string() }),
        params: stepParams(citizenSteps),
        body: stepBody,
        response: { 200: stepResult, 404: problem, 409: problem, 422: problem },
      },
    },
    async (request, reply) => {
      const id = await caseOfCode(request);
      const checked = checkStep(request.params.step, request.body);
      if (!checked.ok) return refuse(reply, faultsAsProblem(checked.faults, request.language));
      return withRefusal(request, reply, () =>
        takeAsCitizen(services, id, request.params.step, checked.values, request.headers['idempotency-key']),
      );
    },
  );

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
      const rows = await findCases(db, {
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
      const rows = await inbox(db, {
        sight: sightOf(officer),
        kind,
        rules: kind && rulesOfKind(kind),
        overdueBefore: overdue === 'true' ? dayInVietnam(clock()) : undefined,
        after: parseDayCursor(cursor),
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
            received_at: z.string(),
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
        received_at: petition.receivedAt.toISOString(),
        duties: shownDuties(await dutiesOf(db, id), request.language),
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
      const checked = checkStep(
        step,
        given,
        step === 'publish' ? (await readPetition(db, id))?.kind : undefined,
      );
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

  app.get(
    '/api/v1/cases',
    {
      schema: {
        tags: ['public'],
        summary: 'Published cases, newest first',
        querystring: page.extend({ query: z.string().max(200).optional() }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                id: z.string(),
                kind: z.enum(kinds),
                topic: z.enum(topics),
                title: z.string(),
                text: z.string(),
                unit: z.string(),
                received_on: z.string(),
                answered_on: z.string().nullable(),
              }),
            ),
            next: z.string().nullable(),
          }),
        },
      },
    },
    async (request) => {
      const { query, cursor, limit } = request.query;
      const rows = await listPublished(db, {
        query: query ? searchQuery(query) : undefined,
        before: parseTimeCursor(cursor),
        limit: limit + 1,
      });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map((row) => ({
          id: row.publicId,
          kind: row.kind,
          topic: row.topic,
          title: row.publicTitle ?? '',
          text: row.publicText ?? '',
          unit: row.unitVi,
          received_on: row.receivedOn,
          answered_on: row.answeredOn,
        })),
        next: last?.publishedAt ? formatCursor(last.publishedAt, last.id) : null,
      };
    },
  );

  app.get(
    '/api/v1/units',
    {
      schema: {
        tags: ['public'],
        summary: 'Units of the locality; their ids are used as placeUnit and unit',
        response: {
          200: z.object({
            items: z.array(
              z.object({ id: z.string(), code: z.string(), kind: z.string(), name: z.string() }),
            ),
          }),
        },
      },
    },
    async (request) => ({
      items: (await site.read()).units.map(({ id, code, kind, name }) => ({
        id,
        code,
        kind,
        name: name[request.language],
      })),
    }),
  );

  app.get(
    '/api/v1/figures/petitions',
    {
      schema: {
        tags: ['public'],
        summary: 'Figures by unit with numerator, denominator, period and time; small cells withheld',
        querystring: z.object({
          tu: z.string().optional(),
          den: z.string().optional(),
          donvi: z.string().optional(),
          loai: z.enum(kinds).optional(),
        }),
        response: {
          200: z.object({
            period: z.object({ from: z.string(), to: z.string() }),
            as_of: z.string(),
            record_size: z.number().nullable(),
            rows: z.array(z.object({ unit: z.string().nullable(), counts })),
            total: counts,
            shares: z.record(z.string(), z.object({ numerator: cell, denominator: cell })),
          }),
        },
      },
    },
    async (request) => {
      const { units } = await site.read();
      const table = await figureTable(services, readQuery(request.query, units, clock()), 'public');
      return {
        period: { from: table.query.from, to: table.query.to },
        as_of: table.asOf.toISOString(),
        record_size: table.recordSize,
        rows: table.rows.map((row) => ({ unit: row.unit?.code ?? null, counts: row.counts })),
        total: table.total,
        shares: table.shares,
      };
    },
  );

  async function withRefusal<Result>(
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
        });
      }
      if (error instanceof HttpError) throw error;
      throw error;
    }
  }
}
