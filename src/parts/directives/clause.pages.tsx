import type { SentState } from '../../ground/actions.ts';
import type { Language } from '../../platform/language.ts';
import { FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Field, Hidden, Prose, Select } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { Clause, Coverage } from './clause.store.ts';
import { CoverageLines } from './document.pages.tsx';
import { documentTitle } from './document.title.ts';
import { type Document, nameOf } from './document.ts';
import { directivePaths as to } from './paths.ts';
import type { Proposal, ProposedDue } from './proposal.ts';
import type { TaskLine } from './task.store.ts';
import { ruleNames, texts } from './texts.ts';
import { TaskTable } from './view.tsx';

/** A clause with what the program reads in it and the tasks it has. */
export interface ClauseView extends Clause {
  proposals: readonly Proposal[];
  given: readonly TaskLine[];
}

function dueWords(due: ProposedDue | undefined, language: Language): string {
  const t = texts[language];
  if (!due) return t.dueUnread;
  if (due.kind === 'date') return formatDate(due.on);
  return due.kind === 'continuous' ? t.dueContinuous : t.dueEvery(t.every[due.every]);
}

function Suggestion({
  document,
  clause,
  at,
  proposal,
  language,
}: {
  document: Document;
  clause: ClauseView;
  at: number;
  proposal: Proposal;
  language: Language;
}) {
  const t = texts[language];
  return (
    <li>
      {t.lead}: <strong>{proposal.lead ?? t.leadUnread}</strong>
      {proposal.coordinating.length > 0 && `; ${t.with}: ${proposal.coordinating.join(', ')}`}; {t.due}:{' '}
      <strong>{dueWords(proposal.due, language)}</strong>{' '}
      <span class="muted small">({ruleNames[language][proposal.rule]})</span>{' '}
      <a href={`${to.addTask(document.id)}?${new URLSearchParams({ dieu: clause.id, goi: String(at) })}`}>
        {t.useSuggestion}
      </a>
    </li>
  );
}

/** All clauses of a document: each decided on by a person, with the tasks it gives. */
export function ClausesPage(props: {
  frame: Frame;
  document: Document;
  clauses: readonly ClauseView[];
  coverage: Coverage;
  /** Whether the reader may give tasks after the start. */
  mayAdd: boolean;
  day: PlainDate;
  state: FormState | SentState;
  done: boolean;
}) {
  const { frame, document, clauses, coverage, mayAdd, day, state, done } = props;
  const { errors, typed } = state;
  const { language } = frame;
  const t = texts[language];
  const here = to.clauses(document.id);
  const undecided = clauses.filter((one) => !one.heading && one.orders === null && one.given.length === 0);
  const left = undecided.filter((one) => one.proposals.length > 0);
  const silenced = undecided.filter((one) => one.proposals.length === 0);
  const shortMark = (one: ClauseView) => one.mark || `#${one.position}`;
  return (
    <Layout frame={frame} title={t.clauses} wide hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={to.document(document.id)}>← {nameOf(document)}</a>
      </p>
      <h1>{t.clauses}</h1>
      <p class="lead">{documentTitle(document, language)}</p>
      <p>{t.clausesLead}</p>
      <FormNotes state={state} done={done ? t.saved : undefined} />
      <CoverageLines coverage={coverage} document={document} language={language} />
      <form method="post" action={here} class="full">
        <Hidden values={{ version: String(document.version) }} />
        <ol class="clauses">
          {clauses.map((clause) => (
            <li key={clause.id} id={`dieu-${clause.position}`}>
              <h2 class="clause-mark">{clause.mark || `#${clause.position}`}</h2>
              {clause.heading ? <p class="muted">{clause.text}</p> : <Prose text={clause.text} />}
              {!clause.heading && clause.proposals.length > 0 && !document.deployedOn && (
                <>
                  <p class="muted small">{t.suggestion}:</p>
                  <ul class="small">
                    {clause.proposals.map((proposal, at) => (
                      <Suggestion
                        key={at}
                        document={document}
                        clause={clause}
                        at={at}
                        proposal={proposal}
                        language={language}
                      />
                    ))}
                  </ul>
                </>
              )}
              {clause.given.length > 0 && (
                <TaskTable
                  caption={`${t.tasks} ${clause.mark}`}
                  tasks={clause.given}
                  day={day}
                  language={language}
                  linked={document.deployedOn !== null}
                  {...(!document.deployedOn && {
                    more: {
                      label: t.remove,
                      of: (task: TaskLine) => (
                        <button type="submit" class="link" name="bo" value={task.id}>
                          {t.remove}
                        </button>
                      ),
                    },
                  })}
                />
              )}
              {clause.heading ? (
                <p class="muted small">{t.heading}</p>
              ) : document.deployedOn ? (
                <p class="muted small">
                  {clause.orders ? t.orders : t.ordersNot}
                  {clause.noOwner && `: ${clause.noOwner}`}{' '}
                  {mayAdd && (
                    <a href={`${to.addTask(document.id)}?${new URLSearchParams({ dieu: clause.id })}`}>
                      {t.addTask}
                    </a>
                  )}
                </p>
              ) : (
                <>
                  <Select
                    language={language}
                    name={`orders-${clause.id}`}
                    label={t.decision}
                    value={
                      typed[`orders-${clause.id}`] ??
                      (clause.orders === null ? '' : clause.orders ? '1' : '0')
                    }
                    options={[
                      { value: '', label: t.undecided },
                      { value: '1', label: t.orders },
                      { value: '0', label: t.ordersNot },
                    ]}
                  />
                  <Field
                    language={language}
                    name={`why-${clause.id}`}
                    label={t.noOwner}
                    optional
                    value={typed[`why-${clause.id}`] ?? clause.noOwner ?? ''}
                    error={errors[`why-${clause.id}`]}
                  />
                  <p>
                    <a href={`${to.addTask(document.id)}?${new URLSearchParams({ dieu: clause.id })}`}>
                      {t.addTask}
                    </a>
                  </p>
                </>
              )}
            </li>
          ))}
        </ol>
        {!document.deployedOn && (
          <p class="buttons">
            <button type="submit">{t.saveClauses}</button>{' '}
            <button type="submit" class="second" name="rest" value="1">
              {t.restNot}
            </button>
          </p>
        )}
        {!document.deployedOn && (
          <p class="small">
            {t.restWill(formatInteger(silenced.length))}
            {silenced.length > 0 && `: ${silenced.map(shortMark).join('; ')}`}.{' '}
            {t.restLeft(formatInteger(left.length))}
            {left.length > 0 && `: ${left.map(shortMark).join('; ')}`}.
          </p>
        )}
      </form>
    </Layout>
  );
}
