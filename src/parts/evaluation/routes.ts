import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { SignedIn } from '../../ground/access/session.ts';
import type { SubjectLook } from '../../ground/duty/subject.ts';
import { type FigureTotal, totalOf } from '../../ground/figure/catalogue.ts';
import { rules as legalRules, ruleOn } from '../../ground/law/catalogue.ts';
import { dueDate } from '../../ground/law/clock.ts';
import { evaluationRulesOf, evaluationRulesOn, levels } from '../../ground/law/evaluation-rules.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import { type UnitId, unitsUnder } from '../../ground/organization/organization.ts';
import { frameOf, publicPage, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { isUniqueViolation, sql } from '../../platform/database/database.ts';
import type { AdministrativeDocument } from '../../platform/document/document.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes, wordType } from '../../platform/http/download.ts';
import { fieldReader, tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { allValues, readForm } from '../../platform/http/form.ts';
import { keyOf, newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { sheetType, writeWorkbook } from '../../platform/sheet/sheet.ts';
import { dayInVietnam, endOfYesterday, firstOfMonth, yearOf } from '../../platform/time.ts';
import { readRubric } from './input.ts';
import {
  EvaluationPage,
  FilePage,
  PublicEvaluationPage,
  RoundForm,
  RoundPage,
  RubricsPage,
} from './pages.tsx';
import { noticePaper, selfPaper, summaryHead, summaryPaper, summaryRow } from './paper.ts';
import { evaluationPaths as to } from './paths.ts';
import {
  addRubric,
  asRater,
  closeRound,
  commend,
  computed,
  decidesFor,
  EvaluationRefused,
  openRound,
  type RatingActor,
  raterOf,
  refill,
  rubricFigures,
  type StepGiven,
  seesFile,
  takeStep,
} from './round.service.ts';
import {
  commendationsOf,
  type FileLine,
  fileEvents,
  filesOf,
  filesOfPerson,
  levelsOfPeople,
  listRounds,
  listRubrics,
  productsOf,
  readFile,
  readRound,
} from './round.store.ts';
import {
  type FileId,
  type FileProduct,
  type FileStep,
  fileSteps,
  mayStep,
  periodOf,
  type Round,
  type RoundId,
} from './round.ts';
import { type AutomaticFlag, automaticFlags, capLines } from './score.ts';
import { faultTexts, texts } from './texts.ts';

// A group of fewer could point at somebody.
const leastTold = 5;

/** Rounds of rating, files, and what of them is public. */
export function evaluationRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site, figures } = services;
  const today = () => dayInVietnam(clock());
  const rater = async (request: FastifyRequest) =>
    asRater(db, await requireCaseOfficer(web, request), today());

  publicPage(web, to.public, async (request) => {
    const { units: known, ended } = await site.read();
    const names = new Map([...known, ...ended].map((one) => [one.id, one]));
    const rated = await db.rows<{ unit: UnitId; year: number; level: FileLine['level'] }>(sql`
        select file.unit_id as unit, round.year, file.level from evaluation_file file
        join evaluation_round round on round.id = file.round_id
        where round.subject = 'units' and round.state = 'closed' and file.level is not null
        order by round.year desc`);
    const years = await db.rows<{ year: number }>(sql`
        select distinct year from evaluation_round where subject = 'people' and state = 'closed' and quarter is null
        order by year desc`);
    const distribution = await Promise.all(
      years.map(async ({ year }) => {
        const rows = await levelsOfPeople(db, year, 'closed');
        const groups = [...Map.groupBy(rows, (one) => `${one.unit} ${one.group}`).values()];
        return {
          year,
          rows: groups.map((of) => {
            const all = of.reduce((sum, one) => sum + one.count, 0);
            const counts = levels.map((level) => of.find((one) => one.level === level)?.count ?? 0);
            const { unit, group } = of[0] as (typeof of)[number];
            // Where all have one level it is everybody's, however many they are.
            const one = counts.some((count) => count === all);
            return { unit, group, counts: all < leastTold || one ? counts.map(() => null) : counts };
          }),
        };
      }),
    );
    const { language } = request;
    return h(PublicEvaluationPage, {
      frame: await frameOf(web, request),
      units: rated,
      distribution,
      unitName: (unit: UnitId) => names.get(unit)?.name[language] ?? '',
    });
  });

  app.get(to.desk, async (request, reply) => {
    const officer = await rater(request);
    const [own, rounds] = await Promise.all([
      filesOfPerson(db, officer.person),
      officer.top ? listRounds(db, [officer.unit]) : [],
    ]);
    const frame = await frameOf(web, request, officer);
    return sendPage(reply, h(EvaluationPage, { frame, own, rounds, mayOpen: officer.top }));
  });

  const leader = async (request: FastifyRequest) => {
    const officer = await rater(request);
    if (!officer.top) throw notFound();
    return officer;
  };

  const showRoundForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    values: Record<string, string>,
    errors: FieldErrors,
  ) => {
    const page = h(RoundForm, {
      frame: await frameOf(web, request, officer),
      rubrics: await listRubrics(db),
      values,
      errors,
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };
  app.get(to.newRound, async (request, reply) => {
    const officer = await leader(request);
    return showRoundForm(request, reply, officer, { key: newKey(), year: String(yearOf(today())) }, {});
  });
  app.post(to.newRound, async (request, reply) => {
    const officer = await leader(request);
    const t = texts[request.language];
    const { values } = await readForm(request);
    const read = fieldReader(values, request.language);
    const subject = values.subject === 'units' ? 'units' : 'people';
    const year = read.year('year');
    const quarter = /^[1-4]$/.test(values.quarter ?? '') ? Number(values.quarter) : null;
    const rubric = (await listRubrics(db)).find((one) => one.id === values.rubric);
    const last = periodOf({ year: read.failed ? 2026 : year, quarter }).to;
    const known = evaluationRulesOn(last, quarter === null ? 'year' : 'quarter');
    const rules = known.find((one) => one.code === values.rules);
    if (subject === 'people' && !rules) read.errors.rules = t.badRules;
    if (subject === 'units' && !rubric) read.errors.rubric = t.required;
    const lawful = rules?.capShare ?? 20;
    const capShare = values.capShare?.trim() ? read.number('capShare') : lawful;
    const capWhy = read.optional('capWhy');
    if (capShare > 100) read.errors.capShare = t.badNumber;
    // Another share than the rules name rests on a ground: a province may raise it for those that did outstandingly.
    if (subject === 'people' && capShare !== lawful && !capWhy) read.errors.capWhy = t.capNeedsWhy;
    if (!read.failed) {
      const { units } = await site.read();
      try {
        const id = await openRound(
          services,
          officer,
          {
            subject,
            year,
            quarter,
            rulesCode: subject === 'people' ? (rules?.code ?? null) : null,
            criteria: subject === 'units' ? (rubric?.criteria ?? []) : null,
            title: subject === 'people' ? (rules?.name.vi ?? '') : (rubric?.name ?? ''),
            capShare,
            capWhy,
            units:
              subject === 'units'
                ? units.filter((one) => one.parentId === officer.unit).map((one) => one.id)
                : [],
          },
          keyOf(values),
        );
        return await reply.redirect(to.round(id), 303);
      } catch (error) {
        if (error instanceof EvaluationRefused) read.errors['*'] = faultTexts[request.language][error.fault];
        else if (isUniqueViolation(error)) read.errors.year = t.taken;
        else throw error;
      }
    }
    return showRoundForm(request, reply, officer, values, read.errors);
  });

  const showRubrics = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    values: Record<string, string>,
    errors: FieldErrors,
  ) => {
    const page = h(RubricsPage, {
      frame: await frameOf(web, request, officer),
      rubrics: await listRubrics(db),
      values,
      errors,
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };
  app.get(to.rubrics, async (request, reply) =>
    showRubrics(request, reply, await leader(request), { key: newKey() }, {}),
  );
  app.post(to.rubrics, async (request, reply) => {
    const officer = await leader(request);
    const t = texts[request.language];
    const { values } = await readForm(request);
    const read = fieldReader(values, request.language);
    const name = read.text('name');
    const ground = read.text('ground');
    const criteria = readRubric(values.criteria ?? '', figures);
    if (!criteria.ok) read.errors.criteria = criteria.line ? t.badLine(criteria.line) : t.required;
    if (read.failed || !criteria.ok) return showRubrics(request, reply, officer, values, read.errors);
    await addRubric(services, officer, { name, ground, criteria: criteria.criteria }, keyOf(values));
    return reply.redirect(to.rubrics, 303);
  });

  const roundOf = async (request: FastifyRequest): Promise<{ officer: RatingActor; round: Round }> => {
    const officer = await leader(request);
    const id = parseId<'evaluationRound'>((request.params as { id: string }).id);
    const round = id && (await readRound(db, id as RoundId));
    if (!round || !decidesFor(officer, round.unitId)) throw notFound();
    return { officer, round };
  };

  const showRound = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    id: RoundId,
    given: { errors?: FieldErrors; typed?: Record<string, string> } = {},
  ) => {
    const round = await readRound(db, id);
    if (!round) throw notFound();
    const files = await filesOf(db, id);
    const rated = files.flatMap((one) => (one.level ? [{ group: one.groupCode, level: one.level }] : []));
    const { errors = {}, typed = {} } = given;
    const page = h(RoundPage, {
      view: {
        frame: await frameOf(web, request, officer),
        round,
        files,
        cap: capLines(rated, round.capShare),
        commendations: await commendationsOf(db, id),
        errors,
        typed,
        done: (request.query as { xong?: string }).xong !== undefined,
      },
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  app.get(`${to.desk}/dot/:id`, async (request, reply) => {
    const { officer, round } = await roundOf(request);
    return showRound(request, reply, officer, round.id);
  });
  const message = (error: unknown, language: 'vi' | 'en'): string => {
    if (error instanceof EvaluationRefused) return faultTexts[language][error.fault];
    if (error instanceof HttpError && error.code === 'conflict') return faultTexts[language].conflict;
    throw error;
  };
  app.post(`${to.desk}/dot/:id/doc-lai`, async (request, reply) => {
    const { officer, round } = await roundOf(request);
    try {
      await refill(services, officer, round.id);
    } catch (error) {
      return showRound(request, reply, officer, round.id, {
        errors: { '*': message(error, request.language) },
      });
    }
    return reply.redirect(`${to.round(round.id)}?xong`, 303);
  });
  app.post(`${to.desk}/dot/:id/dong`, async (request, reply) => {
    const { officer, round } = await roundOf(request);
    const { values } = await readForm(request);
    try {
      const long = tooLongIn(values, { why: 1000 }, request.language);
      if (long.why)
        return await showRound(request, reply, officer, round.id, { errors: long, typed: values });
      const why = wordsOf(values, 'why') || undefined;
      await closeRound(services, officer, round.id, why, Number(values.version));
    } catch (error) {
      return showRound(request, reply, officer, round.id, {
        errors: { why: message(error, request.language) },
        typed: values,
      });
    }
    return reply.redirect(`${to.round(round.id)}?xong`, 303);
  });
  app.post(`${to.desk}/dot/:id/khen-thuong`, async (request, reply) => {
    const { officer, round } = await roundOf(request);
    const { values } = await readForm(request);
    const read = fieldReader(values, request.language);
    const fileId = read.id<'evaluationFile'>('file');
    const form = read.text('form-name');
    const ground = read.text('ground');
    const decidedOn = read.day('decidedOn');
    if (!read.failed && fileId && decidedOn) {
      try {
        await commend(services, officer, { fileId, form, ground, decidedOn });
        return await reply.redirect(`${to.round(round.id)}?xong`, 303);
      } catch (error) {
        read.errors['*'] = message(error, request.language);
      }
    }
    return showRound(request, reply, officer, round.id, { errors: read.errors, typed: values });
  });

  const send = async (
    reply: FastifyReply,
    paper: AdministrativeDocument,
    name: string,
    ending: 'docx' | 'pdf',
  ) =>
    ending === 'docx'
      ? sendBytes(reply, await docxOf(paper), { name: `${name}.docx`, mediaType: wordType })
      : sendBytes(reply, pdfOf(paper), { name: `${name}.pdf`, mediaType: 'application/pdf' });
  for (const ending of ['docx', 'pdf'] as const)
    app.get(`${to.desk}/dot/:id.${ending}`, async (request, reply) => {
      const { round } = await roundOf(request);
      const paper = summaryPaper(
        round,
        await filesOf(db, round.id),
        await issuerOf(services, round.unitId),
        today(),
      );
      return send(reply, paper, `tong-hop-${round.year}`, ending);
    });
  app.get(`${to.desk}/dot/:id.xlsx`, async (request, reply) => {
    const { round } = await roundOf(request);
    const rows = (await filesOf(db, round.id)).map(summaryRow);
    const bytes = await writeWorkbook([{ name: String(round.year), header: summaryHead, rows }]);
    return sendBytes(reply, bytes, { name: `tong-hop-${round.year}.xlsx`, mediaType: sheetType });
  });

  const fileOf = async (request: FastifyRequest) => {
    const officer = await rater(request);
    const id = parseId<'evaluationFile'>((request.params as { id: string }).id);
    const file = id && (await readFile(db, id as FileId));
    const round = file && (await readRound(db, file.roundId));
    if (!file || !round || !seesFile(officer, round, file)) throw notFound();
    return { officer, file, round };
  };

  /** What each product's subject is called and where it is, asked of the part it belongs to. */
  const looksOf = async (products: readonly FileProduct[]): Promise<Map<string, SubjectLook>> => {
    const looks = new Map<string, SubjectLook>();
    for (const [type, of] of Map.groupBy(products, (one) => one.sourceType)) {
      const subject = services.dutySubjects.find((one) => one.type === type);
      const ids = of.flatMap((one) => one.sourceId ?? []);
      for (const [id, look] of (await subject?.look(db, ids)) ?? []) looks.set(id, look);
    }
    return looks;
  };

  /** Figures of a unit in a round's period: those a table rests on, and signs of quality. */
  const figuresOf = async (round: Round, unit: UnitId) => {
    const counts: Map<string, FigureTotal> = round.criteria
      ? await rubricFigures(services, round, unit)
      : new Map();
    const { from, to: until } = periodOf(round);
    const asOf = endOfYesterday(clock());
    const under = await unitsUnder(db, unit, dayInVietnam(asOf));
    const wanted = figures.filter((one) => one.sign || counts.has(one.code));
    return Promise.all(
      wanted.map(async (figure) => {
        const known = counts.get(figure.code);
        if (known) return { figure, counted: known };
        const { cells } = await figure.count(services, {
          from,
          to: firstOfMonth(until),
          asOf,
          by: { unit: true },
        });
        const own = cells.filter((cell) => cell.unit !== undefined && under.includes(cell.unit));
        return { figure, counted: own.length > 0 ? totalOf(own) : undefined };
      }),
    );
  };

  const showFile = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { form?: string; errors?: FieldErrors; typed?: Record<string, string> } = {},
  ) => {
    const { officer, file, round } = await fileOf(request);
    const products = await productsOf(db, file.id);
    const who = raterOf(officer, round, file);
    const appealable = file.state === 'notified' && file.notifiedOn;
    const { form, errors = {}, typed = {} } = given;
    const page = h(FilePage, {
      view: {
        frame: await frameOf(web, request, officer),
        round,
        file,
        products,
        looks: await looksOf(products),
        computed: round.subject === 'people' ? await computed(db, round, file, products) : undefined,
        figures: file.leads || round.subject === 'units' ? await figuresOf(round, file.unitId) : [],
        unitSigns:
          file.leads || round.subject === 'units'
            ? (
                await Promise.all(services.unitSigns.map((of) => of(services, file.unitId, round.year)))
              ).flat()
            : [],
        events: await fileEvents(db, file.id),
        allowed:
          round.state === 'closed'
            ? []
            : fileSteps.filter(
                (step) => !['notAllowed', 'wrongState', 'ownFile'].includes(mayStep(file, step, who)),
              ),
        appealUntil: appealable
          ? dueDate(ruleOn('DG-APPEAL-WITHIN', appealable), appealable, services.calendar).due
          : undefined,
        own: who.own,
        told: isTold(file, who),
        form,
        errors,
        typed,
        done: (request.query as { xong?: string }).xong !== undefined,
      },
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };
  app.get(`${to.desk}/phieu/:id`, (request, reply) => showFile(request, reply));

  app.post(`${to.desk}/phieu/:id/:step`, async (request, reply) => {
    const { officer, file, round } = await fileOf(request);
    const step = fileSteps.find((one) => one === (request.params as { step: string }).step);
    if (!step) throw notFound();
    const { values } = await readForm(request);
    const errors: FieldErrors = {};
    const given = readStep(
      values,
      step,
      round,
      allValues(request, `${step}-flags`),
      await productsOf(db, file.id),
      errors,
      request.language,
    );
    if (Object.keys(errors).length === 0) {
      try {
        await takeStep(services, officer, file.id, step, given, Number(values.version));
        return await reply.redirect(`${to.file(file.id)}?xong`, 303);
      } catch (error) {
        const about = error instanceof EvaluationRefused ? error.about : undefined;
        const fault = error instanceof EvaluationRefused ? error.fault : undefined;
        const field =
          fault === 'needsText' || fault === 'lowerNeedsWhy'
            ? `${step}-text`
            : fault === 'above' || fault === 'noLevel' || fault === 'worse'
              ? `${step}-level`
              : fault === 'tooMany'
                ? `${step}-points-${about}`
                : fault === 'needsWhyPoints'
                  ? `${step}-why-${about}`
                  : '*';
        errors[field] = message(error, request.language);
      }
    }
    const typed = { ...values, [`${step}-flags`]: allValues(request, `${step}-flags`).join(' ') };
    return showFile(request, reply, { form: step, errors, typed });
  });

  const titleOf = (looks: ReadonlyMap<string, SubjectLook>) => (product: FileProduct) =>
    (product.sourceId ? looks.get(product.sourceId)?.title : undefined) ??
    product.title ??
    legalRules.find((rule) => rule.code === product.ruleCode)?.duty.vi ??
    '';
  for (const ending of ['docx', 'pdf'] as const) {
    app.get(`${to.desk}/phieu/:id.${ending}`, async (request, reply) => {
      const { officer, file, round } = await fileOf(request);
      if (round.subject !== 'people') throw notFound();
      const products = await productsOf(db, file.id);
      const told = isTold(file, raterOf(officer, round, file));
      const result = told ? await computed(db, round, file, products) : undefined;
      const issuer = await issuerOf(services, file.unitId);
      const paper = selfPaper(
        round,
        file,
        result,
        products,
        titleOf(await looksOf(products)),
        issuer,
        today(),
      );
      return send(reply, paper, `tu-danh-gia-${round.year}`, ending);
    });
    app.get(`${to.desk}/phieu/:id/thong-bao.${ending}`, async (request, reply) => {
      const { officer, file, round } = await fileOf(request);
      const { own } = raterOf(officer, round, file);
      if (!file.level || (own && !file.notifiedOn)) throw notFound();
      const result = round.subject === 'people' ? await computed(db, round, file) : undefined;
      const paper = noticePaper(
        round,
        file,
        result,
        await issuerOf(services, round.unitId),
        file.decidedOn ?? today(),
      );
      return send(reply, paper, `thong-bao-xep-loai-${round.year}`, ending);
    });
  }
}

/** Whether what who rates has said may be read: by whose file it is once the result was told, by the others at once. */
function isTold(file: Pick<FileLine, 'notifiedOn'>, who: { own: boolean }): boolean {
  return !who.own || file.notifiedOn !== null;
}

/** Reads what was told with a step; faults by field. */
function readStep(
  values: Record<string, string>,
  step: FileStep,
  round: Round,
  flags: readonly string[],
  products: readonly FileProduct[],
  errors: FieldErrors,
  language: Language,
): StepGiven {
  const t = texts[language];
  const named = (name: string) => values[`${step}-${name}`]?.trim().normalize('NFC') ?? '';
  const whole = (name: string, most: number): number | undefined => {
    const typed = named(name);
    if (typed === '') return undefined;
    if (!/^\d{1,4}$/.test(typed) || Number(typed) > most) errors[`${step}-${name}`] = t.badNumber;
    return Number(typed);
  };
  const rules = round.rulesCode ? evaluationRulesOf(round.rulesCode) : undefined;
  const criteria = round.criteria ?? (rules?.form === 'points' ? rules.commonCriteria : []);
  const points: Record<string, number> = {};
  const whys: Record<string, string> = {};
  for (const { code, most } of criteria) {
    const given = whole(`points-${code}`, most);
    if (given !== undefined) points[code] = given;
    const why = named(`why-${code}`);
    if (why) whys[code] = why;
  }
  const leader: StepGiven['leader'] = {};
  for (const code of ['organising', 'uniting'] as const) {
    const given = whole(`leader-${code}`, 100);
    if (given !== undefined) leader[code] = given;
  }
  const judged =
    step === 'propose' || step === 'answerAppeal'
      ? products.map((one) => {
          const [, units = '1', part = ''] =
            /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(named(`weight-${one.position}`)) ?? [];
          const typed = named(`weight-${one.position}`);
          const weight = typed === '' ? one.weight : Number(units) * 100 + Number(part.padEnd(2, '0'));
          if ((typed !== '' && !/^\d{1,3}([.,]\d{1,2})?$/.test(typed)) || weight < 1)
            errors[`${step}-weight-${one.position}`] = t.badNumber;
          const sent = values[`${step}-faults-${one.position}`] !== undefined;
          return {
            position: one.position,
            weight,
            faults: whole(`faults-${one.position}`, 20) ?? one.faults,
            beyond: sent ? named(`beyond-${one.position}`) === '1' : one.beyond,
            objective: sent ? named(`objective-${one.position}`) || null : one.objective,
          };
        })
      : [];
  const own = named('own');
  const limits: [name: string, most: number][] = [
    ['text', 5000],
    ['own', 300],
    ['evidence', 300],
    ...criteria.map(({ code }): [string, number] => [`why-${code}`, 500]),
    ...products.map((one): [string, number] => [`objective-${one.position}`, 500]),
  ];
  const named_ = Object.fromEntries(limits.map(([name, most]) => [`${step}-${name}`, most]));
  Object.assign(errors, tooLongIn(values, named_, language));
  return {
    text: named('text') || undefined,
    points,
    whys,
    leader,
    flags: automaticFlags.filter((flag): flag is AutomaticFlag => flags.includes(flag)),
    products: judged,
    own: own ? { title: own, evidence: named('evidence') || null } : undefined,
    level: levels.find((one) => one === named('level')),
  };
}
