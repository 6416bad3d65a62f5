import type { Bilingual, Language } from '../../platform/language.ts';
import type { MenuItem } from '../../platform/page/frame.ts';
import { paths } from '../places.ts';

/** An entry of a menu, as the part whose page it is declares it. */
export interface MenuEntry {
  /** `top`: above every public page; `foot`: below it; `desk`: above the officers' pages. */
  where: 'top' | 'foot' | 'desk';
  /** Where it stands among the others, smallest first. */
  at: number;
  href: string;
  label: Bilingual;
  /** Of the desk: for officers who work with cases, where nothing is said; for administrators; for both. */
  who?: 'administrators' | 'all';
}

/** Entries of what belongs to no part. */
export const groundMenu: readonly MenuEntry[] = [
  { where: 'desk', at: 0, href: paths.inbox, label: { vi: 'Việc phải làm', en: 'Duties' } },
  { where: 'top', at: 50, href: paths.record, label: { vi: 'Sổ ghi', en: 'The record' } },
  { where: 'foot', at: 10, href: paths.verify, label: { vi: 'Kiểm tra biên nhận', en: 'Check a receipt' } },
  { where: 'foot', at: 60, href: paths.record, label: { vi: 'Sổ ghi', en: 'The record' } },
  {
    where: 'foot',
    at: 90,
    href: paths.api,
    label: { vi: 'Dữ liệu cho phần mềm (API)', en: 'Data for programs (API)' },
  },
  { where: 'foot', at: 99, href: paths.signIn, label: { vi: 'Cán bộ đăng nhập', en: 'Officers: sign in' } },
];

/** The entries of one menu in their order, in the reader's language. */
export function menuOf(
  entries: readonly MenuEntry[],
  where: MenuEntry['where'],
  language: Language,
  administrator = false,
): MenuItem[] {
  const seen = (who: MenuEntry['who']) =>
    who === 'all' || where !== 'desk' || (who === 'administrators') === administrator;
  return entries
    .filter((one) => one.where === where && seen(one.who))
    .toSorted((a, b) => a.at - b.at)
    .map(({ href, label }) => ({ href, label: label[language] }));
}
