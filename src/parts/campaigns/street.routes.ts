import { h } from 'preact';
import { unitsSeen, worksIn } from '../../ground/access/decision.ts';
import { action, isDone, type OfficersPage, officerPage } from '../../ground/actions.ts';
import { historyOf } from '../../ground/record/next.ts';
import { strike } from '../../ground/step/undo.ts';
import { frameOf, publicPage, type Web } from '../../ground/web.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { named } from '../../platform/language.ts';
import type { StreetId } from './campaign.ts';
import * as forms from './forms.ts';
import { campaignPaths as to } from './paths.ts';
import { photosOf } from './photo.store.ts';
import { StreetPage, StreetsPage } from './street.pages.tsx';
import * as service from './street.service.ts';
import { texts } from './texts.ts';

const name = named(texts);

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

  const showList: OfficersPage = async (request, officer, state) =>
    h(StreetsPage, {
      frame: await frameOf(web, request, officer),
      streets: await service.listStreets(db, { units: unitsSeen(officer) }),
      desk: { state, mayAdd: worksIn(officer, officer.unit) },
    });
  officerPage(web, to.deskStreets, showList, {
    them: action(name('addStreet'), forms.streetForm, strike, async (tx, { who, given }) =>
      to.deskStreet(await service.addStreet(services, tx, who, given)),
    ),
  });

  const showStreet: OfficersPage = async (request, officer, state) => {
    const street = await streetIn(request.params);
    return h(StreetPage, {
      frame: await frameOf(web, request, officer),
      ...(await partsOf(street)),
      desk: { state, own: worksIn(officer, street.unitId), done: isDone(request) },
    });
  };
  officerPage(web, to.deskStreet(':id'), showStreet, {
    'kiem-tra': action(name('enterRound'), forms.roundForm, strike, (tx, { who, given, params }) =>
      service.noteRound(services, tx, who, idOf(params), given),
    ),
  });
}
