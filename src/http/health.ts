import { createHash, timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Web } from '../ground/web.ts';
import { isLoopback } from '../platform/config.ts';
import { sql } from '../platform/database/database.ts';
import { notFound } from '../platform/http/problem.ts';

/** Whether a request carries a token; compared in constant time. */
function bears(header: string | undefined, token: string | undefined): boolean {
  if (!token || !header?.startsWith('Bearer ')) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header.slice(7)), digest(token));
}

const buckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

/** `/healthz`: the process lives. `/readyz`: it can take work. `/metrics`: Prometheus. And one log line a request. */
export function healthRoutes(web: Web): void {
  const { app, services } = web;
  const { db, record } = services;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'gandan_http_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => Promise<number> | number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await Promise.resolve(read()).catch(() => Number.NaN));
      },
    });
  const count = (query: ReturnType<typeof sql>) => async () => (await db.one<{ count: number }>(query)).count;
  gauge('gandan_record_signing', '1 while the record signs', () => (record.state === 'signing' ? 1 : 0));
  gauge(
    'gandan_record_pending',
    'Entries without a place yet',
    count(sql`select count(*)::int as count from record_pending`),
  );
  gauge(
    'gandan_mail_queued',
    'Mails waiting',
    count(sql`select count(*)::int as count from mail where state = 'queued'`),
  );
  gauge('gandan_database_waiting', 'Requests waiting for a connection', () => db.waiting());

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const elapsed = reply.elapsedTime / 1000;
    seconds.observe({ method: request.method, route, status: reply.statusCode }, elapsed);
    request.log.info(
      {
        id: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(elapsed * 1000),
      },
      'request',
    );
  });

  const health = { config: { priority: 'health' as const } };
  app.get('/healthz', health, async () => ({ ok: true }));

  app.get('/readyz', health, async (_request, reply) => {
    const database = await db.one(sql`select 1 as ok`).then(
      () => true,
      () => false,
    );
    return reply.code(database ? 200 : 503).send({ database, record: record.state });
  });

  // For the machine itself, and not for what a proxy on it passes on; for others by a token.
  app.get('/metrics', health, async (request, reply) => {
    const near =
      isLoopback((request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')) &&
      request.headers['x-forwarded-for'] === undefined &&
      request.headers.forwarded === undefined;
    if (!near && !bears(request.headers.authorization, services.config.metricsToken)) throw notFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
