import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { mayOrganize, seesUnit } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { unitsOn } from '../../ground/organization/organization.ts';
import {
  changeDraft,
  decideOn,
  decisions,
  draft,
  PlanRefused,
  possibleDecisions,
  preview,
} from '../../ground/organization/reorganisation.service.ts';
import {
  listReorganisations,
  postsOf,
  type Reorganisation,
  readReorganisation,
} from '../../ground/organization/reorganisation.store.ts';
import type { ReorganisationId } from '../../ground/organization/reorganisation.ts';
import { frameOf, publicPage, requireOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { allValues, readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { addDays } from '../../platform/time.ts';
import { organizationPaths } from './paths.ts';
import {
  type Faults,
  type OperationForm,
  operationForms,
  readGround,
  readOperation,
} from './reorganisation.input.ts';
import {
  foundedUnits,
  NewReformPage,
  PublicReformPage,
  ReformListPage,
  ReformPage,
  type ReformView,
} from './reorganisation.pages.tsx';
import { planFaultTexts, texts } from './texts.ts';

/** What a form of the plan sent. */
interface Asked {
  key: string;
  version: number;
  values: Record<string, string>;
  items: string[];
  /** All of it, by which a repeat is known. */
  asked: unknown;
}

const mostCases = 200;

/** Reorganisations: planned and decided at the desk, looked back at by everybody. */
export function reorganisationRoutes(web: Web): void {
  const { app, services } = web;
  const { db, work } = services;

  const officerFor = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireOfficer(web, request);
    if (!mayOrganize(officer, 'draftReorganisation')) throw notFound();
    return officer;
  };
  const rowOf = async (request: FastifyRequest): Promise<Reorganisation> => {
    const id = parseId<'reorganisation'>((request.params as { id: string }).id) as
      | ReorganisationId
      | undefined;
    const row = id && (await readReorganisation(db, id));
    if (!row) throw notFound();
    return row;
  };
  const inWords = (request: FastifyRequest, faults: Faults): FieldErrors =>
    Object.fromEntries(
      Object.entries(faults).map(([field, fault]) => [
        field,
        fault === 'codeTaken' ? planFaultTexts[request.language].codeTaken : texts[request.language][fault],
      ]),
    );

  publicPage(web, organizationPaths.reforms, async (request) =>
    h(ReformListPage, {
      frame: await frameOf(web, request),
      rows: await listReorganisations(db, { carriedOutOnly: true }),
      desk: false,
      mayDraft: false,
    }),
  );

  publicPage(web, `${organizationPaths.reforms}/:id`, async (request) => {
    const row = await rowOf(request);
    if (row.state !== 'carriedOut') throw notFound();
    const before = await unitsOn(db, addDays(row.effectiveOn, -1));
    return h(PublicReformPage, {
      frame: await frameOf(web, request),
      row,
      units: [...before, ...foundedUnits(row.operations)],
      work,
      posts: [],
    });
  });

  app.get(organizationPaths.drafts, async (request, reply) => {
    const officer = await officerFor(request);
    return sendPage(
      reply,
      h(ReformListPage, {
        frame: await frameOf(web, request, officer),
        rows: await listReorganisations(db, { carriedOutOnly: false }),
        desk: true,
        mayDraft: true,
      }),
    );
  });

  const newPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    values: Record<string, string | undefined>,
    errors: FieldErrors,
    key: string,
  ) =>
    sendPage(
      reply,
      h(NewReformPage, { frame: await frameOf(web, request, officer), values, errors, key_: key }),
      Object.keys(errors).length > 0 ? 422 : 200,
    );

  app.get(organizationPaths.draft('moi'), async (request, reply) =>
    newPage(request, reply, await officerFor(request), {}, {}, newKey()),
  );

  app.post(organizationPaths.draft('moi'), async (request, reply) => {
    const officer = await officerFor(request);
    const { values } = await readForm(request);
    const { key = newKey(), ...typed } = values;
    const ground = readGround(typed);
    if (!ground.ok) return newPage(request, reply, officer, typed, inWords(request, ground.faults), key);
    const id = await draft(services, officer, ground.value, key);
    return reply.redirect(organizationPaths.draft(id), 303);
  });

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    row: Reorganisation,
    fault?: ReformView['fault'],
  ) => {
    const carriedOut = row.state === 'carriedOut';
    const day = carriedOut ? addDays(row.effectiveOn, -1) : row.effectiveOn;
    const seen = carriedOut
      ? {
          before: await unitsOn(db, day),
          after: [],
          problems: [],
          work: [],
          posts: [],
          duties: { count: 0, first: null, last: null },
          delegations: 0,
          children: [],
          severalHeads: [],
        }
      : await preview(services, row);
    const { chia = '', theo = '' } = request.query as { chia?: string; theo?: string };
    const asked =
      fault?.form === 'cede'
        ? { unit: fault.typed.unit, part: fault.typed.part }
        : { unit: chia, part: theo };
    const unit = seen.before.find((one) => one.id === asked.unit);
    const part = (['area', 'kind', 'case'] as const).find((one) => one === asked.part) ?? 'area';
    const cases =
      unit && part === 'case'
        ? (await Promise.all(work.map((one) => one.list(db, unit.id, mostCases)))).flat()
        : [];
    const mayEdit = row.state === 'draft';
    const view: ReformView = {
      frame: await frameOf(web, request, officer),
      row,
      preview: seen,
      work,
      posts: await postsOf(
        db,
        seen.before.map((one) => one.id),
        day,
      ),
      decisions: mayOrganize(officer, 'approveReorganisation') ? possibleDecisions(row, officer) : [],
      ownDraft: row.draftedBy === officer.person || row.editedBy.includes(officer.person),
      mayEdit,
      keys: Object.fromEntries(
        [...operationForms, 'ground', 'remove', 'decide'].map((name) => [name, newKey()]),
      ),
      done: (request.query as { xong?: string }).xong !== undefined,
      fault,
      dividing: mayEdit && unit ? { unit, part, cases, titles: seesUnit(officer, unit.id) } : undefined,
    };
    return sendPage(reply, h(ReformPage, { view }), fault ? 422 : 200);
  };

  app.get(`${organizationPaths.drafts}/:id`, async (request, reply) =>
    show(request, reply, await officerFor(request), await rowOf(request)),
  );

  /** Does what changes the plan; what is refused comes back with what was typed. */
  const change = async (
    request: FastifyRequest,
    reply: FastifyReply,
    form: NonNullable<ReformView['fault']>['form'],
    work: (officer: SignedIn, row: Reorganisation, asked: Asked) => Promise<Faults | undefined>,
  ) => {
    const officer = await officerFor(request);
    const row = await rowOf(request);
    const sent = await readForm(request);
    const { key = newKey(), version = '0', ...values } = sent.values;
    const fail = async (errors: FieldErrors) =>
      show(request, reply, officer, await rowOf(request), { form, errors, typed: values });
    try {
      const asked = { values, items: allValues(sent, 'items') };
      const faults = await work(officer, row, { key, version: Number(version), asked, ...asked });
      if (faults) return fail(inWords(request, faults));
    } catch (error) {
      if (error instanceof HttpError && error.code === 'conflict')
        return fail({ '*': texts[request.language].conflict });
      if (error instanceof PlanRefused) return fail({ preview: texts[request.language].problems });
      throw error;
    }
    return reply.redirect(`${organizationPaths.draft(row.id)}?xong`, 303);
  };

  app.post(`${organizationPaths.drafts}/:id/can-cu`, (request, reply) =>
    change(request, reply, 'ground', async (officer, row, { values, ...asked }) => {
      const ground = readGround(values);
      if (!ground.ok) return ground.faults;
      await changeDraft(services, officer, row.id, () => ground.value, asked);
      return undefined;
    }),
  );

  app.post(`${organizationPaths.drafts}/:id/them/:form`, (request, reply) => {
    const form = operationForms.find((one) => one === (request.params as { form: string }).form);
    if (!form) throw notFound();
    return change(request, reply, form as OperationForm, async (officer, row, asked) => {
      const operation = readOperation(form, asked.values, asked.items);
      if (!operation.ok) return operation.faults;
      const add = (now: Reorganisation) => ({ operations: [...now.operations, operation.value] });
      await changeDraft(services, officer, row.id, add, asked);
      return undefined;
    });
  });

  app.post(`${organizationPaths.drafts}/:id/bo`, (request, reply) =>
    change(request, reply, 'ground', async (officer, row, asked) => {
      const without = (now: Reorganisation) => ({
        operations: now.operations.filter((_, at) => at !== Number(asked.values.at)),
      });
      await changeDraft(services, officer, row.id, without, asked);
      return undefined;
    }),
  );

  app.post(`${organizationPaths.drafts}/:id/quyet-dinh`, (request, reply) =>
    change(request, reply, 'decision', async (officer, row, { values, ...asked }) => {
      const decision = decisions.find((one) => one === values.decision);
      if (!decision) throw notFound();
      await decideOn(services, officer, row.id, decision, asked);
      return undefined;
    }),
  );
}
