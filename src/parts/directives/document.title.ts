import type { Language } from '../../platform/language.ts';
import type { DocumentHead } from './document.store.ts';
import { nameOf } from './document.ts';
import { texts } from './texts.ts';

/** A document's number with its abstract, where it has one to tell. */
export function documentTitle(
  document: Pick<DocumentHead, 'typeCode' | 'printedNumber' | 'abstract' | 'secrecy'>,
  language: Language,
): string {
  const abstract = document.secrecy === 'none' ? document.abstract : texts[language].secretAbstract;
  return abstract ? `${nameOf(document)}: ${abstract}` : nameOf(document);
}
