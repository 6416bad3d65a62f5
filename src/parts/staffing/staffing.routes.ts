import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { unitsSeen } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  type Action,
  confirmed,
  isDone,
  type OfficersPage,
  officerPage,
  taking,
} from '../../ground/actions.ts';
import type { PersonId, UnitId } from '../../ground/organization/organization.ts';
import { postsOf } from '../../ground/organization/reorganisation.store.ts';
import { paths } from '../../ground/places.ts';
import { Refused } from '../../ground/refused.ts';
import { frameOf, publicPage, requireOfficer, type Web } from '../../ground/web.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { named } from '../../platform/language.ts';
import { dayInVietnam, type PlainDate, readTypedDate, yearOf } from '../../platform/time.ts';
import { type StaffingDesk, StaffingDeskPage } from './desk.pages.tsx';
import * as forms from './forms.ts';
import { stepForms } from './forms.ts';
import { knownReductionSteps, knownSteps } from './known.ts';
import {
  mayTake,
  type PlanId,
  type Reduction,
  type ReductionStep,
  reductionSteps,
  seesNames,
  takeReductionStep,
} from './reduction.ts';
import { type StaffingFigures, StaffingPage } from './staffing.pages.tsx';
import { makePlan, propose, setQuota, setTarget, takeStep } from './staffing.service.ts';
import { costOf, countReductions, listPlans, listReductions, quotas } from './staffing.store.ts';
import { texts } from './texts.ts';

const word = named(texts);
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

  const show: OfficersPage = async (request, officer, state) => {
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
      state,
      done: isDone(request),
    };
    return h(StaffingDeskPage, { view });
  };

  const ratingsOf = async (person: PersonId | null | undefined): Promise<string | null> => {
    if (!person) return null;
    const all = await Promise.all(services.ratings.map((ratings) => ratings(services, person)));
    return all.flat().join('; ') || null;
  };

  /** Plans, targets and approved posts are the chair's and the administrator's. */
  const planning = (one: Action<SignedIn>): Action<SignedIn> => ({
    ...one,
    async may({ who }) {
      if (!mayPlan(who)) throw notFound();
    },
  });
  const planOf = async (id: string): Promise<PlanId> => {
    const plan = (await listPlans(db)).find((one) => one.id === id);
    if (!plan) throw notFound();
    return plan.id;
  };
  const unitAmong = (id: string, units: readonly UnitId[]): UnitId => {
    const unit = units.find((one) => one === id);
    if (!unit) throw notFound();
    return unit;
  };
  const stepping = (step: ReductionStep) =>
    taking(knownReductionSteps[step], stepForms[step], ({ who, given, target, version, key }) => {
      const { leftOn } = given as { leftOn?: PlainDate };
      return takeStep(services, who, idIn<'reduction'>({ id: target }), step, { key, version, leftOn });
    });

  officerPage(
    web,
    deskPath,
    show,
    {
      giam: taking(knownSteps.propose, forms.proposeForm, async ({ who, given, key }) => {
        const { plan, unit, post, ratings, ...told } = given;
        const unitId = unitAmong(unit, seesNames(who));
        const held = (await postsOf(db, [unitId], today())).find((one) => one.id === post);
        await propose(
          services,
          who,
          {
            ...told,
            planId: await planOf(plan),
            unitId,
            postId: held?.id ?? null,
            personId: held?.personId ?? null,
            personName: held?.personName ?? null,
            // What was typed, else what the rounds of rating say; as restricted as the person.
            ratings: ratings || (await ratingsOf(held?.personId)),
          },
          key,
        );
      }),
      approve: stepping('approve'),
      leave: confirmed(stepping('leave')),
      withdraw: stepping('withdraw'),
      'ke-hoach': planning(
        taking(knownSteps.plan, forms.planForm, async ({ who, given, key }) => {
          if (!(await mayMakePlans(who))) throw notFound();
          if (given.toYear < given.fromYear) throw new Refused(word('badYears'), 'toYear');
          await makePlan(services, who, given, key);
        }),
      ),
      'chi-tieu': planning(
        taking(knownSteps.target, forms.targetForm, async ({ who, given, key }) => {
          const unit = unitAmong(given.unit, await plannedUnits(who));
          await setTarget(services, who, { ...given, plan: await planOf(given.plan), unit }, key);
        }),
      ),
      'bien-che': planning(
        taking(knownSteps.quota, forms.quotaForm, async ({ who, given, key }) => {
          const unit = unitAmong(given.unit, await plannedUnits(who));
          await setQuota(services, who, { ...given, unit }, key);
        }),
      ),
    },
    officerFor,
  );
}
