import {
  byMonth,
  type Figure,
  type FigureSeries,
  type FigureTotal,
  totalOf,
} from '../../ground/figure/catalogue.ts';
import { LineChart, shownValue } from '../../ground/figure/chart.tsx';
import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import { catalogue, type Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  Summary,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, formatMonth, monthEnd, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';

/** Words about the catalogue of figures. */
export const figureWords = catalogue(
  {
    catalogue: 'Danh mục số liệu',
    catalogueLead:
      'Mọi con số được công bố, mỗi con số một trang: nghĩa là gì, tính từ đâu, ai chịu trách nhiệm, diễn biến từng tháng và cách để ai cũng tính lại được.',
    scorecards: 'Phiếu kết quả và chỉ tiêu từng đơn vị',
    openData: 'Dữ liệu mở',
    figure: 'Số liệu',
    meaning: 'Nghĩa là gì',
    back: 'Danh mục số liệu',
    denominator: 'Mẫu số',
    counts: 'Đơn vị tính',
    inPercent: 'tỷ lệ %',
    better: 'Nhiều hay ít thì tốt',
    more: 'nhiều hơn là tốt hơn',
    less: 'ít hơn là tốt hơn',
    neither: 'tự nó không nói tốt hay xấu',
    owner: 'Ai chịu trách nhiệm',
    smallCells: 'Nhóm nhỏ',
    since: 'Tính theo cách này từ',
    recipe: 'Cách tính lại',
    history: 'Từng tháng',
    byUnit: (from: string, to: string) => `Theo đơn vị, ${from}–${to}`,
    month: 'Tháng',
    unit: 'Đơn vị',
    numerator: 'Tử số',
    share: 'Tỷ lệ',
    count: 'Số',
    total: 'Cộng',
    joined: 'gộp, không tách đơn vị',
    remainder: 'không tách theo tháng',
    asOf: (time: string, size: string) => `Tính lúc ${time}; sổ ghi khi đó có ${size} mục.`,
    asOfOnly: (time: string) => `Tính lúc ${time}.`,
    unfinished: 'Chỉ tính các tháng đã hết.',
    behind: 'Xem các vụ việc đứng sau',
    files: 'Tải về',
    from: 'Từ tháng',
    to: 'Đến tháng',
    monthHint: 'Ví dụ: 03/2026',
    show: 'Xem',
    nothing: 'Không có gì để tính trong thời gian này.',
    badMonth: 'Tháng không đúng. Viết như 03/2026.',
    order: 'Tháng này trước tháng bắt đầu.',
    tooLong: 'Nhiều nhất 120 tháng một lần.',
    known: 'Như đã biết vào cuối ngày (bỏ trống: hiện nay)',
    dayHint: 'Ví dụ: 01/10/2026',
    badDay: 'Ngày không đúng. Viết như 01/10/2026.',
    future: 'Ngày này chưa đến.',
    knownThen: (day: string) =>
      `Số liệu như đã biết vào cuối ngày ${day}: không tính những gì xảy ra hoặc được ghi, được sửa sau ngày đó.`,
    changed: 'Thay đổi từ đó đến nay',
    changedLead: (day: string) =>
      `Các tháng mà số của ngày ${day} khác số hiện nay, vì việc được giải quyết, nhập muộn hoặc đính chính sau ngày đó.`,
    atThatTime: (column: string) => `${column}, khi đó`,
    now: (column: string) => `${column}, hiện nay`,
    unchanged: 'Không tháng nào khác.',
    openings: 'các mục sổ ghi được mở',
    recompute:
      'Tính lại trên máy của mình, chỉ từ sổ ghi công khai: tải JSON (số của cuối ngày hôm trước) rồi chạy lệnh dưới. Các mục của phản ánh được mở, trừ một phần bốc thăm; phần không mở (đơn khiếu nại, tố cáo, kiến nghị và phần bốc thăm) được nêu bằng con số để tổng vẫn khớp.',
  },
  {
    catalogue: 'Catalogue of figures',
    catalogueLead:
      'Every published number, each with a page of its own: what it means, what it is computed from, who answers for it, its months, and how anybody arrives at the same number.',
    scorecards: 'Scorecards and targets of the units',
    openData: 'Open data',
    figure: 'Figure',
    meaning: 'What it means',
    back: 'Catalogue of figures',
    denominator: 'Of how many',
    counts: 'Counted in',
    inPercent: 'share in %',
    better: 'Which way is better',
    more: 'more is better',
    less: 'less is better',
    neither: 'says neither by itself',
    owner: 'Who answers for it',
    smallCells: 'Small groups',
    since: 'Counted this way since',
    recipe: 'How to compute it again',
    history: 'Month by month',
    byUnit: (from: string, to: string) => `By unit, ${from}–${to}`,
    month: 'Month',
    unit: 'Unit',
    numerator: 'Numerator',
    share: 'Share',
    count: 'Count',
    total: 'Total',
    joined: 'joined, no unit told',
    remainder: 'not told by month',
    asOf: (time: string, size: string) => `Computed ${time}; the record then had ${size} entries.`,
    asOfOnly: (time: string) => `Computed ${time}.`,
    unfinished: 'Only months that are over.',
    behind: 'See what is behind it',
    files: 'Files',
    from: 'From month',
    to: 'To month',
    monthHint: 'For example: 03/2026',
    show: 'Show',
    nothing: 'There is nothing to count in this time.',
    badMonth: 'This is not a month. Write it like 03/2026.',
    order: 'This month is before the first one.',
    tooLong: '120 months at most.',
    known: 'As known at the end of (empty: now)',
    dayHint: 'For example: 01/10/2026',
    badDay: 'This is not a day. Write it like 01/10/2026.',
    future: 'This day has not come yet.',
    knownThen: (day: string) =>
      `As known at the end of ${day}: without what happened, was entered or was put right after it.`,
    changed: 'Changed since then',
    changedLead: (day: string) =>
      `Months whose numbers of ${day} differ from those of now, because of what was settled, entered late or put right since.`,
    atThatTime: (column: string) => `${column}, then`,
    now: (column: string) => `${column}, now`,
    unchanged: 'No month differs.',
    openings: 'opened entries of the record',
    recompute:
      'Recompute it on your own machine from the public record alone: download the JSON (of the end of the day before) and run the command. Entries of reflections are opened, but for some by lot; what is not opened (complaints, denunciations, recommendations and the lot) is stated as a number, so that the sum still proves itself.',
  },
);

/** All published figures. */
export function CataloguePage({ frame, figures }: { frame: Frame; figures: readonly Figure[] }) {
  const { language } = frame;
  const t = figureWords[language];
  return (
    <Layout frame={frame} title={t.catalogue} description={t.catalogueLead} wide>
      <h1>{t.catalogue}</h1>
      <p class="lead">{t.catalogueLead}</p>
      <p>
        <a href={paths.scorecards}>{t.scorecards}</a> · <a href={paths.openData}>{t.openData}</a>
      </p>
      <Table
        caption={t.catalogue}
        hideCaption
        cards
        columns={[{ label: t.figure }, { label: t.meaning }, { label: t.owner }]}
        rows={figures.map((figure) => [
          <a href={`${paths.figure}/${figure.code}`}>{figure.name[language]}</a>,
          figure.definition[language],
          figure.owner[language],
        ])}
      />
    </Layout>
  );
}

interface FigureView {
  frame: Frame;
  figure: Figure;
  /** The same numbers, month by month and unit by unit. */
  months: FigureSeries;
  byUnit: FigureSeries;
  /** The day as of whose end they are, and the months as they stand now; undefined for now. */
  knownOn: PlainDate | undefined;
  today: FigureSeries | undefined;
  /** First days of the months asked about. */
  span: readonly PlainDate[];
  units: readonly Unit[];
  asOf: Date;
  recordSize: number | undefined;
  values: { tu: string; den: string; 'tinh-den': string };
  errors: FieldErrors;
}

/** One figure: what it is, its months, its units, how to arrive at it. */
export function FigurePage({ view }: { view: FigureView }) {
  const { frame, figure, months, span, units, asOf, knownOn, today, recordSize, values, errors } = view;
  const { language } = frame;
  const t = figureWords[language];
  // Months that had not ended by the day asked about have no number.
  const ended = knownOn ? span.filter((month) => monthEnd(month) < knownOn) : span;
  const rows = byMonth(months.cells, ended);
  const whole = totalOf(months.cells);
  const share = figure.denominator !== undefined;
  const [first, last] = [span[0], span.at(-1)];
  const address = `${paths.figure}/${figure.code}`;
  const query = `?${new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))}`;
  const columns = share
    ? [
        { label: t.share, numeric: true },
        { label: t.numerator, numeric: true },
        { label: t.denominator, numeric: true },
      ]
    : [{ label: t.count, numeric: true }];
  const cells = ({ numerator, denominator }: { numerator: number; denominator: number | undefined }) =>
    share
      ? [percent(numerator, denominator ?? 0), formatInteger(numerator), formatInteger(denominator ?? 0)]
      : [formatInteger(numerator)];
  const byUnit = [...Map.groupBy(view.byUnit.cells, (one) => one.unit).entries()]
    .map(([unit, of]) => ({ name: nameOf(units, unit, language), total: totalOf(of), unit }))
    .toSorted(
      (a, b) =>
        Number(a.unit === undefined) - Number(b.unit === undefined) || a.name.localeCompare(b.name, language),
    );
  const title = `${figure.name[language]}, ${first && last ? `${formatMonth(first)}–${formatMonth(last)}` : ''}`;
  return (
    <Layout
      frame={frame}
      title={figure.name[language]}
      description={figure.definition[language]}
      wide
      hasErrors={Object.values(errors).some(Boolean)}
    >
      <a class="back" href={paths.figure}>
        ← {t.back}
      </a>
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ tu: t.from, den: t.to, 'tinh-den': t.known }}
      />
      <h1>{figure.name[language]}</h1>
      <p class="lead">{figure.definition[language]}</p>
      <form method="get" action={address} class="filters" novalidate>
        <Field
          language={language}
          name="tu"
          label={t.from}
          hint={t.monthHint}
          value={values.tu}
          error={errors.tu}
          inputmode="numeric"
          width="narrow"
        />
        <Field
          language={language}
          name="den"
          label={t.to}
          hint={t.monthHint}
          value={values.den}
          error={errors.den}
          inputmode="numeric"
          width="narrow"
        />
        <Field
          language={language}
          name="tinh-den"
          label={t.known}
          hint={t.dayHint}
          value={values['tinh-den']}
          error={errors['tinh-den']}
          inputmode="numeric"
          width="narrow"
        />
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      {knownOn && <p class="note">{t.knownThen(formatDate(knownOn))}</p>}
      <p class="muted">
        {recordSize === undefined
          ? t.asOfOnly(formatInstant(asOf))
          : t.asOf(formatInstant(asOf), formatInteger(recordSize))}{' '}
        {t.unfinished}
      </p>
      {months.cells.length === 0 ? (
        <EmptyState title={t.nothing} />
      ) : (
        <>
          <h2>{t.history}</h2>
          <LineChart
            points={rows.map(({ month, total }) => ({ month, value: shownValue(total) }))}
            share={share}
            language={language}
            title={title}
          />
          <Table
            caption={title}
            hideCaption
            columns={[{ label: t.month }, ...columns]}
            rows={[
              ...rows.map(({ month, total }) => [formatMonth(month), ...cells(total)]),
              ...(months.remainder ? [[t.remainder, ...cells(months.remainder)]] : []),
              [
                <strong>{t.total}</strong>,
                ...cells(plus(whole, months.remainder)).map((cell) => <strong>{cell}</strong>),
              ],
            ]}
          />
          {knownOn && today && (
            <Changed
              knownOn={knownOn}
              before={rows}
              after={byMonth(today.cells, ended)}
              columns={columns}
              cells={cells}
              language={language}
            />
          )}
          <h2 id="theo-don-vi">{first && last && t.byUnit(formatMonth(first), formatMonth(last))}</h2>
          <Table
            caption={t.unit}
            hideCaption
            columns={[{ label: t.unit }, ...columns]}
            rows={[
              ...byUnit.map(({ name, total, unit }) => [
                unit === undefined ? t.joined : name,
                ...cells(total),
              ]),
              ...(months.remainder ? [[t.remainder, ...cells(months.remainder)]] : []),
            ]}
          />
        </>
      )}
      <h2>{t.meaning}</h2>
      <Summary
        rows={[
          ...(figure.denominator
            ? ([[t.denominator, figure.denominator[language]]] as [string, string][])
            : []),
          [
            t.counts,
            figure.denominator ? `${figure.counts[language]} (${t.inPercent})` : figure.counts[language],
          ],
          [t.better, figure.better ? t[figure.better] : t.neither],
          [t.owner, figure.owner[language]],
          [t.smallCells, figure.smallCells[language]],
          [t.since, formatDate(figure.since)],
          [t.recipe, figure.recipe[language]],
        ]}
      />
      <p>
        {figure.behind && first && last && (
          <>
            <a href={figure.behind(first, last)}>{t.behind}</a> ·{' '}
          </>
        )}
        {t.files}:{' '}
        <a href={`${address}.csv${query}`} download>
          CSV
        </a>{' '}
        ·{' '}
        <a href={`${address}.json${query}`} download>
          JSON
        </a>
        {figure.proof && (
          <>
            {' '}
            ·{' '}
            <a href={`${paths.openings}/${figure.proof.set}.jsonl${query}`} download>
              {t.openings}
            </a>
          </>
        )}
      </p>
      {figure.proof && (
        <>
          <p>{t.recompute}</p>
          <pre>
            <code>npm run gandan -- recompute {figure.code}.json</code>
          </pre>
        </>
      )}
    </Layout>
  );
}

/** Months that differ between a day and now. */
function Changed(props: {
  knownOn: PlainDate;
  before: ReturnType<typeof byMonth>;
  after: ReturnType<typeof byMonth>;
  columns: { label: string }[];
  cells(total: FigureTotal): string[];
  language: Language;
}) {
  const { knownOn, before, after, columns, cells, language } = props;
  const t = figureWords[language];
  const differing = before.flatMap(({ month, total }, at) => {
    const now = after[at]?.total ?? total;
    const same = now.numerator === total.numerator && now.denominator === total.denominator;
    return same ? [] : [{ month, total, now }];
  });
  return (
    <>
      <h2>{t.changed}</h2>
      <p>{differing.length === 0 ? t.unchanged : t.changedLead(formatDate(knownOn))}</p>
      {differing.length > 0 && (
        <Table
          caption={t.changed}
          hideCaption
          columns={[
            { label: t.month },
            ...columns.map(({ label }) => ({ label: t.atThatTime(label), numeric: true })),
            ...columns.map(({ label }) => ({ label: t.now(label), numeric: true })),
          ]}
          rows={differing.map(({ month, total, now }) => [
            formatMonth(month),
            ...cells(total),
            ...cells(now),
          ])}
        />
      )}
    </>
  );
}

function percent(numerator: number, denominator: number): string {
  return denominator === 0 ? '–' : formatPercent(numerator, denominator);
}

function plus(
  a: { numerator: number; denominator: number | undefined },
  b: { numerator: number; denominator: number | undefined } | undefined,
) {
  const denominator = a.denominator === undefined ? undefined : a.denominator + (b?.denominator ?? 0);
  return { numerator: a.numerator + (b?.numerator ?? 0), denominator };
}

function nameOf(units: readonly Unit[], unit: string | undefined, language: Language): string {
  return units.find((one) => one.id === unit)?.name[language] ?? '';
}
