import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { mayOrganize } from '../../ground/access/decision.ts';
import { postsOf } from '../../ground/organization/reorganisation.store.ts';
import { paths } from '../../ground/places.ts';
import { frameOf, publicPage, requireOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { notFound } from '../../platform/http/problem.ts';
import { addDays, dayInVietnam, type PlainDate, readTypedDate } from '../../platform/time.ts';
import { organizationPaths } from './paths.ts';
import {
  type StructureBase,
  StructurePage,
  type StructureQuery,
  UnitPage,
  type UnitView,
} from './structure.pages.tsx';
import { historyOf, neighboursOf, structureOn, unitsAbove, unitsBelow } from './structure.store.ts';
import { texts } from './texts.ts';

const shownDepth = 2;
const tablePage = 200;

const publicBase: StructureBase = { structure: organizationPaths.structure, unit: organizationPaths.unit };
const deskBase: StructureBase = {
  structure: organizationPaths.deskStructure,
  unit: organizationPaths.deskUnit,
};

/** Reads the day and the way of showing from the address. */
export function readStructureQuery(given: Record<string, unknown>, today: PlainDate): StructureQuery {
  const typed = typeof given.ngay === 'string' ? given.ngay : '';
  const day = readTypedDate(typed);
  return {
    day: day ?? today,
    today,
    view: given.kieu === 'bang' ? 'bang' : 'cay',
    badDay: typed !== '' && day === undefined,
  };
}

/** The structure as of any day, for the public and, with names, for officers. */
export function structureRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock } = services;
  const today = () => dayInVietnam(clock());
  const queryOf = (request: FastifyRequest) =>
    readStructureQuery(request.query as Record<string, unknown>, today());

  const structure = async (request: FastifyRequest, base: StructureBase) => {
    const query = queryOf(request);
    if (query.view === 'cay')
      return { base, query, units: await unitsBelow(db, query.day, undefined, shownDepth) };
    const after = Number((request.query as { sau?: string }).sau) || 0;
    const all = await structureOn(db, query.day);
    const next = after + tablePage;
    return {
      base,
      query,
      units: all.slice(after, next),
      next:
        next < all.length
          ? `${base.structure}?${new URLSearchParams({ kieu: 'bang', ngay: query.day, sau: String(next) })}`
          : undefined,
    };
  };

  const unit = async (
    request: FastifyRequest,
    base: StructureBase,
    names: boolean,
  ): Promise<Omit<UnitView, 'frame'>> => {
    const query = queryOf(request);
    const history = await historyOf(db, (request.params as { code: string }).code);
    const first = history[0];
    if (!first) throw notFound();
    const now = history.find(
      (span) => span.from <= query.day && (span.until === null || span.until > query.day),
    );
    const span = now ?? (query.day < first.from ? first : (history.at(-1) ?? first));
    const { id } = span.unit;
    const [above, below, posts, after, before] = await Promise.all([
      unitsAbove(db, id, now ? query.day : span.until ? addDays(span.until, -1) : span.from),
      now ? unitsBelow(db, query.day, id, 1) : [],
      now ? postsOf(db, [id], query.day) : [],
      neighboursOf(db, id, 'after'),
      neighboursOf(db, id, 'before'),
    ]);
    const topics = Object.fromEntries(
      services.work.flatMap((work) => work.kinds.map((kind) => [kind.code, kind.name[request.language]])),
    );
    return {
      base,
      query,
      span,
      alive: now !== undefined,
      history,
      above,
      below: below.filter((one) => one.id !== id),
      posts,
      names,
      after,
      before,
      topics,
    };
  };

  publicPage(web, organizationPaths.structure, async (request) =>
    h(StructurePage, { frame: await frameOf(web, request), ...(await structure(request, publicBase)) }),
  );
  publicPage(web, `${organizationPaths.structure}/:code`, async (request) =>
    h(UnitPage, {
      view: { frame: await frameOf(web, request), ...(await unit(request, publicBase, false)) },
    }),
  );
  app.get(organizationPaths.deskStructure, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const frame = await frameOf(web, request, officer);
    const t = texts[request.language];
    const tools: [string, string][] = [];
    if (mayOrganize(officer, 'draftReorganisation')) tools.push([organizationPaths.drafts, t.newReform]);
    if (['head', 'chair', 'administrator'].includes(officer.role))
      tools.push([paths.deskStaffing, t.staffing]);
    if (mayOrganize(officer, 'managePeople')) {
      tools.push([organizationPaths.people, t.people], [organizationPaths.exchange, t.exchange]);
    }
    return sendPage(reply, h(StructurePage, { frame, ...(await structure(request, deskBase)), tools }));
  });
  app.get(`${organizationPaths.deskStructure}/:code`, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const frame = await frameOf(web, request, officer);
    return sendPage(reply, h(UnitPage, { view: { frame, ...(await unit(request, deskBase, true)) } }));
  });
}
