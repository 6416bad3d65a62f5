import type { Frame } from '../../platform/page/frame.ts';
import { Badge, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import { SessionNotes } from './public.pages.tsx';
import type { ListedSession } from './reception.store.ts';
import { texts } from './texts.ts';

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
      {done && (
        <p class="note good" role="status">
          {t.done}
        </p>
      )}
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
