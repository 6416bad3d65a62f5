import { h } from 'preact';
import { caseActions, decide } from '../../ground/access/decision.ts';
import { floorOf, seenBy } from '../../ground/access/floor.ts';
import { whoMay } from '../../ground/access/who.ts';
import { frameOf, requireCaseOfficer, requireOfficer, type Web } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { sendPage } from '../../platform/http/app.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { openCase } from './desk.service.ts';
import { deskPaths } from './paths.ts';
import { handlersOf, readPetition } from './petition.store.ts';
import type { PetitionId } from './petition.ts';
import { subjectOf } from './step.service.ts';
import { WhoPage, WhyNotPage } from './who.pages.tsx';

/** Who may see a case, asked by whoever may see it; and why not, asked by any officer. */
export function whoRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock } = services;

  app.get(`${deskPaths.cases}/:id/ai-xem`, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const id = parseId<'petition'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    const { petition } = await openCase(services, officer, id);
    const handlers = await handlersOf(seenBy(db, floorOf(officer)), id);
    const entitled = await whoMay(db, subjectOf(petition, handlers), dayInVietnam(clock()));
    return sendPage(
      reply,
      h(WhoPage, { frame: await frameOf(web, request, officer), id, number: petition.number, entitled }),
    );
  });

  app.get(deskPaths.whyNot, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const typed = String((request.query as { so?: string }).so ?? '').trim();
    const frame = await frameOf(web, request, officer);
    if (typed === '') return sendPage(reply, h(WhyNotPage, { frame, typed }));
    if (!/^\d{1,12}$/.test(typed))
      return sendPage(reply, h(WhyNotPage, { frame, typed, error: 'badNumber' }), 422);
    // Seen as the one who asks sees: a sealed matter of others does not exist, not even here.
    const seen = seenBy(db, floorOf(officer));
    const found = await seen.first<{ id: PetitionId }>(
      sql`select id from petition where number = ${Number(typed)}`,
    );
    const petition = found && (await readPetition(seen, found.id));
    if (!petition) return sendPage(reply, h(WhyNotPage, { frame, typed, answer: 'unknown' }));
    const subject = subjectOf(petition, await handlersOf(seen, petition.id));
    const answer = caseActions
      .filter((action) => action !== 'openIdentity' || subject.sealed)
      .map(
        (action) => [action, decide(officer, action, subject)] as [typeof action, ReturnType<typeof decide>],
      );
    return sendPage(reply, h(WhyNotPage, { frame, typed, answer }));
  });
}
