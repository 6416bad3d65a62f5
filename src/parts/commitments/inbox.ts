import type { SignedIn } from '../../ground/access/session.ts';
import { ruleOn } from '../../ground/law/catalogue.ts';
import type { InboxLine } from '../../ground/petition-desk.ts';
import type { Services } from '../../ground/services.ts';
import { sql } from '../../platform/database/database.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { listCommitments } from './commitment.store.ts';
import { commitmentPaths as to } from './paths.ts';
import { stateNames, stepNames } from './texts.ts';

/** Items that the unit owes, and commitments that wait for a signature or an answer of this officer's side. */
export async function commitmentInbox(
  { db, clock }: Services,
  officer: SignedIn,
  limit: number,
): Promise<InboxLine[]> {
  const today = dayInVietnam(clock());
  const owed = await db.rows<{ id: string; text: string; dueOn: PlainDate; unit: string }>(sql`
    select commitment.id, item.text, duty.due_on as "dueOn", unit.name_vi as unit
    from duty join commitment_item item on item.id = duty.subject_id
    join commitment on commitment.id = item.commitment_id
    join lateral (select name_vi from unit_version where unit_id = duty.owner_unit
      order by lower(valid) desc limit 1) unit on true
    where duty.ended is null and duty.subject_type = 'commitmentItem' and duty.owner_unit = ${officer.unit}
      and duty.suspended_from is null
    order by duty.due_on limit ${limit}`);
  const leading = officer.role === 'head' || officer.role === 'chair';
  const waiting = leading ? await listCommitments(db, { units: [officer.unit] }) : [];
  return [
    ...owed.map((one) => ({
      dueOn: one.dueOn,
      title: one.text,
      duty: ruleOn('CK-ITEM', today).duty.vi,
      unit: one.unit,
      href: to.one(one.id),
    })),
    ...waiting.flatMap((one) => {
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
      const duty = `${stateNames.vi[one.state]}: ${stepNames.vi[step].toLocaleLowerCase('vi')}`;
      return [{ dueOn: today, title: one.title, duty, unit: one.unitVi, href: to.one(one.id) }];
    }),
  ]
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    .slice(0, limit);
}
