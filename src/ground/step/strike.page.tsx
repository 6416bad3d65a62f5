import type { Bilingual } from '../../platform/language.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatInstant } from '../../platform/time.ts';
import type { SignedIn } from '../access/session.ts';
import type { Followers, TakenStep } from './journal.ts';
import { stepPaths } from './paths.ts';
import type { EndedRequest, StepRequest } from './request.ts';
import { declineForm, strikeForm } from './strike.form.ts';
import { agreeRefusal } from './strike.rule.ts';
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
  /** Whether one takes it back alone. */
  alone: boolean;
  officer: SignedIn;
  request: StepRequest | undefined;
  ended: readonly EndedRequest[];
  state: FormState & { labels?: Record<string, string> };
  done: boolean;
}) {
  const { frame, step, known, followers, barred, state, done, alone } = props;
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
          {!alone && <p>{t.two}</p>}
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
          ) : alone ? (
            <ActionForm
              base={stepPaths.strike(step.id)}
              action="huy"
              state={state}
              title={t.doStrike}
              spec={strikeForm}
              open
            />
          ) : (
            <TwoHands {...props} />
          )}
        </>
      )}
    </Layout>
  );
}

/** What two do about a step: ask, and agree or not. */
function TwoHands(props: Parameters<typeof StrikePage>[0]) {
  const { frame, step, officer, request, ended, state } = props;
  const { language } = frame;
  const t = texts[language];
  const base = stepPaths.strike(step.id);
  const refusal = request && agreeRefusal(officer, step, request);
  const own = request?.person === officer.person;
  return (
    <>
      {ended.map((one) => (
        <p key={one.endedAt.getTime()} class="small muted">
          {one.why} — {t.notGranted(formatInstant(one.endedAt), t[one.ended])}
          {one.endedWhy && `: ${one.endedWhy}`}
        </p>
      ))}
      {request ? (
        <>
          <p class="note">
            {t.asked(
              formatInstant(request.at),
              (language === 'vi' ? request.titleVi : request.titleEn) ?? '',
            )}
            : {request.why}
          </p>
          {refusal && <p class="note warn">{refusal[language]}</p>}
          {!refusal && (
            <ActionForm base={base} action="dong-y" state={state} title={t.agree} spec={{}} open />
          )}
          {(own || !refusal) && (
            <ActionForm
              base={base}
              action="khong-dong-y"
              state={state}
              title={own ? t.withdrawn : t.decline}
              spec={declineForm}
              quiet
            />
          )}
        </>
      ) : (
        <ActionForm base={base} action="de-nghi" state={state} title={t.ask} spec={strikeForm} open />
      )}
    </>
  );
}
