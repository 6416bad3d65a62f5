import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatCode } from '../../ground/code.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { Web } from '../../ground/web.ts';
import { addressOf } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { keyPattern } from '../../platform/http/idempotency.ts';
import { limiter } from '../../platform/http/limit.ts';
import { HttpError } from '../../platform/http/problem.ts';
import { paths } from '../../platform/page/frame.ts';
import { addDays, dayInVietnam, formatDate } from '../../platform/time.ts';
import { type XmlValue, xmlDocument } from '../../platform/xml.ts';
import { checkIntake, inWords } from './intake.ts';
import { eventName, faultTexts, stateNames, topicNames } from './names.ts';
import { listReports, listUpdates, publicIdOf, type Report } from './open311.store.ts';
import { asErrors, asIntake, openOrClosed, type ReportError, services as reportServices } from './open311.ts';
import { endStates } from './petition.ts';
import { submit } from './submit.ts';
import { texts } from './texts.ts';

const base = '/open311/v2';
const mostAtOnce = 100;
// Further back a client names a time.
const mostPages = 100;
// Without a time an app means lately (GeoReport v2: 90 days at most).
const usualDays = 90;
const reportLimit = limiter(20, 200, 3600);

type Format = 'json' | 'xml';

/**
 * A server of Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2) for reflections, with the
 * updates that FixMyStreet's clients ask for: existing reporting apps can hand in here and read back.
 */
export function open311Routes(web: Web): void {
  const { app, services } = web;
  const { config, db, clock, secrets } = services;

  const formatOf = (request: FastifyRequest): Format | undefined => {
    const { format } = request.params as { format: string };
    return format === 'json' || format === 'xml' ? format : undefined;
  };
  const send = (
    reply: FastifyReply,
    format: Format,
    root: string,
    item: string,
    items: readonly Record<string, XmlValue>[],
    status = 200,
  ) =>
    reply
      .code(status)
      .type(format === 'xml' ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(format === 'xml' ? xmlDocument(root, { item, items }) : JSON.stringify(items));
  const refuse = (reply: FastifyReply, format: Format, status: number, errors: ReportError[]) =>
    send(
      reply,
      format,
      'errors',
      'error',
      errors.map((error) => ({ ...error, code: status })),
      status,
    );
  const unknown = (reply: FastifyReply, format: Format | undefined, what: string) =>
    refuse(reply, format ?? 'xml', 404, [{ code: 404, description: `${what} was not found` }]);

  app.get('/open311/discovery.:format', async (request, reply) => {
    const format = formatOf(request) ?? 'json';
    const endpoint = {
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: `${config.publicUrl}${base}`,
      changeset: '2026-11-24T00:00:00Z',
      type: 'production',
      formats: ['text/xml', 'application/json'],
    };
    const discovery = { changeset: endpoint.changeset, contact: config.publicUrl };
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

  /** The key of a report: the app's own, or made of a device and its words, or of nothing. */
  const keyOf = (request: FastifyRequest, given: Record<string, string>): string => {
    const header = request.headers['idempotency-key'];
    if (typeof header === 'string' && keyPattern.test(header)) return header;
    // Apps repeat a report they had no answer to. Without a device's secret name two people who write the
    // same would get one code, so then each report is its own.
    if (!given.device_id || given.device_id.length < 8) return randomBytes(24).toString('base64url');
    const said = JSON.stringify([dayInVietnam(clock()), Object.entries(given).toSorted()]);
    return createHmac('sha256', secrets.codes).update(`open311\n${said}`).digest('base64url');
  };

  app.post(`${base}/requests.:format`, { config: { priority: 'intake' } }, async (request, reply) => {
    const format = formatOf(request);
    if (!format) return unknown(reply, format, 'format');
    if (!config.development) await reportLimit.pass(addressOf(request));
    const { values } = await readForm(request);
    const { language } = request;
    const t = texts[language];
    const intake = asIntake(values);
    const checked = checkIntake(intake, clock());
    const words = faultTexts[language];
    const errors = checked.ok ? [] : asErrors(inWords(checked.faults, words));
    const known = reportServices(language).some((one) => one.service_code === values.service_code);
    if (!known)
      return refuse(reply, format, 400, [{ code: 400, description: `service_code: ${words.choice}` }]);
    if (
      !intake.hamlet &&
      !intake.placeUnit &&
      !(intake.latitude && intake.longitude) &&
      !values.address_string
    )
      errors.push({ code: 400, description: t.reportPlace });
    if (!checked.ok || errors.length > 0) return refuse(reply, format, 400, errors);
    const done = await submit(services, checked.intake, {
      key: keyOf(request, values),
      source: 'open311',
      language,
      fileIds: [],
    }).catch((error) => {
      if (error instanceof HttpError && error.code === 'keyReused') return 'keyReused' as const;
      throw error;
    });
    if (done === 'keyReused')
      return refuse(reply, format, 400, [{ code: 400, description: 'Idempotency-Key was used before' }]);
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
    requested_datetime: report.receivedAt.toISOString(),
    updated_datetime: report.updatedAt,
    expected_datetime: `${report.dueOn}T23:59:59+07:00`,
    address: report.hamlet,
    media_url: null,
  });

  const time = (text: unknown): Date | undefined => {
    const at = typeof text === 'string' ? new Date(text) : undefined;
    return at && !Number.isNaN(at.getTime()) ? at : undefined;
  };
  const list = (text: unknown): string[] | undefined =>
    typeof text === 'string' && text ? text.split(',').slice(0, mostAtOnce) : undefined;
  const whole = (text: unknown, most: number, otherwise: number): number => {
    const value = Number(text);
    return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : otherwise;
  };
  /** The time asked for; without ids it is the last ninety days. */
  const during = (query: Record<string, string>, ids: readonly string[] | undefined) => {
    const lately = new Date(`${addDays(dayInVietnam(clock()), -usualDays)}T00:00:00+07:00`);
    const from = time(query.start_date) ?? (ids ? undefined : lately);
    return { from, until: time(query.end_date) };
  };

  app.get(`${base}/requests.:format`, async (request, reply) => {
    const format = formatOf(request);
    if (!format) return unknown(reply, format, 'format');
    const query = request.query as Record<string, string>;
    const ids = list(query.service_request_id);
    const size = whole(query.page_size, mostAtOnce, mostAtOnce);
    const reports = await listReports(db, {
      ids,
      topics: list(query.service_code),
      ...during(query, ids),
      status: query.status === 'open' || query.status === 'closed' ? query.status : undefined,
      ended: endStates,
      limit: size,
      offset: (whole(query.page, mostPages, 1) - 1) * size,
    });
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
    const updates = await listUpdates(db, { ids, ...during(query, ids), limit: mostAtOnce });
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
