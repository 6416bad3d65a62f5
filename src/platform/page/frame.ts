import type { ComponentChildren } from 'preact';
import type { Bilingual, Language } from '../language.ts';

/** A link of a menu. */
export interface MenuItem {
  href: string;
  label: string;
}

/** What every page needs to know around its own content. */
export interface Frame {
  language: Language;
  /** Path with query, for the language link. */
  url: string;
  locality: Bilingual;
  sample: boolean;
  /** Words of the office itself at the foot of every page. */
  contact?: Bilingual | undefined;
  /** Name and post of the officer signed in, on the officers' pages. */
  officer?: { name: string; post: string; administrator: boolean } | undefined;
  /** What stands below the content of the page, whatever it is. */
  below?: ComponentChildren;
  /** The menu above the page, and the links at its foot. */
  menu: readonly MenuItem[];
  foot: readonly MenuItem[];
  /** Where the frame itself leads. */
  links: { home: string; desk: string; self: string; signOut: string; leave: string };
  /** Hashed names of the browser's files. */
  assets: Record<string, string>;
}
