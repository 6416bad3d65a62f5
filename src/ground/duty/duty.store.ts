import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { Duty } from './duty.ts';

const columns = sql`
  id, subject_type as "subjectType", subject_id as "subjectId", owner_unit as "ownerUnit",
  responsible_post as "responsiblePost",
  owed_to as "owedTo", rule_code as "ruleCode", variant, begun_on as "begunOn", due_on as "dueOn",
  provisional, to_confirm as "toConfirm", explanation, suspensions, suspended_from as "suspendedFrom",
  ended, ended_on as "endedOn", opened_seq as "openedSeq", ended_seq as "endedSeq", extended, returned, whole_id as "wholeId"`;

const written = sql`
  id, subject_type, subject_id, owner_unit, responsible_post, owed_to, rule_code, variant, begun_on,
  due_on, provisional, to_confirm, explanation, suspensions, suspended_from, ended, ended_on,
  opened_seq, ended_seq, extended, returned, whole_id`;

export async function insertDuty(tx: Queries, duty: Duty): Promise<void> {
  await tx.run(sql`
    insert into duty (${written})
    values (${duty.id}, ${duty.subjectType}, ${duty.subjectId}, ${duty.ownerUnit}, ${duty.responsiblePost}, ${duty.owedTo},
      ${duty.ruleCode}, ${duty.variant}, ${duty.begunOn}, ${duty.dueOn}, ${duty.provisional},
      ${duty.toConfirm}, ${JSON.stringify(duty.explanation)}::jsonb, ${JSON.stringify(duty.suspensions)}::jsonb,
      ${duty.suspendedFrom}, ${duty.ended}, ${duty.endedOn}, ${duty.openedSeq}, ${duty.endedSeq}, ${duty.extended}, ${duty.returned}, ${duty.wholeId})`);
}

/** Inserts many duties at once: one statement, whatever their number. */
export async function insertDuties(tx: Queries, duties: readonly Duty[]): Promise<void> {
  const rows = duties.map((duty) => ({
    id: duty.id,
    subject_type: duty.subjectType,
    subject_id: duty.subjectId,
    owner_unit: duty.ownerUnit,
    responsible_post: duty.responsiblePost,
    owed_to: duty.owedTo,
    rule_code: duty.ruleCode,
    variant: duty.variant,
    begun_on: duty.begunOn,
    due_on: duty.dueOn,
    provisional: duty.provisional,
    to_confirm: duty.toConfirm,
    explanation: duty.explanation,
    suspensions: duty.suspensions,
    suspended_from: duty.suspendedFrom,
    ended: duty.ended,
    ended_on: duty.endedOn,
    opened_seq: duty.openedSeq,
    ended_seq: duty.endedSeq,
    extended: duty.extended,
    returned: duty.returned,
    whole_id: duty.wholeId,
  }));
  await tx.run(sql`
    insert into duty (${written})
    select ${written}
    from jsonb_populate_recordset(null::duty, ${JSON.stringify(rows)}::jsonb)`);
}

export async function updateDuty(tx: Queries, duty: Duty): Promise<void> {
  await tx.run(sql`
    update duty set owner_unit = ${duty.ownerUnit}, responsible_post = ${duty.responsiblePost}, variant = ${duty.variant}, begun_on = ${duty.begunOn},
      due_on = ${duty.dueOn},
      provisional = ${duty.provisional}, to_confirm = ${duty.toConfirm},
      explanation = ${JSON.stringify(duty.explanation)}::jsonb,
      suspensions = ${JSON.stringify(duty.suspensions)}::jsonb, suspended_from = ${duty.suspendedFrom},
      ended = ${duty.ended}, ended_on = ${duty.endedOn}, ended_seq = ${duty.endedSeq},
      extended = ${duty.extended}, returned = ${duty.returned}
    where id = ${duty.id}`);
}

/** Open duties in the order of their ids, some at a time. */
export async function openDutiesAfter(
  db: Queries,
  after: string | undefined,
  limit: number,
): Promise<Duty[]> {
  return db.rows<Duty>(sql`
    select ${columns} from duty where ended is null ${after ? sql`and id > ${after}::uuid` : empty} order by id limit ${limit}`);
}

/** All duties of one case or other subject, oldest first. */
export async function dutiesOf(db: Queries, subjectId: string): Promise<Duty[]> {
  return db.rows<Duty>(sql`
    select ${columns} from duty where subject_id = ${subjectId} order by opened_seq, rule_code`);
}
