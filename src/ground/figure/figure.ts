import type { Bilingual } from '../../platform/language.ts';

/** Definition of a published number. */
export interface FigureDefinition {
  code: string;
  name: Bilingual;
  /** In plain words what is counted, and of what. */
  definition: Bilingual;
  /** What is counted, in a word or two: petitions, days. */
  counts: Bilingual;
  /** Whether more is better; undefined when it says nothing by itself. */
  better?: 'more' | 'less';
}
