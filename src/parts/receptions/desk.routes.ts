import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { SignedIn } from '../../ground/access/session.ts';
import type { PostId } from '../../ground/organization/organization.ts';
import { postsOf } from '../../ground/organization/reorganisation.store.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import {
  addDays,
  dayInVietnam,
  formatDate,
  parsePlainDate,
  readTypedDate,
  yearOf,
} from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { book, moveInQueue } from './booking.service.ts';
import {
  DeskPage,
  EnteredPage,
  LogPage,
  logCells,
  PlanPage,
  PromisesPage,
  SessionPage,
  VisitPage,
} from './desk.pages.tsx';
import { readBookingForm, readPlanForm, readVisitForm } from './input.ts';
import { receptionPaths } from './paths.ts';
import {
  bookingsOf,
  listPromises,
  listSessions,
  listVisits,
  readBooking,
  readSession,
} from './reception.store.ts';
import type { BookingId, SessionId } from './reception.ts';
import {
  mayKeep,
  plan,
  postAll,
  postingDuty,
  SessionRefused,
  sessionSteps,
  takeSessionStep,
} from './schedule.service.ts';
import { texts } from './texts.ts';
import { enterVisit, fulfil, VisitRefused } from './visit.service.ts';

const pageSize = 50;
const mostExported = 20_000;
const comingDays = 45;
const keysOf = (...names: string[]) => Object.fromEntries(names.map((name) => [name, newKey()]));

/** The desk's pages, for those who work with cases in a unit. */
export function receptionDeskRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock } = services;
  const today = () => dayInVietnam(clock());
  const isDone = (request: FastifyRequest) => (request.query as { xong?: string }).xong !== undefined;

  const officerFor = (request: FastifyRequest) => requireCaseOfficer(web, request);
  /** Who may enter and change; auditors only read. */
  const keeperFor = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await officerFor(request);
    if (!mayKeep(officer, officer.unit)) throw notFound();
    return officer;
  };
  const unitsOf = (officer: SignedIn) => (officer.reach === 'all' ? 'all' : officer.reach);

  app.get(receptionPaths.desk, async (request, reply) => {
    const officer = await officerFor(request);
    const day = today();
    const sessions = await listSessions(db, {
      from: day,
      to: addDays(day, comingDays),
      units: [officer.unit],
      limit: 60,
    });
    return sendPage(
      reply,
      h(DeskPage, {
        frame: await frameOf(web, request, officer),
        sessions: sessions.filter((session) => session.onDay === day),
        coming: sessions.filter((session) => session.onDay !== day).slice(0, 10),
        mayKeep: mayKeep(officer, officer.unit),
        done: isDone(request),
      }),
    );
  });

  const sessionFor = async (request: FastifyRequest, officer: SignedIn) => {
    const id = parseId<'receptionSession'>((request.params as { id: string }).id) as SessionId | undefined;
    const session = id && (await readSession(db, id));
    const seen = officer.reach === 'all' || (session && officer.reach.includes(session.unitId));
    if (!session || !seen) throw notFound();
    return session;
  };

  const showSession = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    more: { values?: Record<string, string>; errors?: FieldErrors } = {},
  ) => {
    const session = await sessionFor(request, officer);
    return sendPage(
      reply,
      h(SessionPage, {
        frame: await frameOf(web, request, officer),
        session,
        queue: await bookingsOf(db, session.id),
        today: today(),
        keys: keysOf('walkIn', 'hold', 'postpone', 'cancel'),
        values: more.values ?? {},
        errors: more.errors ?? {},
        done: isDone(request),
      }),
      more.errors ? 422 : 200,
    );
  };

  app.get(receptionPaths.session(':id'), async (request, reply) =>
    showSession(request, reply, await officerFor(request)),
  );

  app.post(`${receptionPaths.session(':id')}/hang-cho`, async (request, reply) => {
    const officer = await keeperFor(request);
    const session = await sessionFor(request, officer);
    const { values } = await readForm(request);
    const to = (['arrived', 'called', 'done', 'absent'] as const).find((one) => one === values.to);
    const id = parseId<'receptionBooking'>(values.booking ?? '') as BookingId | undefined;
    const booking = id && (await readBooking(db, id));
    if (!to || booking?.sessionId !== session.id || !mayKeep(officer, session.unitId)) throw notFound();
    await moveInQueue(services, officer, booking.id, to);
    return reply.redirect(receptionPaths.session(session.id), 303);
  });

  app.post(`${receptionPaths.session(':id')}/den`, async (request, reply) => {
    const officer = await keeperFor(request);
    const session = await sessionFor(request, officer);
    if (!mayKeep(officer, session.unitId)) throw notFound();
    const { values: given } = await readForm(request);
    const { key = newKey(), ...values } = given;
    const read = readBookingForm(values, request.language);
    if (!read.ok) return showSession(request, reply, officer, { values, errors: read.errors });
    try {
      await book(services, session.id, read.given, {
        channel: 'desk',
        key,
        language: request.language,
        officer,
      });
    } catch (error) {
      if (!(error instanceof SessionRefused)) throw error;
      const words = texts[request.language].sessionFaults[error.fault];
      return showSession(request, reply, officer, { values, errors: { name: words } });
    }
    return reply.redirect(`${receptionPaths.session(session.id)}?xong`, 303);
  });

  for (const step of sessionSteps) {
    app.post(`${receptionPaths.session(':id')}/${step}`, async (request, reply) => {
      const officer = await keeperFor(request);
      const session = await sessionFor(request, officer);
      const { values: given } = await readForm(request);
      const { key = newKey(), version = '0', ...values } = given;
      const t = texts[request.language];
      const errors: FieldErrors = {};
      const why = (values.why ?? '').trim();
      const to = readTypedDate(values.to ?? '');
      if (step !== 'hold' && !why) errors.why = t.required;
      if (step === 'postpone' && !to) errors.to = t.badDate;
      const deputy = values.who === 'deputy';
      const receivedBy = (values.receivedBy ?? '').trim();
      if (step === 'hold' && deputy && !receivedBy) errors.receivedBy = t.required;
      if (Object.keys(errors).length > 0) return showSession(request, reply, officer, { values, errors });
      try {
        await takeSessionStep(
          services,
          officer,
          session.id,
          step,
          { inPerson: !deputy, receivedBy, why, to },
          { key, version: Number(version) },
        );
      } catch (error) {
        const words =
          error instanceof SessionRefused
            ? t.sessionFaults[error.fault]
            : error instanceof HttpError && error.code === 'conflict'
              ? t.changed
              : undefined;
        if (!words) throw error;
        return showSession(request, reply, officer, {
          values,
          errors: { [step === 'postpone' ? 'to' : 'why']: words },
        });
      }
      return reply.redirect(`${receptionPaths.session(session.id)}?xong`, 303);
    });
  }

  const showVisit = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    key: string,
    values: Record<string, string>,
    errors: FieldErrors = {},
  ) => {
    const id = parseId<'receptionSession'>(values.session ?? '') as SessionId | undefined;
    const words = values.tim?.trim();
    return sendPage(
      reply,
      h(VisitPage, {
        frame: await frameOf(web, request, officer),
        officer,
        key_: key,
        session: id && (await readSession(db, id)),
        values,
        errors,
        earlier: words ? await services.desk.matters(services, officer, words, 10) : undefined,
      }),
      Object.keys(errors).length > 0 ? 422 : 200,
    );
  };

  app.get(receptionPaths.visit, async (request, reply) => {
    const officer = await keeperFor(request);
    const { buoi = '', hen = '', tim = '' } = request.query as Record<string, string>;
    const id = parseId<'receptionBooking'>(hen) as BookingId | undefined;
    const booking = id && (await readBooking(db, id));
    const known: Record<string, string> = booking
      ? {
          name: booking.name,
          phone: booking.phone ?? '',
          matter: booking.matter,
          people: String(booking.people),
          booking: booking.id,
        }
      : {};
    return showVisit(request, reply, officer, newKey(), { ...known, session: buoi, tim });
  });

  app.post(receptionPaths.visit, async (request, reply) => {
    const officer = await keeperFor(request);
    const { values: given } = await readForm(request);
    const { key = newKey(), ...values } = given;
    const words = texts[request.language].visitFaults as Record<string, string>;
    const again = (faults: Record<string, string>) =>
      showVisit(
        request,
        reply,
        officer,
        key,
        values,
        Object.fromEntries(Object.entries(faults).map(([field, code]) => [field, words[code] ?? code])),
      );
    const read = readVisitForm(values, today(), request.language);
    if (!read.ok) return again(read.faults);
    const session = (parseId<'receptionSession'>(values.session ?? '') as SessionId | undefined) ?? null;
    const booking = (parseId<'receptionBooking'>(values.booking ?? '') as BookingId | undefined) ?? null;
    try {
      const entered = await enterVisit(
        services,
        officer,
        { ...read.given, session, booking },
        { key, language: request.language },
      );
      return sendPage(
        reply,
        h(EnteredPage, {
          frame: await frameOf(web, request, officer),
          entered,
          session: session ?? undefined,
        }),
      );
    } catch (error) {
      if (error instanceof VisitRefused) return again(error.faults);
      throw error;
    }
  });

  const logFilter = (request: FastifyRequest) => {
    const { tim = '', tu = '', den = '', sau = '' } = request.query as Record<string, string>;
    const from = tu ? readTypedDate(tu) : undefined;
    const to = den ? readTypedDate(den) : undefined;
    const t = texts[request.language];
    const errors: FieldErrors = {};
    if (tu && !from) errors.tu = t.badDate;
    if (den && !to) errors.den = t.badDate;
    const [onDay, id] = sau.split('_');
    const before = onDay && id && parseId(id) && readTypedDate(onDay) ? { onDay, id } : undefined;
    return { filter: { tim: tim.slice(0, 200), tu, den }, from, to, before, errors };
  };

  app.get(receptionPaths.log, async (request, reply) => {
    const officer = await officerFor(request);
    const { filter, from, to, before, errors } = logFilter(request);
    const rows = await listVisits(db, {
      units: unitsOf(officer),
      from,
      to,
      before,
      query: searchQuery(filter.tim),
      limit: pageSize + 1,
    });
    const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
    return sendPage(
      reply,
      h(LogPage, {
        frame: await frameOf(web, request, officer),
        visits: rows.slice(0, pageSize),
        severalUnits: officer.reach === 'all' || officer.reach.length > 1,
        filter,
        errors,
        next:
          last &&
          `${receptionPaths.log}?${new URLSearchParams({ ...filter, sau: `${last.onDay}_${last.id}` })}`,
      }),
      Object.keys(errors).length > 0 ? 422 : 200,
    );
  });

  app.get(`${receptionPaths.log}.csv`, async (request, reply) => {
    const officer = await officerFor(request);
    const { from, to } = logFilter(request);
    const rows = await listVisits(db, { units: unitsOf(officer), from, to, limit: mostExported });
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="so-tiep-cong-dan.csv"')
      .header('cache-control', 'no-store')
      .send(
        stringify(
          rows.map((row) => [row.unitVi, ...logCells(row, 'vi')]),
          {
            header: true,
            bom: true,
            escape_formulas: true,
            columns: [texts.vi.unit, ...Object.values(texts.vi.columns)],
          },
        ),
      );
  });

  const showPromises = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    error?: { duty: string; words: string; message: string | undefined },
  ) => {
    const promises = await listPromises(db, unitsOf(officer), 300);
    return sendPage(
      reply,
      h(PromisesPage, {
        frame: await frameOf(web, request, officer),
        promises,
        today: today(),
        mayKeep: (line) => mayKeep(officer, line.unitId),
        keys: keysOf(...promises.map((line) => line.dutyId)),
        error,
        done: isDone(request),
      }),
      error ? 422 : 200,
    );
  };

  app.get(receptionPaths.promises, async (request, reply) =>
    showPromises(request, reply, await officerFor(request)),
  );

  app.post(receptionPaths.promises, async (request, reply) => {
    const officer = await keeperFor(request);
    const { values } = await readForm(request);
    const duty = parseId(values.duty ?? '');
    if (!duty) throw notFound();
    const words = wordsOf(values, 'words');
    const long = tooLongIn(values, { words: 2000 }, request.language).words;
    if (!words || long) return showPromises(request, reply, officer, { duty, words, message: long });
    await fulfil(services, officer, duty, words, values.key ?? newKey());
    return reply.redirect(`${receptionPaths.promises}?xong`, 303);
  });

  const showPlan = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    values: Record<string, string> = {},
    errors: FieldErrors = {},
  ) => {
    const day = today();
    const posts = (await postsOf(db, [officer.unit], day)).filter(
      (post) => ['chair', 'head'].includes(post.role) && post.personId !== null,
    );
    const sessions = await listSessions(db, {
      from: day,
      to: parsePlainDate(`${yearOf(day) + 1}-12-31`),
      units: [officer.unit],
      limit: 400,
    });
    const unposted = sessions.filter((session) => !session.postedAt && session.state === 'planned');
    const [first] = unposted;
    return sendPage(
      reply,
      h(PlanPage, {
        frame: await frameOf(web, request, officer),
        leaders: posts.map((post) => ({
          value: post.id,
          label: `${post.titleVi}: ${post.personName}`,
        })),
        sessions,
        unposted: unposted.length,
        postBy: first && postingDuty(services, first, day).dueOn,
        keys: keysOf('plan', 'post'),
        values: {
          from: formatDate(addDays(day, 1)),
          to: `31/12/${yearOf(day)}`,
          ...values,
        },
        errors,
        made: (request.query as { lap?: string }).lap?.replace(/\D/g, ''),
      }),
      Object.keys(errors).length > 0 ? 422 : 200,
    );
  };

  app.get(receptionPaths.plan, async (request, reply) => showPlan(request, reply, await keeperFor(request)));

  app.post(receptionPaths.plan, async (request, reply) => {
    const officer = await keeperFor(request);
    const { values: given } = await readForm(request);
    const { key = newKey(), ...values } = given;
    const read = readPlanForm(values, request.language);
    const posts = await postsOf(db, [officer.unit], today());
    const leader = posts.find((post) => post.id === values.leader && ['chair', 'head'].includes(post.role));
    const errors: FieldErrors = read.ok ? {} : read.errors;
    if (!leader) errors.leader = texts[request.language].choose;
    if (!read.ok || !leader) return showPlan(request, reply, officer, values, errors);
    try {
      const made = await plan(
        services,
        officer,
        { ...read.given, post: leader.id as PostId, title: leader.titleVi },
        key,
      );
      return reply.redirect(`${receptionPaths.plan}?lap=${made}`, 303);
    } catch (error) {
      if (!(error instanceof SessionRefused)) throw error;
      const words = texts[request.language].sessionFaults[error.fault];
      return showPlan(request, reply, officer, values, { from: words });
    }
  });

  app.post(`${receptionPaths.plan}/niem-yet`, async (request, reply) => {
    const officer = await keeperFor(request);
    const { values } = await readForm(request);
    await postAll(services, officer, values.key ?? newKey());
    return reply.redirect(`${receptionPaths.desk}?xong`, 303);
  });
}
