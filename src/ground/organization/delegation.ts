import { type Sql, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';

/**
 * SQL that is true for a delegation in force on a day: within its span, not ended, and given by somebody
 * who still holds the post in the same span as when they gave it. Whoever leaves takes back, by that
 * alone, all they handed on; a successor passes on nothing that they did not give themselves.
 *
 * @param alias name under which the delegation stands in the query
 */
export function delegationInForce(day: PlainDate, alias: Sql = sql`delegation`): Sql {
  return sql`(${alias}.valid @> ${day}::date and ${alias}.ended_at is null and exists (
    select from holding giver
    where giver.post_id = ${alias}.from_post and giver.valid @> ${day}::date
      and giver.valid @> (${alias}.made_at at time zone 'Asia/Ho_Chi_Minh')::date))`;
}
