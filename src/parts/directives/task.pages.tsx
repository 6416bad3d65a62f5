import type { TaskRule } from '../../ground/law/task-rules.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  FileField,
  Hidden,
  Prose,
  Select,
  Summary,
  Table,
  Timeline,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import { nameOf } from './document.ts';
import type { DocumentPeriod, LateUnit, Overview, PeriodCounts, UnitPeriod } from './overview.store.ts';
import { directivePaths as to } from './paths.ts';
import type { StepRow, TaskLine } from './task.store.ts';
import type { CellCounts, TaskStep } from './task.ts';
import { cellNames, historyNames, stepNames, texts } from './texts.ts';
import { CellBadge, CellFigures, TaskTable } from './view.tsx';

/** What a task's page shows and allows. */
export interface TaskView {
  frame: Frame;
  task: TaskLine;
  above: TaskLine | undefined;
  below: readonly TaskLine[];
  counts: CellCounts;
  steps: readonly StepRow[];
  allowed: readonly TaskStep[];
  mayCascade: boolean;
  rule: TaskRule;
  day: PlainDate;
  giver: Unit | undefined;
  helpers: readonly Unit[];
  post: string | undefined;
  posts: readonly { id: string; title: string }[];
  /** Who may read the document sees a link to it. */
  documentHref: string | undefined;
  key: string;
  form: TaskStep | undefined;
  errors: FieldErrors;
  typed: Record<string, string>;
  done: boolean;
}

/** One task: whose it is, by when, what was done, what can be done now. */
export function TaskPage({ view }: { view: TaskView }) {
  const { frame, task, above, below, counts, steps, allowed, rule, day, errors } = view;
  const { language } = frame;
  const t = texts[language];
  const unit = unitName(task, language);
  return (
    <Layout frame={frame} title={task.title} wide hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={to.tasks}>← {t.leaderTitle}</a>
      </p>
      <h1>{task.title}</h1>
      <p>
        <CellBadge task={task} day={day} language={language} />
      </p>
      {view.done && (
        <p class="note" role="status">
          {t.saved}
        </p>
      )}
      <ErrorSummary language={language} errors={errors} />
      <Summary
        rows={[
          [t.document, view.documentHref ? <a href={view.documentHref}>{nameOf(task)}</a> : nameOf(task)],
          [t.givenBy, view.giver?.name[language] ?? ''],
          [t.doneBy, unit],
          ...(view.helpers.length > 0
            ? ([[t.with, view.helpers.map((one) => one.name[language]).join(', ')]] as [string, string][])
            : []),
          [t.person, view.post ?? t.nobody],
          [
            t.due,
            task.dueOn ? (
              <>
                {formatDate(task.dueOn)}{' '}
                <span class="muted small">
                  {t.extended(formatInteger(task.extensions), formatInteger(rule.mostExtensions))}
                  {rule.standing === 'toConfirm' &&
                    ` (${t.mayTimes(rule.basis[language])}; ${t.ruleToConfirm})`}
                </span>
              </>
            ) : (
              t.dueContinuous
            ),
          ],
          ...(task.laterWhy ? ([[t.laterWhy, task.laterWhy]] as [string, string][]) : []),
          ...(above
            ? ([[t.above, <a href={to.task(above.id)}>{above.title}</a>]] as [string, preact.JSX.Element][])
            : []),
        ]}
      />
      {task.wantedDate && (
        <p class="note">
          <strong>{t.wants(formatDate(task.wantedDate))}.</strong> {task.wantedWhy}
        </p>
      )}
      {below.length > 0 && (
        <section class="full">
          <h2>{t.leaves}</h2>
          <CellFigures counts={counts} language={language} />
          <p class="muted">
            {t.leavesNote(formatInteger(Object.values(counts).reduce((sum, one) => sum + one, 0)))}
          </p>
          <TaskTable caption={t.leaves} tasks={below} day={day} language={language} />
        </section>
      )}
      {view.mayCascade && (
        <p>
          <a class="button second" href={`${to.task(task.id)}/giao`}>
            {t.giveBelow}
          </a>
        </p>
      )}
      {allowed.length > 0 && (
        <section>
          <h2>{t.toDo}</h2>
          {allowed.map((step) => (
            <StepForm key={step} view={view} step={step} />
          ))}
        </section>
      )}
      <section>
        <h2>{t.history}</h2>
        <Timeline
          items={steps.map((step) => ({
            at: formatInstant(step.at),
            title: historyNames[language][step.type as TaskStep | 'given' | 'urged'] ?? step.type,
            body: (
              <>
                <p class="muted small">
                  {[step.postTitle, step.personName].filter(Boolean).join(', ')}
                  {step.dueOn && ` · ${t.due} ${formatDate(step.dueOn)}`}
                </p>
                {step.text && <Prose text={step.text} />}
                {step.files.length > 0 && (
                  <ul>
                    {step.files.map((file) => (
                      <li key={file.id}>
                        <a href={`${to.task(task.id)}/tep/${file.id}`}>{file.name}</a>
                      </li>
                    ))}
                  </ul>
                )}
              </>
            ),
          }))}
        />
      </section>
    </Layout>
  );
}

const withDate: readonly TaskStep[] = ['askLater'];
const withFiles: readonly TaskStep[] = ['note', 'report', 'explain'];
const withoutWords: readonly TaskStep[] = ['assign', 'accept', 'grantLater'];

function StepForm({ view, step }: { view: TaskView; step: TaskStep }) {
  const { frame, task, posts, form, errors, typed, key } = view;
  const { language } = frame;
  const t = texts[language];
  const mine = form === step;
  const field = (name: string) => ({
    language,
    // Several forms stand on one page: each field's id is its own.
    name: `${step}-${name}`,
    value: mine ? typed[`${step}-${name}`] : undefined,
    error: mine ? errors[`${step}-${name}`] : undefined,
  });
  return (
    <details open={mine}>
      <summary>{stepNames[language][step]}</summary>
      <form method="post" action={`${to.task(task.id)}/${step}`} enctype="multipart/form-data">
        <Hidden values={{ key: `${key}-${step}`, version: String(task.version) }} />
        {step === 'assign' && (
          <Select
            {...field('post')}
            label={t.post}
            options={[
              { value: '', label: t.nobody },
              ...posts.map((one) => ({ value: one.id, label: one.title })),
            ]}
          />
        )}
        {withDate.includes(step) && (
          <Field {...field('date')} label={t.newDate} inputmode="numeric" width="narrow" />
        )}
        {step !== 'assign' && (
          <Field {...field('text')} label={t.words} rows={3} optional={withoutWords.includes(step)} />
        )}
        {withFiles.includes(step) && (
          <FileField
            language={language}
            name={`${step}-files`}
            label={t.evidence}
            hint={t.minutesHint}
            error={mine ? errors[`${step}-files`] : undefined}
          />
        )}
        <button type="submit" class={step === 'report' || step === 'accept' ? undefined : 'second'}>
          {stepNames[language][step]}
        </button>
      </form>
    </details>
  );
}

/** What is late, where, since when, how often put off: for a leader with two minutes. */
export function TasksPage(props: {
  frame: Frame;
  day: PlainDate;
  overview: Overview;
  unitName(unit: UnitId): string;
  overdue: readonly TaskLine[];
  waiting: readonly TaskLine[];
  own: readonly TaskLine[];
  mayUrge(unit: UnitId): boolean;
  unit: Unit | undefined;
  key: string;
  errors: FieldErrors;
}) {
  const { errors } = props;
  const { frame, day, overview, unitName, overdue, waiting, own, mayUrge, unit, key } = props;
  const { language } = frame;
  const t = texts[language];
  const { openInTime, openOverdue, doneOnTime, doneLate, where } = overview;
  const figures: [string, number][] = [
    [cellNames[language].openOverdue, openOverdue],
    [cellNames[language].openInTime, openInTime],
    [t.onTimeThisYear, doneOnTime],
    [t.lateThisYear, doneLate],
  ];
  return (
    <Layout frame={frame} title={t.leaderTitle} wide>
      <h1>{t.leaderTitle}</h1>
      <ErrorSummary language={language} errors={errors} />
      <p class="lead">
        {unit ? `${unit.name[language]}. ` : ''}
        {t.leaderLead(formatDate(day))}
      </p>
      <dl class="figures full">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="value">{formatInteger(value)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={to.report}>{t.report}</a> · <a href={to.documents}>{t.documents}</a>
      </p>
      {waiting.length > 0 && (
        <section class="full">
          <h2>{t.waiting}</h2>
          <TaskTable
            caption={t.waiting}
            tasks={waiting}
            day={day}
            language={language}
            more={{
              label: t.toDo,
              of: (task) => (task.wantedDate ? t.wants(formatDate(task.wantedDate)) : t.reportedDone),
            }}
          />
        </section>
      )}
      <section class="full">
        <h2>{t.whatLate}</h2>
        {overdue.length === 0 ? (
          <p class="muted">{t.nothingLate}</p>
        ) : (
          <>
            <TaskTable
              caption={t.whatLate}
              tasks={overdue}
              day={day}
              language={language}
              more={{
                label: t.extensions,
                of: (task) => (
                  <>
                    {formatInteger(task.extensions)}
                    {!task.explained && (
                      <>
                        {' '}
                        <Badge tone="warn">{t.unexplained}</Badge>
                      </>
                    )}
                  </>
                ),
              }}
            />
            {overdue.length < openOverdue && <p class="muted">{t.more(formatInteger(overdue.length))}</p>}
          </>
        )}
      </section>
      {where.length > 0 && (
        <section class="full">
          <h2>{t.whereLate}</h2>
          <Table
            caption={t.whereLate}
            hideCaption
            columns={[
              { label: t.unit },
              { label: t.lateCount, numeric: true },
              { label: t.oldest },
              { label: t.urge },
            ]}
            rows={where.map((one: LateUnit) => [
              <a href={`${to.tasks}?${new URLSearchParams({ donvi: one.unit })}`}>{unitName(one.unit)}</a>,
              formatInteger(one.late),
              formatDate(one.since),
              mayUrge(one.unit) ? (
                <form method="post" action={to.urge} class="inline">
                  <Hidden values={{ key: `${key}-${one.unit}`, unit: one.unit }} />
                  <button type="submit" class="link">
                    {t.urgeUnit(formatInteger(one.late))}
                  </button>
                </form>
              ) : (
                ''
              ),
            ])}
          />
        </section>
      )}
      <section class="full">
        <h2>{t.mine}</h2>
        {own.length === 0 ? (
          <p class="muted">{t.nothingMine}</p>
        ) : (
          <TaskTable caption={t.mine} tasks={own} day={day} language={language} />
        )}
      </section>
    </Layout>
  );
}

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
    ...[all(one), one.doneOnTime, one.doneLate, one.openInTime, one.openOverdue].map(formatInteger),
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
