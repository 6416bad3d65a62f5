import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { z } from 'zod';
import { freshState } from '../../ground/actions.ts';
import { formatCode, hashCode, parseCode } from '../../ground/code.ts';
import { answerableUnit } from '../../ground/organization/answerable.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { frameOf, sendPublic, type Web } from '../../ground/web.ts';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { keyOf } from '../../platform/http/idempotency.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { labelsOf, readGiven } from '../../platform/page/form-spec.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { renderPage } from '../../platform/page/render.ts';
import { addDays, dayInVietnam, parsePlainDate, yearOf } from '../../platform/time.ts';
import { book, cancelByCode } from './booking.service.ts';
import { calendarFeed } from './calendar-feed.ts';
import { bookingForm } from './forms.ts';
import { receptionPaths } from './paths.ts';
import {
  BookedPage,
  BookPage,
  CompliancePage,
  DisplayPage,
  type LeaderYear,
  MinePage,
  NoticePage,
  SchedulePage,
  sumMonths,
} from './public.pages.tsx';
import {
  bookingByCode,
  bookingsOf,
  countPromises,
  listSessions,
  owingIn,
  readSession,
  sessionsOfYear,
} from './reception.store.ts';
import { countMonths, type SessionId } from './reception.ts';
import { SessionRefused } from './schedule.service.ts';
import { texts } from './texts.ts';

const shownDays = 120;
const mostSessions = 200;

/** Compliance in a year of every leader who owes receptions or had a session, by unit. */
export async function complianceOf(web: Web, year: number, language: 'vi' | 'en'): Promise<LeaderYear[]> {
  const { db, clock } = web.services;
  const [sessions, owing] = await Promise.all([sessionsOfYear(db, year), owingIn(db, year)]);
  const keyOf = (one: { unitId: string; leaderPost: string }) => `${one.unitId} ${one.leaderPost}`;
  const [held, spans] = [Map.groupBy(sessions, keyOf), Map.groupBy(owing, keyOf)];
  const leaders = [...new Set([...spans.keys(), ...held.keys()])].map((key) => {
    const [owed, had] = [spans.get(key) ?? [], held.get(key) ?? []];
    const unit = owed.at(-1) ?? had[0];
    return {
      unit: unit ? unitName(unit, language) : '',
      title: had[0]?.leaderTitle ?? owed[0]?.title ?? '',
      months: countMonths(had, owed, year, dayInVietnam(clock())),
    };
  });
  return leaders.toSorted((a, b) => a.unit.localeCompare(b.unit, 'vi'));
}

/** The public's pages: schedule, booking, waiting room, compliance. */
export function receptionPublicRoutes(web: Web): void {
  const { app, services, visits } = web;
  const { db, clock, site, config } = services;
  const passBooking = limiterIn(config, 10, 100, 3600).pass;
  const passCode = limiterIn(config, 10, 100, 3600).pass;
  const today = () => dayInVietnam(clock());

  const unitOf = async (request: FastifyRequest) => {
    const { units } = await site.read();
    const code = String((request.query as { donvi?: string }).donvi ?? '');
    return { units, unit: units.find((unit) => unit.code === code) };
  };
  const upcoming = async (request: FastifyRequest) => {
    const { units, unit } = await unitOf(request);
    const sessions = await listSessions(db, {
      from: today(),
      to: addDays(today(), shownDays),
      units: unit && [unit.id],
      postedOnly: true,
      limit: mostSessions,
    });
    return { units, unit, sessions };
  };

  app.get(receptionPaths.schedule, async (request, reply) =>
    sendPublic(web, request, reply, async () => {
      const { units, unit, sessions } = await upcoming(request);
      const receiving = units.filter((one) =>
        ['province', 'committee', 'ward', 'commune', 'township', 'department', 'reception'].includes(
          one.kind,
        ),
      );
      return renderPage(
        h(SchedulePage, {
          frame: await frameOf(web, request),
          sessions,
          units: receiving.map((one) => ({ code: one.code, name: one.name[request.language] })),
          unit: unit?.code ?? '',
        }),
      );
    }),
  );

  /** Where a feed that was asked for by a unit's code leads: its unit, another address, or nowhere. */
  const feedOf = async (code: string): Promise<Unit | { to: string } | undefined> => {
    const { units, ended } = await site.read();
    const unit = units.find((one) => one.code === code);
    const over = ended.find((one) => one.code === code);
    if (unit || !over) return unit;
    const next = await answerableUnit(db, over.id, { id: over.id, area: null, kind: '' }, today());
    const heir = units.find((one) => one.id === next);
    return heir && { to: `${receptionPaths.ics}?${new URLSearchParams({ donvi: heir.code })}` };
  };

  app.get(receptionPaths.ics, async (request, reply) => {
    const { donvi } = request.query as { donvi?: string };
    const of = donvi ? await feedOf(donvi) : null;
    // Whoever subscribed to one unit is never sent everybody's sessions instead.
    if (of === undefined) throw notFound();
    if (of && 'to' in of) return reply.redirect(of.to, 302);
    const { sessions } = await upcoming(request);
    const { locality } = await site.read();
    const place = of?.name.vi ?? locality?.name.vi ?? '';
    const feed = calendarFeed(sessions, { host: config.publicHost, name: `Tiếp công dân: ${place}` });
    const etag = `"${createHash('sha256').update(feed).digest('base64url').slice(0, 22)}"`;
    reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'public, max-age=900')
      .header('etag', etag);
    return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(feed);
  });

  app.get(receptionPaths.notice, async (request, reply) => {
    const { unit } = await unitOf(request);
    if (!unit) throw notFound();
    return sendPublic(web, request, reply, async () => {
      const year = yearOf(today());
      const sessions = await listSessions(db, {
        from: parsePlainDate(`${year}-01-01`),
        to: parsePlainDate(`${year}-12-31`),
        units: [unit.id],
        postedOnly: true,
        limit: mostSessions,
      });
      return renderPage(
        h(NoticePage, {
          frame: await frameOf(web, request),
          unit: unit.name[request.language],
          year,
          sessions: sessions.filter((session) => session.state !== 'cancelled'),
          today: today(),
        }),
      );
    });
  });

  const sessionOf = async (request: FastifyRequest) => {
    const id = parseId<'receptionSession'>((request.params as { id: string }).id) as SessionId | undefined;
    const session = id && (await readSession(db, id));
    if (!session?.postedAt) throw notFound();
    return session;
  };

  app.get(receptionPaths.book(':id'), async (request, reply) => {
    const session = await sessionOf(request);
    return sendPage(
      reply,
      h(BookPage, { frame: await frameOf(web, request), session, state: freshState(request) }),
    );
  });

  app.post(receptionPaths.book(':id'), async (request, reply) => {
    const session = await sessionOf(request);
    const { language } = request;
    const form = await readForm(request);
    const key = keyOf(form.values);
    const read = await readGiven(bookingForm, form, { prefix: '', key, language, store: services.files });
    const again = async (errors: FieldErrors) => {
      const labels = labelsOf(bookingForm, '', language);
      const state = { language, key, typed: form.values, errors, labels };
      return sendPage(reply, h(BookPage, { frame: await frameOf(web, request), session, state }), 422);
    };
    if (!read.ok) return again(read.errors);
    await passBooking(addressOf(request));
    try {
      const { code } = await book(services, session.id, read.given, {
        channel: 'web',
        key,
        language: request.language,
      });
      await visits.begin(reply, 'booking', code);
      return reply.redirect(`${receptionPaths.mine}?moi`, 303);
    } catch (error) {
      if (error instanceof SessionRefused) return again({ '*': texts[request.language].full });
      throw error;
    }
  });

  /** The booking that is open in the browser. */
  const current = async (request: FastifyRequest) => {
    const code = await visits.code(request, 'booking');
    const booking = code && (await bookingByCode(db, hashCode(code)));
    const session = booking && (await readSession(db, booking.sessionId));
    return code && booking && session ? { code: formatCode(code), booking, session } : undefined;
  };

  app.get(receptionPaths.mine, async (request, reply) => {
    const found = await current(request);
    const frame = await frameOf(web, request);
    if (!found) return sendPage(reply, h(MinePage, { frame }));
    const fresh = (request.query as { moi?: string }).moi !== undefined;
    return sendPage(reply, h(BookedPage, { frame, ...found, code: fresh ? found.code : undefined }));
  });

  app.post(receptionPaths.mine, async (request, reply) => {
    await passCode(addressOf(request));
    const { values } = await readForm(request);
    const code = parseCode(values.code ?? '');
    if (!code || !(await bookingByCode(db, hashCode(code)))) {
      const frame = await frameOf(web, request);
      return sendPage(reply, h(MinePage, { frame, typed: values.code ?? '', wrong: true }), 422);
    }
    await visits.begin(reply, 'booking', code);
    return reply.redirect(receptionPaths.mine, 303);
  });

  app.post(`${receptionPaths.mine}/huy`, async (request, reply) => {
    const code = await visits.code(request, 'booking');
    if (code) await cancelByCode(services, hashCode(code));
    return reply.redirect(receptionPaths.mine, 303);
  });

  app.get(receptionPaths.display(':id'), async (request, reply) => {
    const session = await sessionOf(request);
    const all = await bookingsOf(db, session.id);
    const tickets = (state: string) => all.filter((one) => one.state === state).map((one) => one.ticket);
    return sendPage(
      reply,
      h(DisplayPage, {
        frame: await frameOf(web, request),
        session,
        called: tickets('called'),
        next: tickets('arrived').slice(0, 5),
      }),
    );
  });

  const yearAsked = (request: FastifyRequest) => {
    const asked = Number((request.query as { nam?: string }).nam);
    return Number.isInteger(asked) && asked >= 2014 && asked <= 2100 ? asked : yearOf(today());
  };

  app.get(receptionPaths.compliance, async (request: FastifyRequest, reply: FastifyReply) =>
    sendPublic(web, request, reply, async () =>
      renderPage(
        h(CompliancePage, {
          frame: await frameOf(web, request),
          year: yearAsked(request),
          leaders: await complianceOf(web, yearAsked(request), request.language),
          promises: await countPromises(db, today()),
          asOf: clock(),
        }),
      ),
    ),
  );

  app.get(`${receptionPaths.compliance}.csv`, async (request, reply) => {
    const year = yearAsked(request);
    const leaders = await complianceOf(web, year, 'vi');
    const rows = leaders.flatMap((leader) =>
      leader.months.map((month) => {
        const sum = sumMonths([month]);
        return [
          leader.unit,
          leader.title,
          month.month.slice(0, 7),
          month.rule?.code ?? '',
          ...Object.values(sum),
          clock().toISOString(),
        ];
      }),
    );
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="tiep-cong-dan-${year}.csv"`)
      .send(
        stringify(rows, {
          header: true,
          bom: true,
          escape_formulas: true,
          columns: ['unit', 'leader', 'month', 'rule', ...Object.keys(sumMonths([])), 'as_of'],
        }),
      );
  });

  app.get(
    '/api/v1/receptions',
    {
      schema: {
        tags: ['public'],
        summary: 'Posted reception sessions to come',
        querystring: z.strictObject({ donvi: z.string().optional(), lang: z.enum(['vi', 'en']).optional() }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                id: z.string(),
                unit: z.string(),
                leader: z.string(),
                on: z.string(),
                from_time: z.string(),
                place: z.string(),
                kind: z.string(),
                state: z.string(),
                seats_left: z.number(),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const { sessions } = await upcoming(request);
      return {
        items: sessions.map((session) => ({
          id: session.id,
          unit: session.unitVi,
          leader: session.leaderTitle,
          on: session.onDay,
          from_time: session.fromTime,
          place: session.place,
          kind: session.kind,
          state: session.state,
          seats_left: Math.max(session.seats - session.taken, 0),
        })),
      };
    },
  );
}
