import type { SentState } from '../../ground/actions.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, type Option, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { receptionPaths } from './paths.ts';
import { SessionNotes } from './public.pages.tsx';
import type { ListedSession } from './reception.store.ts';
import { texts } from './texts.ts';

/** Planning and posting a leader's year. */
export function PlanPage(props: {
  frame: Frame;
  leaders: readonly Option[];
  sessions: readonly ListedSession[];
  /** Those of the sessions' days that are not worked. */
  daysOff: ReadonlySet<PlainDate>;
  unposted: number;
  postBy: PlainDate | undefined;
  /** The span that is meant where nothing else is typed. */
  initial: Record<string, string>;
  state: FormState | SentState;
  made: string | undefined;
}) {
  const { frame, leaders, sessions, daysOff, unposted, postBy, initial, state, made } = props;
  const { language } = frame;
  const t = texts[language];
  const form = { base: receptionPaths.plan, state };
  return (
    <Layout frame={frame} title={t.planTitle} hasErrors={state.sent !== undefined} wide scripts={['form']}>
      <p class="back">
        <a href={receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      <FormNotes state={state} done={made === undefined ? undefined : t.planned(made)} />
      <h1>{t.planTitle}</h1>
      <p class="lead">{t.planLead}</p>
      {unposted > 0 && (
        <div class="note warn">
          <p>
            {t.unposted(formatInteger(unposted))} {postBy && t.postBy(formatDate(postBy))}
          </p>
          <ActionForm {...form} action="niem-yet" title={t.postAll} />
        </div>
      )}
      <ActionForm {...form} action="" picks={{ leader: leaders }} initial={initial} submit={t.doPlan} open />
      {sessions.length > 0 && (
        <Table
          caption={t.upcoming}
          columns={[{ label: t.day }, { label: t.leader }, { label: t.place }, { label: t.state }]}
          rows={sessions.map((session) => [
            <>
              <a href={receptionPaths.session(session.id)}>{formatDate(session.onDay)}</a>, {session.fromTime}
              <SessionNotes frame={frame} session={session} />
              {session.state === 'planned' && daysOff.has(session.onDay) && (
                <>
                  {' '}
                  <Badge tone="warn">{t.onDayOff}</Badge>
                </>
              )}
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
