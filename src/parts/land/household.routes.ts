import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { action, freshState, isDone, pageForms, type SentState } from '../../ground/actions.ts';
import { codeFor, formatCode, hashCode, parseCode } from '../../ground/code.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import type { TakenDown } from '../../ground/petition-desk.ts';
import { ofCitizens } from '../../ground/step/undo.ts';
import { frameOf, type Web } from '../../ground/web.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { sendBytes, sendDownload, wordType } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { notFound } from '../../platform/http/problem.ts';
import { named } from '../../platform/language.ts';
import type { FormState } from '../../platform/page/form.tsx';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam } from '../../platform/time.ts';
import * as forms from './forms.ts';
import { CodePage, type Money, OwnPage } from './household.pages.tsx';
import { chooseOption, giveOpinion, noteObjection, object, takesOpinion } from './household.service.ts';
import { objectionsOf, opinionOf, optionsOf, payDutyOf, promisesTo, visitsOf } from './household.store.ts';
import {
  actsOfHousehold,
  householdBy,
  listProjects,
  type ProjectLine,
  parcelCases,
  parcelsOf,
} from './land.store.ts';
import type { Household } from './land.ts';
import { balances, linesOf, paymentsOf } from './money.store.ts';
import { statementOf } from './paper.ts';
import { landPaths as to } from './paths.ts';
import { texts } from './texts.ts';
import { askCorrection } from './visit.service.ts';

const name = named(texts);

/** A household's money: what it is owed line by line, what was paid, by when the rest is. */
export async function moneyOf(web: Web, household: Household): Promise<Money> {
  const { db } = web.services;
  const [lines, [balance], payments, duty] = await Promise.all([
    linesOf(db, household.id),
    balances(db, { household: household.id }),
    paymentsOf(db, household.id),
    payDutyOf(db, household.id),
  ]);
  const principal = lines
    .filter((one) => !one.replacedBy && one.kind !== 'interest')
    .reduce((sum, one) => sum + one.amount, 0n);
  return { lines, owed: balance?.owed ?? 0n, paid: balance?.paid ?? 0n, principal, payments, duty };
}

/** A household's parcels, with what of each decides its path. */
export async function pathParcels(web: Web, household: Household, project: ProjectLine) {
  const { db } = web.services;
  const [cases, parcels] = await Promise.all([
    parcelCases(db, project, { household: household.id }),
    parcelsOf(db, household.id),
  ]);
  const types = new Map(parcels.map((one) => [one.id, one.landType]));
  return cases.map((one) => ({ ...one, landType: types.get(one.id) ?? '' }));
}

/** The statement of a household's compensation as a paper. */
export async function sendStatement(
  web: Web,
  reply: FastifyReply,
  household: Household,
  project: ProjectLine,
  kind: 'pdf' | 'docx',
): Promise<FastifyReply> {
  const { services } = web;
  const issuer = await issuerOf(services, project.unitId);
  const lines = await linesOf(services.db, household.id);
  const paper = statementOf(household, project, lines, issuer, dayInVietnam(services.clock()));
  // Named after the key of the count: a name of a person has no place in a file's name.
  const name = `bang-tinh-${household.key.replace(/[^\w-]/g, '_')}.${kind}`;
  return kind === 'pdf'
    ? sendBytes(reply, pdfOf(paper), { name, mediaType: 'application/pdf' })
    : sendBytes(reply, await docxOf(paper), { name, mediaType: wordType });
}

/** The household's own page by its code: everything that is kept of it, and its forms. */
export function ownLandRoutes(web: Web): void {
  const { app, services, visits } = web;
  const { db, clock, config, secrets, files } = services;
  const today = () => dayInVietnam(clock());
  const passCode = limiterIn(config, 10, 100, 3600).pass;

  const householdOf = async (request: FastifyRequest): Promise<Household | undefined> => {
    const code = await visits.code(request, 'landHousehold');
    return code && householdBy(db, { codeHash: hashCode(code) });
  };
  const required = async (request: FastifyRequest): Promise<Household> => {
    const household = await householdOf(request);
    if (!household) throw notFound();
    return household;
  };
  const projectOf = async (household: Household): Promise<ProjectLine> => {
    const [project] = await listProjects(db, { id: household.projectId });
    if (!project) throw notFound();
    return project;
  };

  const show = async (
    request: FastifyRequest,
    household: Household,
    state: FormState | SentState,
    reply: FastifyReply,
  ) => {
    const project = await projectOf(household);
    const parcels = await pathParcels(web, household, project);
    const given = await visits.code(request, 'landPetition');
    const petitionCode = given && formatCode(given);
    if (given) await visits.end(request, reply, 'landPetition');
    return h(OwnPage, {
      frame: await frameOf(web, request),
      household,
      project,
      parcels,
      acts: await actsOfHousehold(db, household.id),
      money: await moneyOf(web, household),
      visits: await visitsOf(db, household.id),
      promises: await promisesTo(db, household.id),
      opinion: await opinionOf(db, household.id),
      asksOpinion: takesOpinion(parcels),
      options: household.resettles ? await optionsOf(db, project.id, household.id) : [],
      objections: await objectionsOf(db, household.id),
      petitionCode,
      today: today(),
      state,
      done: isDone(request) && !petitionCode,
    });
  };

  app.get(to.own, async (request, reply) => {
    const household = await householdOf(request);
    if (household) return sendPage(reply, await show(request, household, freshState(request), reply));
    return sendPage(reply, h(CodePage, { frame: await frameOf(web, request), unknown: false }));
  });
  app.post(to.own, async (request, reply) => {
    await passCode(addressOf(request));
    const { values } = await readForm(request);
    const code = parseCode(values.code ?? '');
    if (!code || !(await householdBy(db, { codeHash: hashCode(code) }))) {
      const page = h(CodePage, { frame: await frameOf(web, request), unknown: true });
      return sendPage(reply, page, 422);
    }
    await visits.begin(reply, 'landHousehold', code);
    return reply.redirect(to.own, 303);
  });
  app.post(`${to.own}/thoat`, async (request, reply) => {
    await visits.end(request, reply, 'landHousehold');
    return reply.redirect(to.public, 303);
  });

  const handling = {
    who: required,
    scope: (household: Household) => `land:${household.id}`,
    by: () => 'citizen' as const,
    show,
  };
  pageForms<Household>(
    web,
    to.own,
    {
      'y-kien': action<typeof forms.opinionForm, Household>(
        name('giveOpinion'),
        forms.opinionForm,
        ofCitizens,
        (tx, { who, given }) => giveOpinion(services, tx, { household: who }, who.id, given),
      ),
      'dinh-chinh': action<typeof forms.correctionForm, Household>(
        name('correct'),
        forms.correctionForm,
        ofCitizens,
        (tx, { who, given, target }) => askCorrection(services, tx, who, target, given.text),
      ),
      chon: action<typeof forms.choiceForm, Household>(
        name('choose'),
        forms.choiceForm,
        ofCitizens,
        (tx, { who, given }) => chooseOption(services, tx, who, given.option),
      ),
    },
    handling,
  );
  pageForms<Household>(
    web,
    to.own,
    {
      don: {
        ...action<typeof forms.objectionForm, Household>(
          name('object'),
          forms.objectionForm,
          ofCitizens,
          (tx, { who, before }) => noteObjection(tx, who, before as TakenDown),
        ),
        async before({ who, given, key, language }) {
          await passCode(`land:${who.id}`);
          return object(services, who, given as Given<typeof forms.objectionForm>, { key, language });
        },
      },
    },
    {
      ...handling,
      async back(_request, reply, key) {
        await visits.begin(reply, 'landPetition', codeFor(secrets.codes, key));
        return `${to.own}?xong`;
      },
    },
  );

  app.get(to.ownFile(':visit', ':file'), async (request, reply) => {
    const household = await required(request);
    const { visit, file } = request.params as { visit: string; file: string };
    const found = (await visitsOf(db, household.id)).find((one) => one.id === visit);
    const kept = found?.files.find((one) => one.id === file);
    if (!kept) throw notFound();
    return sendDownload(reply, files, kept);
  });
  for (const kind of ['pdf', 'docx'] as const)
    app.get(`${to.own}/bang-tinh.${kind}`, async (request, reply) => {
      const household = await required(request);
      return sendStatement(web, reply, household, await projectOf(household), kind);
    });
}
