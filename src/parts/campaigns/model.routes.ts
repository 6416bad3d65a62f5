import { h } from 'preact';
import { unitsSeen, worksIn } from '../../ground/access/decision.ts';
import { action, isDone, type OfficersPage, officerPage } from '../../ground/actions.ts';
import { historyOf } from '../../ground/record/next.ts';
import { strike } from '../../ground/step/undo.ts';
import { frameOf, publicPage, type Web } from '../../ground/web.ts';
import { narrowed, pictureWidths } from '../../platform/files/picture.ts';
import { sendPicture } from '../../platform/http/download.ts';
import { idIn, numberIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { named } from '../../platform/language.ts';
import { dayInVietnam, yearOf } from '../../platform/time.ts';
import { fold } from '../../platform/vietnamese.ts';
import { type ModelId, modelFields } from './campaign.ts';
import * as forms from './forms.ts';
import { DeskModelsPage, ModelPage, ModelsPage } from './model.pages.tsx';
import * as service from './model.service.ts';
import { campaignPaths as to } from './paths.ts';
import { hasPhoto, photosOf } from './photo.store.ts';
import { texts } from './texts.ts';

const name = named(texts);

const perPage = 24;

/** Models of "Dân vận khéo": the gallery, each model, and their desk. */
export function modelRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, files } = services;
  const idOf = (params: unknown): ModelId => idIn<'campaignModel'>(params);
  const modelIn = async (params: unknown): Promise<service.ModelLine> => {
    const id = idOf(params);
    const [model] = await service.listModels(db, { id });
    if (!model) throw notFound();
    return model;
  };

  publicPage(web, to.models, async (request) => {
    const query = request.query as Record<string, string | undefined>;
    const year = numberIn(query.nam, 1990, 2200);
    const field = modelFields.find((one) => one === query['linh-vuc']);
    const words = (query.tim ?? '').trim();
    const page = Math.max(1, Math.min(10_000, Number.parseInt(query.trang ?? '1', 10) || 1));
    // Names are found without their marks; a locality has some hundreds of models a year.
    const found = words
      ? (await service.listModels(db, { year, field, limit: 5000 })).filter((one) =>
          fold(one.title).includes(fold(words)),
        )
      : await service.listModels(db, { year, field, limit: perPage + 1, offset: (page - 1) * perPage });
    const models = words ? found.slice((page - 1) * perPage, page * perPage + 1) : found;
    const link = (number: number) =>
      `${to.models}?${new URLSearchParams({
        ...(words && { tim: words }),
        ...(year && { nam: String(year) }),
        ...(field && { 'linh-vuc': field }),
        trang: String(number),
      })}`;
    return h(ModelsPage, {
      frame: await frameOf(web, request),
      models: models.slice(0, perPage),
      years: await service.modelYears(db),
      search: { year, field, words },
      previous: page > 1 ? link(page - 1) : undefined,
      next: models.length > perPage ? link(page + 1) : undefined,
    });
  });

  app.get(`${to.models}/anh/:name.jpg`, async (request, reply) => {
    const [, id = '', typed] =
      /^([0-9a-f-]{36})-(\d+)$/.exec((request.params as { name: string }).name) ?? [];
    const width = pictureWidths.find((one) => String(one) === typed);
    if (!width || !parseId(id) || !(await hasPhoto(db, id))) throw notFound();
    return sendPicture(reply, await narrowed(await files.readAll(id), width), 'public, max-age=86400');
  });

  const partsOf = async (model: service.ModelLine) => ({
    model,
    source: model.copies ? (await service.listModels(db, { id: model.copies }))[0] : undefined,
    copies: await service.listModels(db, { copies: model.id }),
    checks: await service.checksOf(db, model.id),
    photos: await photosOf(db, [model.id]),
    history: await historyOf(db, [model.id]),
  });
  publicPage(web, to.model(':id'), async (request) =>
    h(ModelPage, {
      frame: await frameOf(web, request),
      ...(await partsOf(await modelIn(request.params))),
    }),
  );

  const showList: OfficersPage = async (request, officer, state) => {
    const chosen = state.typed.target ?? (request.query as { mau?: string }).mau ?? '';
    const id = parseId<'campaignModel'>(chosen) as ModelId | undefined;
    return h(DeskModelsPage, {
      frame: await frameOf(web, request, officer),
      models: await service.listModels(db, { units: unitsSeen(officer), limit: 300 }),
      source: id ? (await service.listModels(db, { id }))[0] : undefined,
      mayRegister: worksIn(officer, officer.unit),
      year: yearOf(dayInVietnam(clock())),
      state,
    });
  };
  officerPage(web, to.desk, showList, {
    'dang-ky': action(name('registerModel'), forms.modelForm, strike, async (tx, { who, given, target }) =>
      to.deskModel(await service.registerModel(services, tx, who, given, target)),
    ),
  });

  const showModel: OfficersPage = async (request, officer, state) => {
    const model = await modelIn(request.params);
    return h(ModelPage, {
      frame: await frameOf(web, request, officer),
      ...(await partsOf(model)),
      desk: {
        state: { ...state, version: model.version },
        own: worksIn(officer, model.unitId),
        appraises: service.appraises(officer, model.unitId),
        done: isDone(request),
      },
    });
  };
  officerPage(web, to.deskModel(':id'), showModel, {
    'tham-dinh': action(name('appraise'), forms.appraiseForm, strike, (tx, { who, given, params, version }) =>
      service.appraise(services, tx, who, idOf(params), given, version),
    ),
    'kiem-tra': action(name('check'), forms.checkForm, strike, (tx, { who, given, params }) =>
      service.checkModel(services, tx, who, idOf(params), given),
    ),
    'cong-nhan': action(
      name('recognise'),
      forms.recogniseForm,
      strike,
      (tx, { who, given, params, version }) =>
        service.recognise(services, tx, who, idOf(params), given, version),
    ),
    khen: action(name('commend'), forms.commendForm, strike, (tx, { who, given, params }) =>
      service.commend(services, tx, who, idOf(params), given.commended),
    ),
    'can-gi': action(name('tellNeeded'), forms.neededForm, strike, (tx, { who, given, params }) =>
      service.tellNeeded(services, tx, who, idOf(params), given),
    ),
  });
}
