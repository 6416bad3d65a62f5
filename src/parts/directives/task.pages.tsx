import type { SentState } from '../../ground/actions.ts';
import type { TaskRule } from '../../ground/law/task-rules.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { type Option, Prose, Summary, Timeline } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { nameOf } from './document.ts';
import { directivePaths as to } from './paths.ts';
import type { StepRow, TaskLine } from './task.store.ts';
import type { CellCounts, TaskStep } from './task.ts';
import { historyNames, stepNames, texts } from './texts.ts';
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
  posts: readonly Option[];
  /** Units that it could be given to instead. */
  units: readonly Option[];
  /** Who may read the document sees a link to it. */
  documentHref: string | undefined;
  state: FormState | SentState;
  done: boolean;
}

/** One task: whose it is, by when, what was done, what can be done now. */
export function TaskPage({ view }: { view: TaskView }) {
  const { frame, task, above, below, counts, steps, allowed, rule, day, posts, state } = view;
  const { language } = frame;
  const t = texts[language];
  const unit = unitName(task, language);
  return (
    <Layout frame={frame} title={task.title} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.tasks}>← {t.leaderTitle}</a>
      </p>
      <h1>{task.title}</h1>
      <p>
        <CellBadge task={task} day={day} language={language} />
      </p>
      <FormNotes state={state} done={view.done ? t.saved : undefined} />
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
      {task.declinedWhy && (
        <p class="note warn">
          <strong>{t.declined}.</strong> {task.declinedWhy}
        </p>
      )}
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
            <ActionForm
              key={step}
              base={to.task(task.id)}
              action={step}
              state={{ ...state, version: task.version }}
              title={stepNames[language][step]}
              picks={{ post: posts, unit: view.units }}
              {...(step === 'change' && {
                initial: {
                  title: task.title,
                  unit: task.unitId,
                  date: task.dueOn ? formatDate(task.dueOn) : undefined,
                },
              })}
            />
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
