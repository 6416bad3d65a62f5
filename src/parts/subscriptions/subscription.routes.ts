import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { z } from 'zod';
import { frameOf, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { allValues, readForm } from '../../platform/http/form.ts';
import { limiter } from '../../platform/http/limit.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import { paths } from '../../platform/page/frame.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { OwnSubscriptionPage, SaidPage, SubscribePage } from './subscription.pages.tsx';
import { subscribe } from './subscription.service.ts';
import { confirmSubscription, dropSubscription, readSubscription } from './subscription.store.ts';
import { subscriptionTexts } from './subscription.texts.ts';
import { isKey, type SubscriptionId } from './subscription.ts';

// Each asking sends a mail to an address that may be somebody else's.
const askings = limiter(5, 30, 3600);
const email = z.email().max(200);
const followed = /^\/(?:ho-so|tin)\/[\w-]{1,120}$/;

/** Being told by e-mail of what becomes public: asking, confirming, leaving. */
export function subscriptionRoutes(web: Web): void {
  const { app, services } = web;
  const { clock, db, newsSources, secrets, site } = services;
  const topics = newsSources.flatMap((source) => source.topics);

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { values: Record<string, string>; chosen: readonly string[]; errors?: FieldErrors },
  ) => {
    const { values, chosen, errors = {} } = given;
    const { units } = await site.read();
    const page = h(SubscribePage, {
      frame: await frameOf(web, request),
      topics,
      units,
      chosen,
      page: followed.test(values.page ?? '') ? values.page : undefined,
      values,
      errors,
    });
    reply.header('cache-control', 'no-store');
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  app.get(paths.subscriptions, async (request, reply) => {
    const { ve = '' } = request.query as { ve?: string };
    return show(request, reply, { values: { every: 'week', page: ve }, chosen: ['news'] });
  });

  app.post(paths.subscriptions, async (request, reply) => {
    const { values } = await readForm(request);
    const chosen = allValues(request, 'topics').filter((code) => topics.some((one) => one.code === code));
    const { language } = request;
    const t = subscriptionTexts[language];
    const errors: FieldErrors = {};
    const page = followed.test(values.page ?? '') ? values.page : undefined;
    const { units } = await site.read();
    const unit = units.find((one) => one.code === values.unit);
    const address = (values.email ?? '').trim();
    if (!email.safeParse(address).success) errors.email = t.badEmail;
    if (!page && chosen.length === 0) errors.topics = t.noTopic;
    if (!page && values.unit && !unit) errors.unit = t.badUnit;
    if (Object.keys(errors).length > 0) return show(request, reply, { values, chosen, errors });
    await askings.pass(request.ip);
    const now = clock();
    await subscribe(services, {
      id: newId(),
      email: address,
      language,
      every: values.every === 'day' ? 'day' : 'week',
      topics: page ? [] : chosen.toSorted(),
      unitId: page ? null : (unit?.id ?? null),
      pages: page ? [page] : [],
      confirmedAt: null,
      toldUntil: now,
    });
    // The same for an address that is subscribed already: nobody learns whose is.
    return reply.redirect(`${paths.subscriptions}/da-gui`, 303);
  });

  app.get(`${paths.subscriptions}/da-gui`, async (request, reply) => {
    const t = subscriptionTexts[request.language];
    return sendPage(
      reply,
      h(SaidPage, { frame: await frameOf(web, request), title: t.askedTitle, text: t.asked }),
    );
  });

  const idOf = (request: FastifyRequest): SubscriptionId => {
    const [text = '', key = ''] = (request.params as { key: string }).key.split('.');
    const id = parseId<'subscription'>(text);
    if (!id || !isKey(secrets.codes, id, key)) throw notFound();
    return id;
  };
  const left = async (request: FastifyRequest, reply: FastifyReply) => {
    const t = subscriptionTexts[request.language];
    return sendPage(
      reply,
      h(SaidPage, { frame: await frameOf(web, request), title: t.leftTitle, text: t.left }),
    );
  };

  app.get(`${paths.subscriptions}/:key`, async (request, reply) => {
    const subscription = await readSubscription(db, idOf(request));
    reply.header('cache-control', 'no-store');
    if (!subscription) return left(request, reply);
    const { units, ended } = await site.read();
    const unit = [...units, ...ended].find((one) => one.id === subscription.unitId);
    const page = h(OwnSubscriptionPage, {
      frame: await frameOf(web, request),
      subscription,
      topics,
      unit: unit?.name[request.language],
      here: request.url.split('?')[0] ?? '',
    });
    return sendPage(reply, page);
  });

  app.post(`${paths.subscriptions}/:key/xac-nhan`, async (request, reply) => {
    const id = idOf(request);
    await confirmSubscription(db, id, clock());
    return reply.redirect(`${paths.subscriptions}/${(request.params as { key: string }).key}`, 303);
  });

  // Also what mail programs send for one click (RFC 8058).
  app.post(`${paths.subscriptions}/:key/thoi`, async (request, reply) => {
    await dropSubscription(db, idOf(request));
    return left(request, reply);
  });
}
