import type { CellRule } from '../../ground/figure/coarsen.ts';
import type { FigureDefinition } from '../../ground/figure/figure.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { empty, plannedAnew, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import { kinds, type PetitionKind } from './petition.ts';

/** The five cells that every received case stands in, and what is asked of the answered ones. */
export const cells = [
  'answeredOnTime',
  'answeredLate',
  'openInTime',
  'openOverdue',
  'endedOtherwise',
] as const;
export type CellCode = (typeof cells)[number];
export const extras = ['reopened', 'satisfied', 'rated', 'onLastDay', 'atMonthEnd', 'extended'] as const;

/** Counts of the cases received in a period. The five cells sum to `received`. */
export type Counts = Record<'received' | CellCode | (typeof extras)[number], number>;

/** By units as they were when they took the cases in, or as they are organised now. */
export type Organised = 'then' | 'now';

export interface CountsOf extends Counts {
  unitThen: UnitId;
  unitNow: UnitId;
  kind: PetitionKind;
}

const definition = (
  code: string,
  vi: string,
  en: string,
  viWords: string,
  enWords: string,
  better?: 'more' | 'less',
): FigureDefinition => ({
  code,
  name: { vi, en },
  definition: { vi: viWords, en: enWords },
  counts: { vi: 'đơn', en: 'petitions' },
  ...(better && { better }),
});

/** What is published about petitions. Shares name their denominator. */
export const figureDefinitions: readonly FigureDefinition[] = [
  definition('received', 'Đã nhận', 'Received', 'Số đơn nhận trong kỳ.', 'Petitions received in the period.'),
  definition(
    'answeredOnTime',
    'Trả lời đúng hạn',
    'Answered on time',
    'Số đơn nhận trong kỳ đã trả lời không muộn hơn hạn. Mẫu số của tỷ lệ: các đơn đã có kết luận về hạn (trả lời đúng hạn, trả lời trễ, quá hạn chưa trả lời).',
    'Petitions received in the period and answered no later than due. Denominator of the share: those whose deadline is decided (answered on time, answered late, overdue).',
    'more',
  ),
  definition(
    'answeredLate',
    'Trả lời trễ hạn',
    'Answered late',
    'Số đơn nhận trong kỳ đã trả lời sau hạn.',
    'Petitions received in the period and answered after the due date.',
    'less',
  ),
  definition(
    'openInTime',
    'Đang giải quyết, còn hạn',
    'Open in time',
    'Số đơn nhận trong kỳ chưa trả lời và chưa đến hạn.',
    'Petitions received in the period, open and not yet due.',
  ),
  definition(
    'openOverdue',
    'Quá hạn chưa trả lời',
    'Overdue',
    'Số đơn nhận trong kỳ chưa trả lời mà đã quá hạn.',
    'Petitions received in the period, open and overdue.',
    'less',
  ),
  definition(
    'endedOtherwise',
    'Kết thúc khác',
    'Ended otherwise',
    'Không thụ lý, hướng dẫn, chuyển, lưu hoặc đã rút.',
    'Not accepted, guided, transferred, filed or withdrawn.',
  ),
  definition(
    'reopened',
    'Phải mở lại',
    'Reopened',
    'Số đơn đã trả lời mà phải giải quyết lại. Mẫu số: số đơn đã trả lời.',
    'Answered petitions that had to be taken up again. Denominator: answered petitions.',
    'less',
  ),
  definition(
    'satisfied',
    'Người dân hài lòng',
    'Satisfied',
    'Số đơn mà người gửi cho biết hài lòng. Mẫu số: số đơn có người gửi đánh giá.',
    'Petitions whose sender was satisfied. Denominator: petitions that were rated.',
    'more',
  ),
  definition(
    'onLastDay',
    'Trả lời vào ngày cuối của hạn',
    'Answered on the last day',
    'Số đơn trả lời đúng vào ngày cuối cùng của hạn. Mẫu số: số đơn đã trả lời. Nhiều thì nên xem lại: hạn là mức chậm nhất, không phải ngày hẹn.',
    'Petitions answered on the very last day of their term. Denominator: answered petitions. Many are a sign: a term is the latest day, not an appointment.',
  ),
  definition(
    'atMonthEnd',
    'Trả lời dồn vào cuối tháng',
    'Answered at the end of a month',
    'Số đơn trả lời trong ba ngày cuối của một tháng. Mẫu số: số đơn đã trả lời. Chia đều thì khoảng một phần mười; hơn nhiều là dấu hiệu làm dồn trước khi báo cáo.',
    'Petitions answered in the last three days of a month. Denominator: answered petitions. Evenly spread it is about a tenth; far more is a sign of closing in bulk before a report.',
  ),
  definition(
    'extended',
    'Phải gia hạn',
    'Term made longer',
    'Số đơn nhận trong kỳ được gia hạn giải quyết. Mẫu số: số đơn nhận trong kỳ.',
    'Petitions received in the period whose term was made longer. Denominator: petitions received.',
    'less',
  ),
];

const measures = (today: PlainDate) => sql`
  count(*)::int as received,
  count(*) filter (where answered_on <= due_on)::int as "answeredOnTime",
  count(*) filter (where answered_on > due_on)::int as "answeredLate",
  count(*) filter (where answered_on is null and closed_on is null and due_on >= ${today})::int as "openInTime",
  count(*) filter (where answered_on is null and closed_on is null and due_on < ${today})::int as "openOverdue",
  count(*) filter (where answered_on is null and closed_on is not null)::int as "endedOtherwise",
  count(*) filter (where reopened)::int as reopened,
  count(*) filter (where satisfied)::int as satisfied,
  count(satisfied)::int as rated,
  count(*) filter (where answered_on = due_on)::int as "onLastDay",
  count(*) filter (where answered_on >= petition_month_closing(answered_on))::int as "atMonthEnd",
  count(*) filter (where extended)::int as extended`;

/** Counts by unit and kind of the cases received from `from` to `to`, as they stand on `today`. */
export async function countCases(
  db: Queries,
  filter: {
    from: PlainDate;
    to: PlainDate;
    today: PlainDate;
    unit?: UnitId | undefined;
    organised?: Organised;
    /** Units of now beyond which nothing is counted. */
    within?: readonly UnitId[] | undefined;
    kind?: PetitionKind | undefined;
    /** By the kind that a case was entered as, so that no later change can be read off. */
    asToldToPublic?: boolean;
  },
): Promise<CountsOf[]> {
  const { from, to, today } = filter;
  const unit = ofUnit(filter.unit, filter.organised, filter.within);
  const kindOf = filter.asToldToPublic ? sql`cell_kind` : sql`kind`;
  const kind = filter.kind ? sql`and ${kindOf} = ${filter.kind}` : empty;
  return db.rows<CountsOf>(
    plannedAnew(sql`
    select unit_id as "unitThen", unit_now as "unitNow", ${kindOf} as kind, ${measures(today)}
    from petition_count
    where received_on between ${from} and ${to} ${unit} ${kind}
    group by unit_id, unit_now, 3`),
  );
}

function ofUnit(
  unit: UnitId | undefined,
  organised: Organised = 'now',
  within: readonly UnitId[] | undefined,
): Sql {
  const column = organised === 'then' ? sql`unit_id` : sql`unit_now`;
  const one = unit ? sql`and ${column} = ${unit}` : empty;
  return within ? sql`${one} and unit_now = any(${within}::uuid[])` : one;
}

/** Adds counts up. */
export function sumCounts(rows: readonly Counts[]): Counts {
  const names = ['received', ...cells, ...extras] as const;
  const total = Object.fromEntries(names.map((name) => [name, 0])) as Counts;
  for (const row of rows) for (const name of names) total[name] += row[name];
  return total;
}

/** Numerator and denominator of each share. */
export function shares(
  counts: Counts,
): Record<
  'answeredOnTime' | 'reopened' | 'satisfied' | 'onLastDay' | 'atMonthEnd' | 'extended',
  { numerator: number; denominator: number }
> {
  const answered = counts.answeredOnTime + counts.answeredLate;
  return {
    answeredOnTime: { numerator: counts.answeredOnTime, denominator: answered + counts.openOverdue },
    reopened: { numerator: counts.reopened, denominator: answered },
    satisfied: { numerator: counts.satisfied, denominator: counts.rated },
    onLastDay: { numerator: counts.onLastDay, denominator: answered },
    atMonthEnd: { numerator: counts.atMonthEnd, denominator: answered },
    extended: { numerator: counts.extended, denominator: counts.received },
  };
}

// Denunciations: so few that even a ward's count may point at somebody. Reflections are about public
// conditions and may be handed in without a name.
const fewest: Record<PetitionKind, number> = {
  denunciation: 10,
  complaint: 5,
  recommendation: 3,
  reflection: 1,
};

/** How finely the public is told of each kind. */
export const cellRule: CellRule = (kind) => ({
  fewest: fewest[kind as PetitionKind],
  byUnit: kind !== 'denunciation',
});

/** Kinds of which a small number could point at whoever sent the petition. */
export const protectedKinds: readonly PetitionKind[] = kinds.filter((kind) => fewest[kind] > 1);

/** A case behind a figure, for the drill-down. */
export interface Behind {
  petitionId: string;
  number: number;
  publicId: string | null;
  title: string;
  receivedOn: PlainDate;
  dueOn: string;
  answeredOn: PlainDate | null;
}

const conditions = (
  today: PlainDate,
): Record<CellCode | 'received' | (typeof extras)[number], ReturnType<typeof sql>> => ({
  received: sql`true`,
  answeredOnTime: sql`count.answered_on <= count.due_on`,
  answeredLate: sql`count.answered_on > count.due_on`,
  openInTime: sql`count.answered_on is null and count.closed_on is null and count.due_on >= ${today}`,
  openOverdue: sql`count.answered_on is null and count.closed_on is null and count.due_on < ${today}`,
  endedOtherwise: sql`count.answered_on is null and count.closed_on is not null`,
  reopened: sql`count.reopened`,
  satisfied: sql`count.satisfied`,
  rated: sql`count.satisfied is not null`,
  onLastDay: sql`count.answered_on = count.due_on`,
  atMonthEnd: sql`count.answered_on >= petition_month_closing(count.answered_on)`,
  extended: sql`count.extended`,
});

/**
 * Cases behind a figure, newest first; sealed ones never. For the public only the published ones, by
 * their public titles.
 */
export async function casesBehind(
  db: Queries,
  filter: {
    figure: string;
    from: PlainDate;
    to: PlainDate;
    today: PlainDate;
    unit: UnitId | undefined;
    organised: Organised;
    within?: readonly UnitId[] | undefined;
    kind: PetitionKind | undefined;
    publicOnly: boolean;
    /** The last case of the page before. */
    after: { on: PlainDate; id: string } | undefined;
    limit: number;
  },
): Promise<Behind[]> {
  const all = conditions(filter.today);
  const condition = all[filter.figure as keyof typeof all] ?? all.received;
  const unit = ofUnit(filter.unit, filter.organised, filter.within);
  const kind = filter.kind ? sql`and count.kind = ${filter.kind}` : empty;
  const { after } = filter;
  const rest = after ? sql`and (count.received_on, petition.id) < (${after.on}, ${after.id}::uuid)` : empty;
  const visible = filter.publicOnly ? sql`and petition.published_at is not null` : empty;
  return db.rows<Behind>(sql`
    select petition.id as "petitionId", petition.number, count.received_on as "receivedOn",
      case when petition.published_at is null then null else petition.public_id end as "publicId",
      case when ${filter.publicOnly} then petition.public_title else petition.title end as title,
      count.due_on as "dueOn", count.answered_on as "answeredOn"
    from petition_count count join petition on petition.id = count.petition_id
    where count.received_on between ${filter.from} and ${filter.to} and count.kind <> 'denunciation'
      and ${condition} ${unit} ${kind} ${visible} ${rest}
    order by count.received_on desc, petition.id desc limit ${filter.limit}`);
}
