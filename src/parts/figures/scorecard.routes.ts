import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { SignedIn } from '../../ground/access/session.ts';
import { perShare, readTarget } from '../../ground/figure/target.ts';
import { endedOf } from '../../ground/organization/ended.tsx';
import { headOf } from '../../ground/organization/issuer.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import { frameOf, requireCaseOfficer, sendPublic, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { notFound } from '../../platform/http/problem.ts';
import { Memo } from '../../platform/memo.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { renderPage } from '../../platform/page/render.ts';
import { dayInVietnam, formatDate, yearOf } from '../../platform/time.ts';
import { ScorecardPage, scoreTexts, TargetForm } from './scorecard.pages.tsx';
import { type Scorecard, scorecards } from './scorecard.service.ts';
import { maySetTargets, setTarget } from './target.service.ts';
import { changedTargets, targetsOf } from './target.store.ts';

const firstYear = 2020;
const keptMs = 60_000;
const longestWhy = 500;

/** Scorecards of units, and the targets they are held against. */
export function scorecardRoutes(web: Web): void {
  const { app, services } = web;
  const { clock, db, figures, site } = services;

  const yearOfText = (text: string): number | undefined => {
    const year = /^\s*\d{4}\s*$/.test(text) ? Number(text) : Number.NaN;
    return year >= firstYear && year <= yearOf(dayInVietnam(clock())) + 1 ? year : undefined;
  };

  // Each asks every figure three times: made once for all who look within a minute.
  const cards = new Memo<Scorecard[]>(clock, keptMs, 500);

  const card = async (request: FastifyRequest, reply: FastifyReply, unit: Unit | undefined) => {
    const typed = (request.query as { nam?: string }).nam?.trim() ?? '';
    const year = typed ? yearOfText(typed) : yearOf(dayInVietnam(clock()));
    const errors: FieldErrors = year === undefined ? { nam: scoreTexts[request.language].badYear } : {};
    const make = async () => {
      const shown = year ?? yearOf(dayInVietnam(clock()));
      const [one] = await cards.get(`${unit?.code ?? ''} ${shown}`, () =>
        scorecards(services, [unit], shown),
      );
      if (!one) throw notFound();
      const known = await site.read();
      const { units } = known;
      const [standing, before] = await Promise.all([targetsOf(db, shown), changedTargets(db, shown)]);
      const changed = before.flatMap((old) => {
        const after = [...standing, ...before].find((next) => next.id === old.replacedBy);
        const figure = figures.find((known) => known.code === old.figure);
        return after && figure && old.unitId === (unit?.id ?? null) ? [{ before: old, after, figure }] : [];
      });
      const head = unit && (await headOf(services, unit.id));
      return h(ScorecardPage, {
        frame: await frameOf(web, request),
        card: one,
        head: head && { title: head.title[request.language], since: head.since && formatDate(head.since) },
        units: units.filter((each) => each.kind !== 'party'),
        changed,
        errors,
        typed: typed || String(shown),
        ended: unit && (await endedOf(db, known, unit)),
      });
    };
    if (year === undefined) return sendPage(reply, await make(), 422);
    return sendPublic(web, request, reply, async () => renderPage(await make()));
  };

  app.get(paths.scorecards, async (request, reply) => card(request, reply, undefined));
  app.get(`${paths.scorecards}/:unit`, async (request, reply) => {
    const { units, ended } = await site.read();
    const unit = [...units, ...ended].find((one) => one.code === (request.params as { unit: string }).unit);
    if (!unit) throw notFound();
    return card(request, reply, unit);
  });

  const chair = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireCaseOfficer(web, request);
    if (!maySetTargets(officer)) throw notFound();
    return officer;
  };
  const unitsOf = async ({ reach, unit }: SignedIn): Promise<Unit[]> =>
    (await site.read()).units.filter((one) => one.id !== unit && (reach === 'all' || reach.includes(one.id)));

  const form = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    given: { values?: Record<string, string>; errors?: FieldErrors } = {},
  ) => {
    const { values = {}, errors = {} } = given;
    const page = h(TargetForm, {
      frame: await frameOf(web, request, officer),
      figures,
      units: await unitsOf(officer),
      values: { year: String(yearOf(dayInVietnam(clock()))), ...values },
      errors,
      done: (request.query as { xong?: string }).xong !== undefined,
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  app.get(paths.deskTargets, async (request, reply) => form(request, reply, await chair(request)));

  app.post(paths.deskTargets, async (request, reply) => {
    const officer = await chair(request);
    const { values } = await readForm(request);
    const t = scoreTexts[request.language];
    const errors: FieldErrors = {};
    const unit = (await unitsOf(officer)).find((one) => one.code === values.unit);
    if (values.unit && !unit) errors.unit = t.notYours;
    const year = yearOfText(values.year ?? '');
    if (!year) errors.year = t.badYear;
    else if (year < yearOf(dayInVietnam(clock()))) errors.year = t.pastYear;
    const figure = figures.find((one) => one.code === values.figure);
    if (!figure) errors.figure = t.badFigure;
    else if (!figure.better) errors.figure = t.neither;
    const value = figure && readTarget(values.value ?? '', figure.denominator !== undefined);
    if (figure && value === undefined) errors.value = t.badValue;
    else if (figure?.denominator && !figure.above && (value ?? 0) > perShare) errors.value = t.above;
    if (!year || !figure || value === undefined || Object.keys(errors).length > 0)
      return form(request, reply, officer, { values, errors });
    const why = values.why?.trim().normalize('NFC') || undefined;
    if (why && why.length > longestWhy)
      return form(request, reply, officer, { values, errors: { why: t.tooLong } });
    const refusal = await setTarget(services, officer, { unit, year, figure: figure.code, value, why });
    if (refusal)
      return form(request, reply, officer, {
        values,
        errors: { [refusal === 'needsWhy' ? 'why' : 'unit']: t[refusal] },
      });
    return reply.redirect(`${paths.deskTargets}?xong`, 303);
  });
}
