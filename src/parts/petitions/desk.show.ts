import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { worksIn } from '../../ground/access/decision.ts';
import { floorOf, seenBy } from '../../ground/access/floor.ts';
import { freshlyProved, type SignedIn } from '../../ground/access/session.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { frameOf, toConfirm, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { shippedTemplates } from './answer.ts';
import { type DeskCase, DeskCasePage } from './desk.case.pages.tsx';
import { openCase, related } from './desk.service.ts';
import { ForwardedPage } from './forward.page.tsx';
import { answersOf, forwardedBy } from './forward.store.ts';
import { deskPaths } from './paths.ts';
import { handlersOf } from './petition.store.ts';
import type { PetitionId } from './petition.ts';
import { officerSteps } from './step.input.ts';
import { templatesOf } from './template.store.ts';

/** Whether somebody must prove again who they are: sealed matters are opened soon after a proof only. */
export async function wantsProof(web: Web, officer: SignedIn, id: PetitionId): Promise<boolean> {
  const { db, clock } = web.services;
  if (freshlyProved(officer, clock())) return false;
  return (await handlersOf(seenBy(db, floorOf(officer)), id)).includes(officer.person);
}

/** Sends what is left to see of a case that the officer's unit passed on. @throws HttpError 404 */
async function showForwarded(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  officer: SignedIn,
  id: PetitionId,
): Promise<FastifyReply> {
  const { db } = web.services;
  const one = worksIn(officer, officer.unit) ? await forwardedBy(db, officer.unit, id) : undefined;
  if (!one || request.method !== 'GET') throw notFound();
  const frame = await frameOf(web, request, officer);
  return sendPage(reply, h(ForwardedPage, { frame, one, answers: await answersOf(db, id) }));
}

/** Sends the page of a case as an officer sees it, with what has just gone wrong or been opened. */
export async function showCase(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  officer: SignedIn,
  id: PetitionId,
  extra: Partial<DeskCase> = {},
): Promise<FastifyReply> {
  // Whatever led here: a sealed matter is shown soon after a proof of who it is only.
  if (await wantsProof(web, officer, id)) return toConfirm(request, reply, deskPaths.case(id));
  const { services } = web;
  const { site, clock } = services;
  const found = await openCase(services, officer, id).catch((error: unknown) => {
    if (error instanceof HttpError && error.status === 404) return undefined;
    throw error;
  });
  if (!found) return showForwarded(web, request, reply, officer, id);
  const { units } = await site.read();
  const nameOf = async (unit: UnitId | null) => unit && (await site.unit(unit))?.name[request.language];
  const view: DeskCase = {
    ...found,
    ...(await related(services, officer, found.petition)),
    templates: [...(await templatesOf(services.db, officer.unit)), ...shippedTemplates],
    frame: await frameOf(web, request, officer),
    officer,
    today: dayInVietnam(clock()),
    unit: (await nameOf(found.petition.unitId)) ?? '',
    place: (await nameOf(found.petition.placeUnit)) ?? undefined,
    units,
    keys: Object.fromEntries(officerSteps.map((step) => [step, newKey()])),
    ...extra,
  };
  // A form that is only filled in further has nothing wrong with it.
  const wrong = extra.openingFault || extra.splitFault || Object.keys(extra.fault?.messages ?? {}).length > 0;
  return sendPage(reply, h(DeskCasePage, { view }), wrong ? 422 : 200);
}
