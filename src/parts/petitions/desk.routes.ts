import type { FastifyRequest } from 'fastify';
import { deskList } from '../../ground/hall/list.ts';
import { paths } from '../../ground/places.ts';
import { requireCaseOfficer, toConfirm, type Web } from '../../ground/web.ts';
import { sendDownload } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { confirmField } from '../../platform/page/form.tsx';
import { formWords } from '../../platform/page/form-words.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { caseList } from './desk.list.tsx';
import { openCase } from './desk.service.ts';
import { showCase, wantsProof } from './desk.show.ts';
import { stageFiles } from './files.ts';
import { forwardedList } from './forward.list.tsx';
import { confirmWords } from './known.ts';
import { faultTexts, refusalTexts } from './names.ts';
import { deskPaths } from './paths.ts';
import type { PetitionId } from './petition.ts';
import { splitOff } from './split.service.ts';
import { checkStep, officerSteps, parseStep } from './step.input.ts';
import { StepError, take } from './step.service.ts';
import type { OfficerStep } from './steps.ts';
import { texts } from './texts.ts';

/** The officers' pages of this part. */
export function deskRoutes(web: Web): void {
  const { app, services } = web;

  const officerFor = (request: FastifyRequest) => requireCaseOfficer(web, request);
  const idOf = (request: FastifyRequest): PetitionId => {
    const id = parseId<'petition'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    return id;
  };

  deskList(web, caseList(services));
  deskList(web, forwardedList(services));

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
    // What the sender is told is not called back: it is sent once somebody said that they are sure.
    const sure = given[`${step}-${confirmField}`];
    const unsure = !sure && confirmWords(step, (await openCase(services, officer, id)).petition.kind);
    if (!checked.ok || unsure) {
      const words = Object.entries(checked.ok ? {} : checked.faults).map(([field, code]) => [
        field,
        faultTexts[language][code as keyof (typeof faultTexts)['vi']],
      ]);
      return fail({
        ...Object.fromEntries(words),
        ...(unsure && { [confirmField]: formWords[language].notSure }),
      });
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
        return fail({ [error.field ?? '*']: error.about ? `${words} (${error.about})` : words });
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
