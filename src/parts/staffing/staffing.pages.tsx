import type { ComponentChildren } from 'preact';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate, yearOf } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { QuotaLine, ReductionCount, ReductionPlan } from './staffing.store.ts';
import { texts } from './texts.ts';

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

/** Figures of a plan and the posts of a year, for whoever reads them. */
export function Figures({ frame, base, figures }: { frame: Frame; base: string; figures: StaffingFigures }) {
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
