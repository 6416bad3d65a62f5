import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { unitsSeen, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { action, isDone, officerPage, type SentState } from '../../ground/actions.ts';
import { historyOf } from '../../ground/record/next.ts';
import { frameOf, publicPage, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import type { FormState } from '../../platform/page/form.tsx';
import type { StreetId } from './campaign.ts';
import * as forms from './forms.ts';
import { campaignPaths as to } from './paths.ts';
import { photosOf } from './photo.store.ts';
import { StreetPage, StreetsPage } from './street.pages.tsx';
import * as service from './street.service.ts';

const mostReports = 20;

/** Model streets as everybody sees them, and their desk. */
export function streetRoutes(web: Web): void {
  const { services } = web;
  const { db, desk } = services;
  const idOf = (params: unknown): StreetId => idIn<'modelStreet'>(params);
  const streetIn = async (params: unknown): Promise<service.StreetLine> => {
    const id = idOf(params);
    const [street] = await service.listStreets(db, { id });
    if (!street) throw notFound();
    return street;
  };
  const partsOf = async (street: service.StreetLine) => ({
    street,
    rounds: await service.roundsOf(db, street.id),
    photos: await photosOf(db, [street.id]),
    reports: await desk.publishedAbout(services, to.street(street.id), mostReports),
    history: await historyOf(db, [street.id]),
  });

  publicPage(web, to.streets, async (request) =>
    h(StreetsPage, { frame: await frameOf(web, request), streets: await service.listStreets(db) }),
  );
  publicPage(web, to.street(':id'), async (request) =>
    h(StreetPage, {
      frame: await frameOf(web, request),
      ...(await partsOf(await streetIn(request.params))),
    }),
  );

  const showList = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    state: FormState | SentState,
  ) => {
    const page = h(StreetsPage, {
      frame: await frameOf(web, request, officer),
      streets: await service.listStreets(db, { units: unitsSeen(officer) }),
      desk: { state, mayAdd: worksIn(officer, officer.unit) },
    });
    return sendPage(reply, page, reply.statusCode);
  };
  officerPage(web, to.deskStreets, showList, {
    them: action(forms.streetForm, async (tx, { who, given }) =>
      to.deskStreet(await service.addStreet(services, tx, who, given)),
    ),
  });

  const showStreet = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    state: FormState | SentState,
  ) => {
    const street = await streetIn(request.params);
    const page = h(StreetPage, {
      frame: await frameOf(web, request, officer),
      ...(await partsOf(street)),
      desk: { state, own: worksIn(officer, street.unitId), done: isDone(request) },
    });
    return sendPage(reply, page, reply.statusCode);
  };
  officerPage(web, to.deskStreet(':id'), showStreet, {
    'kiem-tra': action(forms.roundForm, (tx, { who, given, params }) =>
      service.noteRound(services, tx, who, idOf(params), given),
    ),
  });
}
