import type { Figure, FigureAsked, FigureSeries } from '../../ground/figure/catalogue.ts';
import { frequencyOn, requiredIn } from '../../ground/law/reception-frequency.ts';
import { type UnitId, unitKinds } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { plannedAnew, sql } from '../../platform/database/database.ts';
import {
  dayInVietnam,
  monthEnd,
  monthsBetween,
  newestMonthOver,
  type PlainDate,
  parsePlainDate,
  yearOf,
} from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import { inPersonProof } from './proof.ts';

/** Days on which heads received, of those the law asks for: what all reception figures are made of. */
export interface ReceptionCounts {
  required: number;
  held: number;
  inPerson: number;
}

/**
 * Counts the days of every leader who had a session in the year; each owes what the rule of the month's first
 * day asks of a unit of that kind. Two sessions on one day are one. Never capped.
 */
export async function countReceptions(
  services: Pick<Services, 'db'>,
  asked: FigureAsked,
): Promise<(ReceptionCounts & { month: PlainDate | null; unit: UnitId | null })[]> {
  const { from, by } = asked;
  const asOf = dayInVietnam(asked.asOf);
  const over = newestMonthOver(asOf);
  const to = asked.to < over ? asked.to : over;
  const months = monthsBetween(from, to);
  if (months.length === 0) return [];
  // Not asked by month, a year is one slot: a twelfth of the rows.
  const slotOf = (month: PlainDate) => (by.month ? month : parsePlainDate(`${yearOf(month)}-01-01`));
  const owed = new Map<string, { slot: PlainDate; kind: string; required: number }>();
  for (const month of months)
    for (const kind of unitKinds) {
      const rule = frequencyOn(kind, month);
      const key = `${slotOf(month)} ${kind}`;
      const one = owed.get(key) ?? { slot: slotOf(month), kind, required: 0 };
      owed.set(key, { ...one, required: one.required + (rule ? requiredIn(rule, month) : 0) });
    }
  const owes = [...owed.values()];
  const month = by.month ? sql`slot` : sql`null::date`;
  const unit = by.unit ? sql`unit_id` : sql`null::uuid`;
  const slot = by.month
    ? sql`date_trunc('month', on_day::timestamp)::date`
    : sql`date_trunc('year', on_day::timestamp)::date`;
  return services.db.rows(
    plannedAnew(sql`
    with session as (
      select unit_id, leader_post, on_day, extract(year from on_day)::int as year, ${slot} as slot,
        state = 'held' and coalesce(state_from, on_day) <= ${asOf} as held, coalesce(in_person, false) as in_person
      from reception_session
      where on_day between ${`${yearOf(from)}-01-01`} and ${`${yearOf(to)}-12-31`}
        -- Posted by then, or held: what is only planned says nothing to anybody yet.
        and (posted_at <= ${asked.asOf} or (state = 'held' and coalesce(state_from, on_day) <= ${asOf}))
    ), kind as materialized (
      -- Once a unit, before months multiply the rows.
      select distinct on (unit_id) unit_id, kind from unit_version order by unit_id, lower(valid) desc
    ), leader as materialized (
      select year, kind.kind, each.unit_id, count(*) as leaders
      from (select distinct year, unit_id, leader_post from session) each
      join kind on kind.unit_id = each.unit_id group by 1, 2, 3
    ), owing as (
      select leader.unit_id, owed.slot, leaders * owed.required as required
      from leader
      join unnest(${owes.map((one) => one.slot)}::date[], ${owes.map((one) => one.kind)}::text[],
        ${owes.map((one) => one.required)}::int[]) as owed (slot, kind, required)
        on extract(year from owed.slot)::int = leader.year and owed.kind = leader.kind
    ), day as (
      select unit_id, slot, bool_or(in_person) as in_person from session
      where held and on_day between ${from} and ${monthEnd(to)}
      group by unit_id, leader_post, slot, on_day
    ), received as (
      select unit_id, slot, count(*) as held, count(*) filter (where in_person) as in_person from day group by unit_id, slot
    )
    -- Added up, not joined: whatever the planner believes of their sizes, it is one pass.
    select ${month} as month, ${unit} as unit, sum(required)::int as required, sum(held)::int as held,
      sum(in_person)::int as "inPerson"
    from (
      select unit_id, slot, required, 0 as held, 0 as in_person from owing
      union all select unit_id, slot, 0, held, in_person from received
    ) each group by 1, 2`),
  );
}

async function countOf(
  services: Services,
  asked: FigureAsked,
  value: (counts: ReceptionCounts) => { numerator: number; denominator: number },
): Promise<FigureSeries> {
  const rows = await countReceptions(services, asked);
  return {
    cells: rows.map((row) => ({ month: row.month ?? undefined, unit: row.unit ?? undefined, ...value(row) })),
    remainder: undefined,
  };
}

const figure = (
  given: Pick<
    Figure,
    'code' | 'name' | 'definition' | 'denominator' | 'better' | 'featured' | 'proof' | 'above'
  > & {
    value(counts: ReceptionCounts): { numerator: number; denominator: number };
  },
): Figure => {
  const { value, ...rest } = given;
  return {
    ...rest,
    counts: { vi: 'ngày tiếp', en: 'days of reception' },
    owner: { vi: 'Người đứng đầu đơn vị', en: 'The head of the unit' },
    smallCells: {
      vi: 'Không có: đây là việc của người đứng đầu, không phải của người dân.',
      en: 'None: these are acts of heads, not of citizens.',
    },
    recipe: {
      vi: 'Đếm các ngày có buổi tiếp đã diễn ra trong lịch đã niêm yết (hai buổi một ngày là một ngày). Số ngày phải tiếp lấy theo quy định của ngày đầu tháng; quy định theo tuần tính theo số thứ Hai trong tháng.',
      en: 'Count the days with a session held in the posted schedule (two on one day are one). The days asked for are those of the rule on the first of the month; of a weekly rule one for each Monday.',
    },
    since: parsePlainDate('2024-01-01'),
    behind: (_from, to) => `${receptionPaths.compliance}?nam=${yearOf(to)}`,
    count: (services, asked) => countOf(services, asked, value),
  };
};

/** What is published about receptions, for the catalogue of all figures. */
export const receptionFigures: readonly Figure[] = [
  figure({
    code: 'receptions-held',
    name: { vi: 'Ngày tiếp công dân của người đứng đầu', en: 'Days on which heads received' },
    definition: {
      vi: 'Số ngày có buổi tiếp của người đứng đầu đã diễn ra, trên số ngày luật yêu cầu. Trên 100% là tiếp nhiều hơn luật yêu cầu.',
      en: 'Days with a session of the head that was held, of the days the law asks for. Above 100% is more than asked.',
    },
    denominator: { vi: 'Ngày luật yêu cầu', en: 'Days the law asks for' },
    better: 'more',
    featured: true,
    above: true,
    value: ({ held, required }) => ({ numerator: held, denominator: required }),
  }),
  figure({
    code: 'receptions-in-person',
    name: { vi: 'Trực tiếp tiếp công dân', en: 'Received in person' },
    definition: {
      vi: 'Số ngày người đứng đầu trực tiếp tiếp, trên số ngày có buổi tiếp đã diễn ra.',
      en: 'Days on which the head received in person, of the days with a session held.',
    },
    denominator: { vi: 'Ngày có buổi tiếp đã diễn ra', en: 'Days with a session held' },
    better: 'more',
    proof: inPersonProof,
    value: ({ inPerson, held }) => ({ numerator: inPerson, denominator: held }),
  }),
];
