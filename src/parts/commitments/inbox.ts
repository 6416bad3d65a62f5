import { isHead } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  asAsked,
  dutyAsked,
  dutyName,
  type InboxAsked,
  type InboxLine,
  type InboxSource,
} from '../../ground/hall/inbox.ts';
import { unitNamed } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { sql } from '../../platform/database/database.ts';
import type { Language } from '../../platform/language.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { listCommitments } from './commitment.store.ts';
import { commitmentPaths as to } from './paths.ts';
import { stateNames, stepNames } from './texts.ts';

/** Items that the unit owes, and commitments that wait for a signature or an answer of this officer's side. */
export const commitmentInbox: InboxSource = { name: { vi: 'Cam kết', en: 'Commitments' }, lines };

async function lines({ db, clock }: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]> {
  const today = dayInVietnam(clock());
  const owed = await db.rows<{
    key: string;
    id: string;
    text: string;
    dueOn: PlainDate;
    unitVi: string;
    unitEn: string;
  }>(sql`
    select duty.id as key, commitment.id, item.text, duty.due_on as "dueOn", unit.name_vi as "unitVi", unit.name_en as "unitEn"
    from duty join commitment_item item on item.id = duty.subject_id
    join commitment on commitment.id = item.commitment_id
    join ${unitNamed(sql`duty.owner_unit`, sql`unit`)} on true
    where duty.ended is null and duty.subject_type = 'commitmentItem' and duty.owner_unit = ${officer.unit}
      and duty.suspended_from is null ${dutyAsked(officer, asked, today)}
    order by duty.due_on, duty.id limit ${asked.limit}`);
  const leading = isHead(officer.role);
  const waiting = leading ? await listCommitments(db, { units: [officer.unit] }) : [];
  const signatures = waiting.flatMap((one): InboxLine[] => {
    const own = one.unitId === officer.unit;
    const step = own
      ? one.state === 'draft'
        ? 'propose'
        : one.state === 'agreed'
          ? 'signHead'
          : undefined
      : one.state === 'proposed'
        ? 'agree'
        : one.state === 'headSigned'
          ? 'signSuperior'
          : undefined;
    if (!step) return [];
    const said = (language: Language) =>
      `${stateNames[language][one.state]}: ${stepNames[language][step].toLocaleLowerCase(language)}`;
    return [
      {
        key: one.id,
        dueOn: today,
        title: one.title,
        duty: { vi: said('vi'), en: said('en') },
        unit: { vi: one.unitVi, en: one.unitEn },
        href: to.one(one.id),
      },
    ];
  });
  return [
    ...owed.map((one) => ({
      key: one.key,
      dueOn: one.dueOn,
      title: one.text,
      duty: dutyName('CK-ITEM', today),
      unit: { vi: one.unitVi, en: one.unitEn },
      href: to.one(one.id),
    })),
    ...asAsked(signatures, asked),
  ];
}
