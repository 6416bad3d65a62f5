import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { SignedIn } from '../../ground/access/session.ts';
import { endOfUnit, type Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { Site } from '../../ground/site.ts';
import { frameOf, requireCaseOfficer, sendPublic, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { formatCursor, parseDayCursor } from '../../platform/http/cursor.ts';
import { Invalid, notFound } from '../../platform/http/problem.ts';
import type { Language } from '../../platform/language.ts';
import { renderPage } from '../../platform/page/render.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { BehindPage, FiguresPage, figureTexts } from './figures.pages.tsx';
import {
  type FigureFaults,
  type FigureQuery,
  type FigureTable,
  figureTable,
  readQuery,
} from './figures.service.ts';
import { type Behind, casesBehind, cells, extras, figureDefinitions, shares } from './figures.ts';

const pageSize = 30;

/** The table as CSV: the same numbers, each row with its period and time. */
export function figuresCsv(table: FigureTable, language: Language): string {
  const columns = ['received', ...cells, ...extras] as const;
  const { from, to } = table.query;
  const line = (code: string, name: string, counts: FigureTable['total']) => [
    code,
    name,
    table.query.kind ?? 'all',
    from,
    to,
    table.asOf.toISOString(),
    ...columns.map((column) => counts[column]),
    ...Object.values(shares(counts)).flatMap(({ numerator, denominator }) => [numerator, denominator]),
  ];
  const rows = table.rows.map((row) =>
    line(row.unit?.code ?? '', row.unit?.name[language] ?? '', row.counts),
  );
  return stringify([...rows, line('total', '', table.total)], {
    header: true,
    bom: true,
    // A unit's name could begin with a sign that a spreadsheet takes for a formula.
    escape_formulas: true,
    columns: [
      'unit',
      'unit_name',
      'kind',
      'received_from',
      'received_to',
      'as_of',
      ...columns,
      ...Object.keys(shares(table.total)).flatMap((share) => [`${share}_numerator`, `${share}_denominator`]),
    ],
  });
}

/** Says what of a query cannot be understood. @throws Invalid */
export function refuseFaults(faults: FigureFaults, language: Language): void {
  const wrong = Object.entries(faults);
  if (wrong.length === 0) return;
  const words = figureTexts[language].faults;
  throw new Invalid(wrong.map(([field, code]) => ({ field, code, detail: words[code] })));
}

/** Units of now and those that are no more. */
async function everyUnit(site: Site): Promise<Unit[]> {
  const { units, ended } = await site.read();
  return [...units, ...ended];
}

/** Figures for the public and for officers: the same computation, the public's with small cells withheld. */
export function figuresRoutes(web: Web): void {
  const { app, services } = web;
  const { site, clock, db } = services;

  const read = async (request: FastifyRequest) =>
    readQuery(request.query as Record<string, string>, await everyUnit(site), clock());
  const queryOf = async (request: FastifyRequest): Promise<FigureQuery> => {
    const { query, faults } = await read(request);
    refuseFaults(faults, request.language);
    return query;
  };

  const behind = async (
    request: FastifyRequest,
    query: FigureQuery,
    figure: string,
    publicOnly: boolean,
  ): Promise<{ cases: Behind[]; next: string | undefined }> => {
    if (figure !== 'rated' && !figureDefinitions.some((definition) => definition.code === figure))
      throw notFound();
    const cursor = parseDayCursor((request.query as { sau?: string }).sau);
    const cases = await casesBehind(db, {
      figure,
      from: query.from,
      to: query.to,
      today: dayInVietnam(clock()),
      unit: query.unit?.id,
      organised: query.organised,
      within: query.within,
      kind: query.kind,
      publicOnly,
      after: cursor && { on: cursor.dueOn, id: cursor.id },
      limit: pageSize + 1,
    });
    const last = cases.length > pageSize ? cases[pageSize - 1] : undefined;
    return {
      cases: cases.slice(0, pageSize),
      next: last && formatCursor(last.receivedOn, last.petitionId),
    };
  };

  /** The page of a query; with what is wrong with it, if something is. */
  const pageOf = async (
    request: FastifyRequest,
    table: FigureTable,
    faults: FigureFaults,
    officer?: SignedIn,
  ) => {
    const { units, ended } = await site.read();
    const { unit } = table.query;
    const closed = unit && ended.find((one) => one.id === unit.id);
    return h(FiguresPage, {
      frame: await frameOf(web, request, officer),
      base: officer ? paths.deskFigures : paths.figures,
      table,
      units: table.query.organised === 'then' ? [...units, ...ended] : units,
      closed: closed && { unit: closed, on: await endOfUnit(db, closed.id) },
      faults,
      typed: request.query as Record<string, string>,
      setsTargets: officer?.role === 'chair',
    });
  };

  app.get(paths.figures, async (request, reply) => {
    const { query, faults } = await read(request);
    const make = async () => pageOf(request, await figureTable(services, query, 'public'), faults);
    // A question that is not understood is answered, but not kept for others.
    if (Object.keys(faults).length > 0) return sendPage(reply, await make(), 422);
    return sendPublic(web, request, reply, async () => renderPage(await make()));
  });

  app.get(`${paths.figures}.csv`, async (request, reply) => {
    const table = await figureTable(services, await queryOf(request), 'public');
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="gandan-don-thu.csv"')
      .send(figuresCsv(table, request.language));
  });

  app.get(`${paths.figures}/:figure`, async (request, reply) => {
    const { figure } = request.params as { figure: string };
    return sendPublic(web, request, reply, async () => {
      const query = await queryOf(request);
      return renderPage(
        h(BehindPage, {
          frame: await frameOf(web, request),
          base: paths.figures,
          query,
          figure,
          ...(await behind(request, query, figure, true)),
          forPublic: true,
        }),
      );
    });
  });

  /** How many denunciations there are is for those who handle or oversee them. */
  const readerOf = (officer: SignedIn) => ({
    countsSealed: officer.role === 'chair' || officer.role === 'auditor' || officer.handlesDenunciations,
  });

  /** Officers see the exact numbers of the units they may see. */
  const within = (query: FigureQuery, officer: SignedIn): FigureQuery =>
    officer.reach === 'all' ? query : { ...query, within: officer.reach };
  const deskQuery = async (request: FastifyRequest, officer: SignedIn) =>
    within(await queryOf(request), officer);
  const officerFor = (request: FastifyRequest) => requireCaseOfficer(web, request);

  app.get(paths.deskFigures, async (request, reply) => {
    const officer = await officerFor(request);
    const { query, faults } = await read(request);
    const table = await figureTable(services, within(query, officer), readerOf(officer));
    return sendPage(
      reply,
      await pageOf(request, table, faults, officer),
      Object.keys(faults).length > 0 ? 422 : 200,
    );
  });

  app.get(`${paths.deskFigures}.csv`, async (request, reply) => {
    const officer = await officerFor(request);
    const table = await figureTable(services, await deskQuery(request, officer), readerOf(officer));
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="gandan-don-thu.csv"')
      .header('cache-control', 'no-store')
      .send(figuresCsv(table, request.language));
  });

  app.get(`${paths.deskFigures}/:figure`, async (request, reply) => {
    const officer = await officerFor(request);
    const { figure } = request.params as { figure: string };
    const query = await deskQuery(request, officer);
    const page = h(BehindPage, {
      frame: await frameOf(web, request, officer),
      base: paths.deskFigures,
      query,
      figure,
      ...(await behind(request, query, figure, false)),
      forPublic: false,
    });
    return sendPage(reply, page);
  });
}
