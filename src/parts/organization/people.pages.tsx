import type { Account } from '../../ground/access/account.ts';
import type { AccountRequest } from '../../ground/access/account-request.ts';
import { roles } from '../../ground/access/decision.ts';
import type { Correction } from '../../ground/access/kept.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import type { Held, StaffLine, VacantPost } from '../../ground/organization/staff.store.ts';
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
  Prose,
  Select,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { addDays, formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { organizationPaths } from './paths.ts';
import { peopleTexts } from './people.texts.ts';
import { roleNames } from './texts.ts';

/** What was typed into a form that came back. */
export interface Typed {
  values: Record<string, string>;
  errors: FieldErrors;
}

/** Everybody with an account. */
export function PeoplePage(props: {
  frame: Frame;
  query: string;
  people: StaffLine[];
  next: string | undefined;
  vacant: VacantPost[];
  units: readonly Unit[];
  corrections: (Correction & { name: string })[];
  key_: string;
  today: PlainDate;
  typed?: Typed | undefined;
}) {
  const { frame, query, people, next, vacant, units, corrections, key_, today, typed } = props;
  const { language } = frame;
  const t = peopleTexts[language];
  const errors = typed?.errors ?? {};
  return (
    <Layout frame={frame} title={t.title} hasErrors={typed !== undefined} wide>
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ name: t.name, username: t.username, from: t.from }}
      />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <form method="get" action={organizationPaths.people} class="filters">
        <div class="field grow">
          <label for="tim">{t.search}</label>
          <input type="search" id="tim" name="tim" value={query} />
        </div>
        <button type="submit" class="second">
          {t.find}
        </button>
      </form>
      {people.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.title}
          hideCaption
          rowHeader
          columns={[{ label: t.name }, { label: t.username }, { label: t.posts }, { label: t.state }]}
          rows={people.map((one) => [
            <a href={organizationPaths.person(one.id)}>{one.name}</a>,
            <span class="mono">{one.username}</span>,
            one.posts.length === 0 ? (
              <span class="muted">{t.noPost}</span>
            ) : (
              one.posts.map((post) => post[language]).join('; ')
            ),
            one.disabled ? (
              <Badge tone="warn">{t.disabled}</Badge>
            ) : one.invited ? (
              <Badge tone="info">{t.invited}</Badge>
            ) : (
              t.active
            ),
          ])}
        />
      )}
      <Pagination language={language} next={next} />
      <p>
        <a href={organizationPaths.accountRequests}>{t.requestsTitle}</a>
      </p>
      {corrections.length > 0 && (
        <section aria-labelledby="corrections">
          <h2 id="corrections">{t.corrections}</h2>
          {corrections.map((one) => (
            <form key={one.id} method="post" action={`${organizationPaths.people}/tra-loi`} class="step">
              <Hidden values={{ id: one.id }} />
              <p>
                <strong>{one.name}</strong>
              </p>
              <Prose text={one.text} />
              <div class="field">
                <label for={`answer-${one.id}`}>{t.answer}</label>
                {typed?.values.id === one.id && typed.errors.answer && (
                  <p class="error" id={`answer-${one.id}-error`}>
                    {typed.errors.answer}
                  </p>
                )}
                <textarea
                  id={`answer-${one.id}`}
                  name="answer"
                  rows={2}
                  aria-invalid={typed?.values.id === one.id && typed.errors.answer ? true : undefined}
                >
                  {typed?.values.id === one.id ? typed.values.answer : ''}
                </textarea>
              </div>
              <button type="submit" class="second">
                {t.sendAnswer}
              </button>
            </form>
          ))}
        </section>
      )}
      <h2 id="add">{t.add}</h2>
      <p>{t.addLead}</p>
      <form method="post" action={organizationPaths.people} novalidate>
        <Hidden values={{ key: key_ }} />
        <Field
          language={language}
          name="name"
          label={t.name}
          value={typed?.values.name}
          error={errors.name}
          width="medium"
        />
        <Field
          language={language}
          name="username"
          label={t.username}
          hint={t.usernameHint}
          value={typed?.values.username}
          error={errors.username}
          width="medium"
        />
        <PlacementFields frame={frame} vacant={vacant} units={units} today={today} typed={typed} />
        <div class="buttons">
          <button type="submit">{t.save}</button>
        </div>
      </form>
    </Layout>
  );
}

function PlacementFields(props: {
  frame: Frame;
  vacant: VacantPost[];
  units: readonly Unit[];
  today: PlainDate;
  typed: Typed | undefined;
}) {
  const { frame, vacant, units, today, typed } = props;
  const { language } = frame;
  const t = peopleTexts[language];
  const { values = {}, errors = {} } = typed ?? {};
  return (
    <>
      <Select
        language={language}
        name="post"
        label={t.where}
        options={[
          { value: '', label: t.newPost },
          ...vacant.map((post) => ({
            value: post.id,
            label: `${post.unit[language]}: ${post.title[language]}`,
          })),
        ]}
        value={values.post}
        error={errors.post}
      />
      <Select
        language={language}
        name="unit"
        label={t.unit}
        options={[
          { value: '', label: t.choose },
          ...units.map((unit) => ({ value: unit.id, label: unit.name[language] })),
        ]}
        value={values.unit}
        error={errors.unit}
      />
      <Select
        language={language}
        name="role"
        label={t.role}
        options={roles.map((role) => ({ value: role, label: roleNames[language][role] }))}
        value={values.role ?? 'officer'}
      />
      <Field
        language={language}
        name="title"
        label={t.postTitle}
        value={values.title}
        optional
        width="medium"
      />
      <Choice
        language={language}
        name="handles"
        legend={t.handles}
        hint={t.handlesHint}
        options={[
          { value: 'no', label: t.no },
          { value: 'yes', label: t.yes },
        ]}
        value={values.handles ?? 'no'}
      />
      <Field
        language={language}
        name="from"
        label={t.from}
        value={values.from ?? formatDate(today)}
        error={errors.from}
        width="narrow"
      />
    </>
  );
}

/** Shown once: the link that sets up an account. */
export function LinkPage(props: { frame: Frame; name: string; link: string; until: PlainDate }) {
  const { frame, name, link, until } = props;
  const t = peopleTexts[frame.language];
  return (
    <Layout frame={frame} title={t.linkTitle}>
      <p class="back">
        <a href={organizationPaths.people}>← {t.back}</a>
      </p>
      <h1>{t.linkTitle}</h1>
      <p class="lead">{t.linkLead(name, formatDate(until))}</p>
      <p class="code">{link}</p>
    </Layout>
  );
}

/** One person: posts, leaving, a new link. */
export function PersonPage(props: {
  frame: Frame;
  account: Account;
  held: Held[];
  vacant: VacantPost[];
  units: readonly Unit[];
  today: PlainDate;
  keys: { take: string; leave: string; post: string };
  /** What was done just now, in words. */
  done: string | undefined;
  /** Somebody has set the account up before. */
  setUp: boolean;
  typed?: Typed | undefined;
}) {
  const { frame, account, held, vacant, units, today, keys, done, setUp, typed } = props;
  const { language } = frame;
  const t = peopleTexts[language];
  const errors = typed?.errors ?? {};
  const base = organizationPaths.person(account.personId);
  return (
    <Layout frame={frame} title={account.name} hasErrors={typed !== undefined}>
      <p class="back">
        <a href={organizationPaths.people}>← {t.back}</a>
      </p>
      {done && (
        <p class="note good" role="status">
          {done}
        </p>
      )}
      <ErrorSummary language={language} errors={errors} />
      <h1>{account.name}</h1>
      <p>
        <span class="mono">{account.username}</span>{' '}
        {account.disabledAt && <Badge tone="warn">{t.disabled}</Badge>}
        {!account.disabledAt && account.passwordHash === null && <Badge tone="info">{t.invited}</Badge>}
      </p>
      <h2>{t.history}</h2>
      {held.length === 0 && <p>{t.noPost}</p>}
      <ul class="plain-list">
        {held.map((one, at) => (
          <li key={`${one.post} ${one.from}`}>
            <strong>{one.title[language]}</strong>, {one.unit[language]}{' '}
            <span class="muted">
              {one.until === null
                ? t.holds(formatDate(one.from))
                : t.held(formatDate(one.from), formatDate(addDays(one.until, -1)))}
            </span>
            {one.until === null && (
              <details>
                <summary>{t.leavePost}</summary>
                <form method="post" action={`${base}/thoi`} novalidate>
                  <Hidden values={{ key: `${keys.post}${at}`, post: one.post }} />
                  <div class="field">
                    <label for={`last-${at}`}>{t.lastDay}</label>
                    <input id={`last-${at}`} name="lastDay" class="narrow" value={formatDate(today)} />
                  </div>
                  <button type="submit">{t.leavePost}</button>
                </form>
              </details>
            )}
          </li>
        ))}
      </ul>
      <details open={typed !== undefined && errors.from !== undefined}>
        <summary>{t.takeMore}</summary>
        <form method="post" action={`${base}/nhan`} novalidate>
          <Hidden values={{ key: keys.take }} />
          <PlacementFields frame={frame} vacant={vacant} units={units} today={today} typed={typed} />
          <button type="submit">{t.takeMore}</button>
        </form>
      </details>
      <details open={errors.reason !== undefined}>
        <summary>{t.inviteAgain}</summary>
        <form method="post" action={`${base}/moi`} novalidate>
          <p>{setUp ? (account.email ? t.inviteByMail : t.inviteBySecond) : t.inviteAgainLead}</p>
          {setUp && (
            <>
              <Choice
                language={language}
                name="lost"
                legend={t.lost}
                options={[
                  { value: 'password', label: t.lostPassword },
                  { value: 'factors', label: t.lostFactors, hint: t.lostFactorsHint },
                ]}
                value={typed?.values.lost ?? 'password'}
              />
              <Field
                language={language}
                name="reason"
                label={t.reason}
                rows={2}
                value={typed?.values.reason}
                error={errors.reason}
              />
            </>
          )}
          <button type="submit">{t.inviteAgain}</button>
        </form>
      </details>
      <details>
        <summary>{t.leave}</summary>
        <form method="post" action={`${base}/nghi`} novalidate>
          <Hidden values={{ key: keys.leave }} />
          <p>{t.leaveLead}</p>
          <div class="field">
            <label for="lastDay">{t.lastDay}</label>
            <input id="lastDay" name="lastDay" class="narrow" value={formatDate(addDays(today, -1))} />
          </div>
          <button type="submit">{t.leaveButton}</button>
        </form>
      </details>
    </Layout>
  );
}

/** Accounts that are to be set up anew, for the second person. */
export function RequestsPage(props: { frame: Frame; requests: (AccountRequest & { mayAgree: boolean })[] }) {
  const { frame, requests } = props;
  const t = peopleTexts[frame.language];
  return (
    <Layout frame={frame} title={t.requestsTitle}>
      {frame.officer?.administrator && (
        <p class="back">
          <a href={organizationPaths.people}>← {t.back}</a>
        </p>
      )}
      <h1>{t.requestsTitle}</h1>
      <p class="lead">{t.requestsLead}</p>
      {requests.length === 0 && <EmptyState title={t.requestsNone} />}
      {requests.map((one) => (
        <section class="note" key={one.id} aria-label={one.name}>
          <h2>{one.name}</h2>
          <p>
            {one.kind === 'factors' ? t.lostFactors : t.lostPassword} · {t.askedBy(one.asker)}{' '}
            <span class="muted">{formatInstant(one.askedAt)}</span>
          </p>
          <Prose text={one.reason} />
          {one.mayAgree ? (
            <form method="post" action={`${organizationPaths.accountRequests}/${one.id}`}>
              <p class="hint">{t.agreeHint}</p>
              <div class="buttons">
                <button type="submit" name="answer" value="yes">
                  {t.agree}
                </button>
                <button type="submit" class="second" name="answer" value="no">
                  {t.decline}
                </button>
              </div>
            </form>
          ) : (
            <p class="muted">{t.otherMustAgree}</p>
          )}
        </section>
      ))}
    </Layout>
  );
}
