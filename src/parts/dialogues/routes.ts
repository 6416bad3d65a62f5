import type { FastifyReply, FastifyRequest } from 'fastify';
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
import { codeFor, formatCode, hashCode, parseCode } from '../../ground/code.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import { historyOf } from '../../ground/record/next.ts';
import { byTwo, ofCitizens, strike } from '../../ground/step/undo.ts';
import { frameOf, publicPage, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { sendBytes, sendDownload, wordType } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { idIn, numberIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { named } from '../../platform/language.ts';
import { NotedPage } from '../../platform/page/form.tsx';
import { dayInVietnam, type PlainDate, yearOf } from '../../platform/time.ts';
import { askForDialogue, openCall } from './call.service.ts';
import { DeskDialoguePage, DeskDialoguesPage, RunPage } from './desk.pages.tsx';
import * as service from './dialogue.service.ts';
import {
  ballotsOf,
  complianceIn,
  type DialogueLine,
  listCalls,
  listDialogues,
  listPromises,
  questionsOf,
  seatBy,
  seatsOf,
  setVote,
  sitesOf,
} from './dialogue.store.ts';
import { type CallId, type DialogueId, type PromiseId, questionsFor, takesQuestions } from './dialogue.ts';
import * as forms from './forms.ts';
import { attendanceOf, minutesOf } from './paper.ts';
import { dialoguePaths as to } from './paths.ts';
import { CallPage, CompliancePage, DialoguePage, DialoguesPage, SeatPage } from './public.pages.tsx';
import { texts } from './texts.ts';
import { voterOf } from './voter.ts';

const name = named(texts);

const firstYear = 2025;

/** Dialogues as everybody sees them, and as those who hold them do. */
export function dialogueRoutes(web: Web): void {
  const { app, services, visits } = web;
  const { db, clock, config, secrets, site } = services;
  const today = () => dayInVietnam(clock());
  const passCode = limiterIn(config, 10, 100, 3600).pass;

  const idOf = (params: unknown): DialogueId => idIn<'dialogue'>(params);
  const publicLine = async (request: FastifyRequest): Promise<DialogueLine> => {
    const [line] = await listDialogues(db, { id: idOf(request.params), publicOnly: true });
    if (!line) throw notFound();
    return line;
  };
  const dueOf = async (id: string, rule: string): Promise<PlainDate | undefined> => {
    const row = await db.first<{ due: PlainDate }>(
      sql`select due_on as due from duty where subject_id = ${id} and rule_code = ${rule} limit 1`,
    );
    return row?.due;
  };
  const callOf = async (params: unknown) => {
    const id = parseId<'dialogueCall'>((params as { id: string }).id) as CallId | undefined;
    const [call] = id ? await listCalls(db, { id }) : [];
    if (!call) throw notFound();
    return call;
  };

  publicPage(web, to.public, async (request) =>
    h(DialoguesPage, {
      frame: await frameOf(web, request),
      lines: await listDialogues(db, { publicOnly: true }),
      calls: await listCalls(db),
      today: today(),
    }),
  );

  publicPage(web, to.compliance, async (request) => {
    const now = yearOf(today());
    const year = numberIn((request.query as { nam?: string }).nam, firstYear, now) ?? now;
    const years = Array.from({ length: now - firstYear + 1 }, (_, at) => now - at);
    return h(CompliancePage, {
      frame: await frameOf(web, request),
      year,
      years,
      rows: await complianceIn(db, year, today()),
    });
  });

  publicPage(web, to.one(':id'), async (request) => {
    const dialogue = await publicLine(request);
    const [sites, questions, promises, ballots, resultBy] = await Promise.all([
      sitesOf(db, dialogue.id),
      questionsOf(db, dialogue.id),
      listPromises(db, { dialogue: dialogue.id }),
      ballotsOf(db, dialogue.id),
      dueOf(dialogue.id, 'DT-RESULT'),
    ]);
    const history = await historyOf(db, [dialogue.id, ...promises.map((one) => one.id)]);
    const frame = await frameOf(web, request);
    return h(DialoguePage, {
      frame,
      dialogue,
      sites,
      questions,
      promises,
      ballots,
      history,
      resultBy,
      today: today(),
    });
  });

  app.get(`${to.one(':id')}/tep/:promise/:file`, async (request, reply) => {
    const dialogue = await publicLine(request);
    const { promise, file } = request.params as { promise: string; file: string };
    const id = parseId<'dialoguePromise'>(promise) as PromiseId | undefined;
    const [one] = id ? await listPromises(db, { id }) : [];
    const kept = one?.dialogueId === dialogue.id ? one.files.find((each) => each.id === file) : undefined;
    if (!kept) throw notFound();
    return sendDownload(reply, services.files, kept);
  });

  const ask = action<typeof forms.askForm, 'citizen'>(
    name('ask'),
    forms.askForm,
    ofCitizens,
    async (tx, { given, params, language }) => {
      await service.ask(services, tx, idOf(params), given, language);
    },
  );
  citizenForm(web, `${to.one(':id')}/hoi`, {
    ...ask,
    async page(request) {
      const dialogue = await publicLine(request);
      if (!takesQuestions(dialogue, today())) throw notFound();
      const back = { href: to.one(dialogue.id), text: dialogue.title };
      return { title: texts[request.language].ask, back };
    },
    back: (request) => `${to.one(idOf(request.params))}/hoi/da-gui`,
  });
  app.get(`${to.one(':id')}/hoi/da-gui`, async (request, reply) => {
    const dialogue = await publicLine(request);
    const frame = await frameOf(web, request);
    const t = texts[frame.language];
    const back = { href: to.one(dialogue.id), text: dialogue.title };
    return sendPage(
      reply,
      h(NotedPage, { frame, title: t.asked, back }, [
        h('p', {}, t.askedNext),
        h('p', {}, h('a', { href: `${to.one(dialogue.id)}/dang-ky` }, t.takeSeat)),
      ]),
    );
  });

  const seat = action<typeof forms.seatForm, 'citizen'>(
    name('takeSeat'),
    forms.seatForm,
    ofCitizens,
    async (tx, { given, params, key }) => {
      await service.takeSeat(services, tx, idOf(params), given, { code: codeFor(secrets.codes, key) });
    },
  );
  citizenForm(web, `${to.one(':id')}/dang-ky`, {
    ...seat,
    async page(request) {
      const dialogue = await publicLine(request);
      if (!takesQuestions(dialogue, today())) throw notFound();
      const sites = await sitesOf(db, dialogue.id);
      const t = texts[request.language];
      const picks = {
        site: sites.map((one) => ({
          value: one.id,
          label: `${one.name} (${one.taken < one.seats ? t.seats(String(one.seats - one.taken), String(one.seats)) : t.waiting})`,
        })),
      };
      const initial = { site: sites.length === 1 ? sites[0]?.id : undefined };
      const back = { href: to.one(dialogue.id), text: dialogue.title };
      return { title: t.takeSeat, back, picks, initial };
    },
    async back(_, reply, key) {
      await visits.begin(reply, 'dialogueSeat', codeFor(secrets.codes, key));
      return to.mine;
    },
  });

  const showSeat = async (request: FastifyRequest, reply: FastifyReply, unknown = false) => {
    const code = await visits.code(request, 'dialogueSeat');
    const found = code && !unknown ? await seatBy(db, { codeHash: hashCode(code) }) : undefined;
    const [dialogue] = found ? await listDialogues(db, { id: found.dialogueId }) : [];
    const page = h(SeatPage, {
      frame: await frameOf(web, request),
      seat: found,
      dialogue,
      code: found && code && formatCode(code),
      unknown,
    });
    return sendPage(reply, page, unknown ? 422 : 200);
  };
  app.get(to.mine, (request, reply) => showSeat(request, reply));
  app.post(to.mine, async (request, reply) => {
    await passCode(addressOf(request));
    const { values } = await readForm(request);
    const code = parseCode(values.code ?? '');
    if (!code || !(await seatBy(db, { codeHash: hashCode(code) }))) return showSeat(request, reply, true);
    await visits.begin(reply, 'dialogueSeat', code);
    return reply.redirect(to.mine, 303);
  });
  app.post(`${to.mine}/thoat`, async (request, reply) => {
    await visits.end(request, reply, 'dialogueSeat');
    return reply.redirect(to.mine, 303);
  });
  app.post(`${to.mine}/bo`, async (request, reply) => {
    const code = await visits.code(request, 'dialogueSeat');
    if (!code) throw notFound();
    await db.transaction(async (tx) => {
      await service.giveSeatUp(services, tx, hashCode(code));
      tx.afterCommit(() => services.cache.clear());
    });
    return reply.redirect(to.mine, 303);
  });

  app.post(`${to.one(':id')}/quan-tam`, async (request, reply) => {
    await passCode(addressOf(request));
    const dialogue = await publicLine(request);
    const { values } = await readForm(request);
    const question = (await questionsOf(db, dialogue.id)).find((one) => one.id === values.question);
    if (!question || !takesQuestions(dialogue, today())) throw notFound();
    const { voter, again } = voterOf(web, request, reply);
    const { count } = await db.one<{ count: number }>(sql`
      select count(*)::int as count from dialogue_vote where question_id = ${question.id} and voter = ${voter}`);
    // Pressed again, it is taken back; who sends no cookie back presses for the first time each time.
    await setVote(db, question.id, voter, !(again && count > 0));
    services.cache.clear();
    return reply.redirect(`${to.one(dialogue.id)}#cau-${question.number}`, 303);
  });

  app.get(to.call(':id'), async (request, reply) => {
    const call = await callOf(request.params);
    return sendPage(reply, h(CallPage, { frame: await frameOf(web, request), call, done: isDone(request) }));
  });
  const callName = action<typeof forms.callNameForm, 'citizen'>(
    name('callMe'),
    forms.callNameForm,
    ofCitizens,
    async (tx, { given, params }) => {
      await askForDialogue(services, tx, 'citizen', idIn<'dialogueCall'>(params), given);
    },
  );
  citizenForm(web, `${to.call(':id')}/de-nghi`, {
    ...callName,
    async page(request) {
      const call = await callOf(request.params);
      const back = { href: to.call(call.id), text: call.matter };
      return { title: texts[request.language].callMe, back };
    },
    back: (request) => `${to.call((request.params as { id: string }).id)}?xong`,
  });

  // The desk.
  const showDesk: OfficersPage = async (request, officer, state) => {
    const units = unitsSeen(officer);
    const lines = await listDialogues(db, { units });
    const calls = await listCalls(db, { units });
    return h(DeskDialoguesPage, {
      frame: await frameOf(web, request, officer),
      lines,
      calls,
      mayPlan: worksIn(officer, officer.unit),
      state,
      done: isDone(request),
    });
  };
  officerPage(web, to.desk, showDesk, {
    lap: action(name('plan'), forms.dialogueForm, strike, async (tx, { who, given }) =>
      to.deskOne(await service.planDialogue(services, tx, who, given)),
    ),
    'de-nghi': action(name('openCall'), forms.callForm, strike, async (tx, { who, given }) => {
      await openCall(services, tx, who, given);
    }),
    ky: action(name('callPaper'), forms.callNameForm, strike, async (tx, { who, given, target }) => {
      await askForDialogue(services, tx, who, idIn<'dialogueCall'>({ id: target }), given);
    }),
  });

  /** A dialogue that an officer may see: of their units, or with a question or promise given to theirs. */
  const seen = async (request: FastifyRequest, officer: SignedIn) => {
    const [dialogue] = await listDialogues(db, { id: idOf(request.params) });
    if (!dialogue) throw notFound();
    if (!seesUnit(officer, dialogue.unitId) && dialogue.announcedOn === null) throw notFound();
    return dialogue;
  };
  const unitOptions = async (language: 'vi' | 'en') =>
    (await site.read()).units.map((unit) => ({ value: unit.id, label: unit.name[language] }));

  const showOne: OfficersPage = async (request, officer, state) => {
    const dialogue = await seen(request, officer);
    const own = worksIn(officer, dialogue.unitId);
    const [sites, questions, promises, ballots, announceBy, resultBy] = await Promise.all([
      sitesOf(db, dialogue.id),
      questionsOf(db, dialogue.id),
      listPromises(db, { dialogue: dialogue.id }),
      ballotsOf(db, dialogue.id),
      dueOf(dialogue.id, 'DT-ANNOUNCE'),
      dueOf(dialogue.id, 'DT-RESULT'),
    ]);
    const view = {
      frame: await frameOf(web, request, officer),
      dialogue,
      sites,
      questions: questionsFor(questions, dialogue.unitId, (unit) => seesUnit(officer, unit)),
      promises,
      ballots,
      history: await historyOf(db, [dialogue.id, ...promises.map((one) => one.id)]),
      announceBy,
      resultBy,
      today: today(),
      units: await unitOptions(request.language),
      own,
      worksFor: (unit: string | null) => unit !== null && worksIn(officer, unit as never),
      state,
      done: isDone(request),
    };
    return h(DeskDialoguePage, { view });
  };

  // Papers for the room: minutes to be read out, and the list on which people sign.
  const onPaper = async (request: FastifyRequest, name: string) => {
    const officer = await requireCaseOfficer(web, request);
    const dialogue = await seen(request, officer);
    if (!worksIn(officer, dialogue.unitId)) throw notFound();
    const issuer = await issuerOf(services, dialogue.unitId);
    if (name === 'danh-sach') return attendanceOf({ dialogue, issuer }, await seatsOf(db, dialogue.id));
    const [sites, questions, promises, ballots] = await Promise.all([
      sitesOf(db, dialogue.id),
      questionsOf(db, dialogue.id),
      listPromises(db, { dialogue: dialogue.id }),
      ballotsOf(db, dialogue.id),
    ]);
    return minutesOf({ dialogue, issuer, sites, questions, promises, ballots });
  };
  for (const name of ['bien-ban', 'danh-sach']) {
    app.get(`${to.deskOne(':id')}/${name}.docx`, async (request, reply) =>
      sendBytes(reply, await docxOf(await onPaper(request, name)), {
        name: `${name}.docx`,
        mediaType: wordType,
      }),
    );
    app.get(`${to.deskOne(':id')}/${name}.pdf`, async (request, reply) =>
      sendBytes(reply, pdfOf(await onPaper(request, name)), {
        name: `${name}.pdf`,
        mediaType: 'application/pdf',
      }),
    );
  }

  const answerIt = action(
    name('answerIt'),
    forms.answerQuestionForm,
    strike,
    async (tx, { who, given, params, target }) =>
      service.answerQuestion(services, tx, who, idOf(params), target, given.answer),
  );
  const takeDown = action(name('takeDown'), forms.takenForm, strike, async (tx, { who, given, params }) => {
    await service.takeDownQuestion(services, tx, who, idOf(params), given);
  });
  const promise = action(
    name('promise'),
    forms.promiseForm,
    strike,
    async (tx, { who, given, params, target }) => {
      await service.promise(services, tx, who, idOf(params), target, given);
    },
  );
  officerPage(web, to.deskOne(':id'), showOne, {
    'thong-bao': action(name('announce'), forms.announceForm, strike, (tx, { who, given, params, version }) =>
      service.announce(services, tx, who, idOf(params), given, version),
    ),
    sua: action(name('correctDraft'), forms.draftForm, strike, (tx, { who, given, params, version }) =>
      service.correctDraft(services, tx, who, idOf(params), given, version),
    ),
    huy: action(name('cancel'), forms.cancelForm, strike, (tx, { who, given, params, version }) =>
      service.cancel(services, tx, who, idOf(params), given.why, version),
    ),
    'da-dien-ra': action(name('hold'), forms.heldForm, strike, (tx, { who, given, params, version }) =>
      service.hold(services, tx, who, idOf(params), given, version),
    ),
    'cong-khai': confirmed(
      action(name('publish'), {}, byTwo, (tx, { who, params, version }) =>
        service.publishResults(services, tx, who, idOf(params), version),
      ),
      name('publishIs'),
    ),
    'bieu-quyet': action(name('addBallot'), forms.ballotForm, strike, (tx, { who, given, params }) =>
      service.enterBallot(services, tx, who, idOf(params), given),
    ),
    ghi: takeDown,
    'tra-loi': answerIt,
    hua: promise,
    'chuan-bi': action(name('prepare'), forms.prepareForm, strike, (tx, { who, given, params, target }) =>
      service.prepareAnswer(tx, who, idOf(params), target, given.prepared),
    ),
    giao: action(name('assign'), forms.assignForm, strike, (tx, { who, given, params, target }) =>
      service.assignQuestion(services, tx, who, idOf(params), target, given.unit),
    ),
    gop: action(name('join'), forms.joinForm, strike, (tx, { who, given, params, target }) =>
      service.joinQuestion(services, tx, who, idOf(params), target, given.into),
    ),
    an: action(name('withhold'), forms.withholdForm, strike, (tx, { who, given, params, target }) =>
      service.withhold(services, tx, who, idOf(params), target, given.why),
    ),
    hien: action(name('showAgain'), {}, strike, (tx, { who, params, target }) =>
      service.withhold(services, tx, who, idOf(params), target, null),
    ),
    'da-lam': action(name('keep'), forms.keepForm, strike, (tx, { who, given, params, target }) =>
      service.keep(services, tx, who, idOf(params), target, given),
    ),
    'nhan-hua': confirmed(
      action(name('takePromise'), {}, strike, (tx, { who, params, target }) =>
        service.answerPromised(services, tx, who, idOf(params), target, null),
      ),
      name('takePromiseIs'),
    ),
    'khong-nhan': action(
      name('declinePromise'),
      forms.declineForm,
      strike,
      (tx, { who, given, params, target }) =>
        service.answerPromised(services, tx, who, idOf(params), target, given.why),
    ),
    lui: action(name('putOff'), forms.putOffForm, strike, (tx, { who, given, params, target }) =>
      service.putOff(services, tx, who, idOf(params), target, given),
    ),
  });

  const showRun: OfficersPage = async (request, officer, state) => {
    const dialogue = await seen(request, officer);
    if (!worksIn(officer, dialogue.unitId)) throw notFound();
    return h(RunPage, {
      frame: await frameOf(web, request, officer),
      dialogue,
      sites: await sitesOf(db, dialogue.id),
      seats: await seatsOf(db, dialogue.id),
      questions: await questionsOf(db, dialogue.id),
      units: await unitOptions(request.language),
      state,
      done: isDone(request),
    });
  };
  officerPage(web, to.run(':id'), showRun, {
    ghi: takeDown,
    'tra-loi': answerIt,
    hua: promise,
    'den-ma': action(name('arriveBy'), forms.arrivalForm, strike, (tx, { who, given, params }) =>
      service.checkInBy(tx, who, idOf(params), given.shown),
    ),
    'diem-danh': action(name('arrive'), {}, strike, (tx, { who, params, target }) =>
      service.checkIn(tx, who, idOf(params), target),
    ),
    'den-cua': action(name('atDoor'), forms.seatForm, strike, async (tx, { who, given, params, key }) => {
      const [dialogue] = await listDialogues(tx, { id: idOf(params) });
      if (!dialogue || !worksIn(who, dialogue.unitId)) throw notFound();
      await service.takeSeat(services, tx, dialogue.id, given, {
        code: codeFor(secrets.codes, key),
        atDoor: dialogue.onDay === today(),
      });
    }),
  });
}
