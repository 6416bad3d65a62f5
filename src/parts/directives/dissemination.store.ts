import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { Dissemination, DisseminationId } from './dissemination.ts';
import type { DocumentId } from './document.ts';

const columns = sql`
  dissemination.id, dissemination.document_id as "documentId", dissemination.unit_id as "unitId",
  dissemination.sent_at as "sentAt", dissemination.opened_at as "openedAt",
  dissemination.acknowledged_at as "acknowledgedAt", dissemination.held_on as "heldOn",
  dissemination.present, dissemination.place, dissemination.minutes, dissemination.files,
  dissemination.version`;

// A successor of two units has two lines: the one with more left to do comes first.
const furthestBehind = sql`order by (held_on is not null), (acknowledged_at is not null), sent_at limit 1`;

/** A unit's line in the table of a document, with its dates. */
export interface DisseminationLine extends Dissemination {
  unitVi: string;
  unitEn: string;
  acknowledgeBy: PlainDate | null;
  disseminateBy: PlainDate | null;
}

/** @returns false when it was sent there before */
export async function insertDissemination(
  tx: Queries,
  one: Pick<Dissemination, 'id' | 'documentId' | 'unitId' | 'sentAt'>,
): Promise<boolean> {
  const written = await tx.run(sql`
    insert into dissemination (id, document_id, unit_then, unit_id, sent_at)
    values (${one.id}, ${one.documentId}, ${one.unitId}, ${one.unitId}, ${one.sentAt}) on conflict do nothing`);
  return written > 0;
}

export async function lockDissemination(
  tx: Queries,
  document: DocumentId,
  unit: UnitId,
): Promise<Dissemination | undefined> {
  return tx.first<Dissemination>(sql`
    select ${columns} from dissemination where document_id = ${document} and unit_id = ${unit} ${furthestBehind} for update`);
}

export async function updateDissemination(
  tx: Queries,
  one: Dissemination,
  by: { opened?: PostId; acknowledged?: PostId },
): Promise<void> {
  await tx.run(sql`
    update dissemination set opened_at = ${one.openedAt}, acknowledged_at = ${one.acknowledgedAt},
      opened_by = coalesce(${by.opened ?? null}::uuid, opened_by),
      acknowledged_by = coalesce(${by.acknowledged ?? null}::uuid, acknowledged_by), held_on = ${one.heldOn},
      present = ${one.present}, place = ${one.place}, minutes = ${one.minutes},
      files = ${JSON.stringify(one.files)}::jsonb, version = ${one.version}
    where id = ${one.id}`);
}

/** To whom a document was sent and what became of it there; those furthest behind first. */
export async function disseminationsOf(db: Queries, document: DocumentId): Promise<DisseminationLine[]> {
  return db.rows<DisseminationLine>(sql`
    select ${columns}, unit.name_vi as "unitVi", unit.name_en as "unitEn",
      acknowledge.due_on as "acknowledgeBy", disseminate.due_on as "disseminateBy"
    from dissemination
    join lateral (select name_vi, name_en from unit_version where unit_id = dissemination.unit_id
      order by lower(valid) desc limit 1) unit on true
    left join duty acknowledge on acknowledge.subject_id = dissemination.id
      and acknowledge.rule_code = 'VB-ACKNOWLEDGE'
    left join duty disseminate on disseminate.subject_id = dissemination.id
      and disseminate.rule_code = 'VB-DISSEMINATE'
    where dissemination.document_id = ${document}
    order by (held_on is not null), (acknowledged_at is not null), (opened_at is not null), unit.name_vi`);
}

/** A unit's own line. */
export async function disseminationTo(
  db: Queries,
  document: DocumentId,
  unit: UnitId,
): Promise<Dissemination | undefined> {
  return db.first<Dissemination>(
    sql`select ${columns} from dissemination where document_id = ${document} and unit_id = ${unit} ${furthestBehind}`,
  );
}

/** An open duty about a document that was sent out: for the inbox of the unit and of those above. */
export interface DisseminationDue {
  id: DisseminationId;
  documentId: DocumentId;
  unitId: UnitId;
  unitVi: string;
  unitEn: string;
  printedNumber: string;
  typeCode: string;
  abstract: string;
  ruleCode: string;
  dueOn: PlainDate;
}

export async function dueDisseminations(
  db: Queries,
  units: readonly UnitId[],
  limit: number,
  /** Due on this day at the earliest. */
  from?: PlainDate,
): Promise<DisseminationDue[]> {
  return db.rows<DisseminationDue>(sql`
    select dissemination.id, document.id as "documentId", duty.owner_unit as "unitId", unit.name_vi as "unitVi",
      unit.name_en as "unitEn", document.printed_number as "printedNumber", document.type_code as "typeCode", document.abstract,
      duty.rule_code as "ruleCode", duty.due_on as "dueOn"
    from duty join dissemination on dissemination.id = duty.subject_id
    join document on document.id = dissemination.document_id
    join lateral (select name_vi, name_en from unit_version where unit_id = duty.owner_unit
      order by lower(valid) desc limit 1) unit on true
    where duty.ended is null and duty.subject_type = 'dissemination' and duty.owner_unit = any(${units}::uuid[])
      ${from ? sql`and duty.due_on >= ${from}` : empty}
    order by duty.due_on, duty.id limit ${limit}`);
}
