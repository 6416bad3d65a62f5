import type { Figure, FigureTotal } from '../../ground/figure/catalogue.ts';
import { perShare, type Target, type TargetState } from '../../ground/figure/target.ts';
import { type Ended, EndedNote } from '../../ground/organization/ended.tsx';
import type { Unit } from '../../ground/organization/organization.ts';
import { figureAddress, paths } from '../../ground/places.ts';
import { catalogue, type Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  ErrorSummary,
  Field,
  type FieldErrors,
  Select,
  Table,
  type Tone,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatInstant, formatMonths } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { Scorecard } from './scorecard.service.ts';

const statesVi: Record<TargetState, string> = {
  reached: 'đạt',
  missed: 'không đạt',
  onCourse: 'đang đạt',
  behind: 'đang chưa đạt',
  nothing: 'chưa có gì để tính',
};
const statesEn: Record<TargetState, string> = {
  reached: 'reached',
  missed: 'missed',
  onCourse: 'on course',
  behind: 'behind',
  nothing: 'nothing to count yet',
};

/** Words of scorecards and targets. */
export const scoreTexts = catalogue(
  {
    title: (unit: string, year: string) => `Phiếu kết quả năm ${year}: ${unit}`,
    whole: 'toàn địa phương',
    lead: 'Kết quả và chất lượng đi cùng nhau: đúng hạn, nhưng cũng mở lại, chưa hài lòng, gia hạn, trả lời ngày cuối, dồn cuối tháng. Không cộng thành một điểm.',
    period: (months: string) => `Tính các tháng đã hết: ${months}. Cột năm trước là cùng các tháng đó.`,
    nothingYet: 'Năm này chưa có tháng nào hết.',
    small:
      'Nhóm quá nhỏ được gộp cho cả địa phương, không tính riêng cho đơn vị; nên tổng các đơn vị có thể ít hơn toàn địa phương.',
    figure: 'Số liệu',
    now: 'Kết quả',
    before: 'Năm trước',
    target: 'Chỉ tiêu',
    state: 'So với chỉ tiêu',
    states: statesVi,
    atLeast: (value: string) => `từ ${value} trở lên`,
    atMost: (value: string) => `không quá ${value}`,
    below: 'chỉ tiêu thấp hơn kết quả năm trước',
    units: 'Phiếu của từng đơn vị',
    year: 'Năm',
    show: 'Xem',
    none: 'chưa có',
    noTarget: 'không đặt',
    head: 'Người đứng đầu',
    since: (day: string) => `từ ${day}`,
    changedTitle: 'Chỉ tiêu đã thay đổi trong năm',
    changed: (from: string, to: string) => `${from} → ${to}`,
    pastYear: 'Năm này đã hết: chỉ tiêu đặt sau thì không còn là chỉ tiêu.',
    above: 'Số liệu này không thể quá 100%.',
    tooLong: 'Dài quá 500 chữ cái; hãy rút gọn.',
    setTitle: 'Đặt chỉ tiêu',
    setLead:
      'Chỉ tiêu của một đơn vị trong một năm, đo bằng một số liệu đã công bố. Thay đổi phải ghi lý do; chỉ tiêu cũ vẫn hiện.',
    unit: 'Đơn vị',
    which: 'Số liệu',
    value: 'Chỉ tiêu',
    valueHint: 'Tỷ lệ: 95 hoặc 95,5 (phần trăm). Số đếm: số nguyên.',
    why: 'Lý do thay đổi (nếu đã có chỉ tiêu)',
    save: 'Đặt chỉ tiêu',
    saved: 'Đã đặt.',
    badYear: 'Năm không đúng.',
    badValue: 'Chỉ tiêu không đúng. Tỷ lệ viết như 95 hoặc 95,5; số đếm là số nguyên.',
    badFigure: 'Hãy chọn một số liệu.',
    neither: 'Số liệu này tự nó không nói tốt hay xấu, không đặt chỉ tiêu được.',
    notYours: 'Chỉ Chủ tịch đặt chỉ tiêu cho các đơn vị thuộc quyền.',
    needsWhy: 'Đã có chỉ tiêu khác; muốn thay đổi phải ghi lý do.',
    edit: 'Đặt, sửa chỉ tiêu',
  },
  {
    title: (unit: string, year: string) => `Scorecard of ${year}: ${unit}`,
    whole: 'the whole locality',
    lead: 'Results and quality side by side: on time, but also reopened, unsatisfied, extended, on the last day, at the end of a month. Never added into one score.',
    period: (months: string) =>
      `Of the months that are over: ${months}. The year before is of the same months.`,
    nothingYet: 'No month of this year is over.',
    small:
      'Groups that are too small are joined for the whole locality and counted for no unit; so the units together may be less than the whole.',
    figure: 'Figure',
    now: 'Result',
    before: 'Year before',
    target: 'Target',
    state: 'Against the target',
    states: statesEn,
    atLeast: (value: string) => `${value} or more`,
    atMost: (value: string) => `no more than ${value}`,
    below: 'target below last year’s result',
    units: 'Scorecards of the units',
    year: 'Year',
    show: 'Show',
    none: 'none yet',
    noTarget: 'none set',
    head: 'Head',
    since: (day: string) => `since ${day}`,
    changedTitle: 'Targets changed during the year',
    changed: (from: string, to: string) => `${from} → ${to}`,
    pastYear: 'This year is over: a target set afterwards is none.',
    above: 'This figure cannot be above 100%.',
    tooLong: 'Longer than 500 letters; please shorten it.',
    setTitle: 'Set a target',
    setLead:
      'What a unit is to reach in a year, by a published figure. A change needs a reason, and the target before stays to be seen.',
    unit: 'Unit',
    which: 'Figure',
    value: 'Target',
    valueHint: 'A share: 95 or 95.5 (percent). A count: a whole number.',
    why: 'Reason for the change (where there is a target already)',
    save: 'Set the target',
    saved: 'Set.',
    badYear: 'This is not a year.',
    badValue: 'This is not a target. Write a share like 95 or 95.5, a count as a whole number.',
    badFigure: 'Choose a figure.',
    neither: 'This figure says neither good nor bad by itself; it has no target.',
    notYours: 'Only the chair sets targets, for the units under them.',
    needsWhy: 'There is another target already; a change needs a reason.',
    edit: 'Set or change targets',
  },
);

const tones: Record<TargetState, Tone> = {
  reached: 'good',
  missed: 'warn',
  onCourse: 'good',
  behind: 'warn',
  nothing: 'plain',
};

function toldTotal({ numerator, denominator }: FigureTotal, none: string): string {
  if (denominator === undefined) return formatInteger(numerator);
  if (denominator === 0) return none;
  return `${formatPercent(numerator, denominator)} (${formatInteger(numerator)}/${formatInteger(denominator)})`;
}

function toldTarget(target: Pick<Target, 'value'>, figure: Figure, language: Language): string {
  const t = scoreTexts[language];
  const value = figure.denominator ? formatPercent(target.value, perShare) : formatInteger(target.value);
  return figure.better === 'less' ? t.atMost(value) : t.atLeast(value);
}

/** A unit's figures of a year beside each other, those of quality with them. */
export function ScorecardPage(props: {
  frame: Frame;
  card: Scorecard;
  /** The head's post and since when it is held. */
  head: { title: string; since: string | null } | undefined;
  units: readonly Unit[];
  changed: readonly { before: Target; after: Target; figure: Figure }[];
  errors: FieldErrors;
  typed: string;
  /** Where the unit is no more. */
  ended: Ended | undefined;
}) {
  const { frame, card, ended, head, units, changed, errors, typed } = props;
  const { language } = frame;
  const t = scoreTexts[language];
  const name = card.unit?.name[language] ?? t.whole;
  const here = card.unit ? `${paths.scorecards}/${card.unit.code}` : paths.scorecards;
  return (
    <Layout
      frame={frame}
      title={t.title(name, String(card.year))}
      description={t.lead}
      wide
      hasErrors={Object.values(errors).some(Boolean)}
    >
      <a class="back" href={card.unit ? paths.scorecards : paths.figure}>
        ← {card.unit ? t.whole : t.figure}
      </a>
      <ErrorSummary language={language} errors={errors} labels={{ nam: t.year }} />
      <h1>{t.title(name, String(card.year))}</h1>
      <p class="lead">{t.lead}</p>
      {ended && (
        <EndedNote ended={ended} language={language} address={(heir) => `${paths.scorecards}/${heir.code}`} />
      )}
      <form method="get" action={here} class="filters" novalidate>
        <Field
          language={language}
          name="nam"
          label={t.year}
          value={typed}
          error={errors.nam}
          inputmode="numeric"
          width="narrow"
        />
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      {head && (
        <p>
          {t.head}: {head.title}
          {head.since && `, ${t.since(head.since)}`}
        </p>
      )}
      <p class="muted">
        {card.to < card.from ? t.nothingYet : t.period(formatMonths(card.from, card.to))}{' '}
        {card.unit && t.small}
      </p>
      <Table
        caption={t.title(name, String(card.year))}
        hideCaption
        columns={[
          { label: t.figure },
          { label: t.now },
          { label: t.before },
          { label: t.target },
          { label: t.state },
        ]}
        rows={card.lines.map((line) => [
          <a href={figureAddress(line.figure.code, card.from, card.to < card.from ? card.from : card.to)}>
            {line.figure.name[language]}
          </a>,
          toldTotal(line.counted, t.none),
          toldTotal(line.lastYear, t.none),
          line.target ? toldTarget(line.target, line.figure, language) : t.noTarget,
          <>
            {!line.state && '–'}
            {line.state && <Badge tone={tones[line.state]}>{t.states[line.state]}</Badge>}{' '}
            {line.below && <Badge tone="info">{t.below}</Badge>}
          </>,
        ])}
      />
      {changed.length > 0 && (
        <>
          <h2>{t.changedTitle}</h2>
          <ul>
            {changed.map(({ before, after, figure }) => (
              <li key={before.id}>
                {figure.name[language]}:{' '}
                {t.changed(toldTarget(before, figure, language), toldTarget(after, figure, language))},{' '}
                {formatInstant(after.setAt)}. {after.why}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t.units}</h2>
      <ul>
        {units.map((unit) => (
          <li key={unit.id}>
            <a href={`${paths.scorecards}/${unit.code}?nam=${card.year}`}>{unit.name[language]}</a>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

/** Where the chair sets targets. */
export function TargetForm(props: {
  frame: Frame;
  figures: readonly Figure[];
  units: readonly Unit[];
  values: Record<string, string>;
  errors: FieldErrors;
  done: boolean;
}) {
  const { frame, figures, units, values, errors, done } = props;
  const { language } = frame;
  const t = scoreTexts[language];
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  return (
    <Layout frame={frame} title={t.setTitle} hasErrors={Object.values(errors).some(Boolean)}>
      <a class="back" href={paths.scorecards}>
        ← {t.units}
      </a>
      {done && (
        <p class="note good" role="status">
          {t.saved}
        </p>
      )}
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ unit: t.unit, year: t.year, figure: t.which, value: t.value, why: t.why }}
      />
      <h1>{t.setTitle}</h1>
      <p class="lead">{t.setLead}</p>
      <form method="post" action={paths.deskTargets} novalidate>
        <Select
          {...field('unit')}
          label={t.unit}
          options={[
            { value: '', label: t.whole },
            ...units.map((one) => ({ value: one.code, label: one.name[language] })),
          ]}
        />
        <Field {...field('year')} label={t.year} inputmode="numeric" width="narrow" />
        <Select
          {...field('figure')}
          label={t.which}
          options={[
            { value: '', label: '…' },
            ...figures
              .filter((one) => one.better)
              .map((one) => ({ value: one.code, label: one.name[language] })),
          ]}
        />
        <Field {...field('value')} label={t.value} hint={t.valueHint} width="narrow" />
        <Field {...field('why')} label={t.why} rows={2} maxLength={500} optional />
        <button type="submit">{t.save}</button>
      </form>
    </Layout>
  );
}
