import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, ErrorSummary, Field, type FieldErrors, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { kindNames } from './names.ts';
import { deskPaths } from './paths.ts';
import {
  balances,
  cellOf,
  columns,
  type SealedCount,
  type StatisticsColumn,
  type StatisticsRow,
  total,
} from './statistics.ts';
import { texts } from './texts.ts';

const columnsVi: Record<StatisticsColumn, string> = {
  carried: 'Kỳ trước chuyển sang',
  received: 'Nhận trong kỳ',
  answered: 'Đã trả lời trong kỳ',
  answeredInTerm: 'Trong đó đúng hạn',
  endedOtherwise: 'Kết thúc khác trong kỳ',
  open: 'Còn lại cuối kỳ',
  openLate: 'Trong đó quá hạn',
  right: 'Kết luận đúng',
  partly: 'Đúng một phần',
  wrong: 'Sai toàn bộ',
};
const columnsEn: Record<StatisticsColumn, string> = {
  carried: 'Carried over',
  received: 'Received',
  answered: 'Answered in the period',
  answeredInTerm: 'of them in term',
  endedOtherwise: 'Ended otherwise in it',
  open: 'Open at the end',
  openLate: 'of them late',
  right: 'Found right',
  partly: 'Partly right',
  wrong: 'Found wrong',
};

/** Words about the periodic table. */
export const statisticsTexts = catalogue(
  {
    title: 'Bảng thống kê kỳ',
    lead: 'Những gì diễn ra trong kỳ, gồm cả đơn kỳ trước chuyển sang; vì vậy khác các số “của đơn nhận trong kỳ, tính đến nay” ở mục Số liệu và trong báo cáo. Kỳ trước chuyển sang + nhận trong kỳ = đã trả lời + kết thúc khác + còn lại cuối kỳ. “Tính đến hết ngày”: bảng đúng như đã biết vào cuối ngày đó; trả lời, nhập, mở lại, chuyển đơn vị hay phân loại lại sau đó không được tính. Đúng, đúng một phần, sai: trong số khiếu nại, tố cáo đã kết luận trong kỳ; vụ việc kết luận trước khi có mục này thì không có số.',
    from: 'Từ ngày',
    to: 'Đến ngày',
    asOf: 'Tính đến hết ngày',
    show: 'Xem',
    csv: 'Tải CSV',
    made: (period: string, asOf: string, at: string) =>
      `Kỳ ${period}, tính đến hết ngày ${asOf}. Lập lúc ${at}.`,
    notBalanced: 'Bảng này không khớp; xin báo quản trị.',
    none: 'Không có đơn nào trong kỳ.',
    allUnits: 'Mọi đơn vị cộng lại',
    sealed: {
      none: 'Bảng này không gồm tố cáo.',
      together: 'Tố cáo chỉ có số, cộng mọi đơn vị; không có thông tin nào khác.',
      byUnit: 'Tố cáo được tính ở đơn vị đang giải quyết.',
    },
    unit: 'Đơn vị',
    kind: 'Loại đơn',
    total: 'Tổng',
    columns: columnsVi,
    date: 'Ngày không đúng. Viết như 23/11/2026.',
    order: 'Ngày này trước ngày bắt đầu kỳ.',
    future: 'Ngày này chưa đến.',
  },
  {
    title: 'Periodic statistics',
    lead: 'What happened in the period, with what was carried over; other numbers therefore than those “of petitions received in the period, as they stand now” under Figures and in reports. Carried over + received = answered + ended otherwise + open at the end. “As of”: the table as it was known at the end of that day; what was answered, entered, reopened, moved or reclassified later is not in it. Right, partly right, wrong: of the complaints and denunciations concluded in the period; those concluded before this was asked have none.',
    from: 'From',
    to: 'To',
    asOf: 'As of the end of',
    show: 'Show',
    csv: 'CSV',
    made: (period: string, asOf: string, at: string) =>
      `Period ${period}, as of the end of ${asOf}. Made ${at}.`,
    notBalanced: 'This table does not balance; please tell the administrator.',
    none: 'No petitions in this period.',
    allUnits: 'All units together',
    sealed: {
      none: 'Denunciations are not in this table.',
      together: 'Of denunciations there is a number only, of all units together.',
      byUnit: 'Denunciations are counted where they are handled.',
    },
    unit: 'Unit',
    kind: 'Kind',
    total: 'Total',
    columns: columnsEn,
    date: 'This is not a date. Write it like 23/11/2026.',
    order: 'This day is before the period begins.',
    future: 'This day has not come yet.',
  },
);

/** The periodic table of petitions by unit and kind. */
export function StatisticsPage(props: {
  frame: Frame;
  values: Record<'tu' | 'den' | 'tinh-den', string>;
  errors: FieldErrors;
  asked: { from: PlainDate; to: PlainDate; asOf: PlainDate };
  at: Date;
  rows: readonly StatisticsRow[];
  unitOf: (row: StatisticsRow) => Unit | undefined;
  sealed: SealedCount;
}) {
  const { frame, values, errors, asked, at, rows, unitOf, sealed } = props;
  const { language } = frame;
  const t = statisticsTexts[language];
  const sum = total(rows);
  const field = (name: 'tu' | 'den' | 'tinh-den', label: string) => (
    <Field
      language={language}
      name={name}
      label={label}
      value={values[name]}
      error={errors[name]}
      inputmode="numeric"
      width="narrow"
    />
  );
  const query = new URLSearchParams({
    tu: formatDate(asked.from),
    den: formatDate(asked.to),
    'tinh-den': formatDate(asked.asOf),
  });
  return (
    <Layout frame={frame} title={t.title} wide hasErrors={Object.values(errors).some(Boolean)}>
      <a class="back" href={paths.inbox}>
        ← {texts[language].inboxTitle}
      </a>
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ tu: t.from, den: t.to, 'tinh-den': t.asOf }}
      />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <form method="get" action={deskPaths.statistics} class="filters" novalidate>
        {field('tu', t.from)}
        {field('den', t.to)}
        {field('tinh-den', t.asOf)}
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      <p>
        {t.made(
          `${formatDate(asked.from)}–${formatDate(asked.to)}`,
          formatDate(asked.asOf),
          formatInstant(at),
        )}{' '}
        <a href={`${deskPaths.statistics}.csv?${query}`} download>
          {t.csv}
        </a>
      </p>
      <p class="note">{t.sealed[sealed]}</p>
      {!balances(sum) && <p class="note warn">{t.notBalanced}</p>}
      {rows.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.title}
          hideCaption
          cards
          columns={[
            { label: t.unit },
            { label: t.kind },
            ...columns.map((column) => ({ label: t.columns[column], numeric: true })),
          ]}
          rows={[
            ...rows.map((row) => [
              unitOf(row)?.name[language] ?? t.allUnits,
              kindNames[language][row.kind],
              ...columns.map((column) => {
                const cell = cellOf(row, column);
                return cell === null ? '–' : formatInteger(cell);
              }),
            ]),
            [
              <strong>{t.total}</strong>,
              '',
              ...columns.map((column) => <strong>{formatInteger(sum[column])}</strong>),
            ],
          ]}
        />
      )}
    </Layout>
  );
}
