import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import QRCode from 'qrcode';
import { codeFor, formatCode, parseCode } from '../../ground/code.ts';
import { dutiesOf } from '../../ground/duty/duty.store.ts';
import { explainLine } from '../../ground/law/explain.tsx';
import { movesOf } from '../../ground/organization/reorganisation.store.ts';
import { covered, findPersonalData } from '../../ground/personal-data.ts';
import { paths } from '../../ground/places.ts';
import { entriesOf } from '../../ground/record/record.store.ts';
import { frameOf, type Web } from '../../ground/web.ts';
import type { Queries } from '../../platform/database/database.ts';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { sendDownload } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { notFound } from '../../platform/http/problem.ts';
import { dayInVietnam, formatDate } from '../../platform/time.ts';
import { appeal, secondStage } from './appeal.service.ts';
import { type CurrentCase, currentCase, openByCode } from './by-code.ts';
import { stageFiles } from './files.ts';
import { effectAfter } from './finding.ts';
import { type CitizenCase, CitizenCasePage, CodePage, ReceiptPage } from './follow.pages.tsx';
import { hideSender } from './hide-sender.ts';
import { faultTexts, kindNames, refusalTexts } from './names.ts';
import { followPaths, receiptPath } from './paths.ts';
import {
  contactOf,
  filesOf,
  mergedAnswers,
  messagesOf,
  type PetitionRow,
  ratingOf,
} from './petition.store.ts';
import type { PetitionId } from './petition.ts';
import { partsByCode } from './split.store.ts';
import { checkStep, citizenSteps, parseStep } from './step.input.ts';
import { isOverdue, StepError, takeAsCitizen } from './step.service.ts';
import type { CitizenStep } from './steps.ts';
import { latestAnswer, receiptOf } from './submit.ts';
import { texts } from './texts.ts';
import { receivedWords } from './view.tsx';

/** Answers of the case that this one is handled with, without what tells who sent that one. */
async function answersOfOther(db: Queries, id: PetitionId) {
  const other = await mergedAnswers(db, id);
  if (!other) return undefined;
  const sender = (await contactOf(db, other.id)) ?? {};
  const answers = other.answers.map((answer) => {
    const { text } = hideSender(answer, sender);
    return covered(text, findPersonalData(text)).text;
  });
  return { number: other.number, answers };
}

/** Pages for the citizen who holds a code. */
export function followRoutes(web: Web): void {
  const { app, services, visits } = web;
  const { db, clock, site, config } = services;
  const { pass } = limiterIn(config, 10, 100, 3600);
  const current = (request: FastifyRequest) => currentCase(web, request);
  const toCode = (reply: FastifyReply) => reply.redirect(paths.follow, 303);
  const unitName = async (petition: PetitionRow, language: 'vi' | 'en') =>
    (await site.unit(petition.unitId))?.name[language] ?? '';

  app.get(paths.follow, async (request, reply) =>
    sendPage(reply, h(CodePage, { frame: await frameOf(web, request) })),
  );

  app.post(paths.follow, async (request, reply) => {
    await pass(addressOf(request));
    const { values } = await readForm(request);
    const code = parseCode(values.code ?? '');
    if (!code || !(await openByCode(db, code))) {
      const page = h(CodePage, { frame: await frameOf(web, request), typed: values.code ?? '', wrong: true });
      return sendPage(reply, page, 422);
    }
    await visits.begin(reply, 'case', code);
    return reply.redirect(followPaths.case, 303);
  });

  app.post(followPaths.leave, async (request, reply) => {
    await visits.end(request, reply, 'case');
    return reply.redirect(paths.follow, 303);
  });

  const showReceipt = async (request: FastifyRequest, reply: FastifyReply) => {
    const found = await current(request);
    if (!found) return toCode(reply);
    const { petition, code } = found;
    const [duty] = services.law.explained(await dutiesOf(db, petition.id));
    if (!duty) throw notFound();
    const link = `${config.publicUrl}${paths.follow}#${code.replaceAll('-', '')}`;
    const svg = await QRCode.toString(link, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
    return sendPage(
      reply,
      h(ReceiptPage, {
        frame: await frameOf(web, request),
        petition,
        unit: await unitName(petition, request.language),
        duty,
        latestAnswer: latestAnswer(services, petition, duty.dueOn),
        code,
        qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
        receipt: await receiptOf(services, found),
      }),
    );
  };
  app.get(receiptPath, showReceipt);
  app.get(followPaths.receipt, showReceipt);

  app.get(`${followPaths.receipt}.json`, async (request, reply) => {
    const found = await current(request);
    const receipt = found && (await receiptOf(services, found));
    if (!receipt) throw notFound();
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="bien-nhan-${receipt.reference}.json"`)
      .header('cache-control', 'no-store')
      .send(`${JSON.stringify(receipt, null, 2)}\n`);
  });

  app.get(`${followPaths.receipt}.txt`, async (request, reply) => {
    const found = await current(request);
    if (!found) throw notFound();
    const { petition, code } = found;
    const t = texts[request.language];
    const [duty] = await dutiesOf(db, petition.id);
    const receipt = await receiptOf(services, found);
    const lines = [
      (await frameOf(web, request)).locality[request.language],
      '',
      `${t.receiptNumber}: ${petition.number}`,
      `${t.kind}: ${kindNames[request.language][petition.kind]}`,
      `${t.receivedOn}: ${receivedWords(petition, request.language)}`,
      `${t.whereItLies}: ${await unitName(petition, request.language)}`,
      `${t.firstDue}: ${duty ? formatDate(duty.dueOn) : ''}`,
      '',
      t.why,
      ...(duty ? services.law.explained([duty]) : []).flatMap((one) =>
        one.explanation.map((line, at) => `${at + 1}. ${explainLine(line, request.language)}`),
      ),
      '',
      `${t.codeTitle}: ${code}`,
      `${config.publicUrl}${paths.follow}`,
      '',
      // The whole receipt, so that what is printed can be verified as well.
      receipt ? `${t.proofTitle}:\n${JSON.stringify(receipt, null, 2)}` : t.proofWaits,
    ];
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="bien-nhan-${petition.number}.txt"`)
      .header('cache-control', 'no-store')
      .send(`${lines.join('\n')}\n`);
  });

  const showCase = async (
    request: FastifyRequest,
    reply: FastifyReply,
    found: CurrentCase,
    fault?: CitizenCase['fault'],
  ) => {
    const { id, petition } = found;
    const [duties, messages, files, entries, rating, moves] = await Promise.all([
      dutiesOf(db, id),
      messagesOf(found.seen, id),
      filesOf(found.seen, id),
      entriesOf(db, id),
      ratingOf(db, id),
      movesOf(db, id),
    ]);
    const stage = await secondStage(services, petition, duties);
    const view = {
      frame: await frameOf(web, request),
      today: dayInVietnam(clock()),
      petition,
      effect: petition.kind === 'complaint' ? effectAfter(duties, services.calendar) : undefined,
      unit: await unitName(petition, request.language),
      duties: services.law.explained(duties),
      messages,
      files,
      entries,
      rating,
      moves,
      second: stage && { unit: (await site.unit(stage.unit))?.name[request.language] ?? '', due: stage.due },
      parts: (await partsByCode(found.seen, id)).map(({ key, ...part }) => ({
        ...part,
        code: formatCode(codeFor(services.secrets.codes, key)),
      })),
      mergedInto: await answersOfOther(found.seen, id),
      overdue: isOverdue(petition, duties, dayInVietnam(clock())),
      appealKey: newKey(),
      keys: Object.fromEntries(citizenSteps.map((step) => [step, newKey()])) as Record<CitizenStep, string>,
      fault,
    };
    return sendPage(reply, h(CitizenCasePage, { view }), fault ? 422 : 200);
  };

  app.get(followPaths.case, async (request, reply) => {
    const found = await current(request);
    return found ? showCase(request, reply, found) : toCode(reply);
  });

  app.post(`${followPaths.case}/:step`, async (request, reply) => {
    const found = await current(request);
    if (!found) return toCode(reply);
    const step = parseStep(citizenSteps, (request.params as { step: string }).step);
    if (!step) throw notFound();
    const form = await readForm(request);
    const { key = newKey(), ...given } = form.values;
    const { language } = request;
    const typed = given.text ?? given.reason ?? '';
    const checked = checkStep(step, given);
    if (!checked.ok) {
      const code = Object.values(checked.faults)[0] as keyof (typeof faultTexts)['vi'];
      return showCase(request, reply, found, { step, message: faultTexts[language][code], typed });
    }
    const staged = await stageFiles(web, form, key, [], language);
    if (staged.message) return showCase(request, reply, found, { step, message: staged.message, typed });
    try {
      await takeAsCitizen(
        services,
        found,
        step,
        { ...checked.values, files: staged.files, draftKey: key },
        key,
      );
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      return showCase(request, reply, found, {
        step,
        message: refusalTexts[language][error.refusal],
        typed,
      });
    }
    return reply.redirect(followPaths.case, 303);
  });

  app.post(followPaths.appeal, async (request, reply) => {
    const found = await current(request);
    if (!found) return toCode(reply);
    const { values } = await readForm(request);
    const typed = (values.appealReason ?? '').trim();
    const { language } = request;
    const fail = (message: string) => showCase(request, reply, found, { step: 'appeal', message, typed });
    if (typed.length < 20) return fail(typed ? faultTexts[language].tooShort : faultTexts[language].required);
    const stage = await secondStage(services, found.petition, await dutiesOf(db, found.id));
    if (!stage) return fail(refusalTexts[language].wrongState);
    const code = await appeal(services, found, stage, typed, values.key ?? newKey());
    if (!code) return fail(refusalTexts[language].wrongState);
    await visits.begin(reply, 'case', code);
    return reply.redirect(receiptPath, 303);
  });

  app.get(`${followPaths.case}/tep/:file`, async (request, reply) => {
    const found = await current(request);
    const { file: wanted } = request.params as { file: string };
    const files = found ? await filesOf(found.seen, found.id) : [];
    // Files of internal notes are the office's own.
    const notes = found
      ? (await messagesOf(found.seen, found.id)).filter((message) => message.kind === 'note')
      : [];
    const file = files.find((one) => one.id === wanted && !notes.some((note) => note.id === one.messageId));
    if (!file || file.sealed) throw notFound();
    return sendDownload(reply, services.files, file);
  });
}
