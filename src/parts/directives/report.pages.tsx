import type { UnitId } from '../../ground/organization/organization.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, ErrorSummary, type FieldErrors, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import { nameOf } from './document.ts';
import type { DocumentPeriod, PeriodCounts, UnitPeriod } from './overview.store.ts';
import { directivePaths as to } from './paths.ts';
import { cellNames, texts } from './texts.ts';

const all = (one: PeriodCounts) => one.openInTime + one.openOverdue + one.doneOnTime + one.doneLate;

/** The share of what was done on time of all that was due. */
export function onTimeOf(one: PeriodCounts): string {
  return all(one) === 0 ? '–' : `${formatPercent(one.doneOnTime, all(one))} (${one.doneOnTime}/${all(one)})`;
}

/** A report on tasks of a period: the four cells by unit and by document. */
export function ReportPage(props: {
  frame: Frame;
  values: Record<string, string>;
  errors: FieldErrors;
  report: { byUnit: readonly UnitPeriod[]; byDocument: readonly DocumentPeriod[] } | undefined;
  unitName(unit: UnitId): string;
}) {
  const { frame, values, errors, report, unitName } = props;
  const { language } = frame;
  const t = texts[language];
  const cells = (one: PeriodCounts) => [
    ...[all(one), one.doneOnTime, one.doneLate, one.openInTime, one.openOverdue].map((count) =>
      formatInteger(count),
    ),
    onTimeOf(one),
  ];
  const columns = (first: string) => [
    { label: first },
    ...[
      t.dueInPeriod,
      cellNames[language].doneOnTime,
      cellNames[language].doneLate,
      cellNames[language].openInTime,
      cellNames[language].openOverdue,
      t.reportShare,
    ].map((label) => ({ label, numeric: true })),
  ];
  const sum = (rows: readonly PeriodCounts[]): PeriodCounts =>
    rows.reduce(
      (total, one) => ({
        openInTime: total.openInTime + one.openInTime,
        openOverdue: total.openOverdue + one.openOverdue,
        doneOnTime: total.doneOnTime + one.doneOnTime,
        doneLate: total.doneLate + one.doneLate,
      }),
      { openInTime: 0, openOverdue: 0, doneOnTime: 0, doneLate: 0 },
    );
  const query = (format: string) =>
    `${to.report}?${new URLSearchParams({ tu: values.tu ?? '', den: values.den ?? '', dang: format })}`;
  const field = (name: string, label: string) => (
    <div class={errors[name] ? 'field has-error' : 'field'}>
      <label for={name}>{label}</label>
      {errors[name] && (
        <p class="error" id={`${name}-error`}>
          {errors[name]}
        </p>
      )}
      <input
        id={name}
        name={name}
        inputmode="numeric"
        class="narrow"
        value={values[name]}
        aria-describedby={errors[name] ? `${name}-error` : undefined}
      />
    </div>
  );
  return (
    <Layout frame={frame} title={t.report} wide hasErrors={Object.keys(errors).length > 0}>
      <p class="back">
        <a href={to.tasks}>← {t.leaderTitle}</a>
      </p>
      <h1>{t.report}</h1>
      <p class="lead">{t.reportLead}</p>
      <ErrorSummary language={language} errors={errors} />
      <form method="get" action={to.report} class="filters">
        {field('tu', t.from)}
        {field('den', t.to)}
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      {report && (
        <>
          <p>
            <a href={query('csv')}>{t.csv}</a> · <a href={query('xlsx')}>{t.xlsx}</a>
          </p>
          <p class="muted">{t.shareHint}</p>
          {report.byUnit.length === 0 ? (
            <EmptyState title={t.noTasks} />
          ) : (
            <>
              <Table
                caption={t.byUnit}
                columns={columns(t.unit)}
                rows={[
                  ...report.byUnit.map((one) => [unitName(one.unit), ...cells(one)]),
                  [
                    <strong>{t.total}</strong>,
                    ...cells(sum(report.byUnit)).map((one) => <strong>{one}</strong>),
                  ],
                ]}
              />
              <Table
                caption={t.byDocument}
                columns={columns(t.document)}
                rows={report.byDocument.map((one) => [
                  <a href={to.document(one.document)}>{nameOf(one)}</a>,
                  ...cells(one),
                ])}
              />
            </>
          )}
        </>
      )}
    </Layout>
  );
}
