import { checkText, languageOf } from '../ground/claims/check.ts';
import { explained, verdictNames } from '../ground/claims/explain.ts';
import type { Language } from '../platform/language.ts';
import { textIn } from './text-file.ts';

/** Line and column of a place in a text, counted from one. */
function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: at - lineStart + 1 };
}

/**
 * Checks the claims of a text as an editor's pipeline does: one line a claim, `file:line:column`, like a
 * compiler's.
 *
 * @param file text in UTF-8 or marked UTF-16, .docx, .odt, .pdf; or `-` for text that is piped in
 * @throws Error when a claim does not hold, so that the command ends with 1
 */
export async function check(file: string, options: { json?: boolean; language?: Language }): Promise<void> {
  const text = await textIn(file);
  const language = options.language ?? languageOf(text);
  const claims = checkText(text, language);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ language, claims }, null, 2)}\n`);
  } else {
    for (const claim of claims) {
      const { line, column } = placeOf(text, claim.at);
      const why = explained(claim, language);
      process.stdout.write(
        `${file}:${line}:${column}: ${verdictNames[language][claim.verdict]}: “${claim.quote}”${why ? ` (${why})` : ''}\n`,
      );
    }
  }
  const failing = claims.filter((claim) => claim.verdict === 'fails').length;
  if (failing > 0) throw new Error(`${failing} of ${claims.length} claims do not hold`);
}
