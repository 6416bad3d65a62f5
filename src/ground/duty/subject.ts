import type { Queries, Sql } from '../../platform/database/database.ts';

/** A subject of duties as whoever may see it looks it up. */
export interface SubjectLook {
  title: string;
  href: string;
}

/** What a part says of the subjects of its duties, for those who read duties across parts. */
export interface DutySubject {
  /** The duties' subject type, e.g. `task`. */
  type: string;
  /**
   * SQL that holds of a `duty` whose subject may be counted and named: what is sealed is not. Always true where
   * there is none.
   */
  open?: Sql;
  /** What subjects are called and where they are; those that are sealed or gone are absent. */
  look(db: Queries, ids: readonly string[]): Promise<Map<string, SubjectLook>>;
}

/** A map of what rows say of their subjects. */
export function looksOf(
  rows: readonly { id: string; title: string; href: string }[],
): Map<string, SubjectLook> {
  return new Map(rows.map(({ id, title, href }) => [id, { title, href }]));
}
