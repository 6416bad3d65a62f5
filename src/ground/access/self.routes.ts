import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import QRCode from 'qrcode';
import { z } from 'zod';
import { sql } from '../../platform/database/database.ts';
import { sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { limiter } from '../../platform/http/limit.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { paths } from '../places.ts';
import { frameOf, requireOfficer, type Web } from '../web.ts';
import { accountOf, checkOwnPassword, setPassword } from './account.ts';
import { noticesSeen, unseenNotices } from './account-request.ts';
import { worksWithCases } from './decision.ts';
import { newRecoveryCodes, newTotp, setTotp, totpStep, totpUrl } from './factors.ts';
import { askCorrection, correctionsOf, keptAboutPerson } from './kept.ts';
import { outsideIssuer } from './oidc.ts';
import { keepPasskey, passkeysOf, registrationOptions, relyingParty, removePasskey } from './passkeys.ts';
import { rewrap } from './sealing.ts';
import { SelfPage, type SelfView, selfPaths } from './self.pages.tsx';
import { selfTexts } from './self.texts.ts';
import {
  actingPosts,
  endSessions,
  provedLately,
  type SignedIn,
  sessionsOf,
  signInsOf,
  switchPost,
} from './session.ts';
import { signInPaths } from './sign-in.pages.tsx';
import { newPasswordErrors } from './sign-in.routes.ts';
import { makeTicket, readTicket } from './ticket.ts';

const totpSeconds = 600;
const longestCorrection = 4000;
const shownSignIns = 20;

// What a key can be called.
const longestName = 60;

/** An officer's own page: posts, second factor, sessions, and everything kept about them. */
export function selfRoutes(web: Web): void {
  const { app, services, cookies } = web;
  const { db, clock, secrets, config } = services;
  const party = () => relyingParty(config.publicUrl);
  const passwordAttempts = limiter(5, 30, 900);
  const outside = outsideIssuer(config);

  /** Changes of the own sign-in want a fresh proof; undefined while it is being asked for. */
  const proved = async (request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | undefined> => {
    const officer = await requireOfficer(web, request);
    if (provedLately(officer, clock())) return officer;
    reply.redirect(`${signInPaths.confirm}?${new URLSearchParams({ tiep: paths.self })}`, 303);
    return undefined;
  };

  const offer = async (username: string, ticket?: string): Promise<SelfView['totp']> => {
    const known = readTicket(secrets.forms, 'totp', ticket, clock())?.secret;
    const made = known ? { secret: known, url: totpUrl(known, username) } : newTotp(username);
    const svg = await QRCode.toString(made.url, { type: 'svg', margin: 1 });
    return {
      secret: made.secret,
      qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
      ticket: makeTicket(secrets.forms, 'totp', { secret: made.secret }, clock(), totpSeconds),
    };
  };

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    more: Partial<Pick<SelfView, 'totp' | 'newCodes' | 'errors' | 'done'>> = {},
  ) => {
    const now = clock();
    const account = await accountOf(db, officer.person);
    if (!account) throw notFound();
    const [posts, passkeys, sessions, signIns, linked, corrections] = await Promise.all([
      actingPosts(db, officer.person, dayInVietnam(now)),
      passkeysOf(db, officer.person),
      sessionsOf(db, officer.person, now),
      signInsOf(db, officer.person, shownSignIns),
      db.rows<{ issuer: string }>(
        sql`select issuer from outside_identity where person_id = ${officer.person}`,
      ),
      correctionsOf(db, officer.person),
    ]);
    const view: SelfView = {
      frame: await frameOf(web, request, officer),
      officer,
      account,
      posts,
      passkeys,
      sessions,
      signIns,
      outside: outside && { name: outside.name, linked: linked.map((row) => row.issuer) },
      corrections,
      notices: await unseenNotices(db, officer.person),
      errors: {},
      done: false,
      ...more,
    };
    return sendPage(reply, h(SelfPage, { view }), Object.keys(view.errors).length > 0 ? 422 : 200);
  };

  // Where each begins: an administrator has no cases.
  app.get(paths.desk, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    return reply.redirect(worksWithCases(officer) ? paths.inbox : paths.administration, 303);
  });

  app.get(paths.self, async (request, reply) => {
    const asked = request.query as { ma?: string; xong?: string; khong?: string; can?: string };
    const officer = asked.ma ? await proved(request, reply) : await requireOfficer(web, request);
    if (!officer) return reply;
    const account = await accountOf(db, officer.person);
    const t = selfTexts[request.language];
    const fault =
      asked.can !== undefined && !officer.secondFactor
        ? t.factorFirst
        : asked.khong !== undefined
          ? t.notLinked
          : undefined;
    return show(request, reply, officer, {
      done: asked.xong !== undefined,
      errors: fault ? { '*': fault } : {},
      totp: asked.ma && account && !account.hasTotp ? await offer(account.username) : undefined,
    });
  });

  app.post(selfPaths.post, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const { values } = await readForm(request);
    const to = { post: values.post ?? '', delegation: values.delegation ?? null };
    if (!(await switchPost(db, officer, to, dayInVietnam(clock())))) throw notFound();
    return reply.redirect(values.tiep === paths.inbox ? paths.inbox : `${paths.self}?xong`, 303);
  });

  app.post(selfPaths.totp, async (request, reply) => {
    const officer = await proved(request, reply);
    if (!officer) return reply;
    const { values } = await readForm(request);
    const secret = readTicket(secrets.forms, 'totp', values.ticket, clock())?.secret;
    const account = await accountOf(db, officer.person);
    if (!secret || !account) return reply.redirect(`${paths.self}?ma=1`, 303);
    const step = totpStep(secret, values.code ?? '', clock());
    if (step === undefined) {
      return show(request, reply, officer, {
        totp: await offer(account.username, values.ticket),
        errors: { code: selfTexts[request.language].wrongCode },
      });
    }
    await setTotp(db, officer.person, secret, step);
    await endSessions(db, officer.person, { allBut: officer.session });
    return show(request, reply, officer, {
      newCodes: await newRecoveryCodes(db, officer.person),
      done: true,
    });
  });

  app.post(selfPaths.totpOff, async (request, reply) => {
    const officer = await proved(request, reply);
    if (!officer) return reply;
    await setTotp(db, officer.person, null, null);
    return reply.redirect(`${paths.self}?xong`, 303);
  });

  app.post(selfPaths.recovery, async (request, reply) => {
    const officer = await proved(request, reply);
    if (!officer) return reply;
    return show(request, reply, officer, {
      newCodes: await newRecoveryCodes(db, officer.person),
      done: true,
    });
  });

  app.post(selfPaths.passkeyOptions, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const account = await accountOf(db, officer.person);
    if (!account || !provedLately(officer, clock())) throw new HttpError(403, 'forbidden');
    const options = await registrationOptions(db, party(), account);
    const ticket = makeTicket(
      secrets.forms,
      'new passkey',
      { challenge: options.challenge },
      clock(),
      totpSeconds,
    );
    cookies.set(reply, 'challenge', ticket, totpSeconds);
    return reply.header('cache-control', 'no-store').send(options);
  });

  app.post(selfPaths.passkey, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const ticket = readTicket(secrets.forms, 'new passkey', cookies.read(request, 'challenge'), clock());
    cookies.clear(reply, 'challenge');
    const { response, name } = request.body as { response?: RegistrationResponseJSON; name?: string };
    if (!ticket?.challenge || !response || !provedLately(officer, clock()))
      throw new HttpError(403, 'forbidden');
    const called = (name ?? '').trim();
    if ([...called].length > longestName) throw new HttpError(400, 'badRequest');
    const kept = await keepPasskey(db, party(), officer.person, {
      response,
      challenge: ticket.challenge,
      name: called || 'Passkey',
      now: clock(),
    });
    if (!kept) throw new HttpError(400, 'badRequest');
    return reply.send({ ok: true });
  });

  app.post(selfPaths.passkeyRemove, async (request, reply) => {
    const officer = await proved(request, reply);
    if (!officer) return reply;
    const { values } = await readForm(request);
    await removePasskey(db, officer.person, values.id ?? '');
    return reply.redirect(`${paths.self}?xong`, 303);
  });

  app.post(selfPaths.password, async (request, reply) => {
    const officer = await proved(request, reply);
    if (!officer) return reply;
    await passwordAttempts.pass(officer.person);
    const { values } = await readForm(request);
    const old = values.old ?? '';
    const account = await accountOf(db, officer.person);
    const { locality } = await services.site.read();
    const errors = await newPasswordErrors(values, request.language, [
      officer.personName,
      account?.username ?? '',
      officer.unitName.vi,
      locality?.name.vi ?? '',
    ]);
    if (!(await checkOwnPassword(db, officer.person, old)))
      errors.old = selfTexts[request.language].wrongPassword;
    if (Object.keys(errors).length > 0) return show(request, reply, officer, { errors });
    const fresh = values.password ?? '';
    const key = await db.first<{ wrapped_identity: string | null }>(
      sql`select wrapped_identity from account where person_id = ${officer.person}`,
    );
    const wrapped = key?.wrapped_identity ? await rewrap(key.wrapped_identity, old, fresh) : null;
    await db.transaction(async (tx) => {
      await setPassword(tx, officer.person, fresh);
      if (wrapped)
        await tx.run(
          sql`update account set wrapped_identity = ${wrapped} where person_id = ${officer.person}`,
        );
      await endSessions(tx, officer.person, { allBut: officer.session });
    });
    return reply.redirect(`${paths.self}?xong`, 303);
  });

  app.post(selfPaths.session, async (request, reply) => {
    const officer = await proved(request, reply);
    if (!officer) return reply;
    const { values } = await readForm(request);
    const id = values.id ? parseId(values.id) : undefined;
    await endSessions(db, officer.person, id ? { id } : { allBut: officer.session });
    return reply.redirect(`${paths.self}?xong`, 303);
  });

  app.get(selfPaths.data, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="gandan-du-lieu-cua-toi.json"')
      .header('cache-control', 'no-store')
      .send(`${JSON.stringify(await keptAboutPerson(db, officer.person), null, 2)}\n`);
  });

  app.post(selfPaths.email, async (request, reply) => {
    const officer = await proved(request, reply);
    if (!officer) return reply;
    const { values } = await readForm(request);
    const email = (values.email ?? '').trim();
    if (email && !z.email().max(200).safeParse(email).success)
      return show(request, reply, officer, { errors: { email: selfTexts[request.language].badEmail } });
    await db.run(sql`update account set email = ${email || null} where person_id = ${officer.person}`);
    return reply.redirect(`${paths.self}?xong`, 303);
  });

  app.post(selfPaths.notices, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    await noticesSeen(db, officer.person, clock());
    return reply.redirect(paths.self, 303);
  });

  app.post(selfPaths.correction, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const { values } = await readForm(request);
    const text = (values.correction ?? '').trim();
    const t = selfTexts[request.language];
    const fault = !text
      ? t.required
      : text.length > longestCorrection
        ? t.tooLong(longestCorrection)
        : undefined;
    if (fault) return show(request, reply, officer, { errors: { correction: fault } });
    await askCorrection(db, officer.person, text, clock());
    return reply.redirect(`${paths.self}?xong`, 303);
  });
}
