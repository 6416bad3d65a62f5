import type { SignedIn } from '../../ground/access/session.ts';
import type { SentState } from '../../ground/actions.ts';
import type { Matter } from '../../ground/petition-desk.ts';
import { ActionForm, FormNotes, type FormState, QueueNotes } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Hidden } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import type { ListedSession } from './reception.store.ts';
import { texts } from './texts.ts';
import type { Entered } from './visit.service.ts';

/** The one form of the desk: a visit, as it goes into the log. */
export function VisitPage(props: {
  frame: Frame;
  officer: SignedIn;
  session: ListedSession | undefined;
  /** What is known of it already. */
  known: Record<string, string | undefined>;
  /** Words by which earlier matters are looked up. */
  search: string;
  state: FormState | SentState;
  earlier: readonly Matter[] | undefined;
}) {
  const { frame, officer, session, known, search, state, earlier } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout
      frame={frame}
      title={t.visitTitle}
      hasErrors={state.sent !== undefined}
      wide
      scripts={['form', 'outbox']}
    >
      <p class="back">
        <a href={session ? receptionPaths.session(session.id) : receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      <QueueNotes language={frame.language} />
      <FormNotes state={state} />
      <h1>{t.visitTitle}</h1>
      <p class="muted">
        {officer.unitName[language]}
        {session && ` · ${session.leaderTitle}, ${formatDate(session.onDay)}`}
      </p>
      <form method="get" action={receptionPaths.visit} class="filters">
        <Hidden values={{ buoi: known.session, hen: known.booking }} />
        <div class="field grow">
          <label for="tim">{t.findEarlier}</label>
          <input type="search" id="tim" name="tim" value={search} />
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
      <ActionForm
        base={receptionPaths.visit}
        action=""
        state={state}
        initial={known}
        submit={t.save}
        columns
        queue
        open
      />
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
