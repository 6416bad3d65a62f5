import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import type { AdministrativeDocument } from '../../platform/document/document.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { filledTemplate } from '../../platform/document/word-template.ts';
import { sendPage } from '../../platform/http/app.ts';
import { wordType } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { keyPattern, newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { DocumentsPage } from './document.pages.tsx';
import { filePaper, issue, openDocuments, preview } from './document.service.ts';
import type { IssuedDocument } from './document.store.ts';
import { documentKinds } from './document.ts';
import { filePapers, possibleFilePapers } from './file-papers.ts';
import { deskPaths } from './paths.ts';
import type { PetitionId } from './petition.ts';
import { templateBytes } from './word-template.store.ts';

/** Papers of a case: previewed, issued with a number, and taken as PDF or for Word. */
export function documentRoutes(web: Web): void {
  const { app, services } = web;

  const asked = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const id = parseId<'petition'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    return { officer, id: id as PetitionId };
  };
  const send = (
    reply: FastifyReply,
    type: string,
    name: string,
    bytes: Buffer,
    how: 'inline' | 'attachment',
  ) =>
    reply
      .type(type)
      .header('content-disposition', `${how}; filename="${name}"`)
      .header('cache-control', 'no-store')
      .send(bytes);
  // Number and kind only: a file's name travels further than its content.
  const nameOf = (document: AdministrativeDocument) =>
    document.number
      .replace('Số: ', '')
      .replaceAll('Đ', 'D')
      .replace(/[^\w]+/g, '-');

  app.get(`${deskPaths.cases}/:id/van-ban`, async (request, reply) => {
    const { officer, id } = await asked(request);
    const { petition, possible, issued } = await openDocuments(services, officer, id);
    const page = h(DocumentsPage, {
      frame: await frameOf(web, request, officer),
      petition,
      possible,
      issued,
      filePapers: possibleFilePapers(petition),
      keys: Object.fromEntries(possible.map((kind) => [kind, newKey()])),
      done: (request.query as { xong?: string }).xong !== undefined,
    });
    return sendPage(reply, page);
  });

  app.get(`${deskPaths.cases}/:id/van-ban/xem/:kind.pdf`, async (request, reply) => {
    const { officer, id } = await asked(request);
    const kind = documentKinds.find((one) => one === (request.params as { kind: string }).kind);
    if (!kind) throw notFound();
    const document = await preview(services, officer, id, kind);
    return send(reply, 'application/pdf', 'xem-truoc.pdf', pdfOf(document), 'inline');
  });

  app.post(`${deskPaths.cases}/:id/van-ban`, async (request, reply) => {
    const { officer, id } = await asked(request);
    const { values } = await readForm(request);
    const kind = documentKinds.find((one) => one === values.kind);
    if (!kind) throw notFound();
    if (!keyPattern.test(values.key ?? '')) throw new HttpError(400, 'badRequest');
    await issue(services, officer, id, kind, values.key as string);
    return reply.redirect(`${deskPaths.documents(id)}?xong`, 303);
  });

  /** In the office's own template as it was on the day of issue, else in the standard layout. */
  const wordOf = async ({ content, templateId }: IssuedDocument) => {
    const template = templateId && (await templateBytes(web.services.db, templateId));
    return template ? filledTemplate(template, content) : docxOf(content);
  };

  app.get(`${deskPaths.cases}/:id/van-ban/ho-so/:file`, async (request, reply) => {
    const { officer, id } = await asked(request);
    const [name, format] = (request.params as { file: string }).file.split('.');
    const paper = filePapers.find((one) => one === name);
    if (!paper || (format !== 'pdf' && format !== 'docx')) throw notFound();
    const document = await filePaper(services, officer, id, paper);
    return format === 'pdf'
      ? send(reply, 'application/pdf', `${paper}.pdf`, pdfOf(document), 'attachment')
      : send(reply, wordType, `${paper}.docx`, await docxOf(document), 'attachment');
  });

  app.get(`${deskPaths.cases}/:id/van-ban/:file`, async (request, reply) => {
    const { officer, id } = await asked(request);
    const [documentId, format] = (request.params as { file: string }).file.split('.');
    const { issued } = await openDocuments(services, officer, id);
    const found = issued.find((one) => one.id === documentId);
    if (!found) throw notFound();
    const document = found.content;
    if (format === 'pdf')
      return send(reply, 'application/pdf', `${nameOf(document)}.pdf`, pdfOf(document), 'attachment');
    if (format === 'docx')
      return send(reply, wordType, `${nameOf(document)}.docx`, await wordOf(found), 'attachment');
    throw notFound();
  });
}
