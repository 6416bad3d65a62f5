import type { SignedIn } from '../../ground/access/session.ts';
import {
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
import { dayInVietnam } from '../../platform/time.ts';
import { campaignPaths as to } from './paths.ts';

/** Final accounts and launch results that the officer's unit owes. */
export const campaignInbox: InboxSource = {
  name: { vi: 'Dân vận khéo, công trình', en: 'Campaigns and works' },
  lines,
};

async function lines({ db, clock }: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]> {
  const today = dayInVietnam(clock());
  const rows = await db.rows<
    OwedRow & {
      work: string | null;
      launch: string | null;
    }
  >(sql`
    select ${owedColumns},
      coalesce(work.title, launch.title) as title,
      work.id as work, launch.id as launch
    from duty join ${unitNamed(sql`duty.owner_unit`, sql`unit`)} on true
    left join community_work work on work.id = duty.subject_id
    left join launch on launch.id = duty.subject_id
    where duty.ended is null and duty.owner_unit = ${officer.unit} and duty.subject_type in ('communityWork', 'launch')
      ${dutyAsked(officer, asked, today)}
    order by duty.due_on, duty.id limit ${asked.limit}`);
  return rows.map((row) =>
    owedLine(row, today, row.work ? to.deskWork(row.work) : to.deskLaunch(row.launch ?? '')),
  );
}
