import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Role } from '../../ground/access/decision.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { readForm } from '../../platform/http/form.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { dayInVietnam, formatDate } from '../../platform/time.ts';
import {
  type AnswerTemplate,
  filledIn,
  nextRights,
  outcomes,
  shippedTemplates,
  unknownPlaceholders,
} from './answer.ts';
import { openCase } from './desk.service.ts';
import { showCase } from './desk.show.ts';
import { deskPaths } from './paths.ts';
import { officerSteps, parseStep } from './step.input.ts';
import { TemplatePage, TemplatesPage } from './template.pages.tsx';
import { dropTemplate, putTemplate, type TemplateId, templatesOf } from './template.store.ts';
import { answerTexts } from './template.texts.ts';

const answering: readonly Role[] = ['clerk', 'officer', 'head', 'chair'];
const longestName = 100;
const longestBody = 10_000;

/** Templates of answers: written by a unit for itself, inserted into a draft. */
export function templateRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;

  const officerFor = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    // Who only inspects writes nothing.
    if (!answering.includes(officer.role)) throw notFound();
    return officer;
  };

  app.get(deskPaths.templates, async (request, reply) => {
    const officer = await officerFor(request);
    const done = (request.query as { xong?: string }).xong !== undefined;
    const frame = await frameOf(web, request, officer);
    return sendPage(reply, h(TemplatesPage, { frame, own: await templatesOf(db, officer.unit), done }));
  });

  app.get(`${deskPaths.templates}/:id`, async (request, reply) => {
    const officer = await officerFor(request);
    const { id } = request.params as { id: string };
    const own = (await templatesOf(db, officer.unit)).find((one) => one.id === id);
    const copied = shippedTemplates.find((one) => one.id === id);
    if (id !== 'moi' && !own && !copied) throw notFound();
    const { outcome = '', name = '', body = '' } = own ?? copied ?? ({} as Partial<AnswerTemplate>);
    const values = { id: own?.id ?? newId(), outcome, name, body };
    const frame = await frameOf(web, request, officer);
    return sendPage(reply, h(TemplatePage, { frame, id, values, errors: {}, exists: own !== undefined }));
  });

  app.post(`${deskPaths.templates}/:id`, async (request, reply) => {
    const officer = await officerFor(request);
    const { id: address } = request.params as { id: string };
    const { values } = await readForm(request);
    // Made with the page: sent twice it is one template.
    const id: TemplateId = parseId<'template'>(values.id ?? '') ?? newId();
    const t = answerTexts[request.language];
    if (values.drop) {
      await dropTemplate(db, id, officer.unit);
      return reply.redirect(`${deskPaths.templates}?xong`, 303);
    }
    const outcome = outcomes.find((one) => one === values.outcome);
    const name = wordsOf(values, 'name');
    const body = wordsOf(values, 'body').replaceAll('\r\n', '\n');
    const long = tooLongIn({ name, body }, { name: longestName, body: longestBody }, request.language);
    const unknown = unknownPlaceholders(body);
    const errors: FieldErrors = {
      outcome: outcome ? undefined : t.choice,
      name: name ? long.name : t.required,
      body: long.body
        ? long.body
        : !body
          ? t.required
          : unknown.length > 0
            ? t.unknown(unknown.join(', '))
            : undefined,
    };
    if (outcome && !Object.values(errors).some(Boolean)) {
      const template = { id, unit: officer.unit, outcome, name, body, by: officer.post, at: clock() };
      if (await putTemplate(db, template)) return reply.redirect(`${deskPaths.templates}?xong`, 303);
      errors.name = t.taken;
    }
    const frame = await frameOf(web, request, officer);
    const exists = (await templatesOf(db, officer.unit)).some((one) => one.id === id);
    return sendPage(
      reply,
      h(TemplatePage, { frame, id: address, values: { ...values, id }, errors, exists }),
      422,
    );
  });

  // Inserting is a submission of its own, so that nothing typed so far is lost.
  app.post(`${deskPaths.cases}/:id/:step/mau`, async (request, reply) => {
    const officer = await officerFor(request);
    const id = parseId<'petition'>((request.params as { id: string }).id);
    const step = parseStep(officerSteps, (request.params as { step: string }).step);
    if (!id || !step) throw notFound();
    const { values } = await readForm(request);
    const { petition } = await openCase(services, officer, id);
    const all = [...(await templatesOf(db, officer.unit)), ...shippedTemplates];
    const template = all.find((one) => one.id === values.template);
    const kind = petition.kind === 'complaint' || petition.kind === 'denunciation' ? petition.kind : 'other';
    const inserted = template
      ? filledIn(template.body, {
          số: String(petition.number),
          'ngày nhận': formatDate(petition.receivedOn),
          việc: petition.title,
          'đơn vị': (await site.unit(petition.unitId))?.name.vi ?? '',
          'hôm nay': formatDate(dayInVietnam(clock())),
          'quyền tiếp theo': nextRights.vi[kind],
        })
      : '';
    const text = [values.text?.trim(), inserted].filter(Boolean).join('\n\n');
    return showCase(web, request, reply, officer, id, {
      fault: { step, messages: {}, typed: { ...values, text } },
    });
  });
}
