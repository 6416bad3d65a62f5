import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Queries, sql } from '../../platform/database/database.ts';
import { locked, unlocked } from '../../platform/files/draft-lock.ts';
import type { Cookies } from '../../platform/http/cookies.ts';
import type { Clock } from '../../platform/time.ts';
import { type CitizenCode, parseCode } from '../code.ts';
import { newToken, tokenHash } from './token.ts';

/** What a code was typed for; each has a cookie of its own and stays open for so many seconds. */
const purposes = {
  case: 30 * 60,
  booking: 30 * 60,
  dialogueSeat: 30 * 60,
  landHousehold: 30 * 60,
  /** A petition's code just given, shown once on the household's page. */
  landPetition: 60,
} as const;
export type VisitPurpose = keyof typeof purposes;

const keyFrom = (token: string) => `visit ${token}`;

/**
 * Visits of people without an account. The browser has a random token (256 bits) and not the code, which is for
 * good: a cookie that is copied opens one matter for half an hour at most, and nothing once its owner has left
 * (OWASP ASVS 5.0, 7.2.2, 7.4.1).
 */
export class Visits {
  constructor(
    private readonly db: Queries,
    private readonly cookies: Cookies,
    private readonly clock: Clock,
  ) {}

  /** Keeps a code open in the browser. */
  async begin(reply: FastifyReply, purpose: VisitPurpose, code: CitizenCode): Promise<void> {
    const token = newToken();
    const seconds = purposes[purpose];
    const ends = new Date(this.clock().getTime() + seconds * 1000);
    await this.db.run(sql`
      insert into visit (token_hash, purpose, locked_code, ends_at)
      values (${tokenHash(token)}, ${purpose}, ${locked(keyFrom(token), Buffer.from(code))}, ${ends})`);
    this.cookies.set(reply, purpose, token, seconds);
  }

  /** The code that is open; undefined where none is, or not any more. */
  async code(request: FastifyRequest, purpose: VisitPurpose): Promise<CitizenCode | undefined> {
    const token = this.cookies.read(request, purpose);
    if (!token) return undefined;
    const row = await this.db.first<{ code: Buffer }>(sql`
      select locked_code as code from visit
      where token_hash = ${tokenHash(token)} and purpose = ${purpose} and ends_at > ${this.clock()}`);
    return row && parseCode(unlocked(keyFrom(token), row.code).toString());
  }

  /** Ends what is open, for this browser and for whoever copied its cookie. */
  async end(request: FastifyRequest, reply: FastifyReply, purpose: VisitPurpose): Promise<void> {
    const token = this.cookies.read(request, purpose);
    if (token) await this.db.run(sql`delete from visit where token_hash = ${tokenHash(token)}`);
    this.cookies.clear(reply, purpose);
  }
}

/** Deletes visits that are over. */
export async function sweepVisits(db: Queries, now: Date): Promise<void> {
  await db.run(sql`delete from visit where ends_at <= ${now}`);
}
