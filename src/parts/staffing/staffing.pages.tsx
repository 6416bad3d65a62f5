import type { ComponentChildren } from 'preact';
import { reductionGrounds, reductionRoutes } from '../../ground/law/staff-reduction.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import type { UnitPost } from '../../ground/organization/reorganisation.store.ts';
import { paths } from '../../ground/places.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  Hidden,
  Select,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate, yearOf } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { Reduction, ReductionStep } from './reduction.ts';
import type { QuotaLine, ReductionCount, ReductionPlan } from './staffing.store.ts';
import { routeNames, stateNames, stepNames, texts } from './texts.ts';

/** What is asked, as it stands in the address. */
export interface StaffingQuery {
  day: PlainDate;
  plan: ReductionPlan | undefined;
  organised: 'then' | 'now';
}

/** The figures of one plan, and the posts of a year. */
export interface StaffingFigures {
  query: StaffingQuery;
  plans: ReductionPlan[];
  counts: ReductionCount[];
  cost: { cost: number; known: number; all: number } | undefined;
  quotas: QuotaLine[];
  units: ReadonlyMap<UnitId, Unit>;
}

/** Target and achieved, summed. */
export function sumReductions(rows: readonly ReductionCount[]): { target: number; achieved: number } {
  return rows.reduce(
    (sum, row) => ({ target: sum.target + row.target, achieved: sum.achieved + row.achieved }),
    { target: 0, achieved: 0 },
  );
}

function Share({ row, language }: { row: { target: number; achieved: number }; language: Language }) {
  const t = texts[language];
  if (row.target === 0) return <span class="muted">{t.noShare}</span>;
  return <>{formatPercent(row.achieved, row.target)}</>;
}

/** The public page: figures without names. */
export function StaffingPage({
  frame,
  base,
  figures,
}: {
  frame: Frame;
  base: string;
  figures: StaffingFigures;
}) {
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.title} description={t.lead} wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Figures frame={frame} base={base} figures={figures} />
    </Layout>
  );
}

function Figures({ frame, base, figures }: { frame: Frame; base: string; figures: StaffingFigures }) {
  const { language } = frame;
  const t = texts[language];
  const { query, plans, counts, cost, quotas, units } = figures;
  const { plan } = query;
  const total = sumReductions(counts);
  const name = (unit: UnitId) => units.get(unit)?.name[language] ?? t.oldUnit;
  const grouped = <Key,>(key: (row: ReductionCount) => Key) =>
    [...Map.groupBy(counts, key)].map(([value, rows]) => ({ value, ...sumReductions(rows) }));
  const line = (label: ComponentChildren, row: { target: number; achieved: number }) => [
    label,
    formatInteger(row.achieved),
    formatInteger(row.target),
    <Share row={row} language={language} />,
  ];
  const columns = (first: string) => [
    { label: first },
    { label: t.achieved, numeric: true },
    { label: t.target, numeric: true },
    { label: t.share, numeric: true },
  ];
  return (
    <>
      <form method="get" action={base} class="filters">
        <div class="field grow">
          <label for="kehoach">{t.plan}</label>
          <select id="kehoach" name="kehoach">
            {plans.map((one) => (
              <option key={one.id} value={one.id} selected={one.id === plan?.id}>
                {one.title[language]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="ngay">{t.asOf}</label>
          <input id="ngay" name="ngay" inputmode="numeric" value={formatDate(query.day)} />
        </div>
        <div class="field">
          <label for="theo">{t.organised}</label>
          <select id="theo" name="theo">
            <option value="">{t.organisedNow}</option>
            <option value="khi-do" selected={query.organised === 'then'}>
              {t.organisedThen}
            </option>
          </select>
        </div>
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      {plan ? (
        <>
          <h2>{plan.title[language]}</h2>
          <p>
            {t.ground}: {plan.ground}. {t.years(String(plan.fromYear), String(plan.toYear))}.
          </p>
          <dl class="figures full">
            <div>
              <dt>{t.whole}</dt>
              <dd>
                {total.target === 0 ? (
                  <span class="muted">{t.noShare}</span>
                ) : (
                  <>
                    <span class="value">{formatPercent(total.achieved, total.target)}</span>
                    <br />
                    <span class="muted">
                      {t.of(formatInteger(total.achieved), formatInteger(total.target))}
                    </span>
                  </>
                )}
              </dd>
            </div>
            {cost && cost.known > 0 && (
              <div>
                <dt>{t.cost}</dt>
                <dd>
                  {t.costText(formatInteger(cost.cost), formatInteger(cost.known), formatInteger(cost.all))}
                </dd>
              </div>
            )}
          </dl>
          <p class="muted">{t.asOfNote(formatDate(query.day))}</p>
          <Table
            caption={t.byYear}
            rowHeader
            columns={columns(t.year)}
            rows={[
              ...grouped((row) => row.year)
                .toSorted((a, b) => a.value - b.value)
                .map((row) => line(String(row.value), row)),
              line(t.total, total),
            ]}
          />
          <Table
            caption={t.byUnit}
            rowHeader
            columns={columns(t.unit)}
            rows={[
              ...grouped((row) => row.unitId)
                .map((row) => ({ ...row, name: name(row.value) }))
                .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
                .map((row) => line(row.name, row)),
              line(t.total, total),
            ]}
          />
          <p>
            <a
              href={`${base}.csv?${new URLSearchParams({ kehoach: plan.id, ngay: query.day, theo: query.organised === 'then' ? 'khi-do' : '' })}`}
            >
              {t.csv}
            </a>
          </p>
        </>
      ) : (
        <EmptyState title={t.noPlans} />
      )}
      <Table
        caption={t.quotas(String(yearOf(query.day)))}
        rowHeader
        columns={[
          { label: t.unit },
          { label: t.approved, numeric: true },
          { label: t.posts, numeric: true },
          { label: t.filled, numeric: true },
        ]}
        rows={quotas.map((row) => [
          name(row.unitId),
          row.approved === null ? <span class="muted">{t.notSet}</span> : formatInteger(row.approved),
          formatInteger(row.posts),
          formatInteger(row.filled),
        ])}
      />
    </>
  );
}

/** Everything the officers' page shows. */
export interface StaffingDesk {
  frame: Frame;
  base: string;
  figures: StaffingFigures;
  reductions: Reduction[];
  /** Units for which this officer may propose. */
  own: Unit[];
  posts: UnitPost[];
  mayPlan: boolean;
  /** Whether a plan may be made, which binds everybody. */
  mayMakePlans: boolean;
  /** Units whose targets and approved posts may be set. */
  plannedUnits: Unit[];
  steps(row: Reduction): ReductionStep[];
  keys: Record<string, string>;
  done: boolean;
  today: PlainDate;
  fault?: { form: string; errors: FieldErrors; typed: Record<string, string> } | undefined;
}

export function StaffingDeskPage({ view }: { view: StaffingDesk }) {
  const { frame, base, figures, reductions, own, posts, fault } = view;
  const { language } = frame;
  const t = texts[language];
  const errors = fault?.errors ?? {};
  const { plan } = figures.query;
  const state = (form: string, name: string) => ({
    language,
    name,
    value: fault?.form === form ? fault.typed[name] : undefined,
    error: fault?.form === form ? errors[name] : undefined,
  });
  return (
    <Layout frame={frame} title={t.title} hasErrors={fault !== undefined} wide>
      {view.done && (
        <p class="note good" role="status">
          {t.done}
        </p>
      )}
      <ErrorSummary language={language} errors={errors} />
      <h1>{t.title}</h1>
      <p class="lead">{t.deskLead}</p>
      <p>
        <a href={paths.staffing}>{t.publicPage}</a>
      </p>
      <Figures frame={frame} base={base} figures={figures} />
      {own.length > 0 && plan && (
        <>
          <h2>{t.list}</h2>
          {reductions.length === 0 ? (
            <EmptyState title={t.none} />
          ) : (
            <Table
              caption={t.list}
              hideCaption
              columns={[
                { label: t.effectiveOn },
                { label: t.post },
                { label: t.person },
                { label: t.route },
                { label: t.state },
              ]}
              rows={reductions.map((row, at) => [
                <span class="nowrap">{formatDate(row.leftOn ?? row.effectiveOn)}</span>,
                <>
                  {row.postTitle}
                  <br />
                  <span class="muted small">{figures.units.get(row.unitNow)?.name[language]}</span>
                </>,
                <>
                  {row.personName ?? '—'}
                  {row.ratings && (
                    <>
                      <br />
                      <span class="muted small">{row.ratings}</span>
                    </>
                  )}
                </>,
                <>
                  {routeNames[language][row.route]}
                  <br />
                  <GroundName code={row.groundCode} language={language} />
                </>,
                <>
                  <Badge tone={row.state === 'left' ? 'good' : row.state === 'proposed' ? 'warn' : 'info'}>
                    {stateNames[language][row.state]}
                  </Badge>
                  {view.steps(row).map((step) => (
                    <form key={step} method="post" action={`${base}/giam/${row.id}/${step}`} class="inline">
                      <Hidden
                        values={{ key: `${view.keys.step}${at}${step}`, version: String(row.version) }}
                      />
                      {step === 'leave' && (
                        <input
                          name="leftOn"
                          class="narrow"
                          aria-label={t.leftOn}
                          value={formatDate(row.effectiveOn)}
                        />
                      )}{' '}
                      <button type="submit" class="link">
                        {stepNames[language][step]}
                      </button>
                    </form>
                  ))}
                </>,
              ])}
            />
          )}
          <details open={fault?.form === 'propose'}>
            <summary>{t.propose}</summary>
            <form method="post" action={`${base}/giam`} novalidate>
              <Hidden values={{ key: view.keys.propose, plan: plan.id }} />
              <Select
                {...state('propose', 'unit')}
                label={t.unit}
                options={own.map((unit) => ({ value: unit.id, label: unit.name[language] }))}
              />
              <Field {...state('propose', 'postTitle')} label={t.postTitle} width="medium" />
              <Select
                {...state('propose', 'post')}
                label={t.holder}
                options={[
                  { value: '', label: t.nobody },
                  ...posts
                    .filter((post) => post.personId !== null)
                    .map((post) => ({
                      value: post.id,
                      label: `${post.personName}, ${language === 'vi' ? post.titleVi : post.titleEn}, ${figures.units.get(post.unitId)?.name[language] ?? ''}`,
                    })),
                ]}
              />
              <Select
                {...state('propose', 'route')}
                label={t.route}
                options={reductionRoutes.map((route) => ({
                  value: route,
                  label: routeNames[language][route],
                }))}
              />
              <Field {...state('propose', 'effectiveOn')} label={t.effectiveOn} width="narrow" />
              <Field
                {...state('propose', 'cost')}
                label={t.costLabel}
                inputmode="numeric"
                optional
                width="medium"
              />
              <Field {...state('propose', 'ratings')} label={t.ratings} hint={t.ratingsHint} optional />
              <button type="submit">{t.proposeButton}</button>
            </form>
          </details>
        </>
      )}
      {view.mayPlan && <PlanForms view={view} state={state} />}
    </Layout>
  );
}

function GroundName({ code, language }: { code: string; language: Language }) {
  const ground = reductionGrounds.find((one) => one.code === code);
  return (
    <span class="muted small">
      {ground?.name[language] ?? code}
      {ground?.standing === 'toConfirm' && ` (${texts[language].toConfirm})`}
    </span>
  );
}

type State = (
  form: string,
  name: string,
) => {
  language: Language;
  name: string;
  value: string | undefined;
  error: string | undefined;
};

function PlanForms({ view, state }: { view: StaffingDesk; state: State }) {
  const { frame, base, fault, plannedUnits, figures, keys } = view;
  const { language } = frame;
  const t = texts[language];
  const units = plannedUnits.map((unit) => ({ value: unit.id, label: unit.name[language] }));
  const form = (name: string, title: string, action: string, children: ComponentChildren) => (
    <details open={fault?.form === name}>
      <summary>{title}</summary>
      <form method="post" action={`${base}/${action}`} novalidate>
        <Hidden values={{ key: keys[name] }} />
        {children}
        <button type="submit">{t.save}</button>
      </form>
    </details>
  );
  return (
    <>
      {figures.plans.length > 0 &&
        form(
          'target',
          t.setTarget,
          'chi-tieu',
          <>
            <Select
              {...state('target', 'plan')}
              label={t.plan}
              options={figures.plans.map((plan) => ({ value: plan.id, label: plan.title[language] }))}
            />
            <Select {...state('target', 'unit')} label={t.unit} options={units} />
            <Field {...state('target', 'year')} label={t.year} inputmode="numeric" width="narrow" />
            <Field {...state('target', 'posts')} label={t.number} inputmode="numeric" width="narrow" />
          </>,
        )}
      {form(
        'quota',
        t.setQuota,
        'bien-che',
        <>
          <Select {...state('quota', 'unit')} label={t.unit} options={units} />
          <Field {...state('quota', 'year')} label={t.year} inputmode="numeric" width="narrow" />
          <Field {...state('quota', 'approved')} label={t.number} inputmode="numeric" width="narrow" />
          <Field {...state('quota', 'ground')} label={t.ground} />
          <Field {...state('quota', 'on')} label={t.decidedOn} width="narrow" />
        </>,
      )}
      {view.mayMakePlans &&
        form(
          'plan',
          t.newPlan,
          'ke-hoach',
          <>
            <Field {...state('plan', 'title')} label={t.planTitle} />
            <Field {...state('plan', 'ground')} label={t.ground} />
            <Field {...state('plan', 'fromYear')} label={t.fromYear} inputmode="numeric" width="narrow" />
            <Field {...state('plan', 'toYear')} label={t.toYear} inputmode="numeric" width="narrow" />
          </>,
        )}
    </>
  );
}
