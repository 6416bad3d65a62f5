import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { HttpError } from '../../platform/http/problem.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { dayInVietnam, firstOfMonth, formatDate, readTypedDate } from '../../platform/time.ts';
import { kindNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { StatisticsPage, statisticsTexts } from './statistics.pages.tsx';
import { cellOf, columns, type StatisticsRow, sealedCountFor, statistics, total } from './statistics.ts';

/** The periodic table: by unit and kind, as of a day. */
export function statisticsRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;

  const read = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const query = request.query as Record<string, string | undefined>;
    const t = statisticsTexts[request.language];
    const today = dayInVietnam(clock());
    const errors: FieldErrors = {};
    const date = (name: 'tu' | 'den' | 'tinh-den', otherwise: typeof today) => {
      const typed = query[name]?.trim();
      const found = typed ? readTypedDate(typed) : otherwise;
      if (!found) errors[name] = t.date;
      else if (found > today) errors[name] = t.future;
      return found && found <= today ? found : otherwise;
    };
    const to = date('den', today);
    let from = date('tu', firstOfMonth(to));
    if (from > to) {
      errors.den = t.order;
      from = to;
    }
    const asOf = date('tinh-den', today);
    const asked = { from, to: to < asOf ? to : asOf, asOf };
    if (asked.to < from) errors['tinh-den'] ??= t.order;
    const { units, ended } = await site.read();
    const own = units.find((unit) => unit.id === officer.unit);
    const sealed = sealedCountFor(officer, own?.kind === 'reception');
    const rows = await statistics(db, {
      ...asked,
      units: officer.reach,
      sealed,
    });
    const all = [...units, ...ended];
    const unitOf = (row: StatisticsRow) => all.find((unit) => unit.id === row.unit);
    const values = {
      tu: query.tu ?? formatDate(from),
      den: query.den ?? formatDate(to),
      'tinh-den': query['tinh-den'] ?? formatDate(asOf),
    };
    return { officer, asked, rows, unitOf, values, errors, sealed };
  };

  app.get(deskPaths.statistics, async (request, reply) => {
    const { officer, ...table } = await read(request);
    const frame = await frameOf(web, request, officer);
    const wrong = Object.values(table.errors).some(Boolean);
    return sendPage(reply, h(StatisticsPage, { frame, at: clock(), ...table }), wrong ? 422 : 200);
  });

  app.get(`${deskPaths.statistics}.csv`, async (request, reply) => {
    const { asked, rows, unitOf, errors } = await read(request);
    if (Object.values(errors).some(Boolean)) throw new HttpError(400, 'badRequest');
    const { language } = request;
    const t = statisticsTexts[language];
    const period = [asked.from, asked.to, asked.asOf, clock().toISOString()];
    const sum = total(rows);
    const lines = [
      ...rows.map((row) => [
        unitOf(row)?.name[language] ?? t.allUnits,
        kindNames[language][row.kind],
        ...period,
        ...columns.map((column) => cellOf(row, column)),
      ]),
      [t.total, '', ...period, ...columns.map((column) => sum[column])],
    ];
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="thong-ke-${asked.from}-${asked.to}.csv"`)
      .header('cache-control', 'no-store')
      .send(
        stringify(lines, {
          header: true,
          bom: true,
          escape_formulas: true,
          columns: [
            t.unit,
            t.kind,
            'from',
            'to',
            'as_of',
            'made_at',
            ...columns.map((column) => t.columns[column]),
          ].map((header, at) => ({ key: String(at), header })),
        }),
      );
  });
}
