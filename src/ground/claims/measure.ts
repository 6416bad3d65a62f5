import { z } from 'zod';
import { checkText } from './check.ts';
import { type Verdict, verdicts } from './claim.ts';

const labelled = z.object({
  id: z.string(),
  language: z.enum(['vi', 'en']),
  text: z.string(),
  claims: z.array(z.object({ quote: z.string(), verdict: z.enum(verdicts) })),
});
export type Labelled = z.output<typeof labelled>;

/** Labelled sentences, one JSON object a line. @throws when a quote does not stand in its text once */
export function readLabelled(text: string): Labelled[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const read = labelled.parse(JSON.parse(line));
      for (const { quote } of read.claims)
        if (read.text.split(quote).length !== 2) throw new Error(`${read.id}: “${quote}” is not there once`);
      return read;
    });
}

/** What a labelled claim was found to be; `none`: it was not found, or what was found is labelled nowhere. */
type Outcome = Verdict | 'none';
const outcomes = [...verdicts, 'none'] as const;

/** How often a verdict is right when it is given, and how often it is given where it is due. */
export interface Quality {
  precision: number;
  recall: number;
}

export interface Measured {
  sentences: number;
  /** Labelled down, found across. */
  confusion: Record<Outcome, Record<Outcome, number>>;
  holds: Quality;
  fails: Quality;
  /** Sentences in which every claim is true, and how many of them had one called false. */
  trueSentences: number;
  accused: number;
}

/**
 * How well the checker does. A claim is found when its words meet the labelled ones; of several that meet them the one
 * that was computed counts. What is found and labelled nowhere counts against precision, except where nothing
 * was claimed of it ("cannot be checked", "no number").
 */
export function measure(lines: readonly Labelled[]): Measured {
  const confusion = Object.fromEntries(
    outcomes.map((row) => [row, Object.fromEntries(outcomes.map((column) => [column, 0]))]),
  ) as Measured['confusion'];
  let accused = 0;
  let trueSentences = 0;
  for (const line of lines) {
    const found = checkText(line.text, line.language);
    const isTrue = !line.claims.some((one) => one.verdict === 'fails');
    if (isTrue) trueSentences += 1;
    if (isTrue && found.some((one) => one.verdict === 'fails')) accused += 1;
    for (const { quote, verdict } of line.claims) {
      const at = line.text.indexOf(quote);
      const meeting = found.filter((one) => one.at < at + quote.length && at < one.end);
      const claim = meeting.find((one) => one.verdict === 'holds' || one.verdict === 'fails') ?? meeting[0];
      if (claim) found.splice(found.indexOf(claim), 1);
      confusion[verdict][claim?.verdict ?? 'none'] += 1;
    }
    for (const { verdict } of found) confusion.none[verdict] += 1;
  }
  const quality = (verdict: Verdict): Quality => {
    const right = confusion[verdict][verdict];
    const given = outcomes.reduce((sum, row) => sum + confusion[row][verdict], 0);
    const due = outcomes.reduce((sum, column) => sum + confusion[verdict][column], 0);
    return { precision: right / Math.max(1, given), recall: right / Math.max(1, due) };
  };
  return {
    sentences: lines.length,
    confusion,
    holds: quality('holds'),
    fails: quality('fails'),
    trueSentences,
    accused,
  };
}
