import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import { isUniqueViolation, type Queries, sql } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import type { AnswerTemplate, Outcome } from './answer.ts';

export type TemplateId = Id<'template'>;

/** Templates of a unit, by outcome and name. */
export async function templatesOf(db: Queries, unit: UnitId): Promise<AnswerTemplate[]> {
  return db.rows<AnswerTemplate>(sql`
    select id, outcome, name, body from answer_template where unit_id = ${unit} order by outcome, name`);
}

/** Writes a template of a unit; false when another one has its name already. */
export async function putTemplate(
  db: Queries,
  template: {
    id: TemplateId;
    unit: UnitId;
    outcome: Outcome;
    name: string;
    body: string;
    by: PostId;
    at: Date;
  },
): Promise<boolean> {
  try {
    await db.run(sql`
      insert into answer_template (id, unit_id, outcome, name, body, changed_by, changed_at)
      values (${template.id}, ${template.unit}, ${template.outcome}, ${template.name}, ${template.body},
        ${template.by}, ${template.at})
      on conflict (id) do update set outcome = excluded.outcome, name = excluded.name, body = excluded.body,
        changed_by = excluded.changed_by, changed_at = excluded.changed_at
      where answer_template.unit_id = excluded.unit_id`);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

export async function dropTemplate(db: Queries, id: TemplateId, unit: UnitId): Promise<void> {
  await db.run(sql`delete from answer_template where id = ${id} and unit_id = ${unit}`);
}
