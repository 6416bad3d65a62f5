import type { FastifyRequest } from 'fastify';
import type { PlainDate } from '../platform/time.ts';
import type { SignedIn } from './access/session.ts';
import type { Services } from './services.ts';

/** How a petition came: handed in by the citizen, taken down by an office, or passed on by another body. */
export const petitionSources = [
  'web',
  'api',
  'open311',
  'reception',
  'desk',
  'post',
  'box',
  'hotline',
  'party',
  'assembly',
  'council',
  'front',
  'press',
] as const;
/** Bodies that pass petitions on, and hear what became of them. */
export const passedOnSources = ['party', 'assembly', 'council', 'front', 'press'] as const;
export type PetitionSource = (typeof petitionSources)[number];

/** An earlier matter of somebody, for the officer who receives them. */
export interface Matter {
  id: string;
  number: number;
  title: string;
  receivedOn: PlainDate;
  state: string;
  href: string;
}

/** A petition taken down by an officer. */
export interface TakenDown {
  id: string;
  number: number;
  /** The citizen's code, shown once. */
  code: string;
  dueOn: PlainDate;
}

/** What other parts may ask of the part that takes petitions in. */
export interface PetitionDesk {
  /** Where all cases are searched by words, of one kind or of all. */
  searchAddress(words: string, kind: string): string;
  /** Matters of a person by name or telephone, as far as the officer may see them; sealed ones never. */
  matters(services: Services, officer: SignedIn, words: string, limit: number): Promise<Matter[]>;
  /** Published cases about a page of this portal whose senders let them show there, newest first. */
  publishedAbout(
    services: Services,
    page: string,
    limit: number,
  ): Promise<{ title: string; href: string; publishedOn: PlainDate }[]>;
  /**
   * Takes a petition down for somebody. The same key again gives the same petition.
   *
   * @returns the faults by field where it cannot be taken
   */
  take(
    services: Services,
    given: Record<string, string>,
    how: { source: PetitionSource; key: string; language: FastifyRequest['language'] },
  ): Promise<{ ok: true; taken: TakenDown } | { ok: false; faults: Record<string, string> }>;
}
