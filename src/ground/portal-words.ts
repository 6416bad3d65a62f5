import { type Queries, sql } from '../platform/database/database.ts';
import { newId } from '../platform/id.ts';
import type { Bilingual } from '../platform/language.ts';
import type { PersonId } from './organization/organization.ts';

/** What of the portal's words an office can say in its own way. */
export const portalKeys = ['homeTitle', 'homeLead', 'contact'] as const;
export type PortalKey = (typeof portalKeys)[number];
export type PortalWords = Partial<Record<PortalKey, Bilingual>>;

/** The office's own words; empty ones count as none. */
export async function readPortalWords(db: Queries): Promise<PortalWords> {
  const rows = await db.rows<{ key: PortalKey; vi: string; en: string }>(sql`
    select distinct on (key) key, vi, en from portal_text order by key, entered_at desc, id desc`);
  return Object.fromEntries(
    rows.filter((row) => row.vi !== '').map((row) => [row.key, { vi: row.vi, en: row.en || row.vi }]),
  );
}

/** Enters words; what they said before stays beside them. */
export async function enterWords(
  tx: Queries,
  key: PortalKey,
  words: Bilingual,
  by: PersonId,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    insert into portal_text (id, key, vi, en, entered_by, entered_at)
    values (${newId()}, ${key}, ${words.vi}, ${words.en}, ${by}, ${at})`);
}
