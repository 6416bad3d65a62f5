import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { seenBy } from '../../ground/access/floor.ts';
import { paths } from '../../ground/places.ts';
import { frameOf, requireCaseOfficer, toConfirm, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { formatCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { sendDownload } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { dayInVietnam } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { CaseListPage, type ListFilter } from './desk.list.pages.tsx';
import { floorFor, openCase, sightOf } from './desk.service.ts';
import { showCase, wantsProof } from './desk.show.ts';
import { stageFiles } from './files.ts';
import { faultTexts, refusalTexts } from './names.ts';
import { deskPaths } from './paths.ts';
import { findCases } from './petition.store.ts';
import { kinds, type PetitionId, states } from './petition.ts';
import { splitOff } from './split.service.ts';
import { checkStep, officerSteps, parseStep } from './step.input.ts';
import { StepError, take } from './step.service.ts';
import type { OfficerStep } from './steps.ts';
import { texts } from './texts.ts';

const pageSize = 30;

function filterOf(request: FastifyRequest): ListFilter {
  const { tim = '', loai = '', tinh = '' } = request.query as Record<string, string>;
  return {
    tim: String(tim).slice(0, 200),
    loai: String(loai),
    tinh: String(tinh),
  };
}

function address(path: string, filter: ListFilter, cursor = ''): string {
  const set = Object.entries({ ...filter, sau: cursor }).filter(([, value]) => value !== '');
  return `${path}?${new URLSearchParams(set)}`;
}

/** The officers' pages of this part. */
export function deskRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock } = services;

  const officerFor = (request: FastifyRequest) => requireCaseOfficer(web, request);
  const idOf = (request: FastifyRequest): PetitionId => {
    const id = parseId<'petition'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    return id;
  };

  app.get(deskPaths.cases, async (request, reply) => {
    const officer = await officerFor(request);
    const filter = filterOf(request);
    const typedNumber = /^\s*(?:№|số|so|#)?\s*(\d{1,12})\s*$/i.exec(filter.tim)?.[1];
    const rows = await findCases(seenBy(db, floorFor(officer)), {
      sight: sightOf(officer),
      query: typedNumber ? undefined : searchQuery(filter.tim),
      number: typedNumber ? Number(typedNumber) : undefined,
      kind: kinds.find((one) => one === filter.loai),
      state: states.find((one) => one === filter.tinh),
      unit: undefined,
      before: parseTimeCursor((request.query as { sau?: string }).sau),
      limit: pageSize + 1,
    });
    const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
    const page = h(CaseListPage, {
      frame: await frameOf(web, request, officer),
      today: dayInVietnam(clock()),
      rows: rows.slice(0, pageSize),
      filter,
      handlesSealed: officer.handlesDenunciations,
      next: last && address(deskPaths.cases, filter, formatCursor(last.receivedAt, last.petitionId)),
    });
    return sendPage(reply, page);
  });

  app.get(`${deskPaths.cases}/:id`, async (request, reply) => {
    const officer = await officerFor(request);
    if (await wantsProof(web, officer, idOf(request))) return toConfirm(request, reply);
    const done = (request.query as { xong?: string }).xong !== undefined;
    return showCase(web, request, reply, officer, idOf(request), { done });
  });

  app.post(`${deskPaths.cases}/:id/tach`, async (request, reply) => {
    const officer = await officerFor(request);
    const id = idOf(request);
    const { values } = await readForm(request);
    const { key = newKey(), ...given } = values;
    const { language } = request;
    const done = await splitOff(services, officer, id, given, key);
    if ('part' in done) return reply.redirect(deskPaths.case(done.part), 303);
    const faults: FieldErrors = {};
    if ('faults' in done)
      for (const [field, code] of Object.entries(done.faults)) faults[field] = faultTexts[language][code];
    const t = texts[language];
    const message = 'refused' in done ? (done.refused === 'sealed' ? t.splitSealed : t.splitEnded) : '';
    return showCase(web, request, reply, officer, id, { splitFault: { message, faults, typed: values } });
  });

  app.post(`${deskPaths.cases}/:id/:step`, async (request, reply) => {
    const officer = await officerFor(request);
    const id = idOf(request);
    const step = parseStep(officerSteps, (request.params as { step: string }).step);
    if (!step) throw notFound();
    const form = await readForm(request);
    const { key = newKey(), version, ...given } = form.values;
    const { language } = request;
    const fail = (messages: Record<string, string>) =>
      showCase(web, request, reply, officer, id, {
        fault: { step: step as OfficerStep, messages, typed: given },
      });

    const checked = checkStep(step, given);
    if (!checked.ok) {
      const words = Object.entries(checked.faults).map(([field, code]) => [
        field,
        faultTexts[language][code as keyof (typeof faultTexts)['vi']],
      ]);
      return fail(Object.fromEntries(words));
    }
    const staged = await stageFiles(web, form, key, [], language);
    if (staged.message) return fail({ '*': staged.message });
    try {
      await take(
        services,
        { by: 'officer', actor: officer },
        id,
        step,
        { ...checked.values, files: staged.files, draftKey: key },
        { key, version: version === undefined ? undefined : Number(version) },
      );
    } catch (error) {
      if (error instanceof StepError) {
        const words = refusalTexts[language][error.refusal];
        return fail({ '*': error.about ? `${words} (${error.about})` : words });
      }
      if (error instanceof HttpError && error.code === 'conflict') {
        // What was typed stays in the form, above it the newest state.
        return fail({ '*': texts[language].changedMeanwhile });
      }
      throw error;
    }
    // Handed to another unit, or found to be sealed, a case may no longer be ours to see.
    const gone = await openCase(services, officer, id).then(
      () => false,
      () => true,
    );
    return reply.redirect(gone ? paths.inbox : `${deskPaths.case(id)}?xong`, 303);
  });

  app.get(`${deskPaths.cases}/:id/tep/:file`, async (request, reply) => {
    const officer = await officerFor(request);
    const { files } = await openCase(services, officer, idOf(request));
    const file = files.find((one) => one.id === (request.params as { file: string }).file);
    // What is encrypted is asked for with a password, on a page of its own.
    if (!file || file.sealed) throw notFound();
    return sendDownload(reply, services.files, file);
  });
}
