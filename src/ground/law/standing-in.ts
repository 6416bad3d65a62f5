import type { Bilingual } from '../../platform/language.ts';
import type { Standing } from './rule.ts';

/** How long somebody stands in for another at most, in days: after that a post is given to somebody. */
export const standingIn: { mostDays: number; basis: Bilingual; standing: Standing } = {
  mostDays: 366,
  basis: {
    vi: 'Quy chế làm việc của cơ quan (thời hạn ủy quyền phải xác định, Nghị định 30/2020/NĐ-CP, Điều 13)',
    en: 'The office’s own rules (a delegation has a stated term, Decree 30/2020/NĐ-CP, Art. 13)',
  },
  standing: 'toConfirm',
};
