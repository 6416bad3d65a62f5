import type { CalendarYear } from '../../ground/law/calendar.ts';
import { rules } from '../../ground/law/catalogue.ts';
import type { OfficeLaw } from '../../ground/law/office-law.ts';
import { paths } from '../../ground/places.ts';
import { type PortalWords, portalKeys } from '../../ground/portal-words.ts';
import type { RecordState } from '../../ground/record/record.ts';
import { RecordStateNote } from '../../ground/record/state.tsx';
import type { Planned } from '../../ground/web.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  ErrorSummary,
  Field,
  type FieldErrors,
  FileField,
  Hidden,
  Select,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { addDays, formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { texts } from './texts.ts';

/** Addresses of the administrator's area. */
export const adminPaths = {
  calendar: `${paths.administration}/lich`,
  law: `${paths.administration}/quy-dinh`,
  words: `${paths.administration}/loi`,
} as const;

function Back({ frame }: { frame: Frame }) {
  return (
    <p class="back">
      <a href={paths.administration}>← {texts[frame.language].back}</a>
    </p>
  );
}

function Done({ frame, done }: { frame: Frame; done: boolean }) {
  return done ? (
    <p class="note good" role="status">
      {texts[frame.language].done}
    </p>
  ) : null;
}

/** Where an administrator begins. */
export function AdministrationPage({ frame, record }: { frame: Frame; record: RecordState }) {
  const t = texts[frame.language];
  const items: [string, string][] = [
    [paths.deskStructure, t.organization],
    ['/can-bo/nhan-su', t.people],
    ['/can-bo/uy-quyen', t.delegations],
    ['/can-bo/bo-may-tep', t.exchange],
    [paths.deskStaffing, t.staffing],
    [adminPaths.calendar, t.calendar],
    [adminPaths.law, t.law],
    [adminPaths.words, t.words],
  ];
  return (
    <Layout frame={frame} title={t.title}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {record !== 'signing' && <RecordStateNote state={record} language={frame.language} />}
      <ul>
        {items.map(([href, label]) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

/** The years of the calendar, and the form for one. */
export function CalendarPage(props: {
  frame: Frame;
  years: readonly CalendarYear[];
  provisional: number;
  /** What stands on days off to come. */
  planned: readonly Planned[];
  /** Days that a file marks and that are worked: told, and not put into the form. */
  observances: readonly { date: PlainDate; name: string }[];
  key_: string;
  values: Record<string, string>;
  errors: FieldErrors;
  done: boolean;
}) {
  const { frame, years, provisional, planned, observances, key_, values, errors, done } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.calendar} hasErrors={Object.keys(errors).length > 0} wide>
      <Back frame={frame} />
      <Done frame={frame} done={done} />
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{
          year: t.year,
          icsYear: t.year,
          daysOff: t.daysOff,
          workingSaturdays: t.workingSaturdays,
          source: t.source,
          files: t.fromIcs,
        }}
      />
      <h1>{t.calendar}</h1>
      <p class="lead">{t.calendarLead}</p>
      {provisional > 0 && <p class="note">{t.provisional(formatInteger(provisional))}</p>}
      {observances.length > 0 && (
        <p class="note">
          {t.observances(observances.map(({ date, name }) => `${formatDate(date)} ${name}`).join('; '))}
        </p>
      )}
      {planned.length > 0 && (
        <div class="note warn">
          <p>{t.onDaysOff}</p>
          <ul>
            {planned.map((one) => (
              <li key={one.href}>
                {formatDate(one.day)}: <a href={one.href}>{one.title[language]}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Table
        caption={t.calendar}
        hideCaption
        rowHeader
        columns={[
          { label: t.year },
          { label: t.standing },
          { label: t.days },
          { label: t.saturdays },
          { label: t.edit },
        ]}
        rows={years.map((year) => [
          String(year.year),
          year.standing === 'announced' ? t.announced : <Badge tone="warn">{t.expected}</Badge>,
          spans(year.daysOff.map((off) => off.date)).join(', '),
          year.workingSaturdays.map(formatDate).join(', '),
          <a href={`${adminPaths.calendar}?nam=${year.year}#form`} aria-label={`${t.edit} ${year.year}`}>
            {t.edit}
          </a>,
        ])}
      />
      <details open={Boolean(errors.files)}>
        <summary>{t.fromIcs}</summary>
        <form method="post" action={`${adminPaths.calendar}/tep`} enctype="multipart/form-data">
          <Field
            language={language}
            name="icsYear"
            label={t.year}
            inputmode="numeric"
            width="narrow"
            value={values.year}
            error={errors.icsYear}
          />
          <FileField
            language={language}
            name="files"
            label={t.fromIcs}
            hint={t.icsHint}
            error={errors.files}
          />
          <button type="submit" class="second">
            {t.read}
          </button>
        </form>
      </details>
      <form method="post" action={adminPaths.calendar} id="form" novalidate>
        <Hidden values={{ key: key_ }} />
        <Field
          language={language}
          name="year"
          label={t.year}
          inputmode="numeric"
          width="narrow"
          value={values.year}
          error={errors.year}
        />
        <Select
          language={language}
          name="standing"
          label={t.standing}
          options={[
            { value: 'announced', label: t.announced },
            { value: 'expected', label: t.expected },
          ]}
          value={values.standing ?? 'announced'}
        />
        <Field
          language={language}
          name="daysOff"
          label={t.daysOff}
          hint={t.daysOffHint}
          rows={12}
          value={values.daysOff}
          error={errors.daysOff}
        />
        <Field
          language={language}
          name="workingSaturdays"
          label={t.workingSaturdays}
          rows={3}
          value={values.workingSaturdays}
          error={errors.workingSaturdays}
        />
        <Field
          language={language}
          name="source"
          label={t.source}
          value={values.source}
          error={errors.source}
        />
        <div class="buttons">
          <button type="submit">{t.save}</button>
        </div>
      </form>
    </Layout>
  );
}

/** Days in a row as one span. */
function spans(days: readonly PlainDate[]): string[] {
  const result: [PlainDate, PlainDate][] = [];
  for (const day of days.toSorted()) {
    const last = result.at(-1);
    if (last && addDays(last[1], 1) === day) last[1] = day;
    else result.push([day, day]);
  }
  return result.map(([from, to]) =>
    from === to
      ? formatDate(from).slice(0, 5)
      : `${formatDate(from).slice(0, 5)}–${formatDate(to).slice(0, 5)}`,
  );
}

/** All rules with their periods and marks; what waits for confirmation can be confirmed. */
export function LawPage(props: {
  frame: Frame;
  law: OfficeLaw;
  done: boolean;
  /** The rule whose document was left out. */
  wrong?: { code: string; from: string; ground?: string; long?: string | undefined } | undefined;
}) {
  const { frame, law, done, wrong } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.law} hasErrors={Boolean(wrong)} wide>
      <Back frame={frame} />
      <Done frame={frame} done={done} />
      <ErrorSummary
        language={language}
        errors={
          wrong
            ? {
                [`${wrong.code}-${wrong.from}`]: `${wrong.code}, ${t.confirmBy}: ${wrong.long ?? t.required}`,
              }
            : {}
        }
      />
      <h1>{t.law}</h1>
      <p class="lead">{t.lawLead}</p>
      <Table
        caption={t.law}
        hideCaption
        columns={[
          { label: t.duty },
          { label: t.term },
          { label: t.basis },
          { label: t.period },
          { label: t.standing },
        ]}
        rows={rules.map((rule) => {
          const confirmation = law.confirmation(rule);
          return [
            <>
              {rule.duty[language]}
              <br />
              <span class="mono small">{rule.code}</span>
            </>,
            rule.unit === 'day' ? t.day(rule.amount) : t.workingDay(rule.amount),
            rule.basis[language],
            rule.until
              ? t.span(formatDate(rule.from), formatDate(rule.until))
              : t.since(formatDate(rule.from)),
            rule.standing === 'confirmed' ? (
              <Badge tone="good">{t.confirmed}</Badge>
            ) : confirmation ? (
              <>
                <Badge tone="good">{t.confirmed}</Badge>
                <br />
                <span class="muted small">{confirmation.ground}</span>
              </>
            ) : (
              <form method="post" action={adminPaths.law}>
                <Badge tone="warn">{t.toConfirm}</Badge>
                <Hidden values={{ code: rule.code, from: rule.from }} />
                <input
                  id={`${rule.code}-${rule.from}`}
                  name="ground"
                  aria-invalid={wrong?.code === rule.code && wrong.from === rule.from ? true : undefined}
                  aria-label={`${t.confirmBy}: ${rule.code}`}
                  placeholder={t.confirmBy}
                  value={wrong?.code === rule.code && wrong.from === rule.from ? wrong.ground : undefined}
                />
                <button type="submit" class="second">
                  {t.confirm}
                </button>
              </form>
            ),
          ];
        })}
      />
    </Layout>
  );
}

/** Words of the portal in place of the shipped ones. */
export function WordsPage({
  frame,
  words,
  key_,
  done,
  errors = {},
}: {
  frame: Frame;
  words: PortalWords;
  key_: string;
  done: boolean;
  errors?: FieldErrors;
}) {
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.words} hasErrors={Object.keys(errors).length > 0} scripts={['form']}>
      <Back frame={frame} />
      <Done frame={frame} done={done} />
      <ErrorSummary language={language} errors={errors} />
      <h1>{t.words}</h1>
      <p class="lead">{t.wordsLead}</p>
      <form method="post" action={adminPaths.words} novalidate>
        <Hidden values={{ key: key_ }} />
        {portalKeys.map((key) => (
          <>
            <Field
              key={`${key}-vi`}
              language={language}
              name={`${key}-vi`}
              label={`${t[key]}, ${t.inVietnamese}`}
              rows={2}
              value={words[key]?.vi}
              error={errors[`${key}-vi`]}
            />
            <Field
              key={`${key}-en`}
              language={language}
              name={`${key}-en`}
              label={`${t[key]}, ${t.inEnglish}`}
              rows={2}
              value={words[key]?.en}
              error={errors[`${key}-en`]}
            />
          </>
        ))}
        <div class="buttons">
          <button type="submit">{t.save}</button>
        </div>
      </form>
    </Layout>
  );
}
