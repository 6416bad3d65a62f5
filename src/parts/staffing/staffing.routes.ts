import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { unitsSeen } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { reductionRoutes } from '../../ground/law/staff-reduction.ts';
import type { PersonId, UnitId } from '../../ground/organization/organization.ts';
import { postsOf } from '../../ground/organization/reorganisation.store.ts';
import { paths } from '../../ground/places.ts';
import { frameOf, publicPage, requireOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { type FieldReader, fieldReader, greatestSum } from '../../platform/http/fields.ts';
import { readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { dayInVietnam, readTypedDate, yearOf } from '../../platform/time.ts';
import {
  mayTake,
  type Reduction,
  type ReductionId,
  reductionSteps,
  seesNames,
  takeReductionStep,
} from './reduction.ts';
import {
  type StaffingDesk,
  StaffingDeskPage,
  type StaffingFigures,
  StaffingPage,
} from './staffing.pages.tsx';
import { makePlan, propose, ReductionRefused, setQuota, setTarget, takeStep } from './staffing.service.ts';
import { costOf, countReductions, listPlans, listReductions, quotas } from './staffing.store.ts';
import { faultTexts, texts } from './texts.ts';

const shown = 300;
const deskPath = paths.deskStaffing;

/** Posts and their reduction: figures for everybody, cases for heads and the chair. */
export function staffingRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;
  const today = () => dayInVietnam(clock());

  /** @param within units beyond which nothing is shown; all without */
  const figuresOf = async (request: FastifyRequest, within?: readonly UnitId[]): Promise<StaffingFigures> => {
    const { kehoach = '', ngay = '', theo = '' } = request.query as Record<string, string>;
    const day = readTypedDate(String(ngay)) ?? today();
    const plans = await listPlans(db);
    const plan = plans.find((one) => one.id === kehoach) ?? plans[0];
    const organised = theo === 'khi-do' ? 'then' : 'now';
    const [counts, cost, lines, { units, ended }] = await Promise.all([
      plan ? countReductions(db, plan.id, day, organised, within) : [],
      plan && !within ? costOf(db, plan.id, day) : undefined,
      quotas(db, yearOf(day), day, within),
      site.read(),
    ]);
    return {
      query: { day, plan, organised },
      plans,
      counts,
      cost,
      quotas: lines,
      units: new Map([...units, ...ended].map((unit) => [unit.id, unit])),
    };
  };

  publicPage(web, paths.staffing, async (request) =>
    h(StaffingPage, {
      frame: await frameOf(web, request),
      base: paths.staffing,
      figures: await figuresOf(request),
    }),
  );

  app.get(`${paths.staffing}.csv`, async (request, reply) => {
    const { query, counts, units } = await figuresOf(request);
    const rows = counts.map((row) => [
      units.get(row.unitId)?.code ?? '',
      units.get(row.unitId)?.name[request.language] ?? '',
      row.year,
      row.achieved,
      row.target,
      query.organised,
      query.day,
    ]);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="gandan-tinh-gian-bien-che.csv"')
      .send(
        stringify(rows, {
          header: true,
          bom: true,
          escape_formulas: true,
          columns: ['unit', 'unit_name', 'year', 'reduced', 'target', 'organised', 'as_of'],
        }),
      );
  });

  const officerFor = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireOfficer(web, request);
    if (seesNames(officer).length === 0 && !mayPlan(officer)) throw notFound();
    return officer;
  };
  const mayPlan = (officer: SignedIn) => officer.role === 'administrator' || officer.role === 'chair';
  /** Units whose posts somebody decides on: a chair those of the own body and under it, no sister's and none above. */
  const plannedUnits = async (officer: SignedIn): Promise<UnitId[]> => {
    const all = (await site.read()).units.map((unit) => unit.id);
    const seen = officer.role === 'administrator' ? 'all' : unitsSeen(officer);
    return seen === 'all' ? all : all.filter((unit) => seen.includes(unit));
  };
  /** A plan binds everybody: it is made by the body that has none above it here. */
  const mayMakePlans = async (officer: SignedIn) =>
    officer.role === 'administrator' ||
    (officer.role === 'chair' && !(await site.unit(officer.unit))?.parentId);

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    fault?: StaffingDesk['fault'],
  ) => {
    const within = seesNames(officer);
    const figures = await figuresOf(request, (await mayMakePlans(officer)) ? undefined : within);
    const { units } = await site.read();
    const planned = await plannedUnits(officer);
    const { plan } = figures.query;
    const view: StaffingDesk = {
      frame: await frameOf(web, request, officer),
      base: deskPath,
      figures,
      reductions: plan && within.length > 0 ? await listReductions(db, plan.id, within, shown) : [],
      own: units.filter((unit) => within.includes(unit.id)),
      posts: await postsOf(db, within, today()),
      mayPlan: mayPlan(officer),
      mayMakePlans: await mayMakePlans(officer),
      plannedUnits: units.filter((unit) => planned.includes(unit.id)),
      steps: (row: Reduction) =>
        reductionSteps.filter(
          (step) =>
            mayTake(officer, step, row.unitNow) &&
            ['approved', 'left', 'withdrawn'].includes(
              takeReductionStep(row, step, officer.person, { today: today(), leftOn: today() }),
            ),
        ),
      keys: Object.fromEntries(
        ['propose', 'step', 'target', 'quota', 'plan'].map((name) => [name, newKey()]),
      ),
      done: (request.query as { xong?: string }).xong !== undefined,
      today: today(),
      fault,
    };
    return sendPage(reply, h(StaffingDeskPage, { view }), fault ? 422 : 200);
  };

  app.get(deskPath, async (request, reply) => show(request, reply, await officerFor(request)));

  /** Does what a form asks; what is refused comes back with what was typed. */
  const change = async (
    request: FastifyRequest,
    reply: FastifyReply,
    form: string,
    work: (
      officer: SignedIn,
      values: Record<string, string>,
      key: string,
    ) => Promise<FieldErrors | undefined>,
  ) => {
    const officer = await officerFor(request);
    const { language } = request;
    const { values: given } = await readForm(request);
    const { key = newKey(), ...values } = given;
    let errors: FieldErrors | undefined;
    try {
      errors = await work(officer, values, key);
    } catch (error) {
      if (error instanceof ReductionRefused) errors = { '*': faultTexts[language][error.fault] };
      else if (error instanceof HttpError && error.code === 'conflict')
        errors = { '*': texts[language].conflict };
      else throw error;
    }
    if (errors) return show(request, reply, officer, { form, errors, typed: values });
    return reply.redirect(`${deskPath}?xong`, 303);
  };

  const ratingsOf = async (person: PersonId | null | undefined): Promise<string | null> => {
    if (!person) return null;
    const all = await Promise.all(services.ratings.map((ratings) => ratings(services, person)));
    return all.flat().join('; ') || null;
  };

  app.post(`${deskPath}/giam`, (request, reply) =>
    change(request, reply, 'propose', async (officer, values, key) => {
      const read = fieldReader(values, request.language);
      const planId = read.oneOf(
        'plan',
        (await listPlans(db)).map((one) => one.id),
      );
      const unitId = read.oneOf('unit', seesNames(officer));
      const postTitle = read.text('postTitle');
      const effectiveOn = read.day('effectiveOn');
      const ratings = read.optional('ratings', 500);
      const route = reductionRoutes.find((one) => one === values.route) ?? 'earlyRetirement';
      const cost = values.cost ? read.number('cost', greatestSum) : null;
      if (read.failed || !planId || !unitId || !effectiveOn) return read.errors;
      const post = (await postsOf(db, [unitId], today())).find((one) => one.id === values.post);
      await propose(
        services,
        officer,
        {
          planId,
          unitId,
          postTitle,
          postId: post?.id ?? null,
          personId: post?.personId ?? null,
          personName: post?.personName ?? null,
          route,
          effectiveOn,
          cost,
          // What was typed, else what the rounds of rating say; as restricted as the person.
          ratings: ratings || (await ratingsOf(post?.personId)),
        },
        key,
      );
      return undefined;
    }),
  );

  app.post(`${deskPath}/giam/:id/:step`, (request, reply) => {
    const { id, step: name } = request.params as { id: string; step: string };
    const step = reductionSteps.find((one) => one === name);
    const reduction = parseId<'reduction'>(id) as ReductionId | undefined;
    if (!step || !reduction) throw notFound();
    return change(request, reply, 'step', async (officer, values, key) => {
      await takeStep(services, officer, reduction, step, {
        key,
        version: Number(values.version),
        leftOn: readTypedDate(values.leftOn ?? ''),
      });
      return undefined;
    });
  });

  /** Plans, targets and approved posts are the chair's and the administrator's. */
  const planning = (
    path: string,
    form: string,
    work: (officer: SignedIn, read: FieldReader, key: string) => Promise<void>,
  ) =>
    app.post(`${deskPath}/${path}`, (request, reply) =>
      change(request, reply, form, async (officer, values, key) => {
        if (!mayPlan(officer)) throw notFound();
        const read = fieldReader(values, request.language);
        await work(officer, read, key);
        return read.failed ? read.errors : undefined;
      }),
    );

  planning('ke-hoach', 'plan', async (officer, read, key) => {
    const plan = {
      title: read.text('title'),
      ground: read.text('ground'),
      fromYear: read.year('fromYear'),
      toYear: read.year('toYear'),
    };
    if (plan.toYear < plan.fromYear) read.errors.toYear = read.errors.fromYear ?? '≥';
    if (!(await mayMakePlans(officer))) throw notFound();
    if (!read.failed) await makePlan(services, officer, plan, key);
  });
  planning('chi-tieu', 'target', async (officer, read, key) => {
    const plan = read.oneOf(
      'plan',
      (await listPlans(db)).map((one) => one.id),
    );
    const unit = read.oneOf('unit', await plannedUnits(officer));
    const target = { year: read.year('year'), posts: read.number('posts') };
    if (!read.failed && plan && unit) await setTarget(services, officer, { plan, unit, ...target }, key);
  });
  planning('bien-che', 'quota', async (officer, read, key) => {
    const unit = read.oneOf('unit', await plannedUnits(officer));
    const on = read.day('on');
    const quota = {
      year: read.year('year'),
      approved: read.number('approved'),
      ground: read.text('ground'),
    };
    if (!read.failed && unit && on) await setQuota(services, officer, { unit, on, ...quota }, key);
  });
}
