import { checkText } from '../../ground/claims/check.ts';
import type { Verdict } from '../../ground/claims/claim.ts';
import { explained, verdictNames } from '../../ground/claims/explain.ts';
import type { Language } from '../../platform/language.ts';

/** The fields of an article that are looked at while they are written. */
export const writtenFields = ['title', 'lead', 'body'] as const;
export type WrittenField = (typeof writtenFields)[number];

/** A number of what is being written, with where it stands in its field, in UTF-16 code units. */
export interface WritingRemark {
  field: WrittenField;
  at: number;
  end: number;
  quote: string;
  verdict: Verdict;
  /** The verdict in a word or two, and why, in the reader's language. */
  said: string;
  why: string;
}

// Bound figures are computed when the text is looked at as a whole; pictures have no words; marks are no letters.
const masked = /\{\{[^{}]*\}\}|!\[[^\]]*\]\([^)]*\)|[*_`>#]/g;

/** The text with everything that is no prose blanked, so that places stay where they are. */
function blanked(text: string): string {
  return text.replace(masked, (token) => ' '.repeat(token.length));
}

/**
 * Checks the numbers of an article while it is written: those that do not hold first, then those that cannot be checked;
 * what holds is left alone.
 *
 * @param given the fields as typed, in NFC with `\n` ends
 * @param reader the language in which it is said
 */
export function checkWriting(
  given: Partial<Record<WrittenField, string>>,
  language: Language,
  reader: Language,
): WritingRemark[] {
  const found = writtenFields.flatMap((field) =>
    checkText(blanked(given[field] ?? ''), language)
      .filter((claim) => claim.verdict !== 'holds')
      .map((claim) => ({
        field,
        at: claim.at,
        end: claim.end,
        quote: (given[field] ?? '').slice(claim.at, claim.end),
        verdict: claim.verdict,
        said: verdictNames[reader][claim.verdict],
        why: explained(claim, reader),
      })),
  );
  const fails = (one: WritingRemark) => Number(one.verdict !== 'fails');
  return found.toSorted((a, b) => fails(a) - fails(b));
}
