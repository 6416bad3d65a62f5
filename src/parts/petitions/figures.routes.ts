import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { worksWithCases } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import type { Site } from '../../ground/site.ts';
import { frameOf, requireOfficer, sendPublic, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { notFound } from '../../platform/http/problem.ts';
import type { Language } from '../../platform/language.ts';
import { paths } from '../../platform/page/frame.ts';
import { renderPage } from '../../platform/page/render.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { BehindPage, FiguresPage } from './figures.pages.tsx';
import { type FigureQuery, type FigureTable, figureTable, readQuery } from './figures.service.ts';
import { type Behind, casesBehind, cells, extras, figureDefinitions } from './figures.ts';

const mostBehind = 500;

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
  ];
  const rows = table.rows.map((row) =>
    line(row.unit?.code ?? '', row.unit?.name[language] ?? '', row.counts),
  );
  return stringify([...rows, line('total', '', table.total)], {
    header: true,
    bom: true,
    // A unit's name could begin with a sign that a spreadsheet takes for a formula.
    escape_formulas: true,
    columns: ['unit', 'unit_name', 'kind', 'received_from', 'received_to', 'as_of', ...columns],
  });
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

  const queryOf = async (request: FastifyRequest): Promise<FigureQuery> =>
    readQuery(request.query as Record<string, string>, await everyUnit(site), clock());

  const behind = (query: FigureQuery, figure: string, publicOnly: boolean): Promise<Behind[]> => {
    if (!figureDefinitions.some((definition) => definition.code === figure)) throw notFound();
    return casesBehind(db, {
      figure,
      from: query.from,
      to: query.to,
      today: dayInVietnam(clock()),
      unit: query.unit?.id,
      organised: query.organised,
      within: query.within,
      kind: query.kind,
      publicOnly,
      limit: mostBehind,
    });
  };

  app.get(paths.figures, async (request, reply) =>
    sendPublic(web, request, reply, async () => {
      const table = await figureTable(services, await queryOf(request), 'public');
      const { units } = await site.read();
      return renderPage(
        h(FiguresPage, { frame: await frameOf(web, request), base: paths.figures, table, units }),
      );
    }),
  );

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
      const cases = await behind(query, figure, true);
      return renderPage(
        h(BehindPage, {
          frame: await frameOf(web, request),
          base: paths.figures,
          query,
          figure,
          cases,
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
  const deskQuery = async (request: FastifyRequest, officer: SignedIn): Promise<FigureQuery> => {
    const query = await queryOf(request);
    return officer.reach === 'all' ? query : { ...query, within: officer.reach };
  };
  const officerFor = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireOfficer(web, request);
    if (!worksWithCases(officer)) throw notFound();
    return officer;
  };

  app.get(paths.deskFigures, async (request, reply) => {
    const officer = await officerFor(request);
    const table = await figureTable(services, await deskQuery(request, officer), readerOf(officer));
    const { units } = await site.read();
    return sendPage(
      reply,
      h(FiguresPage, { frame: await frameOf(web, request, officer), base: paths.deskFigures, table, units }),
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
    const cases = await behind(query, figure, false);
    const page = h(BehindPage, {
      frame: await frameOf(web, request, officer),
      base: paths.deskFigures,
      query,
      figure,
      cases,
      forPublic: false,
    });
    return sendPage(reply, page);
  });
}
