import { isHead } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  asAsked,
  dutyAsked,
  type InboxAsked,
  type InboxLine,
  type InboxSource,
  type OwedRow,
  owedColumns,
  owedLine,
} from '../../ground/hall/inbox.ts';
import { unitNamed } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { sql } from '../../platform/database/database.ts';
import { shortened } from '../../platform/text.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { dialoguePaths as to } from './paths.ts';

/** What the officer's unit owes of dialogues and consultations, and questions it is to prepare an answer to. */
export const dialogueInbox: InboxSource = {
  name: { vi: 'Đối thoại, lấy ý kiến', en: 'Dialogues and consultations' },
  lines,
};

function addressOf({
  dialogue,
  consultation,
}: {
  dialogue: string | null;
  consultation: string | null;
}): string {
  if (dialogue) return to.deskOne(dialogue);
  return consultation ? to.deskConsultation(consultation) : to.desk;
}

async function lines({ db, clock }: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]> {
  const today = dayInVietnam(clock());
  const owed = await db.rows<
    OwedRow & {
      dialogue: string | null;
      consultation: string | null;
    }
  >(sql`
    select ${owedColumns},
      coalesce(promise.text, dialogue.title, consultation.title, call.matter, owing.year::text) as title,
      coalesce(promise.dialogue_id, dialogue.id) as dialogue, consultation.id as consultation
    from duty join ${unitNamed(sql`duty.owner_unit`, sql`unit`)} on true
    left join dialogue_promise promise on duty.subject_type = 'dialoguePromise' and promise.id = duty.subject_id
    left join dialogue on duty.subject_type = 'dialogue' and dialogue.id = duty.subject_id
    left join consultation on duty.subject_type = 'consultation' and consultation.id = duty.subject_id
    left join dialogue_call call on duty.subject_type = 'dialogueCall' and call.id = duty.subject_id
    left join dialogue_year owing on duty.subject_type = 'dialogueYear' and owing.id = duty.subject_id
    where duty.ended is null and duty.owner_unit = ${officer.unit}
      and duty.subject_type in ('dialoguePromise', 'dialogue', 'consultation', 'dialogueCall', 'dialogueYear')
      ${dutyAsked(officer, asked, today)}
    order by duty.due_on, duty.id limit ${asked.limit}`);
  const open = await db.rows<{ id: string; dialogue: string; day: PlainDate; text: string }>(sql`
    select question.id, question.dialogue_id as dialogue, dialogue.on_day as day, question.text from dialogue_question question
    join dialogue on dialogue.id = question.dialogue_id
    where question.unit_id = ${officer.unit} and question.prepared is null and question.answer is null
      and question.joined_to is null and question.withheld_why is null and dialogue.state in ('announced', 'held')
    order by dialogue.on_day, question.id limit ${asked.limit}`);
  const promised = await db.rows<{ id: string; dialogue: string; due: PlainDate; text: string }>(sql`
    select promise.id, promise.dialogue_id as dialogue, duty.due_on as due, promise.text from dialogue_promise promise
    join duty on duty.subject_id = promise.id and duty.rule_code = 'DT-PROMISE' and duty.ended is null
    where promise.asked_unit = ${officer.unit} order by duty.due_on, promise.id limit ${asked.limit}`);
  const toTake = isHead(officer.role) ? promised : [];
  return [
    ...asAsked(
      toTake.map((one) => ({
        key: one.id,
        dueOn: one.due,
        title: shortened(one.text, 150),
        duty: {
          vi: 'Nhận hoặc không nhận việc đã hứa tại đối thoại',
          en: 'Take or decline what was promised',
        },
        unit: officer.unitName,
        href: to.deskOne(one.dialogue),
      })),
      asked,
    ),
    ...owed.map((one) => owedLine(one, today, addressOf(one))),
    ...asAsked(
      open.map((one) => ({
        key: one.id,
        dueOn: one.day,
        title: shortened(one.text, 150),
        duty: { vi: 'Chuẩn bị trả lời câu hỏi đối thoại', en: 'Prepare an answer for a dialogue' },
        unit: officer.unitName,
        href: to.deskOne(one.dialogue),
      })),
      asked,
    ),
  ];
}
