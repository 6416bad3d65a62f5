import type { Bilingual } from '../../platform/language.ts';
import type { Role } from './decision.ts';

const titles: Record<Role, Bilingual> = {
  clerk: { vi: 'Văn thư', en: 'Clerk' },
  officer: { vi: 'Chuyên viên', en: 'Officer' },
  head: { vi: 'Thủ trưởng', en: 'Head' },
  chair: { vi: 'Chủ tịch', en: 'Chair' },
  administrator: { vi: 'Quản trị hệ thống', en: 'Administrator' },
  auditor: { vi: 'Thanh tra viên', en: 'Inspector' },
};

/** What a post of a role is called unless it has a title of its own. */
export function roleTitle(role: Role): Bilingual {
  return titles[role];
}
