import type { Database } from '../platform/database/database.ts';
import { type Clock, dayInVietnam } from '../platform/time.ts';
import { type Locality, readLocality, type Unit, type UnitId, unitsOn } from './organization/organization.ts';

const freshForMs = 10_000;

/** The locality and its units: read on nearly every page, changed a few times a year. */
export class Site {
  private known: { locality: Locality | undefined; units: Unit[]; at: number } | undefined;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** What is known, read again after some seconds; the old answer serves while the database is away. */
  async read(): Promise<{ locality: Locality | undefined; units: Unit[] }> {
    const now = this.clock().getTime();
    if (this.known && Math.abs(now - this.known.at) < freshForMs) return this.known;
    try {
      const units = await unitsOn(this.db, dayInVietnam(this.clock()));
      this.known = { locality: await readLocality(this.db), units, at: now };
    } catch (error) {
      if (!this.known) throw error;
    }
    return this.known;
  }

  async unit(id: UnitId): Promise<Unit | undefined> {
    return (await this.read()).units.find((unit) => unit.id === id);
  }

  /** Forgets what is known, after a change. */
  forget(): void {
    this.known = undefined;
  }
}
