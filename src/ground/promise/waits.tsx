import type { Language } from '../../platform/language.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { promisePaths } from './paths.ts';
import { texts } from './texts.ts';

/** That a promise is reported as kept and waits for another person's word; for officers with where it is said. */
export function WaitsForWord(props: {
  promise: { ended: string | null; suspendedFrom: PlainDate | null };
  duty?: string;
  language: Language;
}) {
  const { promise, duty, language } = props;
  if (promise.ended !== null || promise.suspendedFrom === null) return null;
  const t = texts[language];
  return (
    <p class="small">
      {t.waits(formatDate(promise.suspendedFrom))} {duty && <a href={promisePaths.report(duty)}>{t.look}</a>}
    </p>
  );
}
