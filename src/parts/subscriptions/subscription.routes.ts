import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { z } from 'zod';
import { paths } from '../../ground/places.ts';
import { frameOf, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { allValues, readForm } from '../../platform/http/form.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { mayPush } from './push.ts';
import { OwnSubscriptionPage, SaidPage, SubscribePage } from './subscription.pages.tsx';
import { subscribe, subscriptionAddress } from './subscription.service.ts';
import {
  confirmSubscription,
  dropSubscription,
  putSubscription,
  readSubscription,
} from './subscription.store.ts';
import { subscriptionTexts } from './subscription.texts.ts';
import { isKey, type SubscriptionId } from './subscription.ts';

const email = z.email().max(200);
// What a browser gives of itself (Push API), with what was chosen.
const device = z.object({
  endpoint: z.string().max(1000),
  keys: z.object({ p256dh: z.string().min(80).max(100), auth: z.string().min(16).max(40) }),
  topics: z.array(z.string().max(40)).max(20),
  unit: z.string().max(80),
  page: z.string().max(200),
  every: z.enum(['day', 'week']),
});
// A page of this site by its path alone; whether it can be followed is for the part whose it is to say.
const followed = /^\/[\w/-]{1,200}$/;

/** Being told by e-mail of what becomes public: asking, confirming, leaving. */
export function subscriptionRoutes(web: Web): void {
  const { app, services } = web;
  const { clock, config, db, newsSources, secrets, site } = services;
  // Each asking sends a mail to an address that may be somebody else's.
  const { pass: ask } = limiterIn(config, 5, 30, 3600);
  const topics = newsSources.flatMap((source) => source.topics);

  /** A page that is followed by itself, with its title; undefined where there is no such page. */
  const followedPage = async (path: string | undefined) => {
    if (!path || !followed.test(path)) return undefined;
    for (const source of newsSources) {
      const title = await source.titleOf(services, path);
      if (title !== undefined) return { path, title };
    }
    return undefined;
  };

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
      page: await followedPage(values.page),
      values,
      errors,
      pushKey: secrets.push.publicKey,
    });
    reply.header('cache-control', 'no-store');
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  app.get(paths.subscriptions, async (request, reply) => {
    const { ve = '' } = request.query as { ve?: string };
    if (ve && !(await followedPage(ve))) throw notFound();
    return show(request, reply, { values: { every: 'week', page: ve }, chosen: ['news'] });
  });

  app.post(paths.subscriptions, async (request, reply) => {
    const form = await readForm(request);
    const { values } = form;
    const chosen = allValues(form, 'topics').filter((code) => topics.some((one) => one.code === code));
    const { language } = request;
    const t = subscriptionTexts[language];
    const errors: FieldErrors = {};
    const page = (await followedPage(values.page))?.path;
    if (values.page && !page) throw notFound();
    const { units } = await site.read();
    const unit = units.find((one) => one.code === values.unit);
    const address = (values.email ?? '').trim();
    if (!email.safeParse(address).success) errors.email = t.badEmail;
    if (!page && chosen.length === 0) errors.topics = t.noTopic;
    if (!page && values.unit && !unit) errors.unit = t.badUnit;
    if (Object.keys(errors).length > 0) return show(request, reply, { values, chosen, errors });
    await ask(request.ip);
    const now = clock();
    await subscribe(services, {
      id: newId(),
      to: { email: address },
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

  // From the page's own script, with what the browser gave: it said yes already, there is nothing to confirm.
  app.post(`${paths.subscriptions}/may`, async (request, reply) => {
    const given = device.safeParse(request.body);
    if (!given.success || !mayPush(given.data.endpoint, config.development))
      throw new HttpError(400, 'badRequest');
    await ask(request.ip);
    const { endpoint, keys, every } = given.data;
    const page = (await followedPage(given.data.page))?.path;
    const { units } = await site.read();
    const unit = units.find((one) => one.code === given.data.unit);
    const chosen = given.data.topics.filter((code) => topics.some((one) => one.code === code));
    if (!page && chosen.length === 0) throw new HttpError(400, 'badRequest');
    const now = clock();
    const id = await db.transaction(async (tx) => {
      const kept = await putSubscription(
        tx,
        {
          id: newId(),
          to: { endpoint, ...keys },
          language: request.language,
          every,
          topics: page ? [] : chosen.toSorted(),
          unitId: page ? null : (unit?.id ?? null),
          pages: page ? [page] : [],
          confirmedAt: null,
          toldUntil: now,
        },
        now,
      );
      await confirmSubscription(tx, kept, now);
      return kept;
    });
    return reply.code(201).send({ address: subscriptionAddress(services, id) });
  });

  // At the root, as a service worker answers for the folder it lies in.
  app.get('/thong-bao.js', async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .sendFile(web.assets['notices.js'] ?? 'notices.js', { cacheControl: false }),
  );

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
      pages: await Promise.all(
        subscription.pages.map(async (path) => (await followedPage(path)) ?? { path, title: path }),
      ),
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
