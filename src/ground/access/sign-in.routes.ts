import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { limiter } from '../../platform/http/limit.ts';
import { HttpError } from '../../platform/http/problem.ts';
import { paths } from '../../platform/page/frame.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import type { PersonId } from '../organization/organization.ts';
import { frameOf, officerOf, requireOfficer, type Web } from '../web.ts';
import { accountOf, checkNameAndPassword, checkOwnPassword, needsSecondFactor } from './account.ts';
import { useRecoveryCode, useTotp } from './factors.ts';
import { readInvitation, takeUp } from './invitation.ts';
import { linkIdentity, outsideIssuer, personOf } from './oidc.ts';
import { authenticationOptions, relyingParty, usePasskey } from './passkeys.ts';
import { passwordFaults } from './password.ts';
import { beginSession, deviceOf, noteSignIn, renewProof, type SignInMethod, signOut } from './session.ts';
import { ConfirmPage, InvitationPage, SecondStepPage, SignInPage, signInPaths } from './sign-in.pages.tsx';
import { signInTexts } from './sign-in.texts.ts';
import { makeTicket, readTicket } from './ticket.ts';

// By address and by name: many names from one place, or one name from many places, both slow down.
const byAddress = limiter(10, 100, 900);
const byName = limiter(5, 50, 900);
const byPerson = limiter(6, 60, 900);
const stepSeconds = 300;

/** Only addresses of the officers' own pages are returned to; else to where each begins. */
export function safeBack(back: string | null | undefined): string {
  return back && /^\/can-bo\/[\w\-/?=&%.+]*$/.test(back) ? back : paths.desk;
}

/** What is wrong with a new password, in words. */
export function newPasswordErrors(values: Record<string, string>, language: 'vi' | 'en'): FieldErrors {
  const t = signInTexts[language];
  const fault = passwordFaults(values.password ?? '');
  if (fault) return { password: fault.code === 'tooShort' ? t.tooShort(fault.length) : t.common };
  return values.password === values.again ? {} : { again: t.differ };
}

/** Pages for signing in and out, by password, code, passkey, outside issuer or invitation. */
export function signInRoutes(web: Web): void {
  const { app, services, cookies } = web;
  const { db, clock, secrets, config } = services;
  const party = () => relyingParty(config.publicUrl);
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
    if (token) cookies.set(reply, 'session', token);
    else await noteSignIn(db, person, { ...how, succeeded: false });
    return token !== undefined;
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
    await byAddress.pass(addressOf(request));
    await byName.pass(username.trim().toLowerCase());
    const { good, known } = await checkNameAndPassword(db, username, password.slice(0, 500));
    if (!good || !known) {
      if (known) await failed(request, known.personId, 'password');
      return signInPage(request, reply, { back, typed: username, fault: t.wrong });
    }
    if (needsSecondFactor(known)) {
      const ticket = makeTicket(
        secrets.forms,
        'second step',
        { person: known.personId, back: back ?? null },
        clock(),
        stepSeconds,
      );
      cookies.set(reply, 'step', ticket, stepSeconds);
      return reply.redirect(signInPaths.second, 303);
    }
    if (!(await begin(request, reply, known.personId, 'password')))
      return signInPage(request, reply, { back, typed: username, fault: t.noPost });
    return reply.redirect(safeBack(back), 303);
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
    await byPerson.pass(person);
    const { values } = await readForm(request);
    const code = (values.code ?? '').slice(0, 40);
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
    return reply.redirect(safeBack(half.back), 303);
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
      await renewProof(db, officer.session, clock());
    } else if (!(await begin(request, reply, person, 'passkey'))) {
      throw new HttpError(403, 'forbidden');
    }
    return reply.send({ to: safeBack(back) });
  });

  app.get(signInPaths.outside, async (request, reply) => {
    if (!outside) throw new HttpError(404, 'notFound');
    const { tiep, lienket } = request.query as { tiep?: string; lienket?: string };
    try {
      const { url, state, nonce, verifier } = await outside.begin(
        `${config.publicUrl}${signInPaths.outsideBack}`,
      );
      const data = { state, nonce, verifier, back: tiep ?? null, link: lienket ? 'yes' : null };
      cookies.set(
        reply,
        'outside',
        makeTicket(secrets.forms, 'outside', data, clock(), stepSeconds),
        stepSeconds,
      );
      return reply.redirect(url, 303);
    } catch {
      const fault = signInTexts[request.language].outsideFailed(outside.name);
      return signInPage(request, reply, { back: tiep, fault });
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
    if (officer) {
      const linked = await linkIdentity(db, officer.person, identity);
      return reply.redirect(`${paths.self}?${linked ? 'xong' : 'khong'}`, 303);
    }
    const person = await personOf(db, identity);
    if (!person) return signInPage(request, reply, { fault: t.outsideUnknown(outside.name) });
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
    const errors = newPasswordErrors(values, request.language);
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
    if (!(await checkOwnPassword(db, officer.person, (values.password ?? '').slice(0, 500))))
      return confirmPage(request, reply, back, t.wrongPassword);
    if (account?.hasTotp && !(await useTotp(db, officer.person, values.code ?? '', clock())))
      return confirmPage(request, reply, back, t.wrongCode);
    if (officer.session) await renewProof(db, officer.session, clock());
    return reply.redirect(back, 303);
  });

  app.post(paths.signOut, async (request, reply) => {
    const token = cookies.read(request, 'session');
    if (token) await signOut(db, token);
    cookies.clear(reply, 'session');
    return reply.redirect(paths.home, 303);
  });
}
