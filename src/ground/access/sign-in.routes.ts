import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { limiter, slowdown } from '../../platform/http/limit.ts';
import { HttpError } from '../../platform/http/problem.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import type { PersonId } from '../organization/organization.ts';
import { paths } from '../places.ts';
import { frameOf, officerOf, requireOfficer, toConfirm, type Web } from '../web.ts';
import {
  type Account,
  accountOf,
  checkNameAndPassword,
  checkOwnPassword,
  hasSecondFactor,
} from './account.ts';
import { colleagues, tell, unseenNotices } from './account-request.ts';
import { useRecoveryCode, useTotp } from './factors.ts';
import { readInvitation, takeUp } from './invitation.ts';
import { linkIdentity, outsideIssuer, personOf } from './oidc.ts';
import { authenticationOptions, relyingParty, usePasskey } from './passkeys.ts';
import { passwordFaults } from './password.ts';
import {
  beginSession,
  deviceOf,
  noteSignIn,
  provedLately,
  renewProof,
  type SignInMethod,
  signOut,
} from './session.ts';
import {
  ConfirmPage,
  InvitationPage,
  OnwardPage,
  SecondStepPage,
  SignInPage,
  signInPaths,
} from './sign-in.pages.tsx';
import { signInTexts } from './sign-in.texts.ts';
import { makeTicket, readTicket } from './ticket.ts';

const longestCode = 40;

const stepSeconds = 300;
const deviceSeconds = 180 * 86_400;

/** Only addresses of the officers' own pages are returned to; else to where each begins. */
export function safeBack(back: string | null | undefined): string {
  return back && /^\/can-bo\/[\w\-/?=&%.+]*$/.test(back) ? back : paths.desk;
}

/**
 * What is wrong with a new password, in words.
 *
 * @param context words that belong to the person and the place
 */
export async function newPasswordErrors(
  values: Record<string, string>,
  language: 'vi' | 'en',
  context: readonly string[],
): Promise<FieldErrors> {
  const t = signInTexts[language];
  const fault = await passwordFaults(values.password ?? '', context);
  if (fault) return { password: fault.code === 'common' ? t.common : t[fault.code](fault.length) };
  return values.password === values.again ? {} : { again: t.differ };
}

const onlyPasskey = (account: Account | undefined) =>
  account !== undefined && account.passkeys > 0 && !account.hasTotp;

/** Pages for signing in and out, by password, code, passkey, outside issuer or invitation. */
export function signInRoutes(web: Web): void {
  const { app, services, cookies } = web;
  const { db, clock, secrets, config } = services;
  const party = () => relyingParty(config.publicUrl);
  // By address and by name: many names from one place, or one name from many places, both slow down. A name is never
  // locked, so that nobody can keep its owner out; a device that came in with it before does not even wait.
  const byAddress = limiter(10, 300, 900);
  const byName = slowdown(5, 900);
  const knownDevice = slowdown(20, 900);
  const byPerson = limiter(6, 60, 900);
  const outside = outsideIssuer(config);

  /** Signs in; undefined when the person may not come in now. */
  const begin = async (
    request: FastifyRequest,
    reply: FastifyReply,
    person: PersonId,
    method: SignInMethod,
  ): Promise<boolean> => {
    const how = { method, device: deviceOf(request.headers['user-agent']), now: clock() };
    const old = cookies.read(request, 'session');
    if (old) await signOut(db, old);
    const token = await beginSession(db, person, how);
    if (cookies.read(request, 'step')) cookies.clear(reply, 'step');
    if (token) {
      cookies.set(reply, 'session', token);
      const { username } = (await accountOf(db, person)) ?? {};
      const device = makeTicket(
        secrets.forms,
        'device',
        { username: username ?? '' },
        clock(),
        deviceSeconds,
      );
      cookies.set(reply, 'device', device, deviceSeconds);
    } else await noteSignIn(db, person, { ...how, succeeded: false });
    return token !== undefined;
  };
  /** Whether somebody has come in with this name from this browser before. */
  const isKnown = (request: FastifyRequest, username: string) =>
    readTicket(secrets.forms, 'device', cookies.read(request, 'device'), clock())?.username === username;
  /** Where somebody who has come in goes on: first to what they have to be told. */
  const onward = async (person: PersonId, back: string) =>
    (await unseenNotices(db, person)).length > 0 ? `${paths.self}#notices` : back;
  /** Goes on to the second step, which the person still owes. */
  const toSecondStep = (reply: FastifyReply, person: PersonId, back: string | null) => {
    const ticket = makeTicket(secrets.forms, 'second step', { person, back }, clock(), stepSeconds);
    cookies.set(reply, 'step', ticket, stepSeconds);
    return reply.redirect(signInPaths.second, 303);
  };
  const failed = (request: FastifyRequest, person: PersonId, method: SignInMethod) =>
    noteSignIn(db, person, {
      method,
      device: deviceOf(request.headers['user-agent']),
      now: clock(),
      succeeded: false,
    });
  const signInPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    more: { back?: string | undefined; typed?: string | undefined; fault?: string | undefined } = {},
  ) =>
    sendPage(
      reply,
      h(SignInPage, {
        frame: await frameOf(web, request),
        back: more.back,
        typed: more.typed,
        fault: more.fault,
        outsideName: outside?.name,
      }),
      more.fault ? 422 : 200,
    );
  /** Who has given the right password and still owes the second step. */
  const halfway = (request: FastifyRequest) =>
    readTicket(secrets.forms, 'second step', cookies.read(request, 'step'), clock());

  app.get(paths.signIn, async (request, reply) => {
    const { tiep } = request.query as { tiep?: string };
    if (await officerOf(web, request)) return reply.redirect(safeBack(tiep), 303);
    return signInPage(request, reply, { back: tiep });
  });

  app.post(paths.signIn, async (request, reply) => {
    const { values } = await readForm(request);
    const { username = '', password = '', back } = values;
    const t = signInTexts[request.language];
    const name = username.trim().toLowerCase();
    if (isKnown(request, name)) await knownDevice.pass(`${name} ${addressOf(request)}`);
    else {
      await byAddress.pass(addressOf(request));
      await byName.pass(name);
    }
    const { good, known } = await checkNameAndPassword(db, username, password);
    if (!good || !known) {
      if (known) await failed(request, known.personId, 'password');
      return signInPage(request, reply, { back, typed: username, fault: t.wrong });
    }
    if (hasSecondFactor(known)) return toSecondStep(reply, known.personId, back ?? null);
    if (!(await begin(request, reply, known.personId, 'password')))
      return signInPage(request, reply, { back, typed: username, fault: t.noPost });
    return reply.redirect(await onward(known.personId, safeBack(back)), 303);
  });

  app.get(signInPaths.second, async (request, reply) => {
    const half = halfway(request);
    if (!half) return reply.redirect(paths.signIn, 303);
    return sendPage(
      reply,
      h(SecondStepPage, { frame: await frameOf(web, request), back: half.back ?? undefined }),
    );
  });

  app.post(signInPaths.second, async (request, reply) => {
    const t = signInTexts[request.language];
    const half = halfway(request);
    if (!half?.person) return signInPage(request, reply, { fault: t.again });
    const person = half.person as PersonId;
    // Somebody else who has the password cannot keep the owner out of the own device.
    const known = isKnown(request, (await accountOf(db, person))?.username ?? '');
    await byPerson.pass(`${person} ${known}`);
    const { values } = await readForm(request);
    // What is longer than any code is none.
    const code = (values.code ?? '').length <= longestCode ? (values.code ?? '') : '';
    const method: SignInMethod | undefined = (await useTotp(db, person, code, clock()))
      ? 'totp'
      : (await useRecoveryCode(db, person, code, clock()))
        ? 'recovery'
        : undefined;
    if (!method) {
      await failed(request, person, 'totp');
      const page = h(SecondStepPage, {
        frame: await frameOf(web, request),
        back: half.back ?? undefined,
        fault: t.wrongCode,
      });
      return sendPage(reply, page, 422);
    }
    if (!(await begin(request, reply, person, method)))
      return signInPage(request, reply, { fault: t.noPost });
    return reply.redirect(await onward(person, safeBack(half.back)), 303);
  });

  app.post(signInPaths.passkeyOptions, async (request, reply) => {
    await byAddress.pass(addressOf(request));
    const officer = await officerOf(web, request);
    const person = officer?.person ?? (halfway(request)?.person as PersonId | undefined);
    const options = await authenticationOptions(db, party(), person);
    const ticket = makeTicket(
      secrets.forms,
      'passkey',
      { challenge: options.challenge },
      clock(),
      stepSeconds,
    );
    cookies.set(reply, 'challenge', ticket, stepSeconds);
    return reply.header('cache-control', 'no-store').send(options);
  });

  app.post(signInPaths.passkey, async (request, reply) => {
    const ticket = readTicket(secrets.forms, 'passkey', cookies.read(request, 'challenge'), clock());
    cookies.clear(reply, 'challenge');
    const { response, back } = request.body as { response?: AuthenticationResponseJSON; back?: string };
    if (!ticket?.challenge || !response?.id) throw new HttpError(400, 'badRequest');
    const person = await usePasskey(db, party(), { response, challenge: ticket.challenge, now: clock() });
    const account = person && (await accountOf(db, person));
    if (!person || !account || account.disabledAt) throw new HttpError(403, 'forbidden');
    const officer = await officerOf(web, request);
    if (officer?.session && officer.person === person) {
      cookies.set(reply, 'session', await renewProof(db, officer.session, clock()));
    } else if (!(await begin(request, reply, person, 'passkey'))) {
      throw new HttpError(403, 'forbidden');
    }
    return reply.send({ to: await onward(person, safeBack(back)) });
  });

  // Begun by a form of ours: a link elsewhere signs nobody in, and links nothing to nobody (OWASP ASVS 5.0, 7.6.2).
  app.post(signInPaths.outside, async (request, reply) => {
    if (!outside) throw new HttpError(404, 'notFound');
    await byAddress.pass(addressOf(request));
    const { values } = await readForm(request);
    const link = values.link === 'yes';
    if (link && !provedLately(await requireOfficer(web, request), clock()))
      return toConfirm(request, reply, paths.self);
    try {
      const { url, state, nonce, verifier } = await outside.begin(
        `${config.publicUrl}${signInPaths.outsideBack}`,
      );
      const data = { state, nonce, verifier, back: values.back ?? null, link: link ? 'yes' : null };
      const ticket = makeTicket(secrets.forms, 'outside', data, clock(), stepSeconds);
      cookies.set(reply, 'outside', ticket, stepSeconds);
      // Not a redirect: browsers hold those of a form against `form-action`, which names nobody but us.
      const frame = await frameOf(web, request);
      return sendPage(reply, h(OnwardPage, { frame, to: url, name: outside.name }));
    } catch {
      const fault = signInTexts[request.language].outsideFailed(outside.name);
      return signInPage(request, reply, { back: values.back, fault });
    }
  });

  app.get(signInPaths.outsideBack, async (request, reply) => {
    const t = signInTexts[request.language];
    const begun = readTicket(secrets.forms, 'outside', cookies.read(request, 'outside'), clock());
    cookies.clear(reply, 'outside');
    if (!outside || !begun) return signInPage(request, reply, { fault: t.again });
    const { state, nonce, verifier, back, link } = begun;
    const identity = await outside
      .finish(new URL(request.url, config.publicUrl), {
        state: state ?? '',
        nonce: nonce ?? '',
        verifier: verifier ?? '',
      })
      .catch(() => undefined);
    if (!identity) return signInPage(request, reply, { fault: t.outsideFailed(outside.name) });
    const officer = link ? await officerOf(web, request) : undefined;
    if (officer && provedLately(officer, clock())) {
      const linked = await linkIdentity(db, officer.person, identity);
      return reply.redirect(`${paths.self}?${linked ? 'xong' : 'khong'}`, 303);
    }
    const person = await personOf(db, identity);
    const account = person && (await accountOf(db, person));
    if (!person || !account) return signInPage(request, reply, { fault: t.outsideUnknown(outside.name) });
    // How strong the issuer asked it does not say: one factor of ours is not gone around by one of theirs.
    if (hasSecondFactor(account)) return toSecondStep(reply, person, back ?? null);
    if (!(await begin(request, reply, person, 'oidc')))
      return signInPage(request, reply, { fault: t.noPost });
    return reply.redirect(safeBack(back), 303);
  });

  app.get(`${signInPaths.invitation}/:token`, async (request, reply) => {
    const { token } = request.params as { token: string };
    const invited = await readInvitation(db, token, clock());
    return sendPage(
      reply,
      h(InvitationPage, { frame: await frameOf(web, request), token, invited }),
      invited ? 200 : 410,
    );
  });

  app.post(`${signInPaths.invitation}/:token`, async (request, reply) => {
    const { token } = request.params as { token: string };
    await byAddress.pass(addressOf(request));
    const { values } = await readForm(request);
    const invited = await readInvitation(db, token, clock());
    const { locality } = await services.site.read();
    const errors = await newPasswordErrors(values, request.language, [
      invited?.name ?? '',
      invited?.username ?? '',
      locality?.name.vi ?? '',
    ]);
    const page = async (still: typeof invited) =>
      h(InvitationPage, {
        frame: await frameOf(web, request),
        token,
        invited: still,
        errors: still ? errors : {},
      });
    if (!invited) return sendPage(reply, await page(undefined), 410);
    if (Object.keys(errors).length > 0) return sendPage(reply, await page(invited), 422);
    if (!(await takeUp(db, token, values.password ?? '', clock())))
      return sendPage(reply, await page(undefined), 410);
    await tell(services, db, await colleagues(db, invited.personId), 'keyTaken', invited.name);
    const account = await accountOf(db, invited.personId);
    if (account && hasSecondFactor(account)) return toSecondStep(reply, invited.personId, paths.self);
    if (!(await begin(request, reply, invited.personId, 'password')))
      return signInPage(request, reply, { fault: signInTexts[request.language].noPost });
    return reply.redirect(paths.self, 303);
  });

  const confirmPage = async (request: FastifyRequest, reply: FastifyReply, back: string, fault?: string) => {
    const officer = await requireOfficer(web, request);
    const account = await accountOf(db, officer.person);
    return sendPage(
      reply,
      h(ConfirmPage, {
        frame: await frameOf(web, request, officer),
        back,
        fault,
        hasTotp: account?.hasTotp ?? false,
        byPasskey: onlyPasskey(account),
      }),
      fault ? 422 : 200,
    );
  };

  app.get(signInPaths.confirm, (request, reply) =>
    confirmPage(request, reply, safeBack((request.query as { tiep?: string }).tiep)),
  );

  app.post(signInPaths.confirm, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const t = signInTexts[request.language];
    await byPerson.pass(officer.person);
    const { values } = await readForm(request);
    const back = safeBack(values.back);
    const account = await accountOf(db, officer.person);
    // Whoever has a passkey and no app proves by it: a password alone is not what they come in with.
    if (onlyPasskey(account)) return confirmPage(request, reply, back, t.confirmByPasskey);
    if (!(await checkOwnPassword(db, officer.person, values.password ?? '')))
      return confirmPage(request, reply, back, t.wrongPassword);
    if (account?.hasTotp && !(await useTotp(db, officer.person, values.code ?? '', clock())))
      return confirmPage(request, reply, back, t.wrongCode);
    if (officer.session) cookies.set(reply, 'session', await renewProof(db, officer.session, clock()));
    return reply.redirect(back, 303);
  });

  app.post(paths.signOut, async (request, reply) => {
    const token = cookies.read(request, 'session');
    if (token) await signOut(db, token);
    cookies.clear(reply, 'session');
    return reply.header('clear-site-data', '"cache"').redirect(paths.home, 303);
  });
}
