import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import { catalogue, type Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, ErrorSummary, Pagination, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { FigureFaults, FigureQuery, FigureTable } from './figures.service.ts';
import { type Behind, type Counts, cells, figureDefinitions } from './figures.ts';
import { kindNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { kinds } from './petition.ts';

export const figureTexts = catalogue(
  {
    scorecards: 'Phiếu kết quả từng đơn vị',
    targets: 'Đặt chỉ tiêu',
    title: 'Số liệu giải quyết đơn',
    lead: 'Mỗi con số được tính từ sổ, có tử số, mẫu số, kỳ tính và thời điểm tính; bấm vào số để xem các vụ việc đứng sau.',
    from: 'Nhận từ ngày',
    to: 'đến ngày',
    unit: 'Đơn vị',
    allUnits: 'Tất cả đơn vị',
    kind: 'Loại đơn',
    organised: 'Theo tổ chức',
    organisedNow: 'như hiện nay',
    organisedThen: 'như khi nhận đơn',
    allKinds: 'Tất cả các loại',
    show: 'Xem',
    asOf: (time: string, size: string) => `Tính lúc ${time}, sổ ghi có ${size} mục.`,
    period: (from: string, to: string) => `Đơn nhận từ ${from} đến ${to}.`,
    of: (numerator: string, denominator: string) => `${numerator} trên ${denominator}`,
    pooled: 'Không nêu đơn vị',
    pooledNote:
      'Để không ai bị nhận ra: khiếu nại, kiến nghị, tố cáo tính theo tháng đã qua hết và nằm trọn trong kỳ; nhóm dưới 5 khiếu nại, 3 kiến nghị của một đơn vị trong tháng được gộp vào “Không nêu đơn vị”; tố cáo không nêu đơn vị, nhóm dưới 10 gộp cả năm. Phản ánh tính đến từng ngày.',
    rated: 'Đã đánh giá',
    unitEnded: (name: string, day: string) =>
      `${name} đã sắp xếp lại từ ngày ${day}. Đơn của đơn vị này nay tính cho đơn vị kế thừa; chọn “như khi nhận đơn” để xem riêng.`,
    faults: {
      date: 'Ngày không đúng. Viết như 23/11/2026.',
      order: 'Ngày cuối phải sau ngày đầu.',
      unknown: 'Không có lựa chọn này.',
    },
    total: 'Cộng',
    whole: 'Toàn địa phương',
    oldUnit: 'Đơn vị đã sắp xếp lại',
    csv: 'Tải bảng này (CSV)',
    json: 'Bảng này cho phần mềm (JSON)',
    definitions: 'Các con số nghĩa là gì',
    catalogue: 'Danh mục mọi số liệu được công bố',
    none: 'Không có đơn nào trong kỳ này.',
    noShare: 'chưa tính được: mẫu số bằng 0',
    behindTitle: (figure: string) => `Các vụ việc đứng sau: ${figure}`,
    behindPublic: 'Chỉ liệt kê vụ việc đã công khai. Các vụ việc khác vẫn được tính trong con số.',
    behindNone: 'Không có vụ việc nào để liệt kê.',
    back: 'Về bảng số liệu',
    case: 'Vụ việc',
    received: 'Nhận ngày',
    due: 'Hạn',
    answered: 'Trả lời ngày',
  },
  {
    scorecards: 'Scorecards of the units',
    targets: 'Set targets',
    title: 'Figures on petitions',
    lead: 'Each number is computed from the record, with numerator, denominator, period and time; follow a number to the cases behind it.',
    from: 'Received from',
    to: 'to',
    unit: 'Unit',
    allUnits: 'All units',
    kind: 'Kind',
    organised: 'As organised',
    organisedNow: 'now',
    organisedThen: 'then, when received',
    allKinds: 'All kinds',
    show: 'Show',
    asOf: (time: string, size: string) => `Computed at ${time}, the record held ${size} entries.`,
    period: (from: string, to: string) => `Petitions received from ${from} to ${to}.`,
    of: (numerator: string, denominator: string) => `${numerator} of ${denominator}`,
    pooled: 'Unit not told',
    pooledNote:
      'So that nobody is recognised: complaints, recommendations and denunciations count by months that are over and wholly within the period; fewer than 5 complaints or 3 recommendations of a unit in a month count under “Unit not told”; denunciations never tell the unit, and fewer than 10 count by year. Reflections count to the day.',
    rated: 'Rated',
    unitEnded: (name: string, day: string) =>
      `${name} was reorganised on ${day}. Its petitions now count for its successor; choose “then, when received” to see them apart.`,
    faults: {
      date: 'This is not a date. Write it like 23/11/2026.',
      order: 'The last day must be after the first.',
      unknown: 'There is no such choice.',
    },
    total: 'Total',
    whole: 'Whole locality',
    oldUnit: 'Reorganised unit',
    csv: 'Download this table (CSV)',
    json: 'This table for programs (JSON)',
    definitions: 'What the numbers mean',
    catalogue: 'Catalogue of all published figures',
    none: 'No petitions in this period.',
    noShare: 'cannot be computed: the denominator is 0',
    behindTitle: (figure: string) => `Cases behind: ${figure}`,
    behindPublic: 'Only published cases are listed. The others are counted all the same.',
    behindNone: 'No case to list.',
    back: 'Back to the table',
    case: 'Case',
    received: 'Received',
    due: 'Due',
    answered: 'Answered',
  },
);

/** Share as percentage with its numerator and denominator; never one without the others. */
export function ShareText({
  share,
  language,
}: {
  share: { numerator: number; denominator: number };
  language: Language;
}) {
  const t = figureTexts[language];
  const { numerator, denominator } = share;
  if (denominator === 0) return <span class="muted">{t.noShare}</span>;
  return (
    <>
      <span class="value">{formatPercent(numerator, denominator)}</span>
      <br />
      <span class="muted">{t.of(formatInteger(numerator), formatInteger(denominator))}</span>
    </>
  );
}

/** A query as it stands in addresses. */
export function queryString(query: FigureQuery, extra: Record<string, string> = {}): string {
  return new URLSearchParams({
    tu: query.from,
    den: query.to,
    ...(query.unit && { donvi: query.unit.code }),
    ...(query.kind && { loai: query.kind }),
    ...(query.organised === 'then' && { theo: 'khi-do' }),
    ...extra,
  }).toString();
}

const columns: (keyof Counts)[] = ['received', ...cells, 'reopened', 'satisfied', 'rated'];

function columnName(code: string, language: Language): string {
  const found = figureDefinitions.find((definition) => definition.code === code);
  return found?.name[language] ?? figureTexts[language].rated;
}

/** The table of figures, public or for officers. */
export function FiguresPage(props: {
  frame: Frame;
  base: string;
  table: FigureTable;
  units: Unit[];
  /** The unit asked about, when it is no more, and the first day without it. */
  closed: { unit: Unit; on: PlainDate | undefined } | undefined;
  faults: FigureFaults;
  typed: Record<string, string>;
  /** Shown the way to where targets are set. */
  setsTargets: boolean;
}) {
  const { frame, base, table, units, closed, faults, typed, setsTargets } = props;
  const { language } = frame;
  const t = figureTexts[language];
  const { query } = table;
  const link = (figure: string, unit: Unit | undefined, count: number) =>
    count === 0 ? (
      formatInteger(count)
    ) : (
      <a href={`${base}/${figure}?${queryString({ ...query, unit })}`}>{formatInteger(count)}</a>
    );
  const line = (name: string, unit: Unit | undefined, counts: Counts) => [
    name,
    ...columns.map((column) => link(column, unit, counts[column])),
  ];
  return (
    <Layout
      frame={frame}
      title={t.title}
      hasErrors={Object.keys(faults).length > 0}
      wide
      description={t.lead}
    >
      <ErrorSummary
        language={language}
        errors={Object.fromEntries(Object.entries(faults).map(([field, code]) => [field, t.faults[code]]))}
        labels={{ tu: t.from, den: t.to, donvi: t.unit, loai: t.kind, theo: t.organised }}
      />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>
        <a href={paths.figure}>{t.catalogue}</a> · <a href={paths.scorecards}>{t.scorecards}</a>
        {setsTargets && (
          <>
            {' '}
            · <a href={paths.deskTargets}>{t.targets}</a>
          </>
        )}
      </p>
      <form method="get" action={base} class="filters">
        <div class="field">
          <label for="tu">{t.from}</label>
          <input
            id="tu"
            name="tu"
            inputmode="numeric"
            value={faults.tu ? typed.tu : formatDate(query.from)}
            aria-invalid={faults.tu ? true : undefined}
          />
        </div>
        <div class="field">
          <label for="den">{t.to}</label>
          <input
            id="den"
            name="den"
            inputmode="numeric"
            value={faults.den ? typed.den : formatDate(query.to)}
            aria-invalid={faults.den ? true : undefined}
          />
        </div>
        <div class="field">
          <label for="donvi">{t.unit}</label>
          <select id="donvi" name="donvi">
            <option value="">{t.allUnits}</option>
            {units.map((unit) => (
              <option key={unit.code} value={unit.code} selected={unit.id === query.unit?.id}>
                {unit.name[language]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="loai">{t.kind}</label>
          <select id="loai" name="loai">
            <option value="">{t.allKinds}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind} selected={kind === query.kind}>
                {kindNames[language][kind]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="theo">{t.organised}</label>
          <select id="theo" name="theo">
            <option value="">{t.organisedNow}</option>
            <option value="khi-do" selected={query.organised === 'then'}>
              {t.organisedThen}
            </option>
          </select>
        </div>
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      <p>
        {t.period(formatDate(query.from), formatDate(query.to))}{' '}
        <span class="muted">
          {t.asOf(
            formatInstant(table.asOf),
            table.recordSize === null ? '—' : formatInteger(table.recordSize),
          )}
        </span>
      </p>
      {closed?.on && query.organised === 'now' && (
        <p class="note">{t.unitEnded(closed.unit.name[language], formatDate(closed.on))}</p>
      )}
      <dl class="figures full">
        {(['answeredOnTime', 'satisfied', 'reopened'] as const).map((name) => (
          <div key={name}>
            <dt>{columnName(name, language)}</dt>
            <dd>
              <ShareText share={table.shares[name]} language={language} />
            </dd>
          </div>
        ))}
      </dl>
      {table.rows.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.title}
          hideCaption
          rowHeader
          columns={[
            { label: t.unit },
            ...columns.map((column) => ({ label: columnName(column, language), numeric: true })),
          ]}
          rows={[
            ...table.rows.map((row) =>
              line(
                row.unit?.name[language] ??
                  (query.kind === 'denunciation' ? t.whole : table.public ? t.pooled : t.oldUnit),
                row.unit,
                row.counts,
              ),
            ),
            line(t.total, query.unit, table.total),
          ]}
        />
      )}
      {table.public && <p class="muted">{t.pooledNote}</p>}
      <p>
        <a href={`${base}.csv?${queryString(query)}`}>{t.csv}</a>
        {table.public && (
          <>
            {' · '}
            <a href={`/api/v1/figures/petitions?${queryString(query)}`}>{t.json}</a>
          </>
        )}
      </p>
      <h2>{t.definitions}</h2>
      <dl class="summary">
        {figureDefinitions.map((one) => (
          <div key={one.code} id={one.code}>
            <dt>
              <a href={`${paths.figure}/petitions-${one.code}`}>{one.name[language]}</a>
            </dt>
            <dd>{one.definition[language]}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={paths.figure}>{t.catalogue}</a>
      </p>
    </Layout>
  );
}

/** The cases behind one number. */
export function BehindPage(props: {
  frame: Frame;
  base: string;
  query: FigureQuery;
  figure: string;
  cases: Behind[];
  /** Where the next page begins. */
  next: string | undefined;
  forPublic: boolean;
}) {
  const { frame, base, query, figure, cases, next, forPublic } = props;
  const { language } = frame;
  const t = figureTexts[language];
  const definition = figureDefinitions.find((one) => one.code === figure);
  const href = (item: Behind) =>
    forPublic ? `${paths.cases}/${item.publicId}` : deskPaths.case(item.petitionId);
  const day = (date: string | null) =>
    date === null || date === 'infinity' ? '—' : formatDate(date as PlainDate);
  return (
    <Layout frame={frame} title={t.behindTitle(definition?.name[language] ?? figure)} wide>
      <a class="back" href={`${base}?${queryString(query)}`}>
        ← {t.back}
      </a>
      <h1>{t.behindTitle(definition?.name[language] ?? figure)}</h1>
      <p>{definition?.definition[language]}</p>
      <p>
        {t.period(formatDate(query.from), formatDate(query.to))} {query.unit?.name[language]}{' '}
        {query.kind && kindNames[language][query.kind]}
      </p>
      {forPublic && <p class="muted">{t.behindPublic}</p>}
      {cases.length === 0 ? (
        <EmptyState title={t.behindNone} />
      ) : (
        <Table
          caption={t.behindTitle(definition?.name[language] ?? figure)}
          hideCaption
          columns={[{ label: t.case }, { label: t.received }, { label: t.due }, { label: t.answered }]}
          rows={cases.map((item) => [
            <a href={href(item)}>{item.title}</a>,
            day(item.receivedOn),
            day(item.dueOn),
            day(item.answeredOn),
          ])}
        />
      )}
      <Pagination
        language={language}
        next={next && `${base}/${figure}?${queryString(query, { sau: next })}`}
      />
    </Layout>
  );
}
