import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Role } from '../../ground/access/decision.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import {
  checkTemplate,
  filledTemplate,
  standardTemplate,
  type TemplateFault,
} from '../../platform/document/word-template.ts';
import { inspectFile } from '../../platform/files/inspect.ts';
import { fileFaultTexts } from '../../platform/files/refusal.texts.ts';
import { safeName } from '../../platform/files/store.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { type DocumentKind, documentKinds, documentOf, isLetter } from './document.ts';
import { deskPaths } from './paths.ts';
import { WordTemplatesPage, wordTemplateTexts } from './word-template.pages.tsx';
import {
  newestTemplate,
  putWordTemplate,
  templateBytes,
  type WordTemplateId,
  wordTemplatesOf,
} from './word-template.store.ts';

const keepers: readonly Role[] = ['clerk', 'head', 'chair'];
const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Templates of papers that an office edits in Word. */
export function wordTemplateRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;
  const home = deskPaths.wordTemplates;
  const officerFor = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    // What official papers look like is the clerk's and the head's.
    if (!keepers.includes(officer.role)) throw notFound();
    return officer;
  };

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    values: { kind?: string | undefined } = {},
    errors: { kind?: string | undefined; file?: string | undefined } = {},
  ) => {
    const officer = await officerFor(request);
    const page = h(WordTemplatesPage, {
      frame: await frameOf(web, request, officer),
      own: await wordTemplatesOf(db, officer.unit),
      keys: { drop: Object.fromEntries(documentKinds.map((kind) => [kind, newId()])), upload: newId() },
      values,
      errors,
      done: (request.query as { xong?: string }).xong !== undefined,
    });
    return sendPage(reply, page, errors.kind || errors.file ? 422 : 200);
  };

  app.get(home, (request, reply) => show(request, reply));

  app.post(home, async (request, reply) => {
    const officer = await officerFor(request);
    const form = await readForm(request);
    const t = wordTemplateTexts[request.language];
    const kind = documentKinds.find((one) => one === form.values.kind);
    const [file] = form.files;
    const inspected = file && (file.truncated ? 'tooLarge' : await inspectFile(file.bytes));
    const fault = async (): Promise<string | undefined> => {
      if (!inspected) return t.chooseFile;
      if (typeof inspected === 'string') return fileFaultTexts[request.language][inspected];
      if (inspected.extension !== 'docx') return t.faults.notWord;
      const found = await checkTemplate(inspected.bytes);
      return found && said(found, t.faults);
    };
    const errors = { kind: kind ? undefined : t.chooseKind, file: await fault() };
    if (!kind || errors.file || !file || typeof inspected !== 'object')
      return show(request, reply, form.values, errors);
    await putWordTemplate(db, {
      id: parseId<'wordTemplate'>(form.values.id ?? '') ?? newId(),
      unit: officer.unit,
      kind,
      name: safeName(file.name, 'docx'),
      bytes: inspected.bytes,
      by: officer.post,
      at: clock(),
    });
    return reply.redirect(`${home}?xong`, 303);
  });

  const kindOf = (request: FastifyRequest): DocumentKind => {
    const kind = documentKinds.find((one) => one === (request.params as { kind: string }).kind);
    if (!kind) throw notFound();
    return kind;
  };
  const send = (reply: FastifyReply, bytes: Buffer, name: string) =>
    sendBytes(reply, bytes, { name, mediaType });
  const own = async (request: FastifyRequest) => {
    const officer = await officerFor(request);
    const template = await newestTemplate(db, officer.unit, kindOf(request));
    const bytes = template && (await templateBytes(db, template.id));
    if (!template || !bytes) throw notFound();
    return { officer, template, bytes };
  };

  app.get(`${home}/:kind/chuan.docx`, async (request, reply) => {
    await officerFor(request);
    const kind = kindOf(request);
    return send(reply, await standardTemplate(isLetter(kind)), `mau-${kind}.docx`);
  });

  app.get(`${home}/:kind/rieng.docx`, async (request, reply) => {
    const { template, bytes } = await own(request);
    return send(reply, bytes, template.name);
  });

  // Filled in with an example, so that it is looked at before a paper depends on it.
  app.get(`${home}/:kind/thu.docx`, async (request, reply) => {
    const { officer, template, bytes } = await own(request);
    const today = dayInVietnam(clock());
    const unit = (await site.unit(officer.unit))?.name.vi ?? '';
    const example = documentOf(
      template.kind,
      {
        petition: {
          number: 123,
          kind: 'recommendation',
          route: 'general',
          variety: 'ordinary',
          state: 'accepted',
          title: 'Ví dụ về nội dung đơn',
          receivedOn: today,
          passedOnBy: null,
        },
        sender: { name: 'Người gửi (ví dụ)', address: 'Khóm 1' },
        unit,
        parent: null,
        place: unit,
        head: { title: 'Thủ trưởng', name: 'Người ký (ví dụ)' },
        text: 'Đoạn ví dụ thứ nhất.\nĐoạn ví dụ thứ hai.',
        receiver: 'Cơ quan nhận (ví dụ)',
        ground: null,
        dueOn: today,
      },
      1,
      today,
    );
    return send(reply, await filledTemplate(bytes, example), `thu-${template.kind}.docx`);
  });

  app.post(`${home}/:kind/bo`, async (request, reply) => {
    const officer = await officerFor(request);
    const { values } = await readForm(request);
    const id: WordTemplateId = parseId<'wordTemplate'>(values.id ?? '') ?? newId();
    const kind = kindOf(request);
    await putWordTemplate(db, {
      id,
      unit: officer.unit,
      kind,
      name: '',
      bytes: null,
      by: officer.post,
      at: clock(),
    });
    return reply.redirect(`${home}?xong`, 303);
  });
}

function said(fault: TemplateFault, words: Record<TemplateFault['code'], string>): string {
  return 'about' in fault ? `${words[fault.code]}: ${fault.about}` : words[fault.code];
}
