import type { Rule } from './claim.ts';
import type { Token } from './token.ts';

/**
 * How sure it is that these numbers belong together. `certain`: the words bind them, and a number that does
 * not agree is wrong. `likely`: nothing else is near; only a near miss is called wrong, since a misreading
 * misses widely. `possible`: agreement would be no accident, disagreement says nothing.
 */
export type Sureness = 'certain' | 'likely' | 'possible';

/** One way to compute a number from others of its sentence. */
export interface Relation {
  truth: number;
  rule: Exclude<Rule, 'none'>;
  from: Token[];
  sure: Sureness;
  /** Other numbers of the sentence agree with its base: another base that agrees is an accident. */
  firm?: boolean;
}
