import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { SignedIn } from '../../ground/access/session.ts';
import { confirmed, isDone, type OfficersPage, officerPage, taking } from '../../ground/actions.ts';
import type { SubjectLook } from '../../ground/duty/subject.ts';
import { type FigureTotal, totalOf } from '../../ground/figure/catalogue.ts';
import { rules as legalRules, ruleOn } from '../../ground/law/catalogue.ts';
import { dueDate } from '../../ground/law/clock.ts';
import { evaluationRulesOn, levels } from '../../ground/law/evaluation-rules.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import { type UnitId, unitsUnder } from '../../ground/organization/organization.ts';
import { Refused, RefusedFields } from '../../ground/refused.ts';
import { frameOf, publicPage, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { isUniqueViolation, sql } from '../../platform/database/database.ts';
import type { AdministrativeDocument } from '../../platform/document/document.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes, wordType } from '../../platform/http/download.ts';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { named } from '../../platform/language.ts';
import { sheetType, writeWorkbook } from '../../platform/sheet/sheet.ts';
import { dayInVietnam, endOfYesterday, firstOfMonth, yearOf } from '../../platform/time.ts';
import { FilePage } from './file.pages.tsx';
import * as forms from './forms.ts';
import { rating } from './forms.ts';
import { readRubric, stepGiven } from './input.ts';
import { knownFileSteps, knownSteps } from './known.ts';
import { EvaluationPage } from './list.pages.tsx';
import { noticePaper, selfPaper, summaryHead, summaryPaper, summaryRow } from './paper.ts';
import { evaluationPaths as to } from './paths.ts';
import { PublicEvaluationPage } from './public.pages.tsx';
import { RoundForm, RoundPage } from './round.pages.tsx';
import {
  addRubric,
  asRater,
  closeRound,
  commend,
  computed,
  decidesFor,
  openRound,
  type RatingActor,
  raterOf,
  refill,
  rubricFigures,
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
  fileSteps,
  mayStep,
  periodOf,
  type Round,
  type RoundId,
} from './round.ts';
import { RubricsPage } from './rubric.pages.tsx';
import { capLines } from './score.ts';
import { texts } from './texts.ts';

const word = named(texts);

// The share of the best where rules name none.
const lawfulShare = 20;
// A group of fewer could point at somebody.
const leastTold = 5;

/** What the rating of a unit and its head rests on, whatever the table: kept, done in time, received, answered in time. */
const restsOn: readonly string[] = [
  'commitments-kept',
  'tasks-onTime',
  'receptions-held',
  'petitions-answeredOnTime',
];

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

  const showRoundForm: OfficersPage = async (request, officer, state) =>
    h(RoundForm, {
      frame: await frameOf(web, request, officer),
      rubrics: (await listRubrics(db)).map((one) => ({ value: one.id, label: one.name })),
      year: yearOf(today()),
      state,
    });

  officerPage(
    web,
    to.newRound,
    showRoundForm,
    {
      '': taking(knownSteps.open, forms.roundForm, async ({ who, given, key }) => {
        const { subject, year, capWhy } = given;
        const quarter = given.quarter === null ? null : Number(given.quarter);
        const people = subject === 'people';
        const last = periodOf({ year, quarter }).to;
        const known = evaluationRulesOn(last, quarter === null ? 'year' : 'quarter');
        const rules = people ? known.find((one) => one.code === given.rules) : undefined;
        const rubric = people ? undefined : (await listRubrics(db)).find((one) => one.id === given.rubric);
        const lawful = rules?.capShare ?? lawfulShare;
        const capShare = given.capShare ?? lawful;
        // Another share than the rules name rests on a ground: a province may raise it for those that did outstandingly.
        const wrong = {
          ...(people && !rules && { rules: word('badRules') }),
          ...(!people && !rubric && { rubric: word('noRubric') }),
          ...(people && capShare !== lawful && !capWhy && { capWhy: word('capNeedsWhy') }),
        };
        if (Object.keys(wrong).length > 0) throw new RefusedFields(wrong);
        const { units } = await site.read();
        const id = await openRound(
          services,
          who as RatingActor,
          {
            subject,
            year,
            quarter,
            rulesCode: rules?.code ?? null,
            criteria: rubric?.criteria ?? null,
            title: rules?.name.vi ?? rubric?.name ?? '',
            capShare,
            capWhy,
            units: people ? [] : units.filter((one) => one.parentId === who.unit).map((one) => one.id),
          },
          key,
        ).catch((error: unknown) => {
          throw isUniqueViolation(error) ? new Refused(word('taken'), 'year') : error;
        });
        return to.round(id);
      }),
    },
    leader,
  );

  const showRubrics: OfficersPage = async (request, officer, state) =>
    h(RubricsPage, { frame: await frameOf(web, request, officer), rubrics: await listRubrics(db), state });

  officerPage(
    web,
    to.rubrics,
    showRubrics,
    {
      '': taking(knownSteps.rubric, forms.rubricForm, async ({ who, given, key }) => {
        const read = readRubric(given.criteria, figures);
        if (!read.ok)
          throw new Refused({ vi: texts.vi.badLine(read.line), en: texts.en.badLine(read.line) }, 'criteria');
        await addRubric(services, who as RatingActor, { ...given, criteria: read.criteria }, key);
        return to.rubrics;
      }),
    },
    leader,
  );

  const roundOf = async (request: FastifyRequest): Promise<{ officer: RatingActor; round: Round }> => {
    const officer = await leader(request);
    const id = parseId<'evaluationRound'>((request.params as { id: string }).id);
    const round = id && (await readRound(db, id as RoundId));
    if (!round || !decidesFor(officer, round.unitId)) throw notFound();
    return { officer, round };
  };

  const showRound: OfficersPage = async (request, officer, state) => {
    const { round } = await roundOf(request);
    const files = await filesOf(db, round.id);
    const rated = files.flatMap((one) => (one.level ? [{ group: one.groupCode, level: one.level }] : []));
    return h(RoundPage, {
      view: {
        frame: await frameOf(web, request, officer),
        round,
        files,
        cap: capLines(rated, round.capShare),
        commendations: await commendationsOf(db, round.id),
        state,
        done: isDone(request),
      },
    });
  };

  const decider = async (request: FastifyRequest) => (await roundOf(request)).officer;
  officerPage(
    web,
    to.round(':id'),
    showRound,
    {
      'doc-lai': taking(knownSteps.refill, {}, ({ who, params, key }) =>
        refill(services, who as RatingActor, idIn<'evaluationRound'>(params), key),
      ),
      dong: taking(knownSteps.close, forms.closeForm, ({ who, given, params, version, key }) =>
        closeRound(services, who as RatingActor, idIn<'evaluationRound'>(params), given.why ?? undefined, {
          version,
          key,
        }),
      ),
      'khen-thuong': taking(knownSteps.commend, forms.commendForm, ({ who, given, key }) => {
        const { file, ...said } = given;
        const fileId = idIn<'evaluationFile'>({ id: file });
        return commend(services, who as RatingActor, { ...said, fileId }, key);
      }),
    },
    decider,
  );

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

  /** A file for somebody who may see it: whoever asks, or whoever is known to. @throws HttpError 404 */
  const fileOf = async (request: FastifyRequest | { params: unknown; who: SignedIn }) => {
    const officer = 'who' in request ? (request.who as RatingActor) : await rater(request);
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

  /** Figures of a unit in a round's period: what it kept and held, those a table rests on, and signs of quality. */
  const figuresOf = async (round: Round, unit: UnitId) => {
    const counts: Map<string, FigureTotal> = round.criteria
      ? await rubricFigures(services, round, unit)
      : new Map();
    const { from, to: until } = periodOf(round);
    const asOf = endOfYesterday(clock());
    const under = await unitsUnder(db, unit, dayInVietnam(asOf));
    const wanted = figures.filter((one) => one.sign || counts.has(one.code) || restsOn.includes(one.code));
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

  const showFile: OfficersPage = async (request, _, state) => {
    const { officer, file, round } = await fileOf(request);
    const products = await productsOf(db, file.id);
    const who = raterOf(officer, round, file);
    const appealable = file.state === 'notified' && file.notifiedOn;
    return h(FilePage, {
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
        spec: (step) => forms.stepForm(step, round, file, products),
        state,
        done: isDone(request),
      },
    });
  };

  officerPage(
    web,
    to.file(':id'),
    showFile,
    Object.fromEntries(
      fileSteps.map((step) => {
        const one = taking(knownFileSteps[step], {}, async ({ who, given, params, version, key }) => {
          const { file, round } = await fileOf({ params, who });
          const products = rating.includes(step) ? await productsOf(db, file.id) : [];
          const said = stepGiven(given, round, products);
          await takeStep(services, who as RatingActor, file.id, step, said, { version, key });
        });
        const asked: typeof one = {
          ...one,
          async specOf({ who, params }) {
            const { file, round } = await fileOf({ params, who });
            return forms.stepForm(step, round, file, await productsOf(db, file.id));
          },
        };
        return [step, one.undo.how === 'never' ? confirmed(asked) : asked];
      }),
    ),
    async (request) => (await fileOf(request)).officer,
  );

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
