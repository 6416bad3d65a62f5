import type { SignedIn } from '../../ground/access/session.ts';
import { ruleOn } from '../../ground/law/catalogue.ts';
import type { RuleCode } from '../../ground/law/rule.ts';
import { unitNamed } from '../../ground/organization/organization.ts';
import type { InboxLine } from '../../ground/petition-desk.ts';
import type { Services } from '../../ground/services.ts';
import { sql } from '../../platform/database/database.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { campaignPaths as to } from './paths.ts';

/** Final accounts and launch results that the officer's unit owes. */
export async function campaignInbox(
  { db, clock }: Services,
  officer: SignedIn,
  limit: number,
): Promise<InboxLine[]> {
  const today = dayInVietnam(clock());
  const rows = await db.rows<{
    rule: RuleCode;
    dueOn: PlainDate;
    unit: string;
    title: string;
    work: string | null;
    launch: string | null;
  }>(sql`
    select duty.rule_code as rule, duty.due_on as "dueOn", unit.name_vi as unit, coalesce(work.title, launch.title) as title,
      work.id as work, launch.id as launch
    from duty join ${unitNamed(sql`duty.owner_unit`, sql`unit`)} on true
    left join community_work work on work.id = duty.subject_id
    left join launch on launch.id = duty.subject_id
    where duty.ended is null and duty.owner_unit = ${officer.unit} and duty.subject_type in ('communityWork', 'launch')
    order by duty.due_on limit ${limit}`);
  return rows.map((row) => ({
    dueOn: row.dueOn,
    title: row.title,
    duty: ruleOn(row.rule, today).duty.vi,
    unit: row.unit,
    href: row.work ? to.deskWork(row.work) : to.deskLaunch(row.launch ?? ''),
  }));
}
