import { evaluationRulesOf } from '../../ground/law/evaluation-rules.ts';
import type { Language } from '../../platform/language.ts';
import { formatPercent } from '../../platform/vietnamese.ts';
import type { Round } from './round.ts';
import type { Fraction } from './score.ts';
import { texts } from './texts.ts';

export const periodWords = ({ year, quarter }: Pick<Round, 'year' | 'quarter'>, language: Language) =>
  quarter === null ? String(year) : `${texts[language].quarter} ${quarter}/${year}`;

export const points = (hundredths: number) =>
  (hundredths / 100).toLocaleString('vi-VN', { maximumFractionDigits: 2 });
export const shareWords = ({ numerator, denominator }: Fraction) =>
  denominator === 0 ? '–' : formatPercent(numerator, denominator);

/** Rules with what of them is not certain. */
export function Rules({ code, language }: { code: string; language: Language }) {
  const rules = evaluationRulesOf(code);
  const t = texts[language];
  return (
    <>
      <p>
        {t.rules}: {rules.name[language]} ({rules.basis[language]})
      </p>
      {rules.standing === 'toConfirm' && rules.uncertain && (
        <p class="note">
          <strong>{t.toConfirm}.</strong> {rules.uncertain[language]}
        </p>
      )}
    </>
  );
}
