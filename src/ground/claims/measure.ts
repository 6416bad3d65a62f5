import { z } from 'zod';
import { checkText } from './check.ts';
import { verdicts } from './claim.ts';

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

export interface Measured {
  /** Claims labelled and found with the same verdict. */
  right: number;
  /** Found, with another verdict. */
  otherVerdict: number;
  missed: number;
  /** Found where none was labelled. */
  extra: number;
  precision: number;
  recall: number;
}

/** How well the checker does: a claim counts when its words meet the labelled ones and its verdict is the same. */
export function measure(lines: readonly Labelled[]): Measured {
  let right = 0;
  let otherVerdict = 0;
  let missed = 0;
  let extra = 0;
  for (const line of lines) {
    const found = checkText(line.text, line.language);
    for (const { quote, verdict } of line.claims) {
      const at = line.text.indexOf(quote);
      const place = found.findIndex((one) => one.at < at + quote.length && at < one.end);
      const [claim] = place < 0 ? [] : found.splice(place, 1);
      if (!claim) missed += 1;
      else if (claim.verdict === verdict) right += 1;
      else otherVerdict += 1;
    }
    extra += found.length;
  }
  return {
    right,
    otherVerdict,
    missed,
    extra,
    precision: right / Math.max(1, right + otherVerdict + extra),
    recall: right / Math.max(1, right + otherVerdict + missed),
  };
}
