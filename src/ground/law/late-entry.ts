import type { Bilingual } from '../../platform/language.ts';

/** How long after its day something may still be entered with that day: older entries would be dated back. */
export const enteredWithin = {
  days: 15,
  basis: {
    vi: 'Quy chế vào sổ của địa phương (15 ngày, cần xác nhận)',
    en: 'The locality’s own rule on entering (15 days, to be confirmed)',
  },
} satisfies { days: number; basis: Bilingual };
