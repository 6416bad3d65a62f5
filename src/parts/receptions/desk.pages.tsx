import type { SignedIn } from '../../ground/access/session.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { Matter } from '../../ground/petition-desk.ts';
import type { Language } from '../../platform/language.ts';
import { QueueNotes } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  Choice,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  Hidden,
  Pagination,
  Select,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { receptionPaths } from './paths.ts';
import { SessionNotes } from './public.pages.tsx';
import type { Booking, ListedSession, PromiseLine, Visit } from './reception.store.ts';
import { outcomes, refusalGrounds, sessionKinds } from './reception.ts';
import { texts } from './texts.ts';
import type { Entered } from './visit.service.ts';

const kindNames: Record<Language, Record<Visit['kind'], string>> = {
  vi: { complaint: 'Khiếu nại', denunciation: 'Tố cáo', recommendation: 'Kiến nghị', reflection: 'Phản ánh' },
  en: {
    complaint: 'Complaint',
    denunciation: 'Denunciation',
    recommendation: 'Recommendation',
    reflection: 'Reflection',
  },
};

function Done({ frame, done }: { frame: Frame; done: boolean }) {
  return done ? (
    <p class="note good" role="status">
      {texts[frame.language].done}
    </p>
  ) : null;
}

/** Where the desk begins: today's sessions, and the ways on. */
export function DeskPage(props: {
  frame: Frame;
  sessions: readonly ListedSession[];
  coming: readonly ListedSession[];
  /** False for who only reads. */
  mayKeep: boolean;
  done: boolean;
}) {
  const { frame, sessions, coming, mayKeep, done } = props;
  const { language } = frame;
  const t = texts[language];
  const rows = (all: readonly ListedSession[]) =>
    all.map((session) => [
      <>
        <strong class="nowrap">{formatDate(session.onDay)}</strong>, {session.fromTime}
        <SessionNotes frame={frame} session={session} />
      </>,
      session.leaderTitle,
      t.seatsLeft(session.seats - session.taken),
      <>
        <a
          href={receptionPaths.session(session.id)}
          aria-label={`${t.openSession}: ${formatDate(session.onDay)}`}
        >
          {t.openSession}
        </a>{' '}
        {!session.postedAt && <Badge tone="warn">{t.notPosted}</Badge>}
      </>,
    ]);
  const columns = [{ label: t.day }, { label: t.leader }, { label: t.seats }, { label: t.openSession }];
  return (
    <Layout frame={frame} title={t.deskTitle} wide>
      <Done frame={frame} done={done} />
      <h1>{t.deskTitle}</h1>
      <div class="buttons">
        {mayKeep && (
          <a class="button" href={receptionPaths.visit}>
            {t.newVisit}
          </a>
        )}
        <a href={receptionPaths.log}>{t.log}</a>
        <a href={receptionPaths.promises}>{t.promises}</a>
        {mayKeep && <a href={receptionPaths.plan}>{t.keepSchedule}</a>}
      </div>
      <h2>{t.today}</h2>
      {sessions.length === 0 ? (
        <p>{t.noToday}</p>
      ) : (
        <Table caption={t.today} hideCaption cards columns={columns} rows={rows(sessions)} />
      )}
      {coming.length > 0 && (
        <>
          <h2>{t.upcoming}</h2>
          <Table caption={t.upcoming} hideCaption cards columns={columns} rows={rows(coming)} />
        </>
      )}
    </Layout>
  );
}

/** One session at the desk: who waits, who is called, how it ended. */
export function SessionPage(props: {
  frame: Frame;
  session: ListedSession;
  queue: readonly Booking[];
  today: PlainDate;
  keys: Record<string, string>;
  values: Record<string, string>;
  errors: FieldErrors;
  done: boolean;
}) {
  const { frame, session, queue, today, keys, values, errors, done } = props;
  const { language } = frame;
  const t = texts[language];
  const here = receptionPaths.session(session.id);
  const open = session.state === 'planned';
  const move = (booking: Booking, to: string, label: string) => (
    <form method="post" action={`${here}/hang-cho`} class="inline">
      <Hidden values={{ booking: booking.id, to }} />
      <button type="submit" class="link" aria-label={`${label}: ${booking.ticket}`}>
        {label}
      </button>{' '}
    </form>
  );
  return (
    <Layout
      frame={frame}
      title={`${t.deskTitle}, ${formatDate(session.onDay)}`}
      hasErrors={Object.keys(errors).length > 0}
      wide
      scripts={['form']}
    >
      <p class="back">
        <a href={receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      <Done frame={frame} done={done} />
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ to: t.to, why: t.why, name: t.name, receivedBy: t.receivedBy }}
      />
      <h1>
        {session.leaderTitle}, {formatDate(session.onDay)}
      </h1>
      <p>
        {session.fromTime}, {session.place}
        <SessionNotes frame={frame} session={session} />{' '}
        {session.state === 'cancelled' && <Badge tone="warn">{t.cancelled}</Badge>}
        {session.state === 'held' && (
          <Badge tone="good">
            {session.inPerson ? t.byLeader : `${t.delegated}: ${session.receivedBy ?? ''}`}
          </Badge>
        )}
        {!session.postedAt && <Badge tone="warn">{t.notPosted}</Badge>}
      </p>
      <p>
        <a href={receptionPaths.display(session.id)}>{t.display}</a>
      </p>
      <h2>{t.queue}</h2>
      {queue.length === 0 ? (
        <EmptyState title={t.noQueue} />
      ) : (
        <Table
          caption={t.queue}
          hideCaption
          columns={[{ label: t.ticket }, { label: t.name }, { label: t.matter }, { label: t.state }]}
          rows={queue.map((booking) => [
            <strong>{booking.ticket}</strong>,
            <>
              {booking.name}
              {booking.people > 1 && (
                <span class="muted">
                  {' '}
                  · {booking.people} {t.person}
                </span>
              )}
              <br />
              <span class="muted small">{booking.phone}</span>
            </>,
            booking.matter,
            <>
              <Badge tone={booking.state === 'called' ? 'info' : 'plain'}>{t.states[booking.state]}</Badge>{' '}
              {open && ['booked', 'waiting'].includes(booking.state) && move(booking, 'arrived', t.arrived)}
              {open && booking.state === 'arrived' && move(booking, 'called', t.call)}
              {open && ['booked', 'arrived', 'called'].includes(booking.state) && (
                <>
                  {move(booking, 'absent', t.absent)}
                  <a
                    href={`${receptionPaths.visit}?buoi=${session.id}&hen=${booking.id}`}
                    aria-label={`${t.receive}: ${booking.ticket}`}
                  >
                    {t.receive}
                  </a>
                </>
              )}
            </>,
          ])}
        />
      )}
      {open && (
        <>
          <details open={Boolean(errors.name)}>
            <summary>{t.walkIn}</summary>
            <form method="post" action={`${here}/den`} novalidate>
              <Hidden values={{ key: keys.walkIn }} />
              <Field language={language} name="name" label={t.name} value={values.name} error={errors.name} />
              <Field
                language={language}
                name="phone"
                label={t.phone}
                type="tel"
                width="medium"
                value={values.phone}
                error={errors.phone}
              />
              <Field
                language={language}
                name="matter"
                label={t.matter}
                rows={2}
                value={values.matter}
                error={errors.matter}
              />
              <Field
                language={language}
                name="people"
                label={t.people}
                inputmode="numeric"
                width="narrow"
                value={values.people ?? '1'}
                error={errors.people}
              />
              <button type="submit">{t.addWalkIn}</button>
            </form>
          </details>
          {session.onDay <= today && (
            <details open={Boolean(errors.receivedBy)}>
              <summary>{t.close}</summary>
              <form method="post" action={`${here}/hold`} novalidate>
                <Hidden values={{ key: keys.hold, version: String(session.version) }} />
                <Choice
                  language={language}
                  name="who"
                  legend={t.closeQuestion}
                  value={values.who ?? 'leader'}
                  options={[
                    { value: 'leader', label: `${t.byLeader}: ${session.leaderTitle}` },
                    { value: 'deputy', label: t.byDeputy },
                  ]}
                />
                <Field
                  language={language}
                  name="receivedBy"
                  label={t.receivedBy}
                  optional
                  value={values.receivedBy}
                  error={errors.receivedBy}
                />
                <button type="submit">{t.doClose}</button>
              </form>
            </details>
          )}
          <details open={Boolean(errors.to)}>
            <summary>{t.postpone}</summary>
            <form method="post" action={`${here}/postpone`} novalidate>
              <Hidden values={{ key: keys.postpone, version: String(session.version) }} />
              <Field
                language={language}
                name="to"
                label={t.to}
                inputmode="numeric"
                width="narrow"
                value={values.to}
                error={errors.to}
              />
              <Field
                language={language}
                name="why"
                label={t.why}
                rows={2}
                value={values.why}
                error={errors.to ? errors.why : undefined}
              />
              <button type="submit">{t.doPostpone}</button>
            </form>
          </details>
          <details open={Boolean(errors.why && !errors.to)}>
            <summary>{t.cancelSession}</summary>
            <form method="post" action={`${here}/cancel`} novalidate>
              <Hidden values={{ key: keys.cancel, version: String(session.version) }} />
              <div class="field">
                <label for="cancel-why">{t.why}</label>
                <textarea id="cancel-why" name="why" rows={2}>
                  {values.why}
                </textarea>
              </div>
              <button type="submit" class="second">
                {t.doCancel}
              </button>
            </form>
          </details>
        </>
      )}
    </Layout>
  );
}

/** The one form of the desk: a visit, as it goes into the log. */
export function VisitPage(props: {
  frame: Frame;
  officer: SignedIn;
  key_: string;
  session: ListedSession | undefined;
  values: Record<string, string>;
  errors: FieldErrors;
  earlier: readonly Matter[] | undefined;
}) {
  const { frame, officer, key_, session, values, errors, earlier } = props;
  const { language } = frame;
  const t = texts[language];
  const labels = {
    name: t.name,
    matter: t.matter,
    kind: t.kind,
    outcome: t.outcome,
    outcomeText: t.outcomeText,
    refusalGround: t.refusalGround,
    people: t.people,
    representatives: t.representatives,
    promise: t.promiseText,
    promiseDue: t.promiseDue,
    address: t.address,
    against: t.against,
    statement: t.statement,
    phone: t.phone,
  };
  return (
    <Layout
      frame={frame}
      title={t.visitTitle}
      hasErrors={Object.keys(errors).length > 0}
      wide
      scripts={['form', 'outbox']}
    >
      <p class="back">
        <a href={session ? receptionPaths.session(session.id) : receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      <QueueNotes language={frame.language} />
      <ErrorSummary language={language} errors={errors} labels={labels} />
      <h1>{t.visitTitle}</h1>
      <p class="muted">
        {officer.unitName[language]}
        {session && ` · ${session.leaderTitle}, ${formatDate(session.onDay)}`}
      </p>
      <form method="get" action={receptionPaths.visit} class="filters">
        <Hidden values={{ buoi: values.session, hen: values.booking }} />
        <div class="field grow">
          <label for="tim">{t.findEarlier}</label>
          <input type="search" id="tim" name="tim" value={values.tim ?? values.name ?? ''} />
        </div>
        <button type="submit" class="second">
          {t.find}
        </button>
      </form>
      {earlier && (
        <section aria-label={t.earlier}>
          <h2>{t.earlier}</h2>
          {earlier.length === 0 ? (
            <p>{t.noEarlier}</p>
          ) : (
            <ul>
              {earlier.map((matter) => (
                <li key={matter.id}>
                  <a href={matter.href}>
                    № {matter.number} {matter.title}
                  </a>{' '}
                  <span class="muted">
                    {formatDate(matter.receivedOn)}, {matter.state}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <form method="post" action={receptionPaths.visit} novalidate data-queue class="two-columns">
        <Hidden values={{ key: key_, session: values.session, booking: values.booking }} />
        <Field
          language={language}
          name="name"
          label={t.name}
          value={values.name}
          error={errors.name}
          maxLength={100}
        />
        <Field
          language={language}
          name="address"
          label={t.address}
          value={values.address}
          error={errors.address}
          maxLength={300}
        />
        <Field
          language={language}
          name="phone"
          label={t.phone}
          type="tel"
          width="medium"
          value={values.phone}
          error={errors.phone}
          maxLength={20}
        />
        <Field
          language={language}
          name="identityNote"
          label={t.identityNote}
          hint={t.identityHint}
          optional
          value={values.identityNote}
          maxLength={100}
        />
        <Field
          language={language}
          name="people"
          label={t.people}
          inputmode="numeric"
          width="narrow"
          value={values.people ?? '1'}
          error={errors.people}
        />
        <Field
          language={language}
          name="representatives"
          label={t.representatives}
          hint={t.groupRule}
          optional
          rows={2}
          value={values.representatives}
          error={errors.representatives}
        />
        <Select
          language={language}
          name="kind"
          label={t.kind}
          options={[
            { value: '', label: t.choose },
            ...(['reflection', 'recommendation', 'complaint', 'denunciation'] as const).map((value) => ({
              value,
              label: kindNames[language][value],
            })),
          ]}
          value={values.kind ?? ''}
          error={errors.kind}
        />
        <Field
          language={language}
          name="matter"
          label={t.matter}
          rows={2}
          value={values.matter}
          error={errors.matter}
          maxLength={500}
        />
        <Field
          language={language}
          name="statement"
          label={t.statement}
          hint={t.statementHint}
          rows={6}
          optional
          value={values.statement}
          error={errors.statement}
        />
        <Field
          language={language}
          name="against"
          label={t.against}
          optional
          value={values.against}
          error={errors.against}
          maxLength={500}
        />
        <Choice
          language={language}
          name="signed"
          legend={t.signed}
          value={values.signed ?? 'spoken'}
          options={(['paper', 'spoken'] as const).map((value) => ({ value, label: t.signedOptions[value] }))}
        />
        <Field
          language={language}
          name="handledBefore"
          label={t.handledBefore}
          optional
          value={values.handledBefore}
          maxLength={300}
        />
        <Choice
          language={language}
          name="outcome"
          legend={t.outcome}
          value={values.outcome}
          error={errors.outcome}
          options={outcomes.map((value) => ({ value, label: t.outcomes[value] }))}
        />
        <Field
          language={language}
          name="outcomeText"
          label={t.outcomeText}
          optional
          rows={2}
          value={values.outcomeText}
          error={errors.outcomeText}
        />
        <Select
          language={language}
          name="refusalGround"
          label={t.refusalGround}
          options={[
            { value: '', label: t.choose },
            ...refusalGrounds.map((value) => ({ value, label: t.refusalGrounds[value] })),
          ]}
          value={values.refusalGround ?? ''}
          error={errors.refusalGround}
        />
        <Field
          language={language}
          name="promise"
          label={t.promiseText}
          hint={t.promiseHint}
          optional
          rows={2}
          value={values.promise}
          error={errors.promise}
        />
        <Field
          language={language}
          name="promiseDue"
          label={t.promiseDue}
          optional
          inputmode="numeric"
          width="narrow"
          value={values.promiseDue}
          error={errors.promiseDue}
        />
        <Field language={language} name="note" label={t.note} optional value={values.note} maxLength={1000} />
        <div class="buttons">
          <button type="submit">{t.save}</button>
        </div>
      </form>
    </Layout>
  );
}

/** What a visit came to: its number, and the petition's code, shown once. */
export function EnteredPage(props: { frame: Frame; entered: Entered; session: string | undefined }) {
  const { frame, entered, session } = props;
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.visitTitle}>
      <p class="note good" role="status">
        {t.visitDone(entered.number)}
      </p>
      <h1>{t.visitTitle}</h1>
      {entered.petition && (
        <>
          <p>
            {t.petitionMade}: № {entered.petition.number}. {t.petitionDue}:{' '}
            <strong>{formatDate(entered.petition.dueOn)}</strong>
          </p>
          <p>{t.giveCode}</p>
          <p class="code" translate={false}>
            {entered.petition.code}
          </p>
        </>
      )}
      <div class="buttons">
        <a class="button" href={`${receptionPaths.visit}${session ? `?buoi=${session}` : ''}`}>
          {t.nextVisit}
        </a>
        <a href={session ? receptionPaths.session(session) : receptionPaths.desk}>{t.deskTitle}</a>
        <a href={receptionPaths.log}>{t.log}</a>
      </div>
    </Layout>
  );
}

/** The twelve columns of Form 03 for one visit; the export writes the same. */
export function logCells(visit: Visit, language: Language): string[] {
  const t = texts[language];
  const refused = visit.outcome === 'refuse' ? `${t.refused} (${visit.refusalGround}). ` : '';
  const mark = (outcome: Visit['outcome']) =>
    visit.outcome === outcome ? (outcome === 'accept' ? 'x' : visit.outcomeText || 'x') : '';
  return [
    String(visit.number),
    formatDate(visit.onDay),
    visit.name === null ? t.sealedName : [visit.name, visit.address].filter(Boolean).join(', '),
    visit.identityNote ?? '',
    visit.matter,
    `${kindNames[language][visit.kind]}, ${visit.people}`,
    visit.handledBefore ?? '',
    mark('accept'),
    mark('guide'),
    mark('transfer'),
    visit.petitionNumber === null ? '' : `№ ${visit.petitionNumber}`,
    `${refused}${visit.note ?? ''}`,
  ];
}

/** The reception log. */
export function LogPage(props: {
  frame: Frame;
  visits: readonly (Visit & { unitVi: string; unitEn: string })[];
  /** More than one unit's log: each counts its own numbers. */
  severalUnits: boolean;
  filter: { tim: string; tu: string; den: string };
  errors: FieldErrors;
  next: string | undefined;
}) {
  const { frame, visits, severalUnits, filter, errors, next } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.logTitle} hasErrors={Object.keys(errors).length > 0} wide>
      <p class="back">
        <a href={receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      <ErrorSummary language={language} errors={errors} labels={{ tu: t.from, den: t.until }} />
      <h1>{t.logTitle}</h1>
      <p class="muted">{t.logForm}</p>
      <form method="get" action={receptionPaths.log} class="filters">
        <div class="field grow">
          <label for="tim">{t.search}</label>
          <input type="search" id="tim" name="tim" value={filter.tim} />
        </div>
        <div class="field">
          <label for="tu">{t.from}</label>
          <input
            id="tu"
            name="tu"
            inputmode="numeric"
            value={filter.tu}
            aria-invalid={errors.tu ? true : undefined}
          />
        </div>
        <div class="field">
          <label for="den">{t.until}</label>
          <input
            id="den"
            name="den"
            inputmode="numeric"
            value={filter.den}
            aria-invalid={errors.den ? true : undefined}
          />
        </div>
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      {visits.length === 0 ? (
        <EmptyState title={t.emptyLog} />
      ) : (
        <>
          <Table
            caption={t.logTitle}
            hideCaption
            columns={[...(severalUnits ? [t.unit] : []), ...Object.values(t.columns)].map((label) => ({
              label,
            }))}
            rows={visits.map((visit) => {
              const unit = unitName(visit, language);
              const cells: (string | preact.VNode)[] = logCells(visit, language);
              if (visit.petitionId)
                cells[10] = <a href={`/can-bo/ho-so/${visit.petitionId}`}>№ {visit.petitionNumber}</a>;
              return severalUnits ? [unit, ...cells] : cells;
            })}
          />
          <Pagination language={language} next={next} />
          <p>
            <a href={`${receptionPaths.log}.csv?${new URLSearchParams({ tu: filter.tu, den: filter.den })}`}>
              {t.csv}
            </a>
          </p>
        </>
      )}
    </Layout>
  );
}

/** What leaders promised, open ones first. */
export function PromisesPage(props: {
  frame: Frame;
  promises: readonly PromiseLine[];
  today: PlainDate;
  mayKeep: (line: PromiseLine) => boolean;
  keys: Record<string, string>;
  /** What came back: about which duty, what was typed, and what is wrong where it is not missing. */
  error: { duty: string; words: string; message: string | undefined } | undefined;
  done: boolean;
}) {
  const { frame, promises, today, mayKeep, keys, error, done } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.promises} hasErrors={Boolean(error)} wide>
      <p class="back">
        <a href={receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      <Done frame={frame} done={done} />
      <ErrorSummary
        language={language}
        errors={error ? { [`kept-${error.duty}`]: error.message ?? t.required } : {}}
      />
      <h1>{t.promises}</h1>
      {promises.length === 0 ? (
        <EmptyState title={t.promiseEmpty} />
      ) : (
        <Table
          caption={t.promises}
          hideCaption
          columns={[{ label: t.due }, { label: t.promise }, { label: t.unit }, { label: t.keptHow }]}
          rows={promises.map((line) => [
            <>
              <span class="nowrap">{formatDate(line.dueOn)}</span>{' '}
              {line.ended === null && line.dueOn < today && <Badge tone="warn">{t.overdue}</Badge>}
              {line.ended === 'done' && line.endedOn && (
                <Badge tone={line.endedOn <= line.dueOn ? 'good' : 'warn'}>
                  {t.kept} {formatDate(line.endedOn)}
                </Badge>
              )}
            </>,
            line.text,
            unitName(line, language),
            line.ended === null && mayKeep(line) ? (
              <form method="post" action={receptionPaths.promises}>
                <Hidden values={{ key: keys[line.dutyId], duty: line.dutyId }} />
                <textarea
                  id={`kept-${line.dutyId}`}
                  name="words"
                  rows={2}
                  aria-label={`${t.keptHow}: ${line.text}`}
                  aria-invalid={error?.duty === line.dutyId ? true : undefined}
                >
                  {error?.duty === line.dutyId ? error.words : ''}
                </textarea>
                <button type="submit" class="second">
                  {t.keep}
                </button>
              </form>
            ) : (
              (line.keptText ?? '')
            ),
          ])}
        />
      )}
    </Layout>
  );
}

/** Planning and posting a leader's year. */
export function PlanPage(props: {
  frame: Frame;
  leaders: readonly { value: string; label: string }[];
  sessions: readonly ListedSession[];
  unposted: number;
  postBy: PlainDate | undefined;
  keys: Record<string, string>;
  values: Record<string, string>;
  errors: FieldErrors;
  made: string | undefined;
}) {
  const { frame, leaders, sessions, unposted, postBy, keys, values, errors, made } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout
      frame={frame}
      title={t.planTitle}
      hasErrors={Object.keys(errors).length > 0}
      wide
      scripts={['form']}
    >
      <p class="back">
        <a href={receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      {made !== undefined && (
        <p class="note good" role="status">
          {t.planned(made)}
        </p>
      )}
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{
          leader: t.whose,
          days: t.days,
          from: t.planFrom,
          to: t.planTo,
          fromTime: t.time,
          place: t.place,
          seats: t.seats,
        }}
      />
      <h1>{t.planTitle}</h1>
      <p class="lead">{t.planLead}</p>
      {unposted > 0 && (
        <form method="post" action={`${receptionPaths.plan}/niem-yet`} class="note warn">
          <Hidden values={{ key: keys.post }} />
          <p>
            {t.unposted(formatInteger(unposted))} {postBy && t.postBy(formatDate(postBy))}
          </p>
          <button type="submit">{t.postAll}</button>
        </form>
      )}
      <form method="post" action={receptionPaths.plan} novalidate>
        <Hidden values={{ key: keys.plan }} />
        <Select
          language={language}
          name="leader"
          label={t.whose}
          options={[...leaders]}
          value={values.leader}
          error={errors.leader}
        />
        <Field
          language={language}
          name="days"
          label={t.days}
          hint={t.daysHint}
          width="medium"
          value={values.days}
          error={errors.days}
        />
        <Select
          language={language}
          name="weekday"
          label={t.weekday}
          options={Object.entries(t.weekdays)
            .sort(([a], [b]) => (a === 'none' ? -1 : b === 'none' ? 1 : a.localeCompare(b)))
            .map(([value, label]) => ({ value: value === 'none' ? '' : value, label }))}
          value={values.weekday ?? ''}
        />
        <Field
          language={language}
          name="from"
          label={t.planFrom}
          inputmode="numeric"
          width="narrow"
          value={values.from}
          error={errors.from}
        />
        <Field
          language={language}
          name="to"
          label={t.planTo}
          inputmode="numeric"
          width="narrow"
          value={values.to}
          error={errors.to}
        />
        <Field
          language={language}
          name="fromTime"
          label={t.time}
          width="narrow"
          value={values.fromTime ?? '07:30'}
          error={errors.fromTime}
        />
        <Field language={language} name="place" label={t.place} value={values.place} error={errors.place} />
        <Field
          language={language}
          name="seats"
          label={t.seats}
          inputmode="numeric"
          width="narrow"
          value={values.seats ?? '8'}
          error={errors.seats}
        />
        <Select
          language={language}
          name="kind"
          label={t.sessionKind}
          options={sessionKinds.map((value) => ({ value, label: t.kinds[value] }))}
          value={values.kind ?? 'regular'}
        />
        <div class="buttons">
          <button type="submit">{t.doPlan}</button>
        </div>
      </form>
      {sessions.length > 0 && (
        <Table
          caption={t.upcoming}
          columns={[{ label: t.day }, { label: t.leader }, { label: t.place }, { label: t.state }]}
          rows={sessions.map((session) => [
            <>
              <a href={receptionPaths.session(session.id)}>{formatDate(session.onDay)}</a>, {session.fromTime}
              <SessionNotes frame={frame} session={session} />
            </>,
            session.leaderTitle,
            session.place,
            session.state === 'cancelled' ? (
              <Badge tone="warn">{t.cancelled}</Badge>
            ) : session.postedAt ? (
              <Badge tone="good">{t.posted}</Badge>
            ) : (
              <Badge tone="warn">{t.notPosted}</Badge>
            ),
          ])}
        />
      )}
    </Layout>
  );
}
