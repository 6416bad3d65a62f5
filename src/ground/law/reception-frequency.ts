import type { Bilingual } from '../../platform/language.ts';
import { addDays, dayOfWeek, firstOfMonth, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import type { UnitKind } from '../organization/organization.ts';
import type { Standing } from './rule.ts';

/** How often a head receives citizens in person, in some years. */
export interface FrequencyRule {
  code: string;
  /** Kinds of units whose chair it binds. */
  units: readonly UnitKind[];
  least: number;
  per: 'month' | 'week';
  basis: Bilingual;
  from: PlainDate;
  /** Last day; absent while in force. */
  until?: PlainDate;
  standing: Standing;
}

const day = parsePlainDate;
const lawFrom = day('2014-07-01'); // Law 42/2013/QH13 in force
const districtsEnd = day('2025-06-30');
const amended = day('2026-07-01'); // Law 136/2025/QH15 in force

/** The least number of days, as dated data (Law on Citizen Reception, Arts. 12–15). */
export const frequencyRules: readonly FrequencyRule[] = [
  {
    code: 'TCD-FREQ-P',
    units: ['province'],
    least: 1,
    per: 'month',
    basis: { vi: 'Luật Tiếp công dân 2013, Điều 12', en: 'Law on Citizen Reception 2013, Art. 12' },
    from: lawFrom,
    standing: 'confirmed',
  },
  {
    code: 'TCD-FREQ-D',
    units: ['committee', 'district'],
    least: 2,
    per: 'month',
    basis: { vi: 'Luật Tiếp công dân 2013, Điều 13', en: 'Law on Citizen Reception 2013, Art. 13' },
    from: lawFrom,
    until: districtsEnd,
    standing: 'confirmed',
  },
  {
    code: 'TCD-FREQ-C1',
    units: ['commune', 'ward', 'township'],
    least: 1,
    per: 'week',
    basis: {
      vi: 'Luật Tiếp công dân 2013, khoản 2 Điều 15',
      en: 'Law on Citizen Reception 2013, Art. 15(2)',
    },
    from: lawFrom,
    until: day('2026-06-30'),
    standing: 'confirmed',
  },
  {
    code: 'TCD-FREQ-C2',
    units: ['commune', 'ward', 'township'],
    least: 2,
    per: 'month',
    basis: {
      vi: 'Luật Tiếp công dân, sửa đổi bởi khoản 7 Điều 1 Luật 136/2025/QH15',
      en: 'Law on Citizen Reception as amended by Law 136/2025/QH15, Art. 1(7)',
    },
    from: amended,
    standing: 'confirmed',
  },
];

/** Kinds of units whose chair some rule binds, or did. */
export const boundKinds: readonly UnitKind[] = [...new Set(frequencyRules.flatMap((rule) => rule.units))];

/** The rule that binds the chair of a kind of unit on a day; undefined where the law sets none. */
export function frequencyOn(kind: UnitKind, on: PlainDate): FrequencyRule | undefined {
  return frequencyRules.find(
    (rule) => rule.units.includes(kind) && rule.from <= on && (rule.until === undefined || on <= rule.until),
  );
}

/** A day on which a duty of reception begins: it is owed by whoever is in office then. */
export interface DutyDay {
  on: PlainDate;
  /** The first of its month. */
  month: PlainDate;
  least: number;
}

/**
 * What is asked of the chair of a kind of unit in a month: of a monthly rule on its first day, of a weekly one on each
 * Monday, by the rule of the month's first day.
 *
 * @param month any day of the month
 */
export function dutyDays(kind: UnitKind, month: PlainDate): DutyDay[] {
  const first = firstOfMonth(month);
  const rule = frequencyOn(kind, first);
  if (!rule) return [];
  if (rule.per === 'month') return [{ on: first, month: first, least: rule.least }];
  const days: DutyDay[] = [];
  for (let on = first; on.slice(0, 7) === first.slice(0, 7); on = addDays(on, 1))
    if (dayOfWeek(on) === 1) days.push({ on, month: first, least: rule.least });
  return days;
}
