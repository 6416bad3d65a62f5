import { seenBy } from '../../ground/access/floor.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  asAsked,
  dutyAsked,
  dutyName,
  type InboxAsked,
  type InboxLine,
  type InboxSource,
} from '../../ground/hall/inbox.ts';
import { rules } from '../../ground/law/catalogue.ts';
import type { Services } from '../../ground/services.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { floorFor, sightOf } from './desk.service.ts';
import { lateTexts } from './late.pages.tsx';
import { lateBelow } from './late.service.ts';
import { kindNames, stateNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { inbox } from './petition.store.ts';
import { kinds, type PetitionKind } from './petition.ts';

/** What is owed of petitions, and late denunciations below of which the body above hears. */
export const petitionInbox: InboxSource = {
  name: { vi: 'Đơn thư', en: 'Petitions' },
  sorts: kinds.map((code) => ({ code, name: { vi: kindNames.vi[code], en: kindNames.en[code] } })),
  lines,
};

/** Rules whose duties belong to a kind: they narrow the index before the cases are looked at. */
export function rulesOfKind(kind: PetitionKind): string[] {
  const prefix = { complaint: 'KN-', denunciation: 'TC-', recommendation: '', reflection: '' }[kind];
  const own = rules
    .map((rule) => rule.code)
    .filter((code) => (prefix ? code.startsWith(prefix) : /^(XLD|PAQD|PAPL|DP)-/.test(code)));
  return [...new Set([...own, 'XLD-REPORT'])];
}

async function lines(services: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]> {
  const { db, clock } = services;
  const today = dayInVietnam(clock());
  const kind = kinds.find((one) => one === asked.sort);
  const rows = await inbox(seenBy(db, floorFor(officer)), {
    sight: sightOf(officer),
    kind,
    rules: kind && rulesOfKind(kind),
    today,
    asked: dutyAsked(officer, asked, today),
    limit: asked.limit,
  });
  const owed = rows.map(
    (row): InboxLine => ({
      key: row.dutyId,
      dueOn: row.dueOn,
      suspended: row.suspendedFrom !== null,
      title: row.title,
      about: {
        vi: `№ ${row.number} · ${kindNames.vi[row.kind]} · ${stateNames.vi[row.state]}`,
        en: `№ ${row.number} · ${kindNames.en[row.kind]} · ${stateNames.en[row.state]}`,
      },
      duty: dutyName(row.ruleCode, today),
      unit: { vi: row.unitVi, en: row.unitEn },
      responsible: row.responsible,
      href: deskPaths.case(row.petitionId),
    }),
  );
  const below = asked.mine || (kind && kind !== 'denunciation') ? [] : await late(services, officer);
  return [...owed, ...asAsked(below, asked)];
}

/** Late denunciations below, of which the head of the body above sees number and terms only. */
async function late({ db, site }: Services, officer: SignedIn): Promise<InboxLine[]> {
  return Promise.all(
    (await lateBelow(db, officer)).map(async (one) => ({
      key: one.id,
      dueOn: one.askBy,
      title: lateTexts.vi.line(one.number),
      duty: dutyName('TC-LATE-1', one.askBy),
      unit: (await site.unit(one.unit))?.name ?? { vi: '', en: '' },
      href: deskPaths.late(one.id),
    })),
  );
}
