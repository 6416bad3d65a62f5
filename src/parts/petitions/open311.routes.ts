import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { codeFor, formatCode, hashCode } from '../../ground/code.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { Web } from '../../ground/web.ts';
import { DatabaseAway } from '../../platform/database/database.ts';
import { addressOf } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { keyPattern } from '../../platform/http/idempotency.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { HttpError } from '../../platform/http/problem.ts';
import { dayInVietnam, formatDate } from '../../platform/time.ts';
import { type XmlValue, xmlDocument } from '../../platform/xml.ts';
import { openByCode } from './by-code.ts';
import { inWords } from './intake.ts';
import { eventName, faultTexts, stateNames, topicNames } from './names.ts';
import { listReports, listUpdates, publicIdOf, type Report } from './open311.store.ts';
import {
  asErrors,
  BadArgument,
  coarse,
  mostAtOnce,
  mostPages,
  openOrClosed,
  type ReportError,
  readReport,
  reportable,
  services as reportServices,
  spanOf,
  wholeOf,
} from './open311.ts';
import { endStates } from './petition.ts';
import { submit } from './submit.ts';
import { texts } from './texts.ts';

const base = '/open311/v2';
const mostIds = 100;
// What sending systems call their own number of a report.
const ownNumbers = ['attribute[external_id]', 'attribute[fixmystreet_id]', 'external_id'];

type Format = 'json' | 'xml';

/**
 * A server of Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2) for reflections, with the
 * updates that FixMyStreet's clients ask for: existing reporting apps can hand in here and read back.
 */
export function open311Routes(web: Web): void {
  // A scope of its own: whatever goes wrong in it is told in the standard's own form.
  void web.app.register(async (app) => {
    app.setErrorHandler((error, request, reply) => answerError(request, reply, error));
    routesIn({ ...web, app: app as Web['app'] });
  });
}

const formatIn = (request: FastifyRequest): Format | undefined => {
  const { format } = request.params as { format?: string };
  return format === 'json' || format === 'xml' ? format : undefined;
};

function sendList(
  reply: FastifyReply,
  format: Format,
  root: string,
  item: string,
  items: readonly Record<string, XmlValue>[],
  status = 200,
): FastifyReply {
  return reply
    .code(status)
    .type(format === 'xml' ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(format === 'xml' ? xmlDocument(root, { item, items }) : JSON.stringify(items));
}

function sendErrors(
  reply: FastifyReply,
  format: Format,
  status: number,
  errors: readonly ReportError[],
): FastifyReply {
  const items = errors.map((error) => ({ ...error, code: status }));
  return sendList(reply, format, 'errors', 'error', items, status);
}

/** What failed, in the standard's form and in words that repeat nothing of what was sent. */
function answerError(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const format = formatIn(request) ?? (/\.json(\?|$)/.test(request.url) ? 'json' : 'xml');
  const t = texts[request.language].reportErrors;
  if (error instanceof BadArgument)
    return sendErrors(reply, format, 400, [{ code: 400, description: `${error.argument}: ${t.argument}` }]);
  const status =
    error instanceof HttpError
      ? error.status
      : error instanceof DatabaseAway
        ? 503
        : ((error as { statusCode?: number }).statusCode ?? 500);
  if (error instanceof HttpError && error.retryAfterSeconds)
    reply.header('retry-after', error.retryAfterSeconds);
  if (status >= 500)
    request.log.error({ type: (error as Error).name, code: (error as { code?: string }).code }, 'failed');
  const description =
    status === 404 ? t.notFound : status === 429 ? t.tooMany : status >= 500 ? t.failed : t.bad;
  return sendErrors(reply, format, status, [{ code: status, description }]);
}

function routesIn(web: Web): void {
  const { app, services } = web;
  const { config, db, clock, secrets } = services;

  const { pass } = limiterIn(config, 20, 200, 3600);
  const formatOf = formatIn;
  const send = sendList;
  const refuse = sendErrors;
  const unknown = (reply: FastifyReply, format: Format | undefined, what: string) =>
    refuse(reply, format ?? 'xml', 404, [{ code: 404, description: `${what} was not found` }]);

  app.get('/open311/discovery.:format', async (request, reply) => {
    const format = formatOf(request) ?? 'json';
    const endpoint = {
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: `${config.publicUrl}${base}`,
      changeset: '2026-11-29T00:00:00Z',
      type: 'production',
      formats: ['text/xml', 'application/json'],
    };
    const discovery = {
      changeset: endpoint.changeset,
      contact: `${config.publicUrl}${paths.api}`,
      key_service: texts[request.language].reportKeys,
    };
    if (format === 'json') return reply.send({ ...discovery, endpoints: [endpoint] });
    const formats = { item: 'format', items: endpoint.formats };
    return reply.type('text/xml; charset=utf-8').send(
      xmlDocument('discovery', {
        ...discovery,
        endpoints: { item: 'endpoint', items: [{ ...endpoint, formats }] },
      }),
    );
  });

  app.get(`${base}/services.:format`, async (request, reply) => {
    const format = formatOf(request);
    if (!format) return unknown(reply, format, 'format');
    return send(reply, format, 'services', 'service', reportServices(request.language));
  });

  app.get(`${base}/services/:code.:format`, async (request, reply) => {
    // No service here has attributes of its own: metadata is false in the list.
    return unknown(reply, formatOf(request), 'service_code');
  });

  app.get(`${base}/tokens/:token.:format`, async (request, reply) =>
    // A report has its number at once; no tokens are given out.
    unknown(reply, formatOf(request), 'token'),
  );

  const derived = (parts: readonly unknown[]) =>
    createHmac('sha256', secrets.codes)
      .update(`open311\n${JSON.stringify(parts)}`)
      .digest('base64url');
  /** The number that a sending system has of its own, as a key: the same report, whatever was corrected in it. */
  const ownKey = (given: Record<string, string>): string | undefined => {
    const number = ownNumbers.map((name) => given[name]?.trim()).find(Boolean);
    return number && derived(['number', given.jurisdiction_id ?? '', given.device_id ?? '', number]);
  };
  /** The key of a report: the app's own, or made of its number, or of a device and its words, or of nothing. */
  const keyOf = (request: FastifyRequest, given: Record<string, string>): string => {
    const header = request.headers['idempotency-key'];
    if (typeof header === 'string' && keyPattern.test(header)) return header;
    const own = ownKey(given);
    if (own) return own;
    // Apps repeat a report they had no answer to. Without a device's secret name two people who write the
    // same would get one code, so then each report is its own.
    if (!given.device_id || given.device_id.length < 8) return randomBytes(24).toString('base64url');
    return derived([dayInVietnam(clock()), Object.entries(given).toSorted()]);
  };
  /** The report that was made under a key; undefined where there is none. */
  const madeBefore = async (key: string) => {
    const code = codeFor(secrets.codes, key);
    const held = await openByCode(db, code);
    return held && { id: held.id, code, hash: hashCode(code) };
  };

  app.post(`${base}/requests.:format`, { config: { priority: 'intake' } }, async (request, reply) => {
    const format = formatOf(request);
    if (!format) return unknown(reply, format, 'format');
    await pass(addressOf(request));
    const { values } = await readForm(request);
    const { language } = request;
    const t = texts[language];
    const words = faultTexts[language];
    if (!reportable.some((one) => one === values.service_code)) return unknown(reply, format, 'service_code');
    const { units, ended } = await services.site.read();
    const places = [...units, ...ended].map((unit) => unit.id);
    const read = readReport(values, places, clock(), language);
    if (!read.ok)
      return refuse(
        reply,
        format,
        400,
        'place' in read.faults
          ? [{ code: 400, description: t.reportPlace }]
          : asErrors(inWords(read.faults, words)),
      );
    const key = keyOf(request, values);
    const done = await submit(services, read.intake, {
      key,
      source: 'open311',
      language,
      fileIds: [],
    }).catch((error) => {
      if (error instanceof HttpError && error.code === 'keyReused') return 'keyReused' as const;
      throw error;
    });
    if (done === 'keyReused') {
      // Sent again with other words under the sending system's own number, it is still that report.
      const made = key === ownKey(values) ? await madeBefore(key) : undefined;
      if (!made)
        return refuse(reply, format, 400, [{ code: 400, description: 'Idempotency-Key was used before' }]);
      const { publicId } = await publicIdOf(db, made.id);
      return send(
        reply,
        format,
        'service_requests',
        'request',
        [{ service_request_id: publicId, service_notice: t.reportKnown, account_id: null }],
        200,
      );
    }
    if ('faults' in done) return refuse(reply, format, 400, asErrors(inWords(done.faults, words)));
    const { publicId } = await publicIdOf(db, done.submitted.id);
    const notice = t.reportNotice(formatCode(done.code), formatDate(done.submitted.dueOn));
    return send(
      reply,
      format,
      'service_requests',
      'request',
      [{ service_request_id: publicId, service_notice: notice, account_id: null }],
      201,
    );
  });

  const reportOf = (report: Report, language: 'vi' | 'en') => ({
    service_request_id: report.publicId,
    status: openOrClosed(report.state),
    status_notes: stateNames[language][report.state],
    service_name: topicNames[language][report.topic],
    service_code: report.topic,
    description: report.publicTitle
      ? [report.publicTitle, report.publicText].filter(Boolean).join('\n\n')
      : null,
    agency_responsible: unitName(report, language),
    service_notice: report.publicTitle ? `${config.publicUrl}${paths.cases}/${report.publicId}` : null,
    // The day it came counts; of what was entered later no hour is known.
    requested_datetime:
      dayInVietnam(report.receivedAt) === report.receivedOn
        ? report.receivedAt.toISOString()
        : `${report.receivedOn}T00:00:00+07:00`,
    updated_datetime: report.updatedAt,
    expected_datetime: `${report.dueOn}T23:59:59+07:00`,
    address: report.hamlet,
    address_id: report.placeUnit,
    zipcode: null,
    lat: coarse(report.latitude),
    long: coarse(report.longitude),
    media_url: null,
  });

  const list = (text: string | undefined): string[] | undefined =>
    text ? text.split(',').slice(0, mostIds) : undefined;
  const pageOf = (query: Record<string, string>) => {
    const limit = wholeOf(query.page_size, 'page_size', mostAtOnce, mostAtOnce);
    return { limit, offset: (wholeOf(query.page, 'page', mostPages, 1) - 1) * limit };
  };
  const statusOf = (text: string | undefined) => {
    if (text === undefined || text === '') return undefined;
    // Both are asked for as well as one of them.
    const asked = [...new Set(text.split(','))];
    if (!asked.every((one) => one === 'open' || one === 'closed')) throw new BadArgument('status');
    return asked.length === 1 ? (asked[0] as 'open' | 'closed') : undefined;
  };

  app.get(`${base}/requests.:format`, async (request, reply) => {
    const format = formatOf(request);
    if (!format) return unknown(reply, format, 'format');
    const query = request.query as Record<string, string>;
    const ids = list(query.service_request_id);
    const topics = list(query.service_code);
    if (!ids && topics && !topics.every((one) => reportable.some((known) => known === one)))
      return unknown(reply, format, 'service_code');
    // Whoever names reports asks for nothing else (GeoReport v2, GET Service Requests).
    const reports = await listReports(
      db,
      ids
        ? { ids, ended: endStates, limit: mostIds, offset: 0 }
        : {
            topics,
            ...spanOf(query, clock()),
            status: statusOf(query.status),
            ended: endStates,
            ...pageOf(query),
          },
    );
    const items = reports.map((report) => reportOf(report, request.language));
    return send(reply, format, 'service_requests', 'request', items);
  });

  app.get(`${base}/requests/:id.:format`, async (request, reply) => {
    const format = formatOf(request);
    if (!format) return unknown(reply, format, 'format');
    const { id } = request.params as { id: string };
    const found = await listReports(db, { ids: [id], ended: endStates, limit: 1, offset: 0 });
    if (found.length === 0) return unknown(reply, format, 'service_request_id');
    return send(
      reply,
      format,
      'service_requests',
      'request',
      found.map((report) => reportOf(report, request.language)),
    );
  });

  app.get(`${base}/servicerequestupdates.:format`, async (request, reply) => {
    const format = formatOf(request);
    if (!format) return unknown(reply, format, 'format');
    const query = request.query as Record<string, string>;
    const ids = list(query.service_request_id);
    const span = ids && !query.start_date && !query.end_date ? {} : spanOf(query, clock());
    const updates = await listUpdates(db, { ids, ...span, ...pageOf(query) });
    const items = updates.map((update) => ({
      update_id: String(update.entryId),
      service_request_id: update.publicId,
      status: openOrClosed(update.state ?? 'received'),
      updated_datetime: update.at,
      description: eventName(update.type, request.language),
      media_url: null,
    }));
    return send(reply, format, 'service_request_updates', 'request_update', items);
  });
}
