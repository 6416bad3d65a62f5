import type { Clock } from './time.ts';

/**
 * Keeps what is costly to make for a while, and makes it once for all who ask at the same time: so that
 * asking again and again, under whatever address, costs no more than asking once.
 */
export class Memo<Value> {
  private readonly kept = new Map<string, { at: number; value: Promise<Value> }>();

  /**
   * @param forMs how long it is kept
   * @param most how many are kept; the oldest goes first
   */
  constructor(
    private readonly clock: Clock,
    private readonly forMs: number,
    private readonly most: number,
  ) {}

  /** What is kept under a name, or made now. What fails is not kept. */
  get(name: string, make: () => Promise<Value>): Promise<Value> {
    const now = this.clock().getTime();
    const known = this.kept.get(name);
    // A clock set back keeps nothing for longer.
    if (known && now >= known.at && now - known.at < this.forMs) return known.value;
    const value = make();
    this.kept.delete(name);
    this.kept.set(name, { at: now, value });
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest);
    value.catch(() => {
      if (this.kept.get(name)?.value === value) this.kept.delete(name);
    });
    return value;
  }
}
