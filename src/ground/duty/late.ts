import { empty, plannedAnew, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { UnitId } from '../organization/organization.ts';

/** Whether an open `duty` is past its day: one whose clock stood still before is not. @param day one due on it is not late */
export function isLate(day: PlainDate): Sql {
  return sql`duty.ended is null and duty.due_on < ${day}
    and (duty.suspended_from is null or duty.suspended_from > duty.due_on)`;
}

/** What of a part can be late, for whoever looks over many units: counted from open duties, sealed matters never. */
export interface LateSource {
  code: string;
  name: Bilingual;
  /** The types of duties' subjects. */
  types: readonly string[];
  /** Joins what the kind is read from, and leaves out what is sealed; from `duty`. */
  joins?: Sql;
  /** The kind of a thing, where there are several. */
  kind?: Sql;
  kinds?: readonly { code: string; name: Bilingual }[];
  /** Where the late ones of a unit are listed. */
  list?(unit: { id: UnitId; code: string }, kind: string | undefined): string;
}

/** What is late in a unit: things, not duties; and since when the oldest is. */
export interface LateCount {
  unit: UnitId;
  late: number;
  since: PlainDate;
}

/**
 * Things with an open duty past its day, by who owes it. Read by date off the index of open duties: it grows with what is
 * late, not with all there is.
 *
 * @param day a duty due on it is not late
 * @param units who owes it; everybody without
 */
export function countLate(
  db: Queries,
  source: LateSource,
  day: PlainDate,
  kind: string | undefined,
  units?: readonly UnitId[],
): Promise<LateCount[]> {
  return db.rows<LateCount>(
    plannedAnew(sql`
      with duty as materialized (
        select owner_unit, subject_id, due_on from duty
        where ${isLate(day)} and subject_type = any(${source.types}::text[])
          ${units ? sql`and owner_unit = any(${units}::uuid[])` : empty}
      )
      select duty.owner_unit as unit, count(distinct duty.subject_id)::int as late, min(duty.due_on) as since
      from duty ${source.joins ?? empty}
      ${kind && source.kind ? sql`where ${source.kind} = ${kind}` : empty} group by duty.owner_unit`),
  );
}
