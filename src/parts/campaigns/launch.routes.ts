import { h } from 'preact';
import { unitsSeen, worksIn } from '../../ground/access/decision.ts';
import { action, confirmed, isDone, type OfficersPage, officerPage } from '../../ground/actions.ts';
import { historyOf } from '../../ground/record/next.ts';
import { byTwo, strike } from '../../ground/step/undo.ts';
import { frameOf, publicPage, type Web } from '../../ground/web.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { named } from '../../platform/language.ts';
import { dayInVietnam } from '../../platform/time.ts';
import type { LaunchId } from './campaign.ts';
import * as forms from './forms.ts';
import { LaunchesPage, LaunchPage } from './launch.pages.tsx';
import * as service from './launch.service.ts';
import { campaignPaths as to } from './paths.ts';
import { photosOf } from './photo.store.ts';
import { texts } from './texts.ts';

const name = named(texts);

/** Launch days as everybody sees them, and their desk. */
export function launchRoutes(web: Web): void {
  const { services } = web;
  const { db } = services;
  const idOf = (params: unknown): LaunchId => idIn<'launch'>(params);
  const launchIn = async (params: unknown): Promise<service.LaunchLine> => {
    const id = idOf(params);
    const [launch] = await service.listLaunches(db, { id });
    if (!launch) throw notFound();
    return launch;
  };
  const partsOf = async (launch: service.LaunchLine) => ({
    launch,
    tasks: await service.tasksOf(db, launch.id),
    photos: await photosOf(db, [launch.id]),
    history: await historyOf(db, [launch.id]),
  });

  publicPage(web, to.launches, async (request) =>
    h(LaunchesPage, { frame: await frameOf(web, request), launches: await service.listLaunches(db) }),
  );
  publicPage(web, to.launch(':id'), async (request) =>
    h(LaunchPage, {
      frame: await frameOf(web, request),
      ...(await partsOf(await launchIn(request.params))),
    }),
  );

  const showList: OfficersPage = async (request, officer, state) =>
    h(LaunchesPage, {
      frame: await frameOf(web, request, officer),
      launches: await service.listLaunches(db, { units: unitsSeen(officer) }),
      desk: { state, mayAnnounce: worksIn(officer, officer.unit) },
    });
  officerPage(web, to.deskLaunches, showList, {
    'thong-bao': action(name('announceLaunch'), forms.launchForm, strike, async (tx, { who, given }) =>
      to.deskLaunch(await service.announceLaunch(services, tx, who, given)),
    ),
  });

  const showLaunch: OfficersPage = async (request, officer, state) => {
    const launch = await launchIn(request.params);
    return h(LaunchPage, {
      frame: await frameOf(web, request, officer),
      ...(await partsOf(launch)),
      desk: {
        state: { ...state, version: launch.version },
        own: worksIn(officer, launch.unitId),
        done: isDone(request),
        today: dayInVietnam(services.clock()),
      },
    });
  };
  officerPage(web, to.deskLaunch(':id'), showLaunch, {
    viec: action(name('addTask'), forms.taskForm, strike, (tx, { who, given, params }) =>
      service.addTask(services, tx, who, idOf(params), given),
    ),
    'ket-qua': action(name('enterResult'), forms.resultForm, strike, (tx, { who, given, params, target }) =>
      service.noteResult(services, tx, who, idOf(params), target, given),
    ),
    'cong-bo': confirmed(
      action(name('publishResults'), {}, byTwo, (tx, { who, params, version }) =>
        service.publishLaunch(services, tx, who, idOf(params), version),
      ),
      name('publishResultsIs'),
    ),
    huy: action(name('cancel'), forms.cancelForm, strike, (tx, { who, given, params }) =>
      service.cancelLaunch(services, tx, who, idOf(params), given.why),
    ),
  });
}
