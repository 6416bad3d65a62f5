import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Figure } from '../../ground/figure/catalogue.ts';
import { frameOf, sendPublic, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { Invalid, notFound } from '../../platform/http/problem.ts';
import { paths } from '../../platform/page/frame.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { renderPage } from '../../platform/page/render.ts';
import {
  addMonths,
  dayInVietnam,
  formatMonth,
  monthsBetween,
  type PlainDate,
  parsePlainDate,
  readMonth,
} from '../../platform/time.ts';
import { CataloguePage, FigurePage, figureWords } from './figure.pages.tsx';

/** Longest span of months that is shown at once. */
const mostMonths = 120;

/** The catalogue of figures: a list, a page each, and the same numbers as files. */
export function figureRoutes(web: Web): void {
  const { app, services } = web;
  const { clock, site, publication, figures } = services;

  app.get(paths.figure, async (request, reply) =>
    sendPublic(web, request, reply, async () =>
      renderPage(h(CataloguePage, { frame: await frameOf(web, request), figures })),
    ),
  );

  const figureOf = (request: FastifyRequest): Figure => {
    const { code } = request.params as { code: string };
    const figure = figures.find((one) => one.code === code);
    if (!figure) throw notFound();
    return figure;
  };

  /** The months asked about: the last twelve that are over, where nothing is asked. */
  const spanOf = (request: FastifyRequest) => {
    const { tu, den } = request.query as { tu?: string; den?: string };
    const t = figureWords[request.language];
    const errors: FieldErrors = {};
    const thisMonth = parsePlainDate(`${dayInVietnam(clock()).slice(0, 7)}-01`);
    const read = (name: 'tu' | 'den', typed: string | undefined, otherwise: PlainDate) => {
      const month = typed?.trim() ? readMonth(typed) : otherwise;
      if (!month) errors[name] = t.badMonth;
      return month ?? otherwise;
    };
    const to = read('den', den, addMonths(thisMonth, -1));
    let from = read('tu', tu, addMonths(to, -11));
    if (from > to) {
      errors.den = t.order;
      from = to;
    }
    if (addMonths(from, mostMonths - 1) < to) {
      errors.tu = t.tooLong;
      from = addMonths(to, 1 - mostMonths);
    }
    const values = { tu: tu?.trim() || formatMonth(from), den: den?.trim() || formatMonth(to) };
    return { from, to, span: monthsBetween(from, to), values, errors };
  };

  const compute = async (request: FastifyRequest) => {
    const figure = figureOf(request);
    const asked = spanOf(request);
    const asOf = clock();
    const { units, ended } = await site.read();
    return {
      figure,
      ...asked,
      asOf,
      units: [...units, ...ended],
      recordSize: publication.published()?.size,
      series: await figure.monthly(services, asked.from, asked.to, asOf),
    };
  };

  app.get(`${paths.figure}/:code`, async (request, reply) => {
    const { errors } = spanOf(request);
    const make = async () =>
      renderPage(
        h(FigurePage, { view: { frame: await frameOf(web, request), ...(await compute(request)) } }),
      );
    if (!Object.values(errors).some(Boolean)) return sendPublic(web, request, reply, make);
    const view = { frame: await frameOf(web, request), ...(await compute(request)) };
    return sendPage(reply, h(FigurePage, { view }), 422);
  });

  const forFile = async (request: FastifyRequest) => {
    const computed = await compute(request);
    const wrong = Object.entries(computed.errors).filter(([, detail]) => detail);
    if (wrong.length > 0)
      throw new Invalid(wrong.map(([field, detail]) => ({ field, code: 'invalid', detail: detail ?? '' })));
    const rows = [
      ...computed.series.months.map(({ month, unit, numerator, denominator }) => ({
        month: month.slice(0, 7),
        unit: computed.units.find((one) => one.id === unit)?.code ?? null,
        numerator,
        denominator: denominator ?? null,
      })),
      ...(computed.series.remainder
        ? [
            {
              month: null,
              unit: null,
              numerator: computed.series.remainder.numerator,
              denominator: computed.series.remainder.denominator ?? null,
            },
          ]
        : []),
    ];
    return { ...computed, rows };
  };

  app.get(`${paths.figure}/:code.csv`, async (request, reply) => {
    const { figure, rows, asOf, recordSize } = await forFile(request);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${figure.code}.csv"`)
      .send(
        stringify(
          rows.map((row) => ({ ...row, as_of: asOf.toISOString(), record_size: recordSize ?? '' })),
          { header: true, bom: true, escape_formulas: true },
        ),
      );
  });

  app.get(`${paths.figure}/:code.json`, async (request) => {
    const { figure, rows, asOf, recordSize, from, to } = await forFile(request);
    return {
      code: figure.code,
      name: figure.name,
      definition: figure.definition,
      denominator: figure.denominator ?? null,
      better: figure.better ?? null,
      since: figure.since,
      recipe: figure.recipe,
      from: from.slice(0, 7),
      to: to.slice(0, 7),
      as_of: asOf.toISOString(),
      record_size: recordSize ?? null,
      rows,
    };
  });
}
