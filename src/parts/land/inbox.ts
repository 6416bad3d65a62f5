import type { SignedIn } from '../../ground/access/session.ts';
import {
  asAsked,
  dutyAsked,
  dutyName,
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
import { landPaths as to } from './paths.ts';

/** What the officer's unit owes of land projects: handovers, payments, visits, promises, answers to corrections. */
export const landInbox: InboxSource = { name: { vi: 'Đất dự án', en: 'Land projects' }, lines };

async function lines({ db, clock }: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]> {
  const today = dayInVietnam(clock());
  const rows = await db.rows<
    OwedRow & {
      project: string;
      household: string | null;
    }
  >(sql`
    select ${owedColumns},
      case when holder.id is null then project.name else holder.name || ' (' || holder.key || '): ' || project.name end as title,
      project.id as project, holder.id as household
    from duty join ${unitNamed(sql`duty.owner_unit`, sql`unit`)} on true
    left join land_visit visit on duty.subject_type = 'landVisit' and visit.id = duty.subject_id
    left join land_promise promise on duty.subject_type = 'landPromise' and promise.id = duty.subject_id
    left join land_correction correction on duty.subject_type = 'landCorrection' and correction.id = duty.subject_id
    left join land_visit corrected on corrected.id = correction.visit_id
    left join land_household holder on holder.id = coalesce(visit.household_id, promise.household_id,
      corrected.household_id, case when duty.subject_type = 'landHousehold' then duty.subject_id end)
    join land_project project on project.id = coalesce(holder.project_id, duty.subject_id)
    where duty.ended is null and duty.owner_unit = ${officer.unit}
      and duty.subject_type in ('landProject', 'landHousehold', 'landVisit', 'landPromise', 'landCorrection') ${dutyAsked(officer, asked, today)}
    order by duty.due_on, duty.id limit ${asked.limit}`);
  const open = await db.rows<{
    id: string;
    project: string;
    name: string;
    text: string;
    on: PlainDate;
    unitVi: string;
    unitEn: string;
  }>(sql`
    select question.id, project.id as project, project.name, question.text, (question.at at time zone 'Asia/Ho_Chi_Minh')::date as on,
      unit.name_vi as "unitVi", unit.name_en as "unitEn"
    from land_question question join land_project project on project.id = question.project_id
    join ${unitNamed(sql`project.unit_id`, sql`unit`)} on true
    where question.answer is null and project.unit_id = ${officer.unit} order by question.at limit ${asked.limit}`);
  const questions = open.map((one) => ({
    key: one.id,
    // No law sets a day: it stands where it was asked.
    dueOn: one.on,
    title: `${one.name}: ${shortened(one.text, 120)}`,
    duty: { vi: 'Trả lời câu hỏi công khai về dự án', en: 'Answer a public question about the project' },
    unit: { vi: one.unitVi, en: one.unitEn },
    href: to.deskOne(one.project),
  }));
  const owed = rows.map((row) =>
    owedLine(row, today, row.household ? to.household(row.household) : to.deskOne(row.project)),
  );
  // What troubles units below is for whoever leads them, not for one post.
  const below = asked.mine ? [] : await overdueBelow(db, officer, today, asked.limit);
  return [...owed, ...asAsked([...questions, ...below], asked)];
}

/** What is overdue in projects of the units below, by project: a leader sees trouble, and nobody's name. */
async function overdueBelow(
  db: Services['db'],
  officer: SignedIn,
  today: PlainDate,
  limit: number,
): Promise<InboxLine[]> {
  if (officer.reach === 'all' || officer.reach.length === 0) return [];
  const below = officer.reach.filter((unit) => unit !== officer.unit);
  const rows = await db.rows<{
    rule: string;
    dueOn: PlainDate;
    count: number;
    unitVi: string;
    unitEn: string;
    name: string;
    project: string;
  }>(sql`
    select duty.rule_code as rule, min(duty.due_on) as "dueOn", count(*)::int as count, unit.name_vi as "unitVi", unit.name_en as "unitEn",
      project.name,
      project.id as project
    from duty
    left join land_visit visit on duty.subject_type = 'landVisit' and visit.id = duty.subject_id
    left join land_promise promise on duty.subject_type = 'landPromise' and promise.id = duty.subject_id
    left join land_household holder on holder.id = coalesce(visit.household_id, promise.household_id,
      case when duty.subject_type = 'landHousehold' then duty.subject_id end)
    join land_project project on project.id = coalesce(holder.project_id, duty.subject_id)
    join ${unitNamed(sql`project.unit_id`, sql`unit`)} on true
    where duty.ended is null and duty.due_on < ${today} and duty.owner_unit = any(${below}::uuid[])
      and duty.subject_type in ('landProject', 'landHousehold', 'landVisit', 'landPromise')
    group by duty.rule_code, unit.name_vi, unit.name_en, project.id order by 2 limit ${limit}`);
  return rows.map((row) => ({
    key: row.project,
    dueOn: row.dueOn,
    title: row.count > 1 ? `${row.name} (${row.count})` : row.name,
    duty: dutyName(row.rule, today),
    unit: { vi: row.unitVi, en: row.unitEn },
    href: to.deskOne(row.project),
  }));
}
