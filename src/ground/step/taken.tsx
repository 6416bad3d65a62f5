import type { Language } from '../../platform/language.ts';
import { formatInstant } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { SignedIn } from '../access/session.ts';
import type { TakenStep } from './journal.ts';
import { stepPaths } from './paths.ts';
import { seesStrike } from './strike.rule.ts';
import { texts } from './texts.ts';
import type { KnownSteps } from './undo.ts';

/** Who took a step, by post and unit. */
export function takenBy(step: TakenStep, language: Language): string {
  const [title, unit] =
    language === 'vi' ? [step.titleVi, step.unitVi] : [step.titleEn ?? step.titleVi, step.unitEn];
  return [title, unit].filter(Boolean).join(', ') || texts[language].citizen;
}

/** When and by whom a step was taken back; nothing where it stands. */
export function StruckNote({ step, language }: { step: TakenStep; language: Language }) {
  if (!step.struckAt) return null;
  const who = (language === 'vi' ? step.struckTitleVi : step.struckTitleEn) ?? '';
  return (
    <p class="small">
      {texts[language].struck(formatInstant(step.struckAt), who)}
      {step.struckWhy && `: ${step.struckWhy}`}
    </p>
  );
}

/** What was entered on a page, newest first, each with the way to take it back or why there is none. */
export function TakenSteps(props: {
  steps: readonly TakenStep[];
  known: KnownSteps;
  officer: SignedIn;
  language: Language;
}) {
  const { known, officer, language } = props;
  const t = texts[language];
  const steps = props.steps.filter((one) => known.has(one.name));
  if (steps.length === 0) return null;
  return (
    <details class="taken">
      <summary>{t.taken(formatInteger(steps.length))}</summary>
      <ol>
        {steps.map((step) => {
          const { label, undo } = known.get(step.name) as NonNullable<ReturnType<KnownSteps['get']>>;
          const name = label[language];
          return (
            <li key={step.id}>
              {step.struckAt ? <del>{name}</del> : name}{' '}
              <span class="small muted">
                {formatInstant(step.at)}, {takenBy(step, language)}
              </span>{' '}
              {!step.struckAt && seesStrike(officer, step) && (
                <a href={stepPaths.strike(step.id)} aria-label={`${t.strike}: ${name}`}>
                  {t.strike}
                </a>
              )}
              <StruckNote step={step} language={language} />
              {undo.how === 'never' && <p class="small muted">{undo.why[language]}</p>}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
