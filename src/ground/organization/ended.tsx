import type { Database } from '../../platform/database/database.ts';
import type { Language } from '../../platform/language.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import type { KnownSite } from '../site.ts';
import { endOfUnit, type Unit } from './organization.ts';

const words = {
  vi: {
    ended: (on: string) =>
      `Đơn vị này đã kết thúc hoạt động từ ngày ${on}. Trang vẫn giữ những gì đơn vị đã làm.`,
    heir: 'Nay là',
  },
  en: {
    ended: (on: string) => `This unit is no more since ${on}. The page keeps what it did.`,
    heir: 'Now',
  },
} as const;

/** That a unit is no more, since when, and who answers for it now. */
export interface Ended {
  on: PlainDate;
  heir: Unit | undefined;
}

/** Whether a unit is no more, and who answers for it now; undefined while it lives. */
export async function endedOf(
  db: Database,
  { units, ended, heirs }: KnownSite,
  unit: Unit,
): Promise<Ended | undefined> {
  if (!ended.some((one) => one.id === unit.id)) return undefined;
  const on = await endOfUnit(db, unit.id);
  return on && { on, heir: units.find((one) => one.id === heirs.get(unit.id)) };
}

/** Says on the page of a unit that it is no more; `address` is the same page of its heir. */
export function EndedNote(props: { ended: Ended; language: Language; address: (heir: Unit) => string }) {
  const { ended, language } = props;
  const t = words[language];
  const { heir } = ended;
  return (
    <p class="note">
      {t.ended(formatDate(ended.on))}
      {heir && (
        <>
          {' '}
          {t.heir}: <a href={props.address(heir)}>{heir.name[language]}</a>.
        </>
      )}
    </p>
  );
}
