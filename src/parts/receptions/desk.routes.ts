import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { isDone, type OfficersPage, officerPage, taking } from '../../ground/actions.ts';
import { deskList } from '../../ground/hall/list.ts';
import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import { postsOf } from '../../ground/organization/reorganisation.store.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { addDays, dayInVietnam, formatDate, parsePlainDate, yearOf } from '../../platform/time.ts';
import { book, moveInQueue } from './booking.service.ts';
import { DeskPage } from './desk.pages.tsx';
import * as forms from './forms.ts';
import { knownSteps } from './known.ts';
import { receptionLog } from './log.list.tsx';
import { receptionPaths } from './paths.ts';
import { PlanPage } from './plan.pages.tsx';
import { PromisesPage } from './promises.pages.tsx';
import { bookingsOf, listPromises, listSessions, readBooking, readSession } from './reception.store.ts';
import type { BookingId, Pattern, SessionId } from './reception.ts';
import { mayKeep, plan, postAll, postingDuty, SessionRefused, takeSessionStep } from './schedule.service.ts';
import { SessionPage } from './session.pages.tsx';
import { texts } from './texts.ts';
import { OneVisitPage } from './visit.one.page.tsx';
import { EnteredPage, VisitPage } from './visit.pages.tsx';
import { correctVisit, enterVisit, fulfil, VisitRefused, visitFor } from './visit.service.ts';
import { visitOf } from './visit.ts';

const comingDays = 45;

/** The desk's pages, for those who work with cases in a unit. */
export function receptionDeskRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock } = services;
  const today = () => dayInVietnam(clock());

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

  const showSession: OfficersPage = async (request, officer, state) => {
    const session = await sessionFor(request, officer);
    return h(SessionPage, {
      frame: await frameOf(web, request, officer),
      session,
      queue: await bookingsOf(db, session.id),
      today: today(),
      mayKeep: mayKeep(officer, session.unitId),
      state,
      done: isDone(request),
    });
  };

  /** The session of a page, for whoever keeps it. */
  const keptSession = async (request: { params: Record<string, string> }, officer: SignedIn) => {
    const id = parseId<'receptionSession'>(request.params.id ?? '') as SessionId | undefined;
    const session = id && (await readSession(db, id));
    if (!session || !mayKeep(officer, session.unitId)) throw notFound();
    return session.id;
  };
  const moving = (to: 'arrived' | 'called' | 'absent') => ({
    ...taking(knownSteps.queue, {}, async ({ who, params, target }) => {
      const session = await keptSession({ params }, who);
      const id = parseId<'receptionBooking'>(target) as BookingId | undefined;
      const booking = id && (await readBooking(db, id));
      if (booking?.sessionId !== session) throw notFound();
      await moveInQueue(services, who, booking.id, to);
    }),
    label: queueLabel(to),
  });
  const sessionStep =
    <Given extends Parameters<typeof takeSessionStep>[4]>(step: Parameters<typeof takeSessionStep>[3]) =>
    async (asked: {
      who: SignedIn;
      given: Given;
      params: Record<string, string>;
      key: string;
      version: number | undefined;
    }) => {
      const id = await keptSession(asked, asked.who);
      await takeSessionStep(services, asked.who, id, step, asked.given, asked);
    };

  officerPage(
    web,
    receptionPaths.session(':id'),
    showSession,
    {
      'da-den': moving('arrived'),
      moi: moving('called'),
      vang: moving('absent'),
      den: taking(knownSteps.walkIn, forms.walkInForm, async ({ who, given, params, key, language }) => {
        const session = await keptSession({ params }, who);
        const how = { channel: 'desk', key, language, officer: who } as const;
        await book(services, session, { ...given, email: null }, how);
      }),
      hold: taking(knownSteps.hold, forms.holdForm, async ({ given, ...asked }) => {
        const told = { inPerson: given.who === 'leader', receivedBy: given.receivedBy ?? '' };
        await sessionStep('hold')({ ...asked, given: told });
      }),
      postpone: taking(knownSteps.postpone, forms.postponeForm, sessionStep('postpone')),
      cancel: taking(knownSteps.cancel, forms.cancelForm, sessionStep('cancel')),
    },
    officerFor,
    keeperFor,
  );

  const showVisit: OfficersPage = async (request, officer, state) => {
    const { buoi = '', hen = '', tim = '' } = request.query as Record<string, string>;
    const asked = parseId<'receptionBooking'>(state.typed.booking ?? hen) as BookingId | undefined;
    const booking = asked && (await readBooking(db, asked));
    const id = parseId<'receptionSession'>(state.typed.session ?? buoi) as SessionId | undefined;
    const words = tim.trim();
    return h(VisitPage, {
      frame: await frameOf(web, request, officer),
      officer,
      session: id && (await readSession(db, id)),
      known: {
        session: id,
        booking: booking?.id,
        name: booking?.name,
        phone: booking?.phone ?? undefined,
        matter: booking?.matter,
        people: booking && String(booking.people),
      },
      search: words || (booking?.name ?? ''),
      state,
      earlier: words ? await services.desk.matters(services, officer, words, 10) : undefined,
    });
  };

  officerPage(
    web,
    receptionPaths.visit,
    showVisit,
    {
      '': taking(knownSteps.visit, forms.visitForm, async ({ who, given, key, language }) => {
        const read = visitOf(given, today());
        if (!read.ok) throw new VisitRefused(read.faults);
        const { session } = read.visit;
        const entered = await enterVisit(services, who, read.visit, { key, language });
        const { number, petition } = entered;
        return {
          page: (frame) => h(EnteredPage, { frame, entered, session: session ?? undefined }),
          told: { number, petition: petition?.number ?? null, code: petition?.code ?? null },
        };
      }),
    },
    keeperFor,
  );

  deskList(web, receptionLog(services));

  const showOneVisit: OfficersPage = async (request, officer, state) => {
    const visit = await visitFor(db, officer, idIn<'receptionVisit'>(request.params));
    return h(OneVisitPage, {
      frame: await frameOf(web, request, officer),
      visit,
      mayCorrect: worksIn(officer, visit.unitId) && visit.kind !== 'denunciation',
      state,
      done: isDone(request),
    });
  };
  officerPage(web, receptionPaths.visitOf(':id'), showOneVisit, {
    '': taking(knownSteps.correct, forms.visitDataForm, async ({ who, given, params, key }) => {
      const id = idIn<'receptionVisit'>(params);
      await correctVisit(services, who, id, given, key);
      return `${receptionPaths.visitOf(id)}?xong`;
    }),
  });

  const showPromises: OfficersPage = async (request, officer, state) =>
    h(PromisesPage, {
      frame: await frameOf(web, request, officer),
      promises: await listPromises(db, unitsOf(officer), 300),
      today: today(),
      mayKeep: (line) => mayKeep(officer, line.unitId),
      state,
      done: isDone(request),
    });

  officerPage(
    web,
    receptionPaths.promises,
    showPromises,
    {
      'da-lam': taking(knownSteps.fulfil, forms.keptForm, async ({ who, given, target, key }) => {
        if (!target) throw notFound();
        await fulfil(services, who, target, given.words, key);
      }),
    },
    officerFor,
    keeperFor,
  );

  const leadersOf = async (unit: UnitId) =>
    (await postsOf(db, [unit], today())).filter(
      (post) => ['chair', 'head'].includes(post.role) && post.personId !== null,
    );

  const showPlan: OfficersPage = async (request, officer, state) => {
    const day = today();
    const sessions = await listSessions(db, {
      from: day,
      to: parsePlainDate(`${yearOf(day) + 1}-12-31`),
      units: [officer.unit],
      limit: 400,
    });
    const unposted = sessions.filter((session) => !session.postedAt && session.state === 'planned');
    const [first] = unposted;
    return h(PlanPage, {
      frame: await frameOf(web, request, officer),
      leaders: (await leadersOf(officer.unit)).map((post) => ({
        value: post.id,
        label: `${post.titleVi}: ${post.personName}`,
      })),
      sessions,
      daysOff: new Set(sessions.map((one) => one.onDay).filter((on) => services.calendar.dayOff(on))),
      unposted: unposted.length,
      postBy: first && postingDuty(services, first, day).dueOn,
      initial: { from: formatDate(addDays(day, 1)), to: `31/12/${yearOf(day)}` },
      state,
      made: (request.query as { lap?: string }).lap?.replace(/\D/g, ''),
    });
  };

  officerPage(
    web,
    receptionPaths.plan,
    showPlan,
    {
      '': taking(knownSteps.plan, forms.planForm, async ({ who, given, key }) => {
        const { leader, days, weekday, ...told } = given;
        const of = (await leadersOf(who.unit)).find((post) => post.id === leader);
        if (!of) throw new SessionRefused('noLeader', 'leader');
        if (told.to < told.from) throw new SessionRefused('badSpan', 'to');
        const pattern = patternOf(days, weekday);
        const made = await plan(
          services,
          who,
          { ...told, post: of.id as PostId, title: of.titleVi, pattern },
          key,
        );
        return `${receptionPaths.plan}?lap=${made}`;
      }),
      'niem-yet': taking(knownSteps.post, {}, async ({ who, key }) => {
        await postAll(services, who, key);
        return `${receptionPaths.desk}?xong`;
      }),
    },
    keeperFor,
  );
}

const queueLabel = (to: 'arrived' | 'called' | 'absent') => {
  const word = { arrived: 'arrived', called: 'call', absent: 'absent' } as const;
  return { vi: texts.vi[word[to]], en: texts.en[word[to]] };
};

/** How the days of a plan are chosen. @throws SessionRefused where they cannot be read */
function patternOf(days: string | null, weekday: string | null): Pattern {
  const named = (days ?? '')
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(Number);
  if (named.some((day) => !Number.isInteger(day) || day < 1 || day > 31))
    throw new SessionRefused('badDays', 'days');
  if (named.length > 0) return { days: named };
  if (!weekday) throw new SessionRefused('noDays', 'days');
  return { weekday: Number(weekday) };
}
