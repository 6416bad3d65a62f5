import type { Figure, FigureAsked, FigureSeries } from '../../ground/figure/catalogue.ts';
import { boundKinds, dutyDays } from '../../ground/law/reception-frequency.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
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
import { owingSpans } from './reception.store.ts';
import { visitFigures } from './visit.figures.ts';

/** Days on which heads received, of those the law asks for: what all reception figures are made of. */
export interface ReceptionCounts {
  required: number;
  held: number;
  inPerson: number;
}

/**
 * Counts the days on which leaders received, of those that are owed: by the chair of every unit that the law binds, from
 * the first day of the unit and of the post, also where nobody ever received. Two sessions on one day are one. Never
 * capped.
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
  const owes = boundKinds.flatMap((kind) =>
    months.flatMap((month) => dutyDays(kind, month).map((one) => ({ ...one, kind, slot: slotOf(month) }))),
  );
  const month = by.month ? sql`slot` : sql`null::date`;
  const unit = by.unit ? sql`unit_id` : sql`null::uuid`;
  const slot = by.month
    ? sql`date_trunc('month', on_day::timestamp)::date`
    : sql`date_trunc('year', on_day::timestamp)::date`;
  return services.db.rows(
    plannedAnew(sql`
    with session as (
      select unit_id, leader_post, on_day, ${slot} as slot, coalesce(in_person, false) as in_person
      from reception_session
      where on_day between ${from} and ${monthEnd(to)}
        and state = 'held' and coalesce(state_from, on_day) <= ${asOf}
    ), span as materialized (
      -- Units and posts of like spans owe alike: counted once for all of them.
      select ${by.unit ? sql`unit_id` : sql`null::uuid`} as unit_id, kind, since, until, count(*) as leaders
      from (${owingSpans(from, monthEnd(to))}) owing group by 1, 2, 3, 4
    ), owing as (
      select span.unit_id, owed.slot, sum(leaders * owed.least) as required
      from span join unnest(${owes.map((one) => one.slot)}::date[], ${owes.map((one) => one.kind)}::text[],
        ${owes.map((one) => one.on)}::date[], ${owes.map((one) => one.least)}::int[]) as owed (slot, kind, on_day, least)
        on owed.kind = span.kind and owed.on_day >= span.since and (span.until is null or owed.on_day < span.until)
      group by span.unit_id, owed.slot
    ), day as (
      select unit_id, slot, bool_or(in_person) as in_person from session
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
      vi: 'Đếm các ngày có buổi tiếp đã diễn ra (hai buổi một ngày là một ngày). Số ngày phải tiếp của mọi chủ tịch có nghĩa vụ, kể cả người chưa tiếp buổi nào, tính từ ngày đầu của đơn vị và của chức vụ, theo quy định của ngày đầu tháng; quy định theo tuần tính theo số thứ Hai trong tháng.',
      en: 'Count the days with a session held (two on one day are one). The days asked for are those of every chair whom the law binds, also of one who never received, from the first day of the unit and of the post, by the rule on the first of the month; of a weekly rule one for each Monday.',
    },
    since: parsePlainDate('2024-01-01'),
    behind: (_from, to) => `${receptionPaths.compliance}?nam=${yearOf(to)}`,
    count: (services, asked) => countOf(services, asked, value),
  };
};

/** What is published about receptions, for the catalogue of all figures. */
export const receptionFigures: readonly Figure[] = [
  ...visitFigures,
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
