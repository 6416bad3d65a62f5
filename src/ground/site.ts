import type { Database } from '../platform/database/database.ts';
import { type Clock, dayInVietnam } from '../platform/time.ts';
import { heirsOf } from './organization/answerable.ts';
import {
  endedUnits,
  type Locality,
  readLocality,
  type Unit,
  type UnitId,
  unitsOn,
} from './organization/organization.ts';
import { type PortalWords, readPortalWords } from './portal-words.ts';

const freshForMs = 10_000;

/** What is known of the locality: its units of today, and those that are no more by their last name. */
export interface KnownSite {
  locality: Locality | undefined;
  units: Unit[];
  ended: Unit[];
  /** Of each that is no more, the one that answers for what is left of it. */
  heirs: ReadonlyMap<UnitId, UnitId>;
  /** The office's own words for the portal. */
  words: PortalWords;
}

/** The locality and its units: read on nearly every page, changed a few times a year. */
export class Site {
  private known: (KnownSite & { at: number }) | undefined;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** What is known, read again after some seconds; the old answer serves while the database is away. */
  async read(): Promise<KnownSite> {
    const now = this.clock().getTime();
    if (this.known && Math.abs(now - this.known.at) < freshForMs) return this.known;
    try {
      const today = dayInVietnam(this.clock());
      const [locality, units, ended, heirs, words] = await Promise.all([
        readLocality(this.db),
        unitsOn(this.db, today),
        endedUnits(this.db, today),
        heirsOf(this.db, today),
        readPortalWords(this.db),
      ]);
      this.known = { locality, units, ended, heirs, words, at: now };
    } catch (error) {
      if (!this.known) throw error;
    }
    return this.known;
  }

  /** A unit, alive or not. */
  async unit(id: UnitId): Promise<Unit | undefined> {
    const { units, ended } = await this.read();
    return units.find((unit) => unit.id === id) ?? ended.find((unit) => unit.id === id);
  }

  /** Forgets what is known, after a change. */
  forget(): void {
    this.known = undefined;
  }
}
