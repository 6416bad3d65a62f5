import type { Queries } from '../../platform/database/database.ts';
import { sql } from '../../platform/database/database.ts';
import { type Id, newId } from '../../platform/id.ts';
import type { DocumentId } from './document.ts';

export type ClauseId = Id<'clause'>;

/** A clause with what was said of it, and how many tasks it has. */
export interface Clause {
  id: ClauseId;
  position: number;
  mark: string;
  text: string;
  /** Whether it orders something; null while nobody has said. */
  orders: boolean | null;
  /** Why nobody is named. */
  noOwner: string | null;
  tasks: number;
  heading: boolean;
}

export async function insertClauses(
  tx: Queries,
  document: DocumentId,
  clauses: readonly { mark: string; text: string; heading: boolean }[],
): Promise<void> {
  await tx.run(sql`
    insert into clause (id, document_id, position, mark, text, heading)
    select * from unnest(${clauses.map(() => newId())}::uuid[], ${clauses.map(() => document)}::uuid[],
      ${clauses.map((_, at) => at + 1)}::integer[], ${clauses.map((one) => one.mark)}::text[],
      ${clauses.map((one) => one.text)}::text[], ${clauses.map((one) => one.heading)}::boolean[])`);
}

/** The clauses of a document, in order. */
export async function clausesOf(db: Queries, document: DocumentId): Promise<Clause[]> {
  return db.rows<Clause>(sql`
    select clause.id, position, mark, text, heading, orders, no_owner as "noOwner", coalesce(tasks, 0)::int as tasks
    from clause left join (
      select clause_id, count(*) as tasks from task where document_id = ${document} and state <> 'cancelled'
      group by clause_id
    ) counted on counted.clause_id = clause.id
    where document_id = ${document} order by position`);
}

/** How far a document's clauses are covered. */
export interface Coverage {
  clauses: number;
  /** Nobody has said yet whether they order something. */
  undecided: number;
  orders: number;
  /** Those that order something and have a task, or are marked as having no owner. */
  owned: number;
  unowned: number;
}

export async function coverageOf(db: Queries, document: DocumentId): Promise<Coverage> {
  return db.one<Coverage>(sql`
    select count(*)::int as clauses, count(*) filter (where orders is null)::int as undecided,
      count(*) filter (where orders)::int as orders,
      count(*) filter (where orders and counted.clause_id is not null)::int as owned,
      count(*) filter (where orders and counted.clause_id is null and no_owner is not null)::int as unowned
    from clause left join (
      select distinct clause_id from task where document_id = ${document} and state <> 'cancelled'
    ) counted on counted.clause_id = clause.id
    where document_id = ${document} and not heading`);
}

/** True when every clause was decided on and each that orders something has an owner or says why not. */
export function isCovered(coverage: Coverage): boolean {
  return (
    coverage.clauses > 0 && coverage.undecided === 0 && coverage.owned + coverage.unowned === coverage.orders
  );
}

/** Says of a clause whether it orders something, and why nobody is named. */
export async function decideClause(
  tx: Queries,
  document: DocumentId,
  id: ClauseId,
  said: { orders: boolean | null; noOwner: string | null },
): Promise<boolean> {
  const touched = await tx.run(sql`
    update clause set orders = ${said.orders}, no_owner = ${said.noOwner}
    where id = ${id} and document_id = ${document}`);
  return touched > 0;
}
