import type { Frame } from '../../platform/page/frame.ts';
import { ErrorSummary, Field, type FieldErrors, Hidden } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { paths } from '../places.ts';
import type { Invited } from './invitation.ts';
import { shortestPassword } from './password.ts';
import { signInTexts } from './sign-in.texts.ts';

/** Addresses of signing in. */
export const signInPaths = {
  second: `${paths.signIn}/ma`,
  passkeyOptions: `${paths.signIn}/khoa/yeu-cau`,
  passkey: `${paths.signIn}/khoa`,
  outside: `${paths.signIn}/ben-ngoai`,
  outsideBack: `${paths.signIn}/ben-ngoai/ve`,
  invitation: '/loi-moi',
  confirm: paths.confirm,
} as const;

/** A button that only works with JavaScript; the script shows it and talks to these addresses. */
function PasskeyButton({ frame, label, back }: { frame: Frame; label: string; back: string | undefined }) {
  const t = signInTexts[frame.language];
  return (
    <>
      <p class="buttons">
        <button
          type="button"
          class="second"
          id="passkey"
          data-options={signInPaths.passkeyOptions}
          data-verify={signInPaths.passkey}
          data-back={back}
          data-failed={t.passkeyFailed}
          hidden
        >
          {label}
        </button>
      </p>
      <p id="passkey-message" role="status" />
      <noscript>
        <p class="hint">{t.passkeyNeedsScript}</p>
      </noscript>
    </>
  );
}

export function SignInPage(props: {
  frame: Frame;
  back: string | undefined;
  typed?: string | undefined;
  /** What went wrong, in words. */
  fault?: string | undefined;
  outsideName: string | undefined;
}) {
  const { frame, back, typed, fault, outsideName } = props;
  const { language } = frame;
  const t = signInTexts[language];
  const errors = { username: fault };
  return (
    <Layout frame={frame} title={t.title} hasErrors={Boolean(fault)} scripts={['passkey']}>
      <ErrorSummary language={language} errors={errors} />
      <h1>{t.title}</h1>
      {frame.sample && <p class="note">{t.sample}</p>}
      <form method="post" action={paths.signIn} novalidate>
        <Hidden values={{ back }} />
        <Field
          language={language}
          name="username"
          label={t.username}
          autocomplete="username webauthn"
          value={typed}
          error={errors.username}
          width="medium"
        />
        <Field
          language={language}
          name="password"
          label={t.password}
          type="password"
          autocomplete="current-password"
          width="medium"
        />
        <div class="buttons">
          <button type="submit">{t.enter}</button>
        </div>
      </form>
      <PasskeyButton frame={frame} label={t.passkey} back={back} />
      {outsideName && (
        <form method="post" action={signInPaths.outside}>
          <Hidden values={{ back }} />
          <button type="submit" class="second">
            {t.outside(outsideName)}
          </button>
        </form>
      )}
    </Layout>
  );
}

/** The second step after the password. */
export function SecondStepPage(props: {
  frame: Frame;
  back: string | undefined;
  fault?: string | undefined;
}) {
  const { frame, back, fault } = props;
  const { language } = frame;
  const t = signInTexts[language];
  return (
    <Layout frame={frame} title={t.secondTitle} hasErrors={Boolean(fault)} scripts={['passkey']}>
      <ErrorSummary language={language} errors={{ code: fault }} />
      <h1>{t.secondTitle}</h1>
      <p class="lead">{t.secondLead}</p>
      <form method="post" action={signInPaths.second} novalidate>
        <Hidden values={{ back }} />
        <Field
          language={language}
          name="code"
          label={t.code}
          autocomplete="one-time-code"
          error={fault}
          width="narrow"
        />
        <div class="buttons">
          <button type="submit">{t.enter}</button>
        </div>
      </form>
      <PasskeyButton frame={frame} label={t.passkey} back={back} />
    </Layout>
  );
}

/** Asked again before sealed matters and before changes of the own sign-in. */
export function ConfirmPage(props: {
  frame: Frame;
  back: string;
  fault?: string | undefined;
  hasTotp: boolean;
  /** A passkey is the only second factor: nothing else proves. */
  byPasskey: boolean;
}) {
  const { frame, back, fault, hasTotp, byPasskey } = props;
  const { language } = frame;
  const t = signInTexts[language];
  return (
    <Layout frame={frame} title={t.confirmTitle} hasErrors={Boolean(fault)} scripts={['passkey']}>
      <ErrorSummary language={language} errors={{ password: fault }} />
      <h1>{t.confirmTitle}</h1>
      <p class="lead">{t.confirmLead}</p>
      {byPasskey ? (
        <p class="note" id="password">
          {t.confirmByPasskey}
        </p>
      ) : (
        <form method="post" action={signInPaths.confirm} novalidate>
          <Hidden values={{ back }} />
          <Field
            language={language}
            name="password"
            label={t.password}
            type="password"
            autocomplete="current-password"
            error={fault}
            width="medium"
          />
          {hasTotp && (
            <Field
              language={language}
              name="code"
              label={t.code}
              autocomplete="one-time-code"
              width="narrow"
            />
          )}
          <div class="buttons">
            <button type="submit">{t.confirm}</button>
          </div>
        </form>
      )}
      <PasskeyButton frame={frame} label={t.confirmPasskey} back={back} />
    </Layout>
  );
}

/** Leads to the outside issuer: by itself, or by a link where that is switched off. */
export function OnwardPage({ frame, to, name }: { frame: Frame; to: string; name: string }) {
  const t = signInTexts[frame.language];
  return (
    <Layout frame={frame} title={t.outside(name)} onward={to}>
      <h1>{t.outside(name)}</h1>
      <p>
        <a class="button" href={to} rel="noreferrer">
          {t.onward(name)}
        </a>
      </p>
    </Layout>
  );
}

/** Where an invited person sets up the own account. */
export function InvitationPage(props: {
  frame: Frame;
  token: string;
  invited: Invited | undefined;
  errors?: FieldErrors;
}) {
  const { frame, token, invited, errors = {} } = props;
  const { language } = frame;
  const t = signInTexts[language];
  return (
    <Layout frame={frame} title={t.inviteTitle} hasErrors={Object.keys(errors).length > 0}>
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ password: t.newPassword, again: t.passwordAgain }}
      />
      <h1>{t.inviteTitle}</h1>
      {invited ? (
        <>
          <p class="lead">{t.inviteLead(invited.name, invited.username)}</p>
          <form method="post" action={`${signInPaths.invitation}/${token}`} novalidate>
            <NewPasswordFields frame={frame} errors={errors} />
            <div class="buttons">
              <button type="submit">{t.setUp}</button>
            </div>
          </form>
        </>
      ) : (
        <p class="note">{t.inviteOver}</p>
      )}
    </Layout>
  );
}

/** A new password, twice. */
export function NewPasswordFields({ frame, errors }: { frame: Frame; errors: FieldErrors }) {
  const { language } = frame;
  const t = signInTexts[language];
  return (
    <>
      <Field
        language={language}
        name="password"
        label={t.newPassword}
        hint={t.newPasswordHint(shortestPassword)}
        type="password"
        autocomplete="new-password"
        error={errors.password}
        width="medium"
      />
      <Field
        language={language}
        name="again"
        label={t.passwordAgain}
        type="password"
        autocomplete="new-password"
        error={errors.again}
        width="medium"
      />
    </>
  );
}
