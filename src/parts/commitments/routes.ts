import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { unitsSeen } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { isDone, type OfficersPage, officerPage, signed, taking } from '../../ground/actions.ts';
import { readTarget } from '../../ground/figure/target.ts';
import { headOf, issuerOf } from '../../ground/organization/issuer.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { Refused } from '../../ground/refused.ts';
import { frameOf, publicPage, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { isUniqueViolation } from '../../platform/database/database.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes, sendDownload, wordType } from '../../platform/http/download.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { named } from '../../platform/language.ts';
import { sheetType, writeWorkbook } from '../../platform/sheet/sheet.ts';
import { dayInVietnam, endOfYesterday, formatDate, yearOf } from '../../platform/time.ts';
import { CampaignPage } from './campaign.pages.tsx';
import {
  answerChange,
  askChange,
  closeItem,
  editCampaign,
  mayRunCampaign,
  openCampaign,
  putItem,
  removeItem,
  report,
  seesCommitment,
  sideOf,
  takeStep,
} from './commitment.service.ts';
import {
  changesOf,
  editableCampaigns,
  eventsOf,
  headSigner,
  itemsOf,
  listCommitments,
  readCampaign,
  reportsOf,
  signaturesOf,
  signedDigest,
} from './commitment.store.ts';
import {
  type CampaignId,
  type CommitmentId,
  commitmentSteps,
  signedItems,
  takeCommitmentStep,
} from './commitment.ts';
import { DeskCommitmentPage, DeskCommitmentsPage } from './desk.pages.tsx';
import * as forms from './forms.ts';
import { stepForms } from './forms.ts';
import { readTemplate, templateText, termsOf } from './input.ts';
import { knownSides, knownSteps, signing } from './known.ts';
import { paperOf, rowHead, rowOf } from './paper.ts';
import { commitmentPaths as to } from './paths.ts';
import { overdueCounts, progressOf } from './progress.ts';
import {
  PublicCommitmentPage,
  PublicCommitmentsPage,
  PublicItemPage,
  type PublicView,
} from './public.pages.tsx';
import { markNames, texts } from './texts.ts';

const word = named(texts);

/** Commitments as everybody sees them, and as their two sides do. */
export function commitmentRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site, figures } = services;

  const idOf = (request: FastifyRequest): CommitmentId => {
    const id = parseId<'commitment'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    return id;
  };

  /** Everything a page of a commitment shows. */
  const viewOf = async (
    request: FastifyRequest,
    id: CommitmentId,
    officer?: SignedIn,
  ): Promise<PublicView> => {
    const [line] = await listCommitments(db, { id });
    if (!line) throw notFound();
    const [items, reports, signatures, changes, events] = await Promise.all([
      itemsOf(db, id),
      reportsOf(db, id),
      signaturesOf(db, id),
      changesOf(db, id),
      eventsOf(db, id),
    ]);
    const head = await headOf(services, line.unitId);
    const signed = signatures.find((one) => one.side === 'head' && one.changeId === null);
    const since = head?.since;
    const successor =
      head && since && signed && since > dayInVietnam(signed.at) ? { title: head.title, since } : undefined;
    return {
      frame: await frameOf(web, request, officer),
      line,
      progress: await progressOf(services, line.unitId, items, reports),
      signatures,
      changes,
      events,
      figures,
      asOf: dayInVietnam(endOfYesterday(clock())),
      successor,
    };
  };

  const publicView = async (request: FastifyRequest) => {
    const view = await viewOf(request, idOf(request));
    const { publishedAt } = view.line;
    if (!publishedAt) throw notFound();
    // What the two sides wrote to each other before it was public was not written for the public.
    const events = view.events.map((one) => (one.at < publishedAt ? { ...one, text: null } : one));
    return { ...view, events };
  };

  publicPage(web, to.public, async (request) => {
    const lines = await listCommitments(db, { publishedOnly: true });
    const overdue = await overdueCounts(services, lines);
    return h(PublicCommitmentsPage, { frame: await frameOf(web, request), lines, overdue });
  });
  publicPage(web, `${to.public}/:id`, async (request) =>
    h(PublicCommitmentPage, { view: await publicView(request) }),
  );
  publicPage(web, `${to.public}/:id/:item`, async (request) => {
    const view = await publicView(request);
    const one = view.progress.find(({ item }) => item.id === (request.params as { item: string }).item);
    if (!one) throw notFound();
    return h(PublicItemPage, { view, one });
  });
  const sendEvidence = async (request: FastifyRequest, reply: FastifyReply, id: CommitmentId) => {
    const { item, file } = request.params as { item: string; file: string };
    const found = (await reportsOf(db, id)).filter((one) => one.itemId === item).flatMap((one) => one.files);
    const kept = found.find((one) => one.id === file);
    if (!kept) throw notFound();
    return sendDownload(reply, services.files, kept);
  };
  app.get(`${to.public}/:id/:item/tep/:file`, async (request, reply) => {
    const id = idOf(request);
    const [line] = await listCommitments(db, { id, publishedOnly: true });
    if (!line) throw notFound();
    return sendEvidence(request, reply, id);
  });

  app.get(to.desk, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const units = unitsSeen(officer);
    const lines = await listCommitments(db, { units });
    const frame = await frameOf(web, request, officer);
    const mayOpen = mayRunCampaign(officer);
    const editable = mayOpen ? await editableCampaigns(db, officer.unit) : [];
    return sendPage(reply, h(DeskCommitmentsPage, { frame, lines, mayOpen, editable }));
  });

  /** Who runs campaigns. @throws HttpError 404 */
  const runner = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    if (!mayRunCampaign(officer)) throw notFound();
    return officer;
  };
  const unitsBelow = async (officer: SignedIn) =>
    (await site.read()).units.filter((one) => one.parentId === officer.unit);

  const showCampaign: OfficersPage = async (request, officer, state) => {
    const year = yearOf(dayInVietnam(clock()));
    return h(CampaignPage, {
      frame: await frameOf(web, request, officer),
      units: (await unitsBelow(officer)).map((unit) => ({
        value: unit.id,
        label: unit.name[request.language],
      })),
      figures,
      initial: { year: String(year), title: `Cam kết năm ${year}` },
      state,
    });
  };
  officerPage(
    web,
    to.campaign,
    showCampaign,
    {
      '': taking(knownSteps.open, forms.campaignForm, async ({ who, given, key }) => {
        const below = new Set<string>((await unitsBelow(who)).map((one) => one.id));
        if (!given.units.every((one) => below.has(one))) throw notFound();
        const template = readTemplate(given.items ?? '', given.year, figures);
        if (!template.ok) {
          const { line } = template;
          throw new Refused({ vi: texts.vi.badLine(line), en: texts.en.badLine(line) }, 'items');
        }
        const campaign = { ...given, items: template.items, units: given.units as UnitId[] };
        await openCampaign(services, who, campaign, key).catch((error: unknown) => {
          throw isUniqueViolation(error) ? new Refused(word('yearTaken'), 'year') : error;
        });
        return to.desk;
      }),
    },
    runner,
  );

  const campaignIn = async (params: unknown, officer: SignedIn) => {
    const id = parseId<'commitmentCampaign'>((params as { id: string }).id) as CampaignId | undefined;
    const campaign = id && (await editableCampaigns(db, officer.unit)).find((one) => one.id === id);
    if (!campaign) throw notFound();
    return campaign;
  };
  const showEdit: OfficersPage = async (request, officer, state) => {
    const campaign = await campaignIn(request.params, officer);
    return h(CampaignPage, {
      frame: await frameOf(web, request, officer),
      campaign,
      units: (await unitsBelow(officer)).map((unit) => ({
        value: unit.id,
        label: unit.name[request.language],
      })),
      figures,
      initial: {
        title: campaign.title,
        ground: campaign.ground,
        signBy: formatDate(campaign.signBy),
        items: templateText(campaign.items, figures),
      },
      state,
    });
  };
  officerPage(
    web,
    to.campaignOf(':id'),
    showEdit,
    {
      '': taking(knownSteps.edit, forms.campaignDataForm, async ({ who, given, params, key }) => {
        const campaign = await campaignIn(params, who);
        const below = new Set<string>((await unitsBelow(who)).map((one) => one.id));
        if (!given.units.every((one) => below.has(one))) throw notFound();
        const template = readTemplate(given.items ?? '', campaign.year, figures);
        if (!template.ok) {
          const { line } = template;
          throw new Refused({ vi: texts.vi.badLine(line), en: texts.en.badLine(line) }, 'items');
        }
        const right = { ...given, items: template.items, units: given.units as UnitId[] };
        await editCampaign(services, who, campaign.id, right, key);
        return to.desk;
      }),
    },
    runner,
  );

  const seen = async (officer: SignedIn, id: CommitmentId) => {
    const [line] = await listCommitments(db, { id });
    const campaign = line && (await readCampaign(db, line.campaignId));
    if (!line || !campaign || !seesCommitment(officer, line, campaign)) throw notFound();
    return { line, campaign };
  };

  const show: OfficersPage = async (request, officer, state) => {
    const id = idOf(request);
    const { line, campaign } = await seen(officer, id);
    const view = await viewOf(request, id, officer);
    const side = sideOf(officer, line, campaign);
    const items = view.progress.map(({ item }) => item);
    const signedBy = await headSigner(db, id, null);
    const open = view.changes.filter((one) => one.state === 'asked');
    const signers = await Promise.all(open.map((one) => headSigner(db, id, one.id)));
    const toSign = open.filter((_, at) =>
      signers[at] ? side.superior && signers[at] !== officer.person : side.leads,
    );
    return h(DeskCommitmentPage, {
      view: {
        ...view,
        steps: commitmentSteps.filter((step) => {
          const next = takeCommitmentStep(line, step, side, { items, text: '-', signedBy });
          return !['notAllowed', 'wrongState', 'samePerson'].includes(next);
        }),
        may: {
          edit: line.state === 'draft' && (side.works || side.superior),
          report: line.state === 'signed' && side.works,
          close: line.state === 'signed' && side.superior,
          change: line.state === 'signed' && (side.leads || side.superior),
        },
        toSign: toSign.map((one) => one.id),
        toRefuse: side.superior ? open.map((one) => one.id) : [],
        state,
        done: isDone(request),
      },
    });
  };

  app.get(`${to.desk}/:id/tep/:item/:file`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    await seen(officer, idOf(request));
    return sendEvidence(request, reply, idOf(request));
  });

  const termsFrom = async (
    who: SignedIn,
    params: Record<string, string>,
    given: Parameters<typeof termsOf>[0],
  ) => {
    const { line } = await seen(who, idIn<'commitment'>(params));
    return termsOf(given, line.year, figures, dayInVietnam(clock()));
  };
  const itemOf = (target: string) => idIn<'commitmentItem'>({ id: target });
  const closing = (as: 'kept' | 'missed' | 'back') =>
    taking(
      knownSteps.close,
      as === 'kept' ? forms.mayAddForm : forms.wordsForm,
      ({ who, given, params, target, ...asked }) =>
        closeItem(
          services,
          who,
          idIn<'commitment'>(params),
          itemOf(target),
          as,
          given.text ?? undefined,
          asked,
        ),
    );
  const itemForm = forms.itemForm(figures);

  officerPage(web, to.one(':id'), show, {
    muc: taking(knownSteps.put, itemForm, async ({ who, given, params, ...asked }) =>
      putItem(
        services,
        who,
        idIn<'commitment'>(params),
        undefined,
        await termsFrom(who, params, given),
        asked,
      ),
    ),
    sua: taking(knownSteps.put, itemForm, async ({ who, given, params, target, ...asked }) =>
      putItem(
        services,
        who,
        idIn<'commitment'>(params),
        itemOf(target),
        await termsFrom(who, params, given),
        asked,
      ),
    ),
    bo: taking(knownSteps.remove, {}, ({ who, params, target, ...asked }) =>
      removeItem(services, who, idIn<'commitment'>(params), itemOf(target), asked),
    ),
    ...Object.fromEntries(
      commitmentSteps.map((step) => {
        const one = taking(knownSides[step], stepForms[step], ({ who, given, params, version, key }) => {
          const { text, name } = given as { text?: string | null; name?: string };
          const told = { text: text ?? undefined, name, version, key };
          return takeStep(services, who, idIn<'commitment'>(params), step, told);
        });
        return [step, signing.includes(step) ? signed(one) : one];
      }),
    ),
    'bao-cao': {
      ...taking(knownSteps.report, forms.reportForm, async ({ who, given, params, target, key }) => {
        const id = idIn<'commitment'>(params);
        const item = (await itemsOf(db, id)).find((one) => one.id === target);
        if (!item) throw notFound();
        const { quarter, text, delivered } = given;
        const share = figures.find((one) => one.code === item.figureCode)?.denominator !== undefined;
        const claimed = given.claimed ? readTarget(given.claimed, share) : null;
        if (claimed === undefined) throw new Refused(word('badTarget'), 'claimed');
        const said = { itemId: item.id, quarter: Number(quarter), text, claimed, delivered };
        await report(services, who, id, { ...said, files: keptOf(given.files) }, key);
      }),
      may: async ({ who, params }) => {
        await seen(who, idIn<'commitment'>(params));
      },
    },
    dat: closing('kept'),
    'tra-lai': closing('back'),
    'khong-dat': closing('missed'),
    'thay-doi': taking(
      knownSteps.askChange,
      forms.changeForm(figures),
      async ({ who, given: { reason, ...terms }, params, target, version, key }) => {
        const after = await termsFrom(who, params, terms);
        const asked = { reason, after, version, key };
        await askChange(services, who, idIn<'commitment'>(params), itemOf(target), asked);
      },
    ),
    'xin-bo': taking(knownSteps.askChange, forms.dropForm, ({ who, given, params, target, version, key }) => {
      const asked = { reason: given.reason, after: null, version, key };
      return askChange(services, who, idIn<'commitment'>(params), itemOf(target), asked);
    }),
    ky: signed(
      taking(knownSteps.signChange, forms.signForm, ({ who, given, params, target, version, key }) => {
        const change = idIn<'commitmentChange'>({ id: target });
        const signs = { sign: true, name: given.name, version, key };
        return answerChange(services, who, idIn<'commitment'>(params), change, signs);
      }),
    ),
    'khong-ky': taking(
      knownSteps.refuseChange,
      forms.wordsForm,
      ({ who, given, params, target, version, key }) => {
        const change = idIn<'commitmentChange'>({ id: target });
        const refuses = { sign: false, text: given.text, version, key };
        return answerChange(services, who, idIn<'commitment'>(params), change, refuses);
      },
    ),
  });

  const onPaper = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const id = idOf(request);
    const { line, campaign } = await seen(officer, id);
    const [items, signatures, issuer] = await Promise.all([
      itemsOf(db, id),
      signaturesOf(db, id),
      issuerOf(services, line.unitId),
    ]);
    const changes = await changesOf(db, id);
    const given = { figures, sha256: await signedDigest(db, id), changes, on: dayInVietnam(clock()) };
    return {
      line,
      items,
      paper: paperOf(campaign, line.unitVi, signedItems(items, changes), signatures, issuer, given),
    };
  };
  const fileName = (year: number, ending: string) => `cam-ket-${year}.${ending}`;
  app.get(`${to.desk}/:id.docx`, async (request, reply) => {
    const { paper, line } = await onPaper(request);
    return sendBytes(reply, await docxOf(paper), { name: fileName(line.year, 'docx'), mediaType: wordType });
  });
  app.get(`${to.desk}/:id.pdf`, async (request, reply) => {
    const { paper, line } = await onPaper(request);
    return sendBytes(reply, pdfOf(paper), { name: fileName(line.year, 'pdf'), mediaType: 'application/pdf' });
  });
  app.get(`${to.desk}/:id.xlsx`, async (request, reply) => {
    const { line, items } = await onPaper(request);
    const progress = await progressOf(services, line.unitId, items, []);
    const sheet = {
      name: String(line.year),
      header: [...rowHead, 'Theo sổ: tử số', 'Theo sổ: mẫu số', 'Tình trạng'],
      rows: progress.map((one) => [
        ...rowOf(one.item, figures),
        String(one.counted?.numerator ?? ''),
        String(one.counted?.denominator ?? ''),
        markNames.vi[one.mark],
      ]),
    };
    return sendBytes(reply, await writeWorkbook([sheet]), {
      name: fileName(line.year, 'xlsx'),
      mediaType: sheetType,
    });
  });
}
