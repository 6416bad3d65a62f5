import type { Queries, Sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { RecordEvent } from '../record/entry.ts';
import { toBase64 } from '../record/hash.ts';
import type { Opening } from './proof.ts';

interface Row {
  subject: string;
  index: number;
  salt: Buffer;
  event: RecordEvent;
  opened: PlainDate;
}

const beforeAll = '00000000-0000-0000-0000-000000000000';

/**
 * Opened entries page by page, so that a country's fill no memory.
 *
 * @param page the entries of the next subjects after one, whole subjects only: `subject`, `index`, `salt`,
 *   `event` and `opened`, in the order of subjects
 */
export async function* openingPages(db: Queries, page: (after: string) => Sql): AsyncIterable<Opening[]> {
  let after = beforeAll;
  for (;;) {
    const rows = await db.rows<Row>(page(after));
    const last = rows.at(-1);
    if (!last) return;
    after = last.subject;
    yield rows.map(({ subject: _, salt, ...row }) => ({ ...row, salt: toBase64(new Uint8Array(salt)) }));
  }
}
