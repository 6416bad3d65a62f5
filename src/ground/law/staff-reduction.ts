import type { Bilingual } from '../../platform/language.ts';
import { type PlainDate, parsePlainDate } from '../../platform/time.ts';
import type { Standing } from './rule.ts';

/** How a post is reduced. */
export const reductionRoutes = ['earlyRetirement', 'move', 'severance', 'redundancy', 'contractEnd'] as const;
export type ReductionRoute = (typeof reductionRoutes)[number];

/** One version of the decrees on staff reduction. A reduction stands on the one in force on its day. */
export interface ReductionGround {
  code: string;
  name: Bilingual;
  from: PlainDate;
  /** Last day on which a reduction can take effect under it; absent while in force. */
  until?: PlainDate;
  standing: Standing;
}

const day = parsePlainDate;

/** Decree 108/2014 as amended, then 29/2023, then 154/2025, each with the days on which it holds. */
export const reductionGrounds: readonly ReductionGround[] = [
  {
    code: 'ND108-2014',
    name: { vi: 'Nghị định 108/2014/NĐ-CP', en: 'Decree 108/2014/NĐ-CP' },
    from: day('2015-01-10'),
    until: day('2018-10-14'),
    standing: 'confirmed',
  },
  {
    code: 'ND113-2018',
    name: {
      vi: 'Nghị định 108/2014/NĐ-CP, sửa đổi bởi Nghị định 113/2018/NĐ-CP',
      en: 'Decree 108/2014/NĐ-CP as amended by Decree 113/2018/NĐ-CP',
    },
    from: day('2018-10-15'),
    until: day('2020-12-09'),
    standing: 'toConfirm',
  },
  {
    code: 'ND143-2020',
    name: {
      vi: 'Nghị định 108/2014/NĐ-CP, sửa đổi bởi các Nghị định 113/2018 và 143/2020/NĐ-CP',
      en: 'Decree 108/2014/NĐ-CP as amended by Decrees 113/2018 and 143/2020/NĐ-CP',
    },
    from: day('2020-12-10'),
    until: day('2023-07-19'),
    standing: 'toConfirm',
  },
  {
    code: 'ND29-2023',
    name: { vi: 'Nghị định 29/2023/NĐ-CP', en: 'Decree 29/2023/NĐ-CP' },
    from: day('2023-07-20'),
    until: day('2025-06-15'),
    standing: 'confirmed',
  },
  {
    code: 'ND154-2025',
    name: { vi: 'Nghị định 154/2025/NĐ-CP', en: 'Decree 154/2025/NĐ-CP' },
    from: day('2025-06-16'),
    until: day('2030-12-31'),
    standing: 'confirmed',
  },
];

/** The version in force on a day; undefined before the first and after the last. */
export function reductionGroundOn(on: PlainDate): ReductionGround | undefined {
  return reductionGrounds.find((row) => row.from <= on && (row.until === undefined || on <= row.until));
}
