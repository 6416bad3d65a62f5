import type { Language } from '../platform/language.ts';
import type { FormSpec } from '../platform/page/form-spec.ts';
import { formatDate } from '../platform/time.ts';
import type { Corrected } from './correction.ts';

const words = {
  vi: { on: (day: string) => `Đính chính ngày ${day}`, before: 'trước đó', empty: 'để trống' },
  en: { on: (day: string) => `Corrected on ${day}`, before: 'before', empty: 'empty' },
} as const;

/** What stood there before it was put right, struck out, with why and when; newest first. */
export function CorrectedNotes(props: {
  corrected: readonly Corrected[];
  /** The form by which it is put right: it names the fields. */
  spec: FormSpec;
  language: Language;
}) {
  const { corrected, spec, language } = props;
  const t = words[language];
  return (
    <>
      {corrected.toReversed().map((one) => (
        <p class="small" key={`${one.on}${one.why}`}>
          {t.on(formatDate(one.on))}: {one.why} ({t.before}:{' '}
          {Object.entries(one.was).map(([field, value], at) => (
            <span key={field}>
              {at > 0 && '; '}
              {spec[field]?.label[language] ?? field}{' '}
              <del>{value === null || value === '' ? t.empty : value}</del>
            </span>
          ))}
          )
        </p>
      ))}
    </>
  );
}
