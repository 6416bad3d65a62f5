import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import type { DocumentKind } from './document.ts';

export type WordTemplateId = Id<'wordTemplate'>;

/** An office's own template of a paper, without its bytes. */
export interface WordTemplate {
  id: WordTemplateId;
  kind: DocumentKind;
  name: string;
  changedAt: Date;
}

/** The template of a kind that is in force in a unit; undefined for the standard layout. */
export async function newestTemplate(
  db: Queries,
  unit: UnitId,
  kind: DocumentKind,
): Promise<WordTemplate | undefined> {
  return (await wordTemplatesOf(db, unit)).find((one) => one.kind === kind);
}

/** The templates in force in a unit. */
export async function wordTemplatesOf(db: Queries, unit: UnitId): Promise<WordTemplate[]> {
  return db.rows<WordTemplate>(sql`
    select id, kind, name, "changedAt" from (
      select distinct on (kind) id, kind, name, changed_at as "changedAt", bytes is null as dropped
      from document_template where unit_id = ${unit} order by kind, changed_at desc, id desc
    ) newest where not dropped`);
}

/** Bytes of one version. */
export async function templateBytes(db: Queries, id: WordTemplateId): Promise<Buffer | undefined> {
  const row = await db.first<{ bytes: Buffer | null }>(
    sql`select bytes from document_template where id = ${id}`,
  );
  return row?.bytes ?? undefined;
}

/** Puts a version in force; without bytes the standard layout is in force again. */
export async function putWordTemplate(
  db: Queries,
  template: {
    id: WordTemplateId;
    unit: UnitId;
    kind: DocumentKind;
    name: string;
    bytes: Buffer | null;
    by: PostId;
    at: Date;
  },
): Promise<void> {
  await db.run(sql`
    insert into document_template (id, unit_id, kind, name, bytes, changed_by, changed_at)
    values (${template.id}, ${template.unit}, ${template.kind}, ${template.name}, ${template.bytes},
      ${template.by}, ${template.at})
    on conflict (id) do nothing`);
}
