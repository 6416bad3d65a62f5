import type { Claim } from '../../ground/claims/claim.ts';
import { periodIn } from '../../ground/claims/period.ts';
import { sentencesOf } from '../../ground/claims/sentences.ts';
import { agrees } from '../../ground/claims/verdict.ts';
import { countWhole, type Figure } from '../../ground/figure/catalogue.ts';
import { figureAddress } from '../../ground/places.ts';
import type { Services } from '../../ground/services.ts';
import type { Bilingual, Language } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import { fold } from '../../platform/vietnamese.ts';

/** A published figure that a claim seems to speak of, and whether they agree. */
export interface Published {
  code: string;
  name: Bilingual;
  from: PlainDate;
  to: PlainDate;
  numerator: number;
  denominator: number | undefined;
  agrees: boolean;
  href: string;
}

// As many claims as are held against figures at once: each may cost a query.
const mostLookedUp = 30;

/** The figure whose words a sentence has; undefined when it is none or more than one. */
export function figureSpokenOf(
  figures: readonly Figure[],
  sentence: string,
  share: boolean,
  language: Language,
): Figure | undefined {
  const folded = fold(sentence);
  const has = (phrases: readonly string[]) => phrases.some((phrase) => folded.includes(phrase));
  const fitting = figures.filter((figure) => {
    const spoken = figure.spoken?.[language];
    if (!spoken || share !== (figure.denominator !== undefined)) return false;
    return has(spoken.any) && (!spoken.about || has(spoken.about));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/**
 * Holds claims against the published figures of the place: those that name what a figure counts and months
 * that are over. A help for the author: which figure a sentence means is a guess by its words.
 *
 * @returns by the place of the claim in the text
 */
export async function heldAgainstFigures(
  services: Services,
  text: string,
  claims: readonly Claim[],
  language: Language,
): Promise<Map<number, Published>> {
  const sentences = sentencesOf(text);
  const found = new Map<number, Published>();
  const asOf = services.clock();
  for (const claim of claims.slice(0, mostLookedUp * 10)) {
    if (found.size >= mostLookedUp) break;
    const { stated } = claim;
    const sentence = sentences.find((one) => one.at <= claim.at && claim.at < one.at + one.text.length);
    if (!stated || !sentence) continue;
    const period = periodIn(sentence.text, language);
    const figure = figureSpokenOf(services.figures, sentence.text, stated.share, language);
    if (!period || !figure) continue;
    const whole = await countWhole(services, figure, period.from, period.to, asOf);
    const { numerator, denominator } = whole;
    const truth = denominator === undefined ? numerator : numerator / denominator;
    if (whole.none || !Number.isFinite(truth)) continue;
    found.set(claim.at, {
      code: figure.code,
      name: figure.name,
      ...period,
      numerator,
      denominator,
      agrees: agrees(stated.value, truth, stated.hedge, stated.step),
      href: figureAddress(figure.code, period.from, period.to),
    });
  }
  return found;
}
