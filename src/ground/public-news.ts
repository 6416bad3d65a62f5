import type { Bilingual, Language } from '../platform/language.ts';
import type { UnitId } from './organization/organization.ts';
import type { Services } from './services.ts';

/** A sort of news that one can ask to be told of. */
export interface NewsTopic {
  code: string;
  name: Bilingual;
}

/** Something that became public. */
export interface PublicNews {
  topic: string;
  unit: UnitId | null;
  title: string;
  language: Language;
  /** Its address below the site's. */
  href: string;
  at: Date;
}

/** What a part has to tell, and of what sorts. */
export interface NewsSource {
  topics: readonly NewsTopic[];
  /** The title of a page of its own that can be followed; undefined where there is none. */
  titleOf(services: Services, href: string): Promise<string | undefined>;
  /** What became public after `since`, up to `until`, oldest first. */
  between(services: Services, since: Date, until: Date): Promise<PublicNews[]>;
}
