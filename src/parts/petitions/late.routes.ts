import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { freshlyProved, type SignedIn } from '../../ground/access/session.ts';
import { paths } from '../../ground/places.ts';
import { frameOf, requireCaseOfficer, toConfirm, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { readForm } from '../../platform/http/form.ts';
import { keyPattern, newKey } from '../../platform/http/idempotency.ts';
import { notFound } from '../../platform/http/problem.ts';
import { LatePage, lateTexts } from './late.pages.tsx';
import { askForReport, type Late, lateBelow } from './late.service.ts';
import { deskPaths } from './paths.ts';

const longest = 5000;

/** Late denunciations of the units below, for the head of the body above. */
export function lateRoutes(web: Web): void {
  const { app, services } = web;

  const lateFor = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const { id } = request.params as { id: string };
    const late = (await lateBelow(services.db, officer)).find((one) => one.id === id);
    if (!late) throw notFound();
    return { officer, late };
  };
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { officer, late }: { officer: SignedIn; late: Late },
    values: { key: string; text?: string | undefined },
    error?: string,
  ) => {
    const page = h(LatePage, {
      frame: await frameOf(web, request, officer),
      late,
      unit: (await services.site.unit(late.unit))?.name[request.language] ?? '',
      values,
      error,
    });
    return sendPage(reply, page, error ? 422 : 200);
  };

  app.get(deskPaths.late(':id'), async (request, reply) => {
    const found = await lateFor(request);
    if (!freshlyProved(found.officer, services.clock())) return toConfirm(request, reply);
    return show(request, reply, found, { key: newKey() });
  });

  app.post(deskPaths.late(':id'), async (request, reply) => {
    const found = await lateFor(request);
    const { values } = await readForm(request);
    const text = wordsOf(values, 'text');
    const long = tooLongIn(values, { text: longest }, request.language).text;
    const key = keyPattern.test(values.key ?? '') ? (values.key as string) : newKey();
    if (!text || long)
      return show(request, reply, found, { ...values, key }, long ?? lateTexts[request.language].missing);
    await askForReport(services, found.officer, found.late.id, text, key);
    return reply.redirect(paths.inbox, 303);
  });
}
