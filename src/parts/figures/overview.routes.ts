import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { isHead, seesUnit } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { action, isDone, officerPage } from '../../ground/actions.ts';
import { figuresFor } from '../../ground/figure/all.ts';
import { indicatorFigure } from '../../ground/figure/indicator.ts';
import { paths } from '../../ground/places.ts';
import { strike } from '../../ground/step/undo.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { sendSheets } from '../../platform/sheet/send.ts';
import type { Cell } from '../../platform/sheet/sheet.ts';
import { dayInVietnam, formatDate, formatMonths, yearOf } from '../../platform/time.ts';
import { indicatorForm, indicatorFormOf } from './indicator.forms.ts';
import { IndicatorsPage, indicatorTexts } from './indicator.page.tsx';
import { defineIndicator, mayDefine, retireIndicator } from './indicator.service.ts';
import { type IndicatorId, listIndicators } from './indicator.store.ts';
import { OverviewPage } from './overview.page.tsx';
import { type Overview, overviewOf } from './overview.service.ts';
import { overviewTexts } from './overview.texts.ts';
import { standingOf } from './overview.ts';

const firstYear = 2018;
const usual = 'petitions-answeredOnTime';

/** The overview of a unit and all below it, as page and sheets; and the indicators that an office puts together. */
export function overviewRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;

  const read = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const typed = request.query as Record<string, string | undefined>;
    const { units } = await site.read();
    const unit = typed['don-vi']
      ? units.find((one) => one.code === typed['don-vi'])
      : units.find((one) => one.id === officer.unit);
    if (!unit || !seesUnit(officer, unit.id)) throw notFound();
    const figures = await figuresFor(services, 'office');
    const figure =
      figures.find((one) => one.code === typed['chi-so']) ?? figures.find((one) => one.code === usual);
    if (!figure) throw notFound();
    const kind = figure.kinds?.find((one) => one.code === typed.loai && one.code !== 'denunciation')?.code;
    const thisYear = yearOf(dayInVietnam(clock()));
    const year = typed.nam?.trim() ? Number(typed.nam) : thisYear;
    const sound = Number.isInteger(year) && year >= firstYear && year <= thisYear;
    const errors: FieldErrors = sound ? {} : { nam: overviewTexts[request.language].badYear };
    const overview = await overviewOf(services, { unit, figure, kind, year: sound ? year : thisYear });
    const above = units.find((one) => one.id === unit.parentId);
    const up = above && seesUnit(officer, above.id) ? above.code : undefined;
    return { officer, overview, figures, up, errors, typed: { nam: typed.nam ?? '' } };
  };

  app.get(paths.overview, async (request, reply) => {
    const { officer, ...rest } = await read(request);
    const page = h(OverviewPage, {
      frame: await frameOf(web, request, officer),
      sources: services.late,
      ...rest,
      typed: rest.typed.nam ? rest.typed : {},
    });
    return sendPage(reply, page, Object.values(rest.errors).some(Boolean) ? 422 : 200);
  });

  const take = async (request: FastifyRequest, reply: FastifyReply, ending: 'csv' | 'xlsx') => {
    const { overview, errors } = await read(request);
    if (Object.values(errors).some(Boolean)) throw new HttpError(400, 'badRequest');
    const sheet = sheetOf(overview, services.late);
    return sendSheets(reply, ending, `tong-quan-${overview.unit.code}-${overview.year}`, [sheet]);
  };
  app.get(`${paths.overview}.csv`, (request, reply) => take(request, reply, 'csv'));
  app.get(`${paths.overview}.xlsx`, (request, reply) => take(request, reply, 'xlsx'));

  const { vi, en } = indicatorTexts;
  const head = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireCaseOfficer(web, request);
    if (!isHead(officer.role) && officer.role !== 'auditor') throw notFound();
    return officer;
  };
  officerPage(
    web,
    paths.indicators,
    async (request, officer, state) => {
      const kept = await listIndicators(db);
      return h(IndicatorsPage, {
        frame: await frameOf(web, request, officer),
        state,
        done: isDone(request),
        figures: services.figures,
        may: mayDefine(officer),
        indicators: kept.map((one) => ({
          ...one,
          figure: indicatorFigure(one, services.figures),
          own: one.unitId === officer.unit,
        })),
      });
    },
    {
      dat: {
        ...action({ vi: vi.define, en: en.define }, indicatorForm, strike, (tx, { who, given }) =>
          defineIndicator(services, tx, who, given),
        ),
        specOf: async () => indicatorFormOf(services.figures),
      },
      thoi: action({ vi: vi.end, en: en.end }, {}, strike, async (tx, { who, target }) => {
        const id = parseId<'indicator'>(target);
        if (!id) throw notFound();
        await retireIndicator(services, tx, who, id as IndicatorId);
      }),
    },
    head,
  );
}

/** The table of an overview as a sheet, in the office's language; a share as its parts and in percent. */
function sheetOf(overview: Overview, sources: Web['services']['late']) {
  const t = overviewTexts.vi;
  const { rows, sum, figure, year, from, to, at } = overview;
  const percent = ({
    numerator,
    denominator,
  }: {
    numerator: number;
    denominator: number | undefined;
  }): Cell => (denominator ? Math.round((numerator / denominator) * 10_000) / 100 : '');
  return {
    name: t.title,
    header: [
      t.unit,
      ...sources.map((source) => `${t.late}: ${source.name.vi}`),
      `${figure.name.vi} ${year}: ${t.numerator}`,
      t.denominator,
      t.percent,
      `${t.lastYear(String(year - 1))}: ${t.numerator}`,
      t.denominator,
      t.percent,
      `${t.target}${figure.denominator ? ' %' : ''}`,
      t.standing,
      'Kỳ',
      'Lập lúc',
    ],
    rows: rows.map((row): Cell[] => [
      row.unit.name.vi,
      ...sources.map((source) => row.late.get(source.code)?.late ?? 0),
      row.now.numerator,
      row.now.denominator ?? '',
      percent(row.now),
      row.lastYear.numerator,
      row.lastYear.denominator ?? '',
      percent(row.lastYear),
      row.target ? (figure.denominator ? row.target.value / 100 : row.target.value) : '',
      t.standings[standingOf(row, sum.now, figure)],
      to < from ? '' : formatMonths(from, to),
      `${formatDate(dayInVietnam(at))} ${at.toISOString()}`,
    ]),
  };
}
