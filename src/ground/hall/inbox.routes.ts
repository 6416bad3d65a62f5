import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { sendPage } from '../../platform/http/app.ts';
import { formatCursor, parseDayCursor } from '../../platform/http/cursor.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { actingPosts } from '../access/session.ts';
import { paths } from '../places.ts';
import { frameOf, requireCaseOfficer, type Web } from '../web.ts';
import { type InboxFilter, InboxPage } from './inbox.page.tsx';
import { countOverdue, inboxPage } from './inbox.ts';

const pageSize = 30;

function address(filter: InboxFilter, cursor = ''): string {
  const set = Object.entries({ ...filter, sau: cursor }).filter(([, value]) => value !== '');
  return `${paths.inbox}?${new URLSearchParams(set)}`;
}

/** The one inbox of all parts. */
export function inboxRoutes(web: Web): void {
  const { services } = web;
  const { db, clock, inbox, desk } = services;
  const sorts = inbox.flatMap(({ code, source }) => source.sorts ?? [{ code, name: source.name }]);

  /** The parts that an inbox of a sort asks, with the sort as the part knows it. */
  const askedParts = (sort: string) =>
    inbox
      .filter(({ code, source }) => !sort || code === sort || source.sorts?.some((one) => one.code === sort))
      .map(({ source }) => source);

  web.app.get(paths.inbox, async (request: FastifyRequest, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { tim = '', loai = '', han = '', cua = '', sau } = request.query as Record<string, string>;
    // Words are looked for in all cases: the inbox only holds what is owed.
    if (tim) return reply.redirect(desk.searchAddress(tim, loai), 303);
    const today = dayInVietnam(clock());
    const known = sorts.some((one) => one.code === loai);
    const filter: InboxFilter = { loai: known ? loai : '', han, cua };
    const cursor = parseDayCursor(sau);
    const asked = { mine: cua === 'toi', sort: filter.loai || undefined };
    const sources = askedParts(filter.loai);
    const [{ lines, more }, overdue] = await Promise.all([
      inboxPage(services, officer, sources, {
        ...asked,
        overdueBefore: han === 'qua' ? today : undefined,
        after: cursor && { dueOn: cursor.dueOn, key: cursor.id },
        size: pageSize,
      }),
      countOverdue(services, officer, sources, { ...asked, today }),
    ]);
    const last = more ? lines.at(-1) : undefined;
    const page = h(InboxPage, {
      frame: await frameOf(web, request, officer),
      today,
      lines,
      overdue,
      filter,
      sorts,
      next: last && address(filter, formatCursor(last.dueOn, last.key)),
      handed: officer.delegation
        ? []
        : (await actingPosts(db, officer.person, today)).filter((one) => one.delegation),
      links: services.deskLinks,
    });
    return sendPage(reply, page);
  });
}
