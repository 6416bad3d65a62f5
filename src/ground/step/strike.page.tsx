import type { Bilingual } from '../../platform/language.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatInstant } from '../../platform/time.ts';
import type { Followers, TakenStep } from './journal.ts';
import { stepPaths } from './paths.ts';
import { strikeForm } from './strike.form.ts';
import { StruckNote, takenBy } from './taken.tsx';
import { texts } from './texts.ts';
import type { KnownSteps } from './undo.ts';

/** A step with what stands on it, and the form that takes all of it back. */
export function StrikePage(props: {
  frame: Frame;
  step: TakenStep;
  known: KnownSteps;
  followers: Followers;
  barred: Bilingual | undefined;
  state: FormState & { labels?: Record<string, string> };
  done: boolean;
}) {
  const { frame, step, known, followers, barred, state, done } = props;
  const { language } = frame;
  const t = texts[language];
  const nameOf = (one: TakenStep) => known.get(one.name)?.label[language] ?? one.name;
  return (
    <Layout frame={frame} title={t.strikeTitle} hasErrors={state.sent !== undefined} scripts={['form']}>
      <p class="back">
        <a href={step.page}>← {t.back}</a>
      </p>
      <h1>{t.strikeTitle}</h1>
      <FormNotes state={state} done={done ? t.done : undefined} />
      <Summary
        rows={[
          [t.what, step.struckAt ? <del>{nameOf(step)}</del> : nameOf(step)],
          [t.by, takenBy(step, language)],
          [t.at, formatInstant(step.at)],
        ]}
      />
      <StruckNote step={step} language={language} />
      {step.made && !step.struckAt && (
        <p>
          <a href={step.made}>{t.made}</a>
        </p>
      )}
      {!step.struckAt && (
        <>
          <p>{t.lead}</p>
          {followers.steps.length === 0 ? (
            followers.blocked.length === 0 && <p>{t.nothingFollowed}</p>
          ) : (
            <>
              <p>{t.followed}</p>
              <ol>
                {followers.steps.map((one) => (
                  <li key={one.id}>
                    {nameOf(one)}{' '}
                    <span class="small muted">
                      {formatInstant(one.at)}, {takenBy(one, language)}
                    </span>
                  </li>
                ))}
              </ol>
            </>
          )}
          {barred ? (
            <p class="note warn">{barred[language]}</p>
          ) : (
            <ActionForm
              base={stepPaths.strike(step.id)}
              action="huy"
              state={state}
              title={t.doStrike}
              spec={strikeForm}
              open
            />
          )}
        </>
      )}
    </Layout>
  );
}
