import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Field, type FieldErrors, Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import { deskPaths } from './paths.ts';
import { endDays, type Signs } from './signs.ts';
import { texts } from './texts.ts';

const words = catalogue(
  {
    title: 'Dấu hiệu cần xem',
    lead: 'Chất lượng, không chạy theo thành tích: những con số này không phải điểm và không xếp hạng ai. Chúng chỉ chỗ cần hỏi lại. Đơn niêm phong không có ở đây.',
    from: 'Từ ngày',
    to: 'Đến ngày',
    show: 'Xem',
    asOf: (time: string) => `Tính lúc ${time}.`,
    none: 'Không có đơn nào được trả lời trong thời gian này.',
    answered: (count: string) => `${count} đơn được trả lời trong kỳ`,
    of: (part: string, whole: string, percent: string) => `${part}/${whole} (${percent})`,
    onLastDay: 'Trả lời đúng ngày cuối của hạn',
    atPeriodEnd: `Trả lời trong ${endDays} ngày cuối kỳ`,
    busiest: 'Ngày trả lời nhiều nhất',
    busiestOf: (count: string, day: string) => `${count} đơn, ngày ${day}`,
    mass: 'đóng hàng loạt',
    extended: 'Đã gia hạn',
    reopened: 'Phải mở lại',
    unsatisfied: 'Chưa hài lòng, trên số người đánh giá',
    empty: 'Câu trả lời không nói gì riêng về vụ việc',
    repeated: (count: string) => `Cùng một câu trả lời gửi ${count} đơn`,
    date: 'Ngày không đúng. Viết như 23/11/2026.',
    order: 'Ngày này trước ngày bắt đầu.',
    tooLong: 'Chỉ xem được nhiều nhất một năm.',
  },
  {
    title: 'Signs to look at',
    lead: 'Quality, not achievement for its own sake: these figures are no score and rank nobody. They say where to ask again. Sealed matters are not in them.',
    from: 'From',
    to: 'To',
    show: 'Show',
    asOf: (time: string) => `As of ${time}.`,
    none: 'No petition was answered in this period.',
    answered: (count: string) => `${count} petitions answered in the period`,
    of: (part: string, whole: string, percent: string) => `${part} of ${whole} (${percent})`,
    onLastDay: 'Answered on the last day of the term',
    atPeriodEnd: `Answered in the last ${endDays} days of the period`,
    busiest: 'Day with most answers',
    busiestOf: (count: string, day: string) => `${count} on ${day}`,
    mass: 'closed in bulk',
    extended: 'Extended',
    reopened: 'Reopened',
    unsatisfied: 'Not satisfied, of those who rated',
    empty: 'Answers that say nothing of their case',
    repeated: (count: string) => `One answer sent to ${count} petitions`,
    date: 'This is not a date. Write it like 23/11/2026.',
    order: 'This day is before the first one.',
    tooLong: 'One year at most.',
  },
);
export const signTexts = words;

/** Signs of how units answered in a period. */
export function SignsPage(props: {
  frame: Frame;
  values: { tu: string; den: string };
  errors: FieldErrors;
  asOf: Date;
  signs: readonly { signs: Signs; unit: Unit | undefined }[];
}) {
  const { frame, values, errors, asOf, signs } = props;
  const { language } = frame;
  const t = words[language];
  const share = (part: number, whole: number) =>
    whole === 0 ? '0' : t.of(formatInteger(part), formatInteger(whole), formatPercent(part, whole));
  return (
    <Layout frame={frame} title={t.title} hasErrors={Object.values(errors).some(Boolean)}>
      <a class="back" href={paths.inbox}>
        ← {texts[language].inboxTitle}
      </a>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <form method="get" action={deskPaths.signs} class="filters" novalidate>
        <Field
          language={language}
          name="tu"
          label={t.from}
          value={values.tu}
          error={errors.tu}
          inputmode="numeric"
          width="narrow"
        />
        <Field
          language={language}
          name="den"
          label={t.to}
          value={values.den}
          error={errors.den}
          inputmode="numeric"
          width="narrow"
        />
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      <p class="muted">{t.asOf(formatInstant(asOf))}</p>
      {signs.length === 0 && <EmptyState title={t.none} />}
      {signs.map(({ signs: one, unit }) => (
        <section key={one.unit} aria-labelledby={`unit-${one.unit}`}>
          <h2 id={`unit-${one.unit}`}>{unit?.name[language]}</h2>
          <p>{t.answered(formatInteger(one.answered))}</p>
          <Summary
            rows={[
              [t.onLastDay, share(one.onLastDay, one.answered)],
              [t.atPeriodEnd, share(one.atPeriodEnd, one.answered)],
              [
                t.busiest,
                <>
                  {one.busiest && t.busiestOf(formatInteger(one.busiest.count), formatDate(one.busiest.day))}{' '}
                  {one.mass && <Badge tone="warn">{t.mass}</Badge>}
                </>,
              ],
              [t.extended, share(one.extended, one.answered)],
              [t.reopened, share(one.reopened, one.answered)],
              [t.unsatisfied, share(one.unsatisfied, one.rated)],
              [t.empty, share(one.empty.count, one.answered)],
            ]}
          />
          {one.empty.cases.length > 0 && (
            <ul>
              {one.empty.cases.map((item) => (
                <li key={item.id}>
                  <a href={deskPaths.case(item.id)}>
                    № {item.number} {item.title}
                  </a>
                </li>
              ))}
            </ul>
          )}
          {one.repeated.map((text) => (
            <details key={text.text}>
              <summary>{t.repeated(formatInteger(text.count))}</summary>
              <p class="inside">{text.text}</p>
            </details>
          ))}
        </section>
      ))}
    </Layout>
  );
}
