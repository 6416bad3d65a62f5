import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { figuresFor } from '../../ground/figure/all.ts';
import type { Figure, FigureAsked } from '../../ground/figure/catalogue.ts';
import { provenFigure, provenReport } from '../../ground/figure/proof.service.ts';
import { paths } from '../../ground/places.ts';
import { frameOf, sendPublic, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { Invalid, notFound } from '../../platform/http/problem.ts';
import { Memo } from '../../platform/memo.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { renderPage } from '../../platform/page/render.ts';
import {
  addMonths,
  dayInVietnam,
  endOfDay,
  endOfYesterday,
  firstOfMonth,
  formatMonth,
  monthsBetween,
  newestMonthOver,
  type PlainDate,
  readMonth,
  readTypedDate,
  yearOf,
} from '../../platform/time.ts';
import { CataloguePage, FigurePage, figureWords } from './figure.pages.tsx';

const keptMs = 60_000;

/** Longest span of months that is shown at once. */
const mostMonths = 120;

/** @throws Invalid where something asked for is wrong: a file has no place to say it */
function refuse(errors: FieldErrors): void {
  const wrong = Object.entries(errors).filter(([, detail]) => detail);
  if (wrong.length > 0)
    throw new Invalid(wrong.map(([field, detail]) => ({ field, code: 'invalid', detail: detail ?? '' })));
}

// A file without rows still says what its columns are.
const fileColumns = ['month', 'unit', 'numerator', 'denominator', 'as_of', 'record_size'];

/** The catalogue of figures: a list, a page each, and the same numbers as files. */
export function figureRoutes(web: Web): void {
  const { app, services } = web;
  const { clock, config, site, publication } = services;
  // A reader looks at some; an auditor takes a few hundred an hour.
  const { pass } = limiterIn(config, 120, 1200, 3600);

  app.get(paths.figure, async (request, reply) =>
    sendPublic(web, request, reply, async () =>
      renderPage(
        h(CataloguePage, {
          frame: await frameOf(web, request),
          figures: await figuresFor(services, 'public'),
        }),
      ),
    ),
  );

  const figureOf = async (request: FastifyRequest): Promise<Figure> => {
    const { code } = request.params as { code: string };
    const figure = (await figuresFor(services, 'public')).find((one) => one.code === code);
    if (!figure) throw notFound();
    return figure;
  };

  /** The months asked about: the last twelve that are over, where nothing is asked. */
  const spanOf = (request: FastifyRequest) => {
    const { tu, den, 'tinh-den': known } = request.query as Record<string, string | undefined>;
    const t = figureWords[request.language];
    const errors: FieldErrors = {};
    const today = dayInVietnam(clock());
    const read = (name: 'tu' | 'den', typed: string | undefined, otherwise: PlainDate) => {
      const month = typed?.trim() ? readMonth(typed) : otherwise;
      if (!month) errors[name] = t.badMonth;
      return month ?? otherwise;
    };
    const to = read('den', den, newestMonthOver(today));
    let from = read('tu', tu, addMonths(to, -11));
    if (from > to) {
      errors.den = t.order;
      from = to;
    }
    if (addMonths(from, mostMonths - 1) < to) {
      errors.tu = t.tooLong;
      from = addMonths(to, 1 - mostMonths);
    }
    const typed = known?.trim();
    const day = typed ? readTypedDate(typed) : undefined;
    if (typed && !day) errors['tinh-den'] = t.badDay;
    else if (day && day > today) errors['tinh-den'] = t.future;
    // The end of an earlier day; now, where nothing or today is asked.
    const knownOn = day && day < today ? day : undefined;
    const values = {
      tu: tu?.trim() || formatMonth(from),
      den: den?.trim() || formatMonth(to),
      'tinh-den': typed ?? '',
    };
    return { from, to, span: monthsBetween(from, to), knownOn, values, errors };
  };

  const compute = async (request: FastifyRequest) => {
    const figure = await figureOf(request);
    const asked = spanOf(request);
    // As of an earlier day every case is read.
    if (asked.knownOn) await pass(request.ip);
    const now = clock();
    const { from, to, knownOn } = asked;
    const asOf = knownOn ? endOfDay(knownOn) : now;
    const { units, ended } = await site.read();
    return {
      figure,
      ...asked,
      asOf,
      units: [...units, ...ended],
      // What the record held then cannot be told from its size now.
      recordSize: knownOn ? undefined : publication.published()?.size,
      count: (by: FigureAsked['by'], at = asOf) => figure.count(services, { from, to, asOf: at, by }),
    };
  };

  /** The year of the newest numbers, for a figure that has none of late. */
  const newestYear = async (figure: Figure) => {
    const to = newestMonthOver(dayInVietnam(clock()));
    const earliest = addMonths(to, 1 - mostMonths);
    const from = figure.since > earliest ? firstOfMonth(figure.since) : earliest;
    const { cells } = await figure.count(services, { from, to, asOf: clock(), by: { month: true } });
    const newest = cells
      .flatMap((cell) => cell.month ?? [])
      .toSorted()
      .at(-1);
    return newest && { tu: `01/${yearOf(newest)}`, den: `12/${yearOf(newest)}` };
  };

  /** Where nothing is asked and nothing was counted of late: the page of the year that has numbers. */
  const newest = new Memo<string | undefined>(clock, keptMs, 200);
  const elsewhere = async (request: FastifyRequest): Promise<string | undefined> => {
    const { figure, count } = await compute(request);
    const { cells, remainder } = await count({ month: true });
    if (cells.length > 0 || remainder) return undefined;
    const year = await newestYear(figure);
    return year && `${paths.figure}/${figure.code}?${new URLSearchParams(year)}`;
  };

  const viewOf = async (request: FastifyRequest) => {
    const { count, ...rest } = await compute(request);
    const [months, byUnit, today] = await Promise.all([
      count({ month: true }),
      count({ unit: true }),
      rest.knownOn ? count({ month: true }, clock()) : undefined,
    ]);
    return { frame: await frameOf(web, request), ...rest, months, byUnit, today };
  };

  app.get(`${paths.figure}/:code`, async (request, reply) => {
    const { tu, den, 'tinh-den': known } = request.query as Record<string, string | undefined>;
    // Counted for one reader a while: the page itself is kept, and asks nothing.
    const code = (request.params as { code: string }).code;
    const other = tu || den || known ? undefined : await newest.get(code, () => elsewhere(request));
    if (other) return reply.redirect(other, 302);
    const { errors } = spanOf(request);
    const make = async () => h(FigurePage, { view: await viewOf(request) });
    if (!Object.values(errors).some(Boolean))
      return sendPublic(web, request, reply, async () => renderPage(await make()));
    return sendPage(reply, await make(), 422);
  });

  const forFile = async (request: FastifyRequest) => {
    const computed = await compute(request);
    refuse(computed.errors);
    await pass(request.ip);
    // Files of one figure are of one moment, the end of the last day that is over: nothing of it changes any more.
    const asOf = computed.knownOn ? computed.asOf : endOfYesterday(clock());
    const series = await computed.count({ month: true, unit: true }, asOf);
    const rows = [
      ...series.cells.map(({ month, unit, numerator, denominator }) => ({
        month: month?.slice(0, 7) ?? null,
        unit: computed.units.find((one) => one.id === unit)?.code ?? null,
        numerator,
        denominator: denominator ?? null,
      })),
      ...(series.remainder
        ? [
            {
              month: null,
              unit: null,
              numerator: series.remainder.numerator,
              denominator: series.remainder.denominator ?? null,
            },
          ]
        : []),
    ];
    return { ...computed, asOf, rows };
  };

  app.get(`${paths.figure}/:code.csv`, async (request, reply) => {
    const { figure, rows, asOf, recordSize } = await forFile(request);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${figure.code}.csv"`)
      .send(
        stringify(
          rows.map((row) => ({ ...row, as_of: asOf.toISOString(), record_size: recordSize ?? '' })),
          { header: true, bom: true, escape_formulas: true, columns: fileColumns },
        ),
      );
  });

  app.get(`${paths.figure}/:code.json`, async (request) => {
    const { figure, rows, asOf, recordSize, from, to } = await forFile(request);
    return {
      ...provenReport(services, [await provenFigure(services, figure, { from, to, asOf })]),
      code: figure.code,
      name: figure.name,
      definition: figure.definition,
      denominator: figure.denominator ?? null,
      counts: figure.counts,
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

  // The entries that the figures of a part rest on, as far as they may be opened; each on a line.
  app.get(`${paths.openings}/:set.jsonl`, async (request, reply) => {
    const set = services.openings.find((one) => one.code === (request.params as { set: string }).set);
    if (!set) throw notFound();
    const { from, to, errors } = spanOf(request);
    refuse(errors);
    await pass(request.ip);
    const lines = async function* () {
      for await (const page of set.read(services, from, to))
        yield page.map((opening) => `${JSON.stringify(opening)}\n`).join('');
    };
    return reply
      .type('application/jsonl; charset=utf-8')
      .header('content-disposition', `attachment; filename="${set.code}.jsonl"`)
      .send(Readable.from(lines()));
  });
}
