import type { SentState } from '../../ground/actions.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { LateUnit, Overview } from './overview.store.ts';
import { directivePaths as to } from './paths.ts';
import type { TaskLine } from './task.store.ts';
import { cellNames, texts } from './texts.ts';
import { TaskTable } from './view.tsx';

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
  state: FormState | SentState;
}) {
  const { frame, day, overview, unitName, overdue, waiting, own, mayUrge, unit, state } = props;
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
    <Layout frame={frame} title={t.leaderTitle} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <h1>{t.leaderTitle}</h1>
      <FormNotes state={state} />
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
                <ActionForm
                  base={to.tasks}
                  action="don-doc"
                  state={state}
                  target={one.unit}
                  title={t.urgeUnit(formatInteger(one.late))}
                  about={unitName(one.unit)}
                  quiet
                />
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
