import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import type { SignedIn } from '../access/session.ts';
import type { Services } from '../services.ts';
import type { Fact, RecordEvent } from './entry.ts';

/** Something that happened to a subject whose history is its entries in the record and nothing else. */
export interface Happened {
  type: string;
  subject: string;
  facts: Record<string, Fact>;
  /** Words and names: kept beside the entry and never published with it. */
  sealed?: Record<string, Fact>;
}

/**
 * Enters what happened to a subject as its next entry.
 *
 * @param by the officer; `citizen` or `system` where none acts
 * @returns its number among the subject's entries
 */
export async function enterNext(
  services: Pick<Services, 'record'>,
  tx: Transaction,
  by: Pick<SignedIn, 'role' | 'unitCode' | 'post'> | 'citizen' | 'system',
  happened: Happened,
): Promise<number> {
  const { subject, sealed, ...rest } = happened;
  // Two steps of one subject at the same moment wait for each other here, whatever else they hold.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`);
  const { seq } = await tx.one<{ seq: number }>(
    sql`select coalesce(max(seq), 0) + 1 as seq from record_opening where subject = ${subject}`,
  );
  const officer = typeof by === 'string' ? undefined : by;
  await services.record.append(tx, {
    ...rest,
    subject,
    seq,
    role: officer?.role ?? (by as string),
    unit: officer?.unitCode ?? null,
    ...((officer || sealed) && { sealed: { ...(officer && { post: officer.post }), ...sealed } }),
  });
  return seq;
}

/** Which of a subject's entries were taken back later. */
export function struckSeqs(events: readonly Pick<RecordEvent, 'type' | 'facts'>[]): Set<number> {
  return new Set(events.flatMap((one) => (one.type === 'step.struck' ? [Number(one.facts.seq)] : [])));
}

/** An entry of a subject as pages tell it. */
export interface HistoryLine {
  seq: number;
  at: Date;
  type: string;
  role: string;
  unitVi: string | null;
  unitEn: string | null;
  facts: Record<string, Fact>;
  /** Taken back later: it stays to be seen, and no longer stands. */
  struck: boolean;
}

/** What happened to subjects, oldest first: the public parts of their entries. */
export async function historyOf(db: Queries, subjects: readonly string[]): Promise<HistoryLine[]> {
  const rows = await db.rows<Omit<HistoryLine, 'at'> & { at: string }>(sql`
    select opening.seq, event->>'at' as at, event->>'type' as type, event->>'role' as role, event->'facts' as facts,
      named.name_vi as "unitVi", named.name_en as "unitEn",
      exists (select from record_opening later where later.subject = opening.subject
        and later.event->>'type' = 'step.struck' and (later.event->'facts'->>'seq')::int = opening.seq) as struck
    from record_opening opening left join unit on unit.code = event->>'unit'
    left join lateral (select name_vi, name_en from unit_version where unit_id = unit.id
      order by lower(valid) desc limit 1) named on true
    where subject = any(${subjects}::uuid[]) order by entry_id`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
