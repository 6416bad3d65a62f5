import type { SentState } from '../../ground/actions.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import { SessionNotes } from './public.pages.tsx';
import type { Booking, ListedSession } from './reception.store.ts';
import { texts } from './texts.ts';

/** What the desk does with somebody who waits. */
export type QueueMove = 'da-den' | 'moi' | 'vang';

/** One session at the desk: who waits, who is called, how it ended. */
export function SessionPage(props: {
  frame: Frame;
  session: ListedSession;
  queue: readonly Booking[];
  today: PlainDate;
  /** False for who only reads. */
  mayKeep: boolean;
  state: FormState | SentState;
  done: boolean;
}) {
  const { frame, session, queue, today, mayKeep, state, done } = props;
  const { language } = frame;
  const t = texts[language];
  const here = receptionPaths.session(session.id);
  const open = mayKeep && session.state === 'planned';
  const form = { base: here, state: { ...state, version: session.version } };
  const move = (booking: Booking, action: QueueMove) => (
    <ActionForm {...form} action={action} target={booking.id} quiet about={String(booking.ticket)} />
  );
  return (
    <Layout
      frame={frame}
      title={`${t.deskTitle}, ${formatDate(session.onDay)}`}
      hasErrors={state.sent !== undefined}
      wide
      scripts={['form']}
    >
      <p class="back">
        <a href={receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      <FormNotes state={state} done={done ? t.done : undefined} />
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
              {open && ['booked', 'waiting'].includes(booking.state) && move(booking, 'da-den')}
              {open && booking.state === 'arrived' && move(booking, 'moi')}
              {open && ['booked', 'arrived', 'called'].includes(booking.state) && (
                <>
                  {move(booking, 'vang')}
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
          <ActionForm {...form} action="den" submit={t.addWalkIn} />
          {session.onDay <= today && <ActionForm {...form} action="hold" submit={t.doClose} />}
          <ActionForm {...form} action="postpone" submit={t.doPostpone} />
          <ActionForm {...form} action="cancel" submit={t.doCancel} />
        </>
      )}
    </Layout>
  );
}
