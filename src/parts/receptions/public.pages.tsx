import type { SentState } from '../../ground/actions.ts';
import { groupFrom } from '../../ground/law/group.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { Fields, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, ErrorSummary, Field, Hidden, Summary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import { bookingForm } from './forms.ts';
import { receptionPaths } from './paths.ts';
import type { Booking, countPromises, ListedSession } from './reception.store.ts';
import type { MonthCount } from './reception.ts';
import { texts } from './texts.ts';

/** How a session stands, where it is not simply to come. */
export function SessionNotes({ frame, session }: { frame: Frame; session: ListedSession }) {
  const t = texts[frame.language];
  return (
    <>
      {session.kind !== 'regular' && <span class="muted">, {t.kinds[session.kind]}</span>}
      {session.onDay !== session.meantFor && (
        <>
          <br />
          <span class="muted small">{t.moved(formatDate(session.meantFor), session.why ?? '')}</span>
        </>
      )}
    </>
  );
}

/** When leaders receive, for everybody. */
export function SchedulePage(props: {
  frame: Frame;
  sessions: readonly ListedSession[];
  units: readonly { code: string; name: string }[];
  unit: string;
}) {
  const { frame, sessions, units, unit } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.title} description={t.lead} wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <form method="get" action={receptionPaths.schedule} class="filters">
        <div class="field">
          <label for="donvi">{t.unit}</label>
          <select id="donvi" name="donvi">
            <option value="">{t.allUnits}</option>
            {units.map((one) => (
              <option key={one.code} value={one.code} selected={one.code === unit}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      <h2>{t.upcoming}</h2>
      {sessions.length === 0 ? (
        <EmptyState title={t.none}>
          <p>{t.noneHint}</p>
        </EmptyState>
      ) : (
        <>
          <Table
            caption={t.upcoming}
            hideCaption
            columns={[{ label: t.day }, { label: t.leader }, { label: t.place }, { label: t.seats }]}
            rows={sessions.map((session) => [
              <>
                <strong class="nowrap">{formatDate(session.onDay)}</strong>, {session.fromTime}
                <SessionNotes frame={frame} session={session} />
              </>,
              <>
                {session.leaderTitle}
                <br />
                <span class="muted small">{unitName(session, language)}</span>
              </>,
              session.place,
              session.state === 'cancelled' ? (
                <Badge tone="warn">
                  {t.cancelled}
                  {session.why && `: ${session.why}`}
                </Badge>
              ) : session.state === 'held' ? (
                <Badge tone="good">{t.alreadyHeld}</Badge>
              ) : (
                <>
                  {t.seatsLeft(session.seats - session.taken)}
                  <br />
                  <a
                    href={receptionPaths.book(session.id)}
                    aria-label={`${t.book}: ${formatDate(session.onDay)}, ${session.leaderTitle}`}
                  >
                    {t.book}
                  </a>
                </>
              ),
            ])}
          />
          <p class="muted">{t.regular}</p>
        </>
      )}
      <ul>
        <li>
          <a href={receptionPaths.mine}>{t.toMine}</a>
        </li>
        <li>
          <a href={receptionPaths.compliance}>{t.toCompliance}</a>
        </li>
        <li>
          <a href={`${receptionPaths.ics}${unit && `?donvi=${unit}`}`}>{t.ics}</a>
        </li>
        {unit && (
          <li>
            <a href={`${receptionPaths.notice}?donvi=${unit}`}>{t.notice}</a>
          </li>
        )}
      </ul>
    </Layout>
  );
}

/** The form for booking a seat. */
export function BookPage(props: { frame: Frame; session: ListedSession; state: FormState | SentState }) {
  const { frame, session, state } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout
      frame={frame}
      title={t.bookTitle}
      hasErrors={Object.keys(state.errors).length > 0}
      scripts={['form']}
    >
      <p class="back">
        <a href={receptionPaths.schedule}>← {t.title}</a>
      </p>
      <FormNotes state={state} />
      <h1>{t.bookTitle}</h1>
      <Summary
        rows={[
          [t.day, `${formatDate(session.onDay)}, ${session.fromTime}`],
          [t.leader, `${session.leaderTitle}, ${unitName(session, language)}`],
          [t.place, session.place],
          [t.seats, t.seatsLeft(session.seats - session.taken)],
        ]}
      />
      <p class="hint">{t.bookHint}</p>
      <form method="post" action={receptionPaths.book(session.id)} novalidate>
        <Hidden values={{ key: state.key }} />
        <Fields spec={bookingForm} state={state} />
        <div class="buttons">
          <button type="submit" data-once="…">
            {t.send}
          </button>
        </div>
      </form>
    </Layout>
  );
}

/** What a citizen keeps of a booking. */
export function BookedPage(props: {
  frame: Frame;
  session: ListedSession;
  booking: Pick<Booking, 'ticket' | 'state' | 'people'>;
  code: string | undefined;
}) {
  const { frame, session, booking, code } = props;
  const { language } = frame;
  const t = texts[language];
  const title = code ? (booking.state === 'waiting' ? t.waitingTitle : t.bookedTitle) : t.mineTitle;
  const open = booking.state === 'booked' || booking.state === 'waiting';
  return (
    <Layout frame={frame} title={title} scripts={['form']}>
      <h1>{title}</h1>
      <Summary
        rows={[
          [t.ticket, String(booking.ticket)],
          [t.day, `${formatDate(session.onDay)}, ${session.fromTime}`],
          [t.leader, `${session.leaderTitle}, ${unitName(session, language)}`],
          [t.place, session.place],
          [t.state, t.states[booking.state]],
        ]}
      />
      {booking.state === 'waiting' && <p class="note">{t.waitingText}</p>}
      {booking.people >= groupFrom && <p class="note">{t.groupRule}</p>}
      {code && (
        <>
          <h2>{t.code}</h2>
          <p class="code" translate={false}>
            {code}
          </p>
          <p class="hint">{t.codeHint}</p>
          <div class="buttons no-print">
            <button type="button" class="second" data-print hidden>
              {t.print}
            </button>
            <a href={receptionPaths.mine}>{t.toMine}</a>
          </div>
        </>
      )}
      {!code && open && (
        <form method="post" action={`${receptionPaths.mine}/huy`}>
          <button type="submit" class="second">
            {t.cancel}
          </button>
        </form>
      )}
    </Layout>
  );
}

/** Asks for the code of a booking. */
export function MinePage({ frame, typed, wrong }: { frame: Frame; typed?: string; wrong?: boolean }) {
  const { language } = frame;
  const t = texts[language];
  const errors = { code: wrong ? t.codeWrong : undefined };
  return (
    <Layout frame={frame} title={t.mineTitle} hasErrors={Boolean(wrong)} scripts={['form']}>
      <ErrorSummary language={language} errors={errors} labels={{ code: t.code }} />
      <h1>{t.mineTitle}</h1>
      <p class="lead">{t.mineLead}</p>
      <form method="post" action={receptionPaths.mine} novalidate>
        <Field
          language={language}
          name="code"
          label={t.code}
          value={typed}
          error={errors.code}
          autocomplete="off"
          width="medium"
          maxLength={60}
        />
        <div class="buttons">
          <button type="submit">{t.show}</button>
        </div>
      </form>
    </Layout>
  );
}

/** Compliance of one leader in a year. */
export interface LeaderYear {
  unit: string;
  title: string;
  months: MonthCount[];
}

/** The sum over months; a rate has its numerator and denominator beside it. */
export function sumMonths(months: readonly MonthCount[]) {
  const sum = (pick: (month: MonthCount) => number) =>
    months.reduce((total, month) => total + pick(month), 0);
  return {
    required: sum((one) => one.required),
    held: sum((one) => one.held),
    inPerson: sum((one) => one.inPerson),
    delegated: sum((one) => one.delegated),
    cancelled: sum((one) => one.cancelled),
    unscheduled: sum((one) => one.unscheduled),
    planned: sum((one) => one.planned),
  };
}

/** Whether heads receive on as many days as the law asks, month by month. */
export function CompliancePage(props: {
  frame: Frame;
  year: number;
  leaders: readonly LeaderYear[];
  promises: Awaited<ReturnType<typeof countPromises>>;
  asOf: Date;
}) {
  const { frame, year, leaders, promises, asOf } = props;
  const { language } = frame;
  const t = texts[language];
  const columns = [
    t.requiredDays,
    t.held,
    t.inPerson,
    t.delegated,
    t.cancelledDays,
    t.unscheduled,
    t.plannedDays,
  ].map((label) => ({ label, numeric: true }));
  const cells = (one: Omit<ReturnType<typeof sumMonths>, never>) =>
    [one.required, one.held, one.inPerson, one.delegated, one.cancelled, one.unscheduled, one.planned].map(
      (count) => formatInteger(count),
    );
  const rate = (inPerson: number, required: number) =>
    required === 0 ? t.noRule : `${formatPercent(inPerson, required)} (${inPerson}/${required})`;
  return (
    <Layout frame={frame} title={t.complianceTitle} description={t.complianceLead} wide>
      <p class="back">
        <a href={receptionPaths.schedule}>← {t.title}</a>
      </p>
      <h1>{t.complianceTitle}</h1>
      <p class="lead">{t.complianceLead}</p>
      <form method="get" action={receptionPaths.compliance} class="filters">
        <div class="field">
          <label for="nam">{t.year}</label>
          <input id="nam" name="nam" inputmode="numeric" class="narrow" value={String(year)} />
        </div>
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      <p class="muted">{t.asOf(formatInstant(asOf))}</p>
      {leaders.length === 0 ? (
        <EmptyState title={t.noSessions} />
      ) : (
        <>
          <Table
            caption={`${t.complianceTitle}, ${year}`}
            rowHeader
            columns={[{ label: t.leader }, ...columns, { label: t.rate, numeric: true }]}
            rows={leaders.map((leader) => {
              const sum = sumMonths(leader.months);
              return [`${leader.title}, ${leader.unit}`, ...cells(sum), rate(sum.inPerson, sum.required)];
            })}
          />
          {leaders.map((leader) => (
            <details key={`${leader.unit} ${leader.title}`}>
              <summary>
                {leader.title}, {leader.unit}
              </summary>
              <Table
                caption={`${leader.title}, ${leader.unit}, ${year}`}
                hideCaption
                rowHeader
                columns={[
                  { label: t.month },
                  ...columns,
                  { label: t.rate, numeric: true },
                  { label: t.ruleBasis },
                ]}
                rows={leader.months.map((month) => [
                  formatDate(month.month).slice(3),
                  ...cells(month),
                  rate(month.inPerson, month.required),
                  month.rule ? `${month.rule.code}, ${month.rule.basis[language]}` : t.noRule,
                ])}
              />
            </details>
          ))}
          <p>
            <a href={`${receptionPaths.compliance}.csv?nam=${year}`}>{t.csv}</a>
          </p>
        </>
      )}
      <h2>{t.promisesTitle}</h2>
      {promises.length === 0 ? (
        <EmptyState title={t.promiseEmpty} />
      ) : (
        <Table
          caption={t.promisesTitle}
          hideCaption
          rowHeader
          columns={[
            { label: t.unit },
            { label: t.promiseOnTime, numeric: true },
            { label: t.promiseLate, numeric: true },
            { label: t.promiseInTime, numeric: true },
            { label: t.promiseOverdue, numeric: true },
            { label: t.total, numeric: true },
          ]}
          rows={promises.map((row) => [
            unitName(row, language),
            formatInteger(row.onTime),
            formatInteger(row.late),
            formatInteger(row.inTime),
            formatInteger(row.overdue),
            formatInteger(row.onTime + row.late + row.inTime + row.overdue),
          ])}
        />
      )}
    </Layout>
  );
}

/** The yearly notice in administrative layout, for printing and posting. */
export function NoticePage(props: {
  frame: Frame;
  unit: string;
  year: number;
  sessions: readonly ListedSession[];
  today: PlainDate;
}) {
  const { frame, unit, year, sessions, today } = props;
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.noticeAbout(String(year))} scripts={['form']}>
      <div class="notice">
        <div class="notice-head">
          <p>
            <strong>{unit.toUpperCase()}</strong>
          </p>
          <p>
            <strong>{t.motto1}</strong>
            <br />
            <strong>{t.motto2}</strong>
          </p>
        </div>
        <h1>
          {t.noticeTitle}
          <br />
          {t.noticeAbout(String(year))}
        </h1>
        <p>
          <em>{t.noticeBasis}</em>
        </p>
        <Table
          caption={t.noticeAbout(String(year))}
          hideCaption
          columns={[{ label: t.day }, { label: t.time }, { label: t.leader }, { label: t.place }]}
          rows={sessions.map((session) => [
            formatDate(session.onDay),
            session.fromTime,
            `${session.leaderTitle}${session.kind === 'regular' ? '' : ` (${t.kinds[session.kind]})`}`,
            session.place,
          ])}
        />
        <p>{t.noticeEnd}</p>
        <p class="muted">{formatDate(today)}</p>
      </div>
      <div class="buttons no-print">
        <button type="button" data-print hidden>
          {t.print}
        </button>
        <a href={receptionPaths.schedule}>{t.back}</a>
      </div>
    </Layout>
  );
}

/** The screen of the waiting room: who is called, and who comes next. It renews itself without a script. */
export function DisplayPage(props: {
  frame: Frame;
  session: ListedSession;
  called: readonly number[];
  next: readonly number[];
}) {
  const { frame, session, called, next } = props;
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.displayTitle} scripts={['display']}>
      <h1>{session.leaderTitle}</h1>
      <p class="lead">
        {formatDate(session.onDay)}, {session.place}
      </p>
      <h2>{t.displayCalled}</h2>
      <p class="big" aria-live="polite">
        {called.length > 0 ? called.join(', ') : t.displayNone}
      </p>
      <h2>{t.displayNext}</h2>
      <p class="big soft">{next.length > 0 ? next.join(', ') : '—'}</p>
      <p class="no-print">
        <a href={receptionPaths.display(session.id)}>{t.renew}</a>
      </p>
    </Layout>
  );
}
