import { type Queries, sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import { delegationInForce } from '../organization/delegation.ts';
import { type PersonId, type PostId, type UnitId, unitsAbove } from '../organization/organization.ts';
import {
  type Actor,
  type CaseAction,
  type CaseSubject,
  caseActions,
  decide,
  type Role,
  type Why,
} from './decision.ts';
import { reachOf } from './session.ts';

/** Somebody whom a matter is open to, in which post, by which rule, for what. */
export interface Entitled {
  person: PersonId;
  name: string;
  title: Bilingual;
  unit: Bilingual;
  /** Acting in a post of somebody else. */
  standsIn: boolean;
  why: Why;
  actions: CaseAction[];
}

/**
 * Who may see a matter on a day: everybody acting in some post, asked one by one of the same decision that
 * answers at the door. Only those whom some rule could let in are looked at, so the cost follows the
 * matter's own unit and the line above it, not the size of the organisation.
 */
export async function whoMay(db: Queries, subject: CaseSubject, day: PlainDate): Promise<Entitled[]> {
  const above = await unitsAbove(db, subject.unit, day);
  const rows = await db.rows<{
    person: PersonId;
    post: PostId;
    unit: UnitId;
    role: Role;
    stands_in: boolean;
    matters: string[];
    name: string;
    title_vi: string;
    title_en: string;
    unit_vi: string;
    unit_en: string;
  }>(sql`
    select acting.person_id as person, acting.post_id as post, version.unit_id as unit, version.role,
      acting.stands_in, person.name, version.title_vi, version.title_en, unit.name_vi as unit_vi,
      unit.name_en as unit_en,
      array(select subject_id from delegation where to_person = acting.person_id and subject_id = ${subject.id}
        and ${delegationInForce(day)}) as matters
    from (
      select person_id, post_id, false as stands_in from holding where valid @> ${day}::date
      union all
      select to_person, from_post, true from delegation
      where subject_id is null and ${delegationInForce(day)}
    ) acting
    join post_version version on version.post_id = acting.post_id and version.valid @> ${day}::date
    join unit_version unit on unit.unit_id = version.unit_id and unit.valid @> ${day}::date
    join person on person.id = acting.person_id
    join account on account.person_id = person.id and account.disabled_at is null
    where acting.person_id = any(${subject.handlers}::uuid[])
      or (not ${subject.sealed} and (
        version.unit_id = any(${above}::uuid[]) or version.role = 'auditor'
        or exists (select from delegation where to_person = acting.person_id and subject_id = ${subject.id}
          and ${delegationInForce(day)})))
    order by unit.name_vi, version.role, person.name`);
  const entitled: Entitled[] = [];
  for (const row of rows) {
    const actor: Actor = {
      person: row.person,
      post: row.post,
      unit: row.unit,
      role: row.role,
      reach: await reachOf(db, row.role, row.unit, day),
      matters: row.matters,
    };
    const decisions = caseActions.map((action) => ({ action, decision: decide(actor, action, subject) }));
    const view = decisions.find(({ action }) => action === 'view')?.decision;
    if (!view?.allowed) continue;
    entitled.push({
      person: row.person,
      name: row.name,
      title: { vi: row.title_vi, en: row.title_en },
      unit: { vi: row.unit_vi, en: row.unit_en },
      standsIn: row.stands_in,
      why: view.why,
      actions: decisions.filter(({ decision }) => decision.allowed).map(({ action }) => action),
    });
  }
  return entitled;
}
