import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  ErrorSummary,
  Field,
  type FieldErrors,
  Hidden,
  Prose,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { dayInVietnam, formatDate, formatInstant } from '../../platform/time.ts';
import { paths } from '../places.ts';
import type { Account } from './account.ts';
import type { Notice } from './account-request.ts';
import type { Correction } from './kept.ts';
import type { PasskeyLine } from './passkeys.ts';
import { methodNames, noticeTexts, selfTexts } from './self.texts.ts';
import {
  type ActingPost,
  needsSecondFactor,
  type SessionLine,
  type SignedIn,
  type SignInLine,
} from './session.ts';
import { NewPasswordFields, signInPaths } from './sign-in.pages.tsx';

/** Addresses of the own page. */
export const selfPaths = {
  post: `${paths.self}/vi-tri`,
  totp: `${paths.self}/ma`,
  totpOff: `${paths.self}/ma-tat`,
  recovery: `${paths.self}/ma-du-phong`,
  passkeyOptions: `${paths.self}/khoa/yeu-cau`,
  passkey: `${paths.self}/khoa`,
  passkeyRemove: `${paths.self}/khoa-xoa`,
  password: `${paths.self}/mat-khau`,
  session: `${paths.self}/phien`,
  data: `${paths.self}/du-lieu.json`,
  correction: `${paths.self}/de-nghi-sua`,
  email: `${paths.self}/thu`,
  notices: `${paths.self}/da-doc`,
  delegations: '/can-bo/uy-quyen',
} as const;

/** Everything the own page shows. */
export interface SelfView {
  frame: Frame;
  officer: SignedIn;
  account: Account;
  posts: ActingPost[];
  passkeys: PasskeyLine[];
  sessions: SessionLine[];
  signIns: SignInLine[];
  outside: { name: string; linked: string[] } | undefined;
  corrections: Correction[];
  /** What the officer has to be told about accounts. */
  notices: Notice[];
  /** A secret offered for an authenticator app, with its picture. */
  totp?: { ticket: string; secret: string; qr: string } | undefined;
  newCodes?: string[] | undefined;
  errors: FieldErrors;
  done: boolean;
}

export function SelfPage({ view }: { view: SelfView }) {
  const { frame, officer, account, posts, passkeys, sessions, signIns, outside, errors } = view;
  const { language } = frame;
  const t = selfTexts[language];
  const hasSecond = account.hasTotp || passkeys.length > 0;
  return (
    <Layout frame={frame} title={t.title} hasErrors={Object.keys(errors).length > 0} scripts={['passkey']}>
      <ErrorSummary language={language} errors={errors} />
      {view.done && (
        <p class="note good" role="status">
          {t.done}
        </p>
      )}
      <h1>{officer.personName}</h1>
      {view.notices.length > 0 && (
        <section class="note warn" aria-labelledby="notices">
          <h2 id="notices">{t.noticesTitle}</h2>
          <ul>
            {view.notices.map((one) => (
              <li key={`${one.code} ${one.at}`}>
                {noticeTexts[language][one.code](one.about)}{' '}
                <span class="muted">{formatInstant(one.at)}</span>
              </li>
            ))}
          </ul>
          <form method="post" action={selfPaths.notices}>
            <button type="submit" class="second">
              {t.noticesSeen}
            </button>
          </form>
        </section>
      )}
      {view.newCodes && (
        <section class="note" aria-labelledby="codes">
          <h2 id="codes">{t.recovery}</h2>
          <p>{t.recoveryShown}</p>
          <ul class="mono">
            {view.newCodes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </section>
      )}
      <h2>{t.posts}</h2>
      <p>{t.postsLead}</p>
      <ul class="plain-list">
        {posts.map((post) => {
          const current = post.post === officer.post && post.delegation === officer.delegation;
          return (
            <li key={`${post.post} ${post.delegation}`}>
              <strong>{post.title[language]}</strong>, {post.unit[language]}{' '}
              {post.delegation && <Badge tone="info">{t.delegated}</Badge>}{' '}
              {current ? (
                <Badge tone="good">{t.acting}</Badge>
              ) : (
                <form method="post" action={selfPaths.post} class="inline">
                  <Hidden values={{ post: post.post, delegation: post.delegation ?? undefined }} />
                  <button
                    type="submit"
                    class="link"
                    aria-label={`${t.act}: ${post.title[language]}, ${post.unit[language]}`}
                  >
                    {t.act}
                  </button>
                </form>
              )}
            </li>
          );
        })}
      </ul>
      <p>
        <a href={selfPaths.delegations}>{t.delegations}</a>
      </p>

      <h2>{t.second}</h2>
      {!hasSecond && (
        <p class={needsSecondFactor(officer) ? 'note warn' : ''}>
          {needsSecondFactor(officer) ? t.secondNeeded : t.secondOff}
        </p>
      )}
      <TotpSection view={view} />
      <h3>{t.passkeys}</h3>
      {passkeys.length === 0 && <p>{t.passkeyNone}</p>}
      <ul class="plain-list">
        {passkeys.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong>{' '}
            <span class="muted">{t.passkeyAdded(formatDate(dayInVietnam(one.createdAt)))}</span>{' '}
            <form method="post" action={selfPaths.passkeyRemove} class="inline">
              <Hidden values={{ id: one.id }} />
              <button type="submit" class="link" aria-label={`${t.remove}: ${one.name}`}>
                {t.remove}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <div class="field">
        <label for="passkey-name">{t.passkeyName}</label>
        <input id="passkey-name" class="medium" maxLength={60} />
      </div>
      <p class="buttons">
        <button
          type="button"
          class="second"
          id="new-passkey"
          data-options={selfPaths.passkeyOptions}
          data-verify={selfPaths.passkey}
          data-back={`${paths.self}?xong`}
          data-failed={t.passkeyFailed}
          hidden
        >
          {t.passkeyAdd}
        </button>
      </p>
      <p id="new-passkey-message" role="status" />
      {hasSecond && (
        <>
          <h3>{t.recovery}</h3>
          <p>{t.recoveryLeft(account.recoveryCodes)}</p>
          <form method="post" action={selfPaths.recovery}>
            <button type="submit" class="second">
              {t.recoveryNew}
            </button>
          </form>
        </>
      )}
      {outside && (
        <>
          <h2>{t.outside}</h2>
          {outside.linked.map((issuer) => (
            <p key={issuer}>{t.outsideLinked(issuer)}</p>
          ))}
          <form method="post" action={signInPaths.outside}>
            <Hidden values={{ link: 'yes' }} />
            <button type="submit" class="second">
              {t.outsideLink(outside.name)}
            </button>
          </form>
        </>
      )}

      <h2>{t.password}</h2>
      {account.sealingKey && <p class="note">{t.sealingWarning}</p>}
      <form method="post" action={selfPaths.password} novalidate>
        <Field
          language={language}
          name="old"
          label={t.oldPassword}
          type="password"
          autocomplete="current-password"
          error={errors.old}
          width="medium"
        />
        <NewPasswordFields frame={frame} errors={errors} />
        <div class="buttons">
          <button type="submit">{t.change}</button>
        </div>
      </form>

      <h2>{t.ownEmail}</h2>
      <form method="post" action={selfPaths.email} novalidate>
        <Field
          language={language}
          name="email"
          label={t.email}
          hint={t.emailHint}
          type="email"
          autocomplete="email"
          value={account.email ?? undefined}
          error={errors.email}
          optional
          width="medium"
        />
        <div class="buttons">
          <button type="submit" class="second">
            {t.save}
          </button>
        </div>
      </form>

      <h2>{t.sessions}</h2>
      <ul class="plain-list">
        {sessions.map((one) => (
          <li key={one.id}>
            <strong>{one.device}</strong>{' '}
            <span class="muted">
              {methodNames[language][one.method]}, {t.lastUsed} {formatInstant(one.seenAt)}
            </span>{' '}
            {one.id === officer.session ? (
              <Badge tone="good">{t.thisSession}</Badge>
            ) : (
              <form method="post" action={selfPaths.session} class="inline">
                <Hidden values={{ id: one.id }} />
                <button type="submit" class="link">
                  {t.end}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post" action={selfPaths.session}>
          <button type="submit" class="second">
            {t.endOthers}
          </button>
        </form>
      )}
      <h2>{t.history}</h2>
      <Table
        caption={t.history}
        hideCaption
        columns={[{ label: t.when }, { label: t.how }, { label: t.device }, { label: t.result }]}
        rows={signIns.map((one) => [
          <span class="nowrap">{formatInstant(one.at)}</span>,
          methodNames[language][one.method],
          one.device,
          one.succeeded ? t.succeeded : <Badge tone="warn">{t.failed}</Badge>,
        ])}
      />

      <h2>{t.data}</h2>
      <p>{t.dataLead}</p>
      <p>
        <a href={selfPaths.data}>{t.download}</a>
      </p>
      <form method="post" action={selfPaths.correction} novalidate>
        <Field
          language={language}
          name="correction"
          label={t.correction}
          rows={3}
          error={errors.correction}
        />
        <div class="buttons">
          <button type="submit" class="second">
            {t.askCorrection}
          </button>
        </div>
      </form>
      {view.corrections.length > 0 && (
        <>
          <h3>{t.corrections}</h3>
          <ul>
            {view.corrections.map((one) => (
              <li key={one.id}>
                <span class="muted">{formatInstant(one.askedAt)}</span>
                <Prose text={one.text} />
                {one.answer && <Prose text={`→ ${one.answer}`} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </Layout>
  );
}

function TotpSection({ view }: { view: SelfView }) {
  const { frame, account, totp, errors } = view;
  const { language } = frame;
  const t = selfTexts[language];
  if (account.hasTotp) {
    return (
      <form method="post" action={selfPaths.totpOff}>
        <p>{t.totpOn}</p>
        <button type="submit" class="second">
          {t.totpTurnOff}
        </button>
      </form>
    );
  }
  if (!totp) {
    return (
      <form method="get" action={paths.self}>
        <Hidden values={{ ma: '1' }} />
        <button type="submit" class="second">
          {t.totpSetUp}
        </button>
      </form>
    );
  }
  return (
    <form method="post" action={selfPaths.totp} novalidate id="totp">
      <Hidden values={{ ticket: totp.ticket }} />
      <p>{t.totpScan}</p>
      <img class="qr" src={totp.qr} alt="" width="176" height="176" />
      <p class="mono">{totp.secret}</p>
      <Field
        language={language}
        name="code"
        label={t.totpCode}
        autocomplete="one-time-code"
        inputmode="numeric"
        error={errors.code}
        width="narrow"
      />
      <div class="buttons">
        <button type="submit">{t.totpTurnOn}</button>
      </div>
    </form>
  );
}
