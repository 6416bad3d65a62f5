import type { SignedIn } from '../../ground/access/session.ts';
import { dutyAsked, type InboxAsked, type InboxLine, type InboxSource } from '../../ground/hall/inbox.ts';
import { unitNamed } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { sql } from '../../platform/database/database.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import { texts } from './texts.ts';

/** What was promised at receptions, in the units an officer reaches, and schedules that are to be posted. */
export const receptionInbox: InboxSource = { name: { vi: 'Tiếp công dân', en: 'Receptions' }, lines };

async function lines({ db, clock }: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]> {
  const units = officer.reach === 'all' ? sql`true` : sql`duty.owner_unit = any(${officer.reach}::uuid[])`;
  const rows = await db.rows<{
    key: string;
    type: string;
    dueOn: PlainDate;
    text: string | null;
    unitVi: string;
    unitEn: string;
  }>(sql`
    select duty.id as key, duty.subject_type as type, duty.due_on as "dueOn", promise.text,
      unit.name_vi as "unitVi", unit.name_en as "unitEn"
    from duty join ${unitNamed(sql`duty.owner_unit`, sql`unit`)} on true
    left join reception_promise promise on promise.duty_id = duty.id
    where duty.ended is null and (duty.subject_type = 'receptionPromise' and ${units}
      or duty.subject_type = 'reception' and duty.owner_unit = ${officer.unit})
      ${dutyAsked(officer, asked, dayInVietnam(clock()))}
    order by duty.due_on, duty.id limit ${asked.limit}`);
  const { vi, en } = texts;
  return rows.map(({ key, type, dueOn, text, unitVi, unitEn }) => {
    const promised = type === 'receptionPromise';
    return {
      key,
      dueOn,
      title: promised ? (text ?? '') : vi.keepSchedule,
      duty: promised ? { vi: vi.promise, en: en.promise } : { vi: vi.dutyPost, en: en.dutyPost },
      unit: { vi: unitVi, en: unitEn },
      href: promised ? receptionPaths.promises : receptionPaths.plan,
    };
  });
}
