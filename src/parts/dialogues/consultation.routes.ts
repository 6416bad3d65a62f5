import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { seesUnit, unitsSeen, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  action,
  citizenForm,
  confirmed,
  isDone,
  type OfficersPage,
  officerPage,
} from '../../ground/actions.ts';
import { publishedItems } from '../../ground/law/grassroots.ts';
import { endedOf } from '../../ground/organization/ended.tsx';
import { places, type Unit } from '../../ground/organization/organization.ts';
import { byTwo, ofCitizens, strike } from '../../ground/step/undo.ts';
import { frameOf, publicPage, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sendDownload } from '../../platform/http/download.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { named } from '../../platform/language.ts';
import { dayInVietnam, yearOf } from '../../platform/time.ts';
import {
  ConsultationPage,
  ConsultationsPage,
  DeskConsultationPage,
  DisclosurePage,
  DisclosuresPage,
} from './consultation.pages.tsx';
import {
  closeConsultation,
  disclose,
  giveOpinion,
  postDraft,
  putGroup,
  sort,
} from './consultation.service.ts';
import {
  countOpinions,
  groupsOf,
  listConsultations,
  listDisclosures,
  opinionsOf,
} from './consultation.store.ts';
import type { ConsultationId } from './consultation.ts';
import * as forms from './forms.ts';
import { dialoguePaths as to } from './paths.ts';
import { texts } from './texts.ts';

const name = named(texts);

const mostOpinions = 500;

/** Drafts that people are asked about, and what communes publish. */
export function consultationRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;
  const today = () => dayInVietnam(clock());
  const idOf = (params: unknown): ConsultationId => {
    const id = parseId<'consultation'>((params as { id: string }).id);
    if (!id) throw notFound();
    return id;
  };
  const oneOf = async (request: FastifyRequest) => {
    const id = idOf(request.params);
    const [one] = await listConsultations(db, { id });
    if (!one) throw notFound();
    return { one, counts: await countOpinions(db, id), groups: await groupsOf(db, id), today: today() };
  };

  publicPage(web, to.consultations, async (request) =>
    h(ConsultationsPage, {
      frame: await frameOf(web, request),
      lines: await listConsultations(db),
      today: today(),
    }),
  );
  publicPage(web, to.consultation(':id'), async (request) =>
    h(ConsultationPage, {
      frame: await frameOf(web, request),
      ...(await oneOf(request)),
      done: isDone(request),
    }),
  );
  app.get(`${to.consultation(':id')}/tep/:file`, async (request, reply) => {
    const { one } = await oneOf(request);
    const kept = one.files.find((file) => file.id === (request.params as { file: string }).file);
    if (!kept) throw notFound();
    return sendDownload(reply, services.files, kept);
  });
  const opinion = action<typeof forms.opinionForm, 'citizen'>(
    name('giveOpinion'),
    forms.opinionForm,
    ofCitizens,
    (tx, { given, params }) => giveOpinion(services, tx, 'citizen', idOf(params), given),
  );
  citizenForm(web, `${to.consultation(':id')}/gop-y`, {
    ...opinion,
    async page(request) {
      const { one } = await oneOf(request);
      const back = { href: to.consultation(one.id), text: one.title };
      return { title: texts[request.language].giveOpinion, back };
    },
    back: (request) => `${to.consultation(idOf(request.params))}?xong`,
  });

  const showList: OfficersPage = async (request, officer, state) =>
    h(ConsultationsPage, {
      frame: await frameOf(web, request, officer),
      lines: await listConsultations(db, { units: unitsSeen(officer) }),
      today: today(),
      desk: { state, mayPost: worksIn(officer, officer.unit), done: isDone(request) },
    });
  officerPage(web, to.deskConsultations, showList, {
    'dua-ra': action(name('postDraft'), forms.consultationForm, strike, async (tx, { who, given }) =>
      to.deskConsultation(await postDraft(services, tx, who, given)),
    ),
  });

  const showOne: OfficersPage = async (request, officer, state) => {
    const shown = await oneOf(request);
    return h(DeskConsultationPage, {
      frame: await frameOf(web, request, officer),
      ...shown,
      opinions: await opinionsOf(db, shown.one.id, mostOpinions),
      own: worksIn(officer, shown.one.unitId),
      state,
      done: isDone(request),
    });
  };
  /** Opinions in words are for the unit that answers them, and for those above it. */
  const mayRead = async (request: FastifyRequest, officer: SignedIn) => {
    const { one } = await oneOf(request);
    if (!seesUnit(officer, one.unitId)) throw notFound();
  };
  officerPage(
    web,
    to.deskConsultation(':id'),
    showOne,
    {
      phieu: action(name('paperOpinion'), forms.opinionForm, strike, (tx, { who, given, params }) =>
        giveOpinion(services, tx, who, idOf(params), given),
      ),
      nhom: action(name('addGroup'), forms.groupForm, strike, (tx, { who, given, params, target }) =>
        putGroup(tx, who, idOf(params), target, given),
      ),
      xep: action(name('sort'), forms.sortForm, strike, (tx, { who, given, params, target }) =>
        sort(tx, who, idOf(params), target, given.group),
      ),
      'ket-qua': confirmed(
        action(name('closeConsultation'), forms.outcomeForm, byTwo, (tx, { who, given, params }) =>
          closeConsultation(services, tx, who, idOf(params), given.outcome),
        ),
        name('closeConsultationIs'),
      ),
    },
    async (request) => {
      const officer = await requireCaseOfficer(web, request);
      await mayRead(request, officer);
      return officer;
    },
  );

  const items = new Set(publishedItems.map((item) => item.code));
  publicPage(web, to.disclosures, async (request) => {
    const year = yearOf(today());
    const units = places((await site.read()).units);
    const lines = await listDisclosures(db, { year });
    const rows = units.map((unit) => ({
      unit,
      published: new Set(
        lines.filter((one) => one.unitId === unit.id && items.has(one.item)).map((one) => one.item),
      ).size,
    }));
    return h(DisclosuresPage, { frame: await frameOf(web, request), year, rows });
  });
  publicPage(web, to.disclosuresOf(':code'), async (request) => {
    const { code } = request.params as { code: string };
    const known = await site.read();
    const unit = places([...known.units, ...known.ended]).find((one) => one.code === code);
    if (!unit) throw notFound();
    const ended = await endedOf(db, known, unit);
    const all = await listDisclosures(db, { units: [unit.id] });
    const years = [...new Set([...(ended ? [] : [yearOf(today())]), ...all.map((one) => one.year)])].toSorted(
      (a, b) => b - a,
    );
    const { nam } = request.query as { nam?: string };
    const year = nam === undefined ? (years[0] ?? yearOf(today())) : Number(nam);
    if (nam !== undefined && !years.includes(year)) throw notFound();
    return h(DisclosurePage, {
      frame: await frameOf(web, request),
      unit,
      year,
      years,
      ended,
      lines: all.filter((one) => one.year === year),
    });
  });
  app.get(`${to.disclosures}/tep/:id/:file`, async (request, reply) => {
    const { id, file } = request.params as { id: string; file: string };
    const [one] = parseId(id) ? await listDisclosures(db, { id }) : [];
    const kept = one?.files.find((each) => each.id === file);
    if (!kept) throw notFound();
    return sendDownload(reply, services.files, kept);
  });

  const showDisclosures: OfficersPage = async (request, officer, state) => {
    const unit = (await site.unit(officer.unit)) as Unit;
    const year = yearOf(today());
    return h(DisclosurePage, {
      frame: await frameOf(web, request, officer),
      unit,
      year,
      lines: await listDisclosures(db, { units: [unit.id], year }),
      desk: { state, mayAdd: worksIn(officer, officer.unit), done: isDone(request) },
    });
  };
  officerPage(web, to.deskDisclosures, showDisclosures, {
    ghi: action(name('disclose'), forms.disclosureForm, strike, (tx, { who, given }) =>
      disclose(services, tx, who, given),
    ),
  });
}
