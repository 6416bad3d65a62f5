import type { SubjectLook } from '../../ground/duty/subject.ts';
import type { Figure, FigureTotal } from '../../ground/figure/catalogue.ts';
import { rules as legalRules } from '../../ground/law/catalogue.ts';
import { evaluationRules, evaluationRulesOf, levels } from '../../ground/law/evaluation-rules.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { Bilingual, Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  Hidden,
  Prose,
  Select,
  Summary,
  Table,
  Timeline,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import { evaluationPaths as to } from './paths.ts';
import type { Commendation, FileEvent, FileLine, Rubric } from './round.store.ts';
import {
  type Computed,
  type FileProduct,
  type FileStep,
  periodOf,
  type Round,
  rubricPoints,
  signsOf,
} from './round.ts';
import { automaticFlags, type CapLine, type Fraction } from './score.ts';
import {
  conditionNames,
  fileStateNames,
  flagNames,
  groupNames,
  levelNames,
  lineNames,
  signNames,
  stepNames,
  texts,
} from './texts.ts';

const periodWords = ({ year, quarter }: Pick<Round, 'year' | 'quarter'>, language: Language) =>
  quarter === null ? String(year) : `${texts[language].quarter} ${quarter}/${year}`;

const points = (hundredths: number) =>
  (hundredths / 100).toLocaleString('vi-VN', { maximumFractionDigits: 2 });
const shareWords = ({ numerator, denominator }: Fraction) =>
  denominator === 0 ? '–' : formatPercent(numerator, denominator);

/** Rules with what of them is not certain. */
function Rules({ code, language }: { code: string; language: Language }) {
  const rules = evaluationRulesOf(code);
  const t = texts[language];
  return (
    <>
      <p>
        {t.rules}: {rules.name[language]} ({rules.basis[language]})
      </p>
      {rules.standing === 'toConfirm' && rules.uncertain && (
        <p class="note">
          <strong>{t.toConfirm}.</strong> {rules.uncertain[language]}
        </p>
      )}
    </>
  );
}

/** The own files, and the rounds of the own agency. */
export function EvaluationPage(props: {
  frame: Frame;
  own: readonly (FileLine & { year: number; quarter: number | null; round: string })[];
  rounds: readonly (Round & { files: number; decided: number })[];
  mayOpen: boolean;
}) {
  const { frame, own, rounds, mayOpen } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.title} wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {mayOpen && (
        <p class="buttons">
          <a class="button" href={to.newRound}>
            {t.newRound}
          </a>{' '}
          <a href={to.rubrics}>{t.rubrics}</a>
        </p>
      )}
      <h2>{t.mine}</h2>
      {own.length === 0 ? (
        <p class="muted">{t.none}</p>
      ) : (
        <Table
          caption={t.mine}
          hideCaption
          cards
          columns={[{ label: t.period }, { label: t.state }, { label: t.level }]}
          rows={own.map((one) => [
            <a href={to.file(one.id)}>
              {one.round} ({periodWords(one, language)})
            </a>,
            fileStateNames[language][one.state],
            one.level && one.notifiedOn ? levelNames[language][one.level] : '–',
          ])}
        />
      )}
      {mayOpen && (
        <>
          <h2>{t.rounds}</h2>
          {rounds.length === 0 ? (
            <EmptyState title={t.none} />
          ) : (
            <Table
              caption={t.rounds}
              hideCaption
              columns={[
                { label: t.period },
                { label: t.subject },
                { label: t.decided, numeric: true },
                { label: t.files, numeric: true },
                { label: t.state },
              ]}
              rows={rounds.map((one) => [
                <a href={to.round(one.id)}>
                  {one.title} ({periodWords(one, language)})
                </a>,
                one.subject === 'people' ? t.people : t.units,
                formatInteger(one.decided),
                formatInteger(one.files),
                one.closedOn ? t.closedOn(formatDate(one.closedOn)) : '',
              ])}
            />
          )}
        </>
      )}
    </Layout>
  );
}

/** A round being opened. */
export function RoundForm(props: {
  frame: Frame;
  rubrics: readonly Rubric[];
  values: Record<string, string>;
  errors: FieldErrors;
}) {
  const { frame, rubrics, values, errors } = props;
  const { language } = frame;
  const t = texts[language];
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  const labels = { year: t.year, rules: t.rules, rubric: t.rubric, capShare: t.capShare, capWhy: t.capWhy };
  return (
    <Layout frame={frame} title={t.newRound} hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>{t.newRound}</h1>
      <ErrorSummary language={language} errors={errors} labels={labels} />
      <form method="post" action={to.newRound}>
        <Hidden values={{ key: values.key }} />
        <Select
          {...field('subject')}
          label={t.subject}
          options={[
            { value: 'people', label: t.people },
            { value: 'units', label: t.units },
          ]}
        />
        <Field {...field('year')} label={t.year} inputmode="numeric" width="narrow" />
        <Select
          {...field('quarter')}
          label={t.quarter}
          options={[
            { value: '', label: t.wholeYear },
            ...['1', '2', '3', '4'].map((value) => ({ value, label: value })),
          ]}
        />
        <Select
          {...field('rules')}
          label={t.rules}
          hint={t.rulesHint}
          options={[
            { value: '', label: '–' },
            ...evaluationRules.map((one) => ({ value: one.code, label: one.name[language] })),
          ]}
        />
        <Select
          {...field('rubric')}
          label={t.rubric}
          optional
          options={[{ value: '', label: '–' }, ...rubrics.map((one) => ({ value: one.id, label: one.name }))]}
        />
        <Field {...field('capShare')} label={t.capShare} inputmode="numeric" width="narrow" optional />
        <Field {...field('capWhy')} label={t.capWhy} optional />
        <button type="submit">{t.open}</button>
      </form>
    </Layout>
  );
}

/** Local tables of criteria. */
export function RubricsPage(props: {
  frame: Frame;
  rubrics: readonly Rubric[];
  values: Record<string, string>;
  errors: FieldErrors;
}) {
  const { frame, rubrics, values, errors } = props;
  const { language } = frame;
  const t = texts[language];
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  return (
    <Layout frame={frame} title={t.rubrics} wide hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>{t.rubrics}</h1>
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ name: t.name, ground: t.ground, criteria: t.criteria }}
      />
      {rubrics.map((one) => (
        <section key={one.id} class="full">
          <h2>{one.name}</h2>
          <p class="muted">{one.ground}</p>
          <Table
            caption={one.name}
            hideCaption
            columns={[{ label: t.criterion }, { label: t.most, numeric: true }, { label: t.figures }]}
            rows={one.criteria.map((criterion) => [
              criterion.name[language],
              String(criterion.most),
              criterion.figure ?? '–',
            ])}
          />
        </section>
      ))}
      <h2>{t.addRubric}</h2>
      <form method="post" action={to.rubrics}>
        <Hidden values={{ key: values.key }} />
        <Field {...field('name')} label={t.name} />
        <Field {...field('ground')} label={t.ground} />
        <Field {...field('criteria')} label={t.criteria} hint={t.criteriaHint} rows={8} />
        <button type="submit">{t.addRubric}</button>
      </form>
    </Layout>
  );
}

/** What a round's page shows. */
export interface RoundView {
  frame: Frame;
  round: Round;
  files: readonly FileLine[];
  cap: readonly CapLine[];
  commendations: readonly Commendation[];
  errors: FieldErrors;
  typed: Record<string, string>;
  done: boolean;
}

/** A round: its files, the cap of the whole and of each group, how it is closed. */
export function RoundPage({ view }: { view: RoundView }) {
  const { frame, round, files, cap, commendations, errors, typed, done } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.round(round.id);
  const people = round.subject === 'people';
  const byId = new Map(files.map((one) => [one.id, one]));
  const may = files.filter(
    (one) => one.state === 'final' && (one.level === 'excellent' || one.level === 'good'),
  );
  const nameOf = (one: FileLine) => one.personName ?? unitName(one, language);
  const field = (name: string) => ({ language, name, value: typed[name], error: errors[name] });
  return (
    <Layout frame={frame} title={round.title} wide hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>
        {round.title} ({periodWords(round, language)})
      </h1>
      {done && (
        <p class="note" role="status">
          {t.saved}
        </p>
      )}
      <ErrorSummary language={language} errors={errors} />
      {round.rulesCode && <Rules code={round.rulesCode} language={language} />}
      <p>
        {t.summary}: <a href={`${here}.docx`}>Word</a> · <a href={`${here}.pdf`}>PDF</a> ·{' '}
        <a href={`${here}.xlsx`}>Excel</a>
      </p>
      {people && round.state === 'open' && (
        <form method="post" action={`${here}/doc-lai`} class="inline">
          <button type="submit" class="second">
            {t.refill}
          </button>
        </form>
      )}
      <Table
        caption={t.files}
        columns={[
          { label: people ? t.person : t.unit },
          ...(people ? [{ label: t.post }, { label: t.unit }] : []),
          { label: t.state },
          { label: t.level },
        ]}
        rows={files.map((one) => [
          <a href={to.file(one.id)}>{nameOf(one)}</a>,
          ...(people ? [one.title ?? '', unitName(one, language)] : []),
          fileStateNames[language][one.state],
          one.level ? levelNames[language][one.level] : '–',
        ])}
      />
      {people && (
        <section class="full">
          <h2>{t.cap}</h2>
          <p>
            {t.capLead(String(round.capShare))} {round.capWhy}
          </p>
          <Table
            caption={t.cap}
            hideCaption
            columns={[
              { label: t.group },
              { label: t.excellent, numeric: true },
              { label: t.good, numeric: true },
              { label: t.allowed, numeric: true },
              { label: t.state },
            ]}
            rows={cap.map((one) => [
              groupNames[language][one.group] ?? one.group,
              formatInteger(one.excellent),
              formatInteger(one.good),
              formatInteger(one.most),
              one.broken ? <Badge tone="warn">{t.broken}</Badge> : '',
            ])}
          />
        </section>
      )}
      {round.closedOn ? (
        <p class="note">
          {t.closedOn(formatDate(round.closedOn))}. {round.closedWhy}
        </p>
      ) : (
        <details open={typed.form === 'close'}>
          <summary>{t.close}</summary>
          <form method="post" action={`${here}/dong`}>
            <Hidden values={{ version: String(round.version), form: 'close' }} />
            <Field {...field('why')} label={t.closeWhy} rows={2} optional />
            <button type="submit" class="second">
              {t.close}
            </button>
          </form>
        </details>
      )}
      <h2>{t.commendations}</h2>
      {commendations.length > 0 && (
        <ul>
          {commendations.map((one) => {
            const file = byId.get(one.fileId);
            return (
              <li key={`${one.fileId}${one.form}`}>
                {file && nameOf(file)}: {one.form} ({one.ground}, {formatDate(one.decidedOn)})
              </li>
            );
          })}
        </ul>
      )}
      {may.length > 0 && (
        <details open={typed.form === 'commend'}>
          <summary>{t.commend}</summary>
          <form method="post" action={`${here}/khen-thuong`}>
            <Hidden values={{ form: 'commend' }} />
            <Select
              {...field('file')}
              label={people ? t.person : t.unit}
              options={may.map((one) => ({ value: one.id, label: nameOf(one) }))}
            />
            <Field {...field('form-name')} label={t.form} />
            <Field {...field('ground')} label={t.ground} />
            <Field {...field('decidedOn')} label={t.decidedOn} inputmode="numeric" width="narrow" />
            <button type="submit" class="second">
              {t.commend}
            </button>
          </form>
        </details>
      )}
    </Layout>
  );
}

/** What a file's page shows and allows. */
export interface FileView {
  frame: Frame;
  round: Round;
  file: FileLine;
  products: readonly FileProduct[];
  looks: ReadonlyMap<string, SubjectLook>;
  computed: Computed | undefined;
  /** Figures of the unit: signs of quality, and those that a table of criteria rests on. */
  figures: readonly { figure: Figure; counted: FigureTotal | undefined }[];
  /** Signs of how the unit came to its results, of all parts. */
  unitSigns: readonly Bilingual[];
  events: readonly FileEvent[];
  allowed: readonly FileStep[];
  appealUntil: PlainDate | undefined;
  own: boolean;
  /** What who rates has said may be read. */
  told: boolean;
  form: string | undefined;
  errors: FieldErrors;
  typed: Record<string, string>;
  done: boolean;
}

function figureWords(figure: Figure, counted: FigureTotal | undefined): string {
  if (!counted) return '–';
  if (!figure.denominator) return formatInteger(counted.numerator);
  const of = counted.denominator ?? 0;
  return of === 0
    ? '–'
    : `${formatPercent(counted.numerator, of)} (${formatInteger(counted.numerator)}/${formatInteger(of)})`;
}

/** One file: its points with whence they come, the work behind them, signs beside them, what can be done now. */
export function FilePage({ view }: { view: FileView }) {
  const { frame, round, file, products, events, allowed, own, told, appealUntil, errors } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.file(file.id);
  const unit = unitName(file, language);
  const name = file.personName ?? unit;
  const { to: until } = periodOf(round);
  const signs = signsOf(products, until);
  return (
    <Layout frame={frame} title={`${t.title}: ${name}`} wide hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={own && round.subject === 'people' ? to.desk : to.round(round.id)}>← {round.title}</a>
      </p>
      <h1>{name}</h1>
      {view.done && (
        <p class="note" role="status">
          {t.saved}
        </p>
      )}
      <ErrorSummary language={language} errors={errors} />
      <Summary
        rows={[
          ...(file.personId ? ([[t.post, `${file.title ?? ''}, ${unit}`]] as [string, string][]) : []),
          [t.period, periodWords(round, language)],
          [t.state, fileStateNames[language][file.state]],
          ...(told && file.level
            ? ([[t.level, <strong>{levelNames[language][file.level]}</strong>]] as [
                string,
                preact.JSX.Element,
              ][])
            : []),
          ...(told && file.levelWhy ? ([[t.why, file.levelWhy]] as [string, string][]) : []),
        ]}
      />
      {round.rulesCode && <Rules code={round.rulesCode} language={language} />}
      <p>
        {t.selfPaper}: <a href={`${here}.docx`}>Word</a> · <a href={`${here}.pdf`}>PDF</a>
        {told && file.level && (
          <>
            {' · '}
            {t.notice}: <a href={`${here}/thong-bao.docx`}>Word</a> ·{' '}
            <a href={`${here}/thong-bao.pdf`}>PDF</a>
          </>
        )}
      </p>
      {appealUntil && <p class="note">{t.appealUntil(formatDate(appealUntil))}.</p>}
      <section class="full">
        <h2>{t.score}</h2>
        {round.subject === 'units' ? <UnitScore view={view} /> : <PersonScore view={view} />}
      </section>
      <section class="full">
        <h2>{t.signs}</h2>
        <p class="muted">{t.signsNote}</p>
        {signs.length === 0 && view.unitSigns.length === 0 ? (
          <p>{t.noSigns}</p>
        ) : (
          <ul>
            {signs.map(({ sign, count, of }) => (
              <li key={sign}>
                {formatInteger(count)}/{formatInteger(of)} {signNames[language][sign]}
              </li>
            ))}
            {view.unitSigns.map((one) => (
              <li key={one.vi}>{one[language]}</li>
            ))}
          </ul>
        )}
      </section>
      {view.figures.length > 0 && (
        <section class="full">
          <h2>{t.figures}</h2>
          <Table
            caption={t.figures}
            hideCaption
            columns={[{ label: t.figures }, { label: t.share, numeric: true }]}
            rows={view.figures.map(({ figure, counted }) => [
              figure.name[language],
              figureWords(figure, counted),
            ])}
          />
        </section>
      )}
      {round.subject === 'people' && <Products view={view} />}
      {file.selfText && (
        <>
          <h2>{t.selfText}</h2>
          <Prose text={file.selfText} />
        </>
      )}
      {file.collectiveText && (
        <>
          <h2>{t.collective}</h2>
          <Prose text={file.collectiveText} />
        </>
      )}
      {file.appealText && (
        <>
          <h2>{t.appealText}</h2>
          <Prose text={file.appealText} />
          {file.appealAnswer && (
            <>
              <h3>{t.appealAnswer}</h3>
              <Prose text={file.appealAnswer} />
            </>
          )}
        </>
      )}
      {allowed.length > 0 && (
        <section>
          <h2>{t.toDo}</h2>
          {allowed.map((step) => (
            <StepForm key={step} view={view} step={step} />
          ))}
        </section>
      )}
      {events.length > 0 && <h2>{t.history}</h2>}
      <Timeline
        items={events.map((event) => ({
          at: formatInstant(event.at),
          title: stepNames[language][event.type as FileStep] ?? event.type,
          body: event.titleVi && <p class="muted small">{event.titleVi}</p>,
        }))}
      />
    </Layout>
  );
}

function criteriaOf(round: Round) {
  if (round.criteria) return round.criteria;
  const rules = round.rulesCode ? evaluationRulesOf(round.rulesCode) : undefined;
  return rules?.form === 'points' ? rules.commonCriteria : [];
}

function PersonScore({ view }: { view: FileView }) {
  const { frame, round, file, computed, told } = view;
  const { language } = frame;
  const t = texts[language];
  const rules = round.rulesCode ? evaluationRulesOf(round.rulesCode) : undefined;
  if (!computed || !rules) return null;
  const { points: score, conditions, level } = computed;
  return (
    <>
      {!told && <p class="muted">{t.untold}</p>}
      {told && file.flags.length > 0 && (
        <p class="note">
          {t.failed} {file.flags.map((flag) => flagNames[language][flag]).join('; ')}.
        </p>
      )}
      {!score && !conditions && <p>{t.noScore}</p>}
      {rules.form === 'points' && (
        <Table
          caption={t.common}
          columns={[
            { label: t.criterion },
            { label: t.most, numeric: true },
            { label: t.self, numeric: true },
            { label: t.given, numeric: true },
            { label: t.why },
          ]}
          rows={rules.commonCriteria.map(({ code, name, most }) => [
            name[language],
            String(most),
            String(file.given[code]?.self ?? '–'),
            told ? String(file.given[code]?.given ?? '–') : '–',
            told ? (file.given[code]?.why ?? '') : '',
          ])}
        />
      )}
      {told && score && (
        <>
          <Table
            caption={`${t.score} (${rules.form === 'points' ? rules.taskPoints : 0})`}
            columns={[
              { label: t.criterion },
              { label: t.share, numeric: true },
              { label: t.most, numeric: true },
              { label: t.points, numeric: true },
            ]}
            rows={score.lines.map((line) => [
              lineNames[language][line.code] ?? line.code,
              shareWords(line.share),
              points(line.most),
              points(line.points),
            ])}
          />
          {told && (
            <p>
              {t.commonPoints} {score.common} +{' '}
              {points(Math.round((score.total.numerator / score.total.denominator - score.common) * 100))} ={' '}
              <strong>{points(Math.round((score.total.numerator / score.total.denominator) * 100))}</strong>.{' '}
              {t.computed}: <strong>{level ? levelNames[language][level] : '–'}</strong>
            </p>
          )}
        </>
      )}
      {told && conditions && (
        <>
          <Table
            caption={t.condition}
            columns={[
              { label: t.condition },
              { label: t.share, numeric: true },
              { label: t.asked, numeric: true },
              { label: t.state },
            ]}
            rows={conditions.conditions.map((one) => [
              conditionNames[language][one.code],
              `${shareWords(one.share)} (${one.share.numerator}/${one.share.denominator})`,
              `${one.asked}%`,
              <Badge tone={one.holds ? 'good' : 'warn'}>{one.holds ? t.holds : t.notHolds}</Badge>,
            ])}
          />
          {told && (
            <p>
              {t.computed}: <strong>{level ? levelNames[language][level] : '–'}</strong>. {!level && t.gap}
            </p>
          )}
        </>
      )}
    </>
  );
}

function UnitScore({ view }: { view: FileView }) {
  const { frame, round, file, figures, told } = view;
  const { language } = frame;
  const t = texts[language];
  const counted = new Map(
    figures.flatMap((one) =>
      one.counted
        ? [
            [
              one.figure.code,
              { numerator: one.counted.numerator, denominator: one.counted.denominator },
            ] as const,
          ]
        : [],
    ),
  );
  const { lines, total, most } = rubricPoints(round.criteria ?? [], told ? file.given : {}, counted);
  const from = { figure: t.fromFigure, given: t.fromGiven, none: t.fromNone };
  return (
    <Table
      caption={t.score}
      hideCaption
      columns={[
        { label: t.criterion },
        { label: t.most, numeric: true },
        { label: t.self, numeric: true },
        { label: t.points, numeric: true },
        { label: t.why },
      ]}
      rows={[
        ...lines.map(({ criterion, points: reached, from: whence }) => [
          criterion.name[language],
          String(criterion.most),
          String(file.given[criterion.code]?.self ?? '–'),
          reached.toLocaleString('vi-VN'),
          [from[whence], told ? file.given[criterion.code]?.why : undefined].filter(Boolean).join('. '),
        ]),
        [<strong>{t.total}</strong>, String(most), '', <strong>{total.toLocaleString('vi-VN')}</strong>, ''],
      ]}
    />
  );
}

function Products({ view }: { view: FileView }) {
  const { frame, products, looks, told } = view;
  const { language } = frame;
  const t = texts[language];
  if (products.length === 0) return null;
  const title = (one: FileProduct) => {
    const look = one.sourceId ? looks.get(one.sourceId) : undefined;
    const duty = legalRules.find((rule) => rule.code === one.ruleCode)?.duty[language];
    if (!look) return one.title ?? duty ?? one.sourceType;
    return (
      <>
        <a href={look.href}>{look.title}</a>
        <br />
        <span class="muted small">{duty}</span>
      </>
    );
  };
  return (
    <section class="full">
      <h2>{t.products}</h2>
      <p class="muted">{t.productsLead}</p>
      <Table
        caption={t.products}
        hideCaption
        columns={[
          { label: t.product },
          { label: t.due },
          { label: t.doneOn },
          { label: t.weight, numeric: true },
          { label: t.state },
        ]}
        rows={products.map((one) => [
          <>
            {title(one)}
            {one.evidence && (
              <>
                <br />
                <span class="muted small">{one.evidence}</span>
              </>
            )}
          </>,
          one.dueOn ? formatDate(one.dueOn) : '–',
          one.done ? (one.doneOn ? formatDate(one.doneOn) : '–') : t.notDone,
          points(one.weight),
          <>
            {one.late > 0 && <Badge tone="warn">{`${t.late} ×${one.late}`}</Badge>}{' '}
            {told && one.faults > 0 && <Badge tone="warn">{`${t.faults} ×${one.faults}`}</Badge>}{' '}
            {told && one.beyond && <Badge tone="good">{t.beyond}</Badge>}
            {told && one.objective && (
              <>
                <br />
                <span class="muted small">
                  {t.objective}: {one.objective}
                </span>
              </>
            )}
          </>,
        ])}
      />
    </section>
  );
}

function StepForm({ view, step }: { view: FileView; step: FileStep }) {
  const { frame, round, file, products, form, errors, typed } = view;
  const { language } = frame;
  const t = texts[language];
  const mine = form === step;
  const field = (name: string, start?: string) => ({
    language,
    name: `${step}-${name}`,
    value: mine ? typed[`${step}-${name}`] : start,
    error: mine ? errors[`${step}-${name}`] : undefined,
  });
  const rules = round.rulesCode ? evaluationRulesOf(round.rulesCode) : undefined;
  const criteria = criteriaOf(round).filter((one) => !('figure' in one && one.figure));
  const rates = step === 'propose' || step === 'answerAppeal';
  const levelled = step === 'decide' || step === 'answerAppeal';
  return (
    <details open={mine}>
      <summary>{stepNames[language][step]}</summary>
      <form method="post" action={`${to.file(file.id)}/${step}`}>
        <Hidden values={{ version: String(file.version) }} />
        {(step === 'assess' || rates) &&
          criteria.map(({ code, name, most }) => (
            <>
              <Field
                {...field(
                  `points-${code}`,
                  String(
                    (rates ? (file.given[code]?.given ?? file.given[code]?.self) : file.given[code]?.self) ??
                      '',
                  ),
                )}
                label={`${name[language]} (0–${most})`}
                inputmode="numeric"
                width="narrow"
              />
              {rates && <Field {...field(`why-${code}`, file.given[code]?.why)} label={t.why} optional />}
            </>
          ))}
        {step === 'assess' && round.subject === 'people' && (
          <>
            <Field {...field('own')} label={t.ownProduct} optional />
            <Field {...field('evidence')} label={t.ownEvidence} optional />
          </>
        )}
        {rates &&
          file.leads &&
          rules?.form === 'points' &&
          rules.leaderItems
            .filter((one) => !one.computed)
            .map((one) => (
              <Field
                key={one.code}
                {...field(`leader-${one.code}`, String(file.leader[one.code] ?? ''))}
                label={`${one.name[language]} (0–100%)`}
                inputmode="numeric"
                width="narrow"
              />
            ))}
        {rates && round.subject === 'people' && (
          <>
            <fieldset class="field" hidden={step !== 'propose'}>
              <legend>{t.flags}</legend>
              {automaticFlags.map((flag, at) => (
                <div class="choice" key={flag}>
                  <input
                    type="checkbox"
                    id={at === 0 ? 'propose-flags' : `propose-flags-${flag}`}
                    name="propose-flags"
                    value={flag}
                    checked={
                      mine
                        ? (typed['propose-flags'] ?? '').split(' ').includes(flag)
                        : file.flags.includes(flag)
                    }
                  />
                  <label for={at === 0 ? 'propose-flags' : `propose-flags-${flag}`}>
                    {flagNames[language][flag]}
                  </label>
                </div>
              ))}
            </fieldset>
            {products.map((one) => (
              <details key={one.position}>
                <summary>
                  {t.product} {one.position}
                </summary>
                <Field
                  {...field(`weight-${one.position}`, String(one.weight / 100).replace('.', ','))}
                  label={t.weight}
                  inputmode="decimal"
                  width="narrow"
                />
                <Field
                  {...field(`faults-${one.position}`, String(one.faults))}
                  label={t.faults}
                  inputmode="numeric"
                  width="narrow"
                />
                <Select
                  {...field(`beyond-${one.position}`, one.beyond ? '1' : '')}
                  label={t.beyond}
                  options={[
                    { value: '', label: '–' },
                    { value: '1', label: t.beyond },
                  ]}
                />
                <Field
                  {...field(`objective-${one.position}`, one.objective ?? '')}
                  label={t.objective}
                  optional
                />
              </details>
            ))}
          </>
        )}
        {levelled && (
          <Select
            {...field('level', '')}
            label={t.chooseLevel}
            options={[
              { value: '', label: t.asComputed },
              ...levels.map((value) => ({ value, label: levelNames[language][value] })),
            ]}
          />
        )}
        {step !== 'notify' && step !== 'finish' && (
          <Field
            {...field('text')}
            label={t.words}
            rows={3}
            optional={step === 'propose' || step === 'decide'}
          />
        )}
        <button type="submit" class={step === 'decide' || step === 'assess' ? undefined : 'second'}>
          {stepNames[language][step]}
        </button>
      </form>
    </details>
  );
}

/** How units were rated, and how levels are distributed: no names, no small groups. */
export function PublicEvaluationPage(props: {
  frame: Frame;
  units: readonly { unit: UnitId; year: number; level: FileLine['level'] }[];
  distribution: readonly {
    year: number;
    rows: readonly { unit: UnitId; group: string; counts: readonly (number | null)[] }[];
  }[];
  unitName(unit: UnitId): string;
}) {
  const { frame, units, distribution, unitName } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.publicTitle} description={t.publicLead} wide>
      <h1>{t.publicTitle}</h1>
      <p class="lead">{t.publicLead}</p>
      {units.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.units}
          columns={[{ label: t.unit }, { label: t.year, numeric: true }, { label: t.level }]}
          cards
          rows={units.map((one) => [
            unitName(one.unit),
            String(one.year),
            one.level ? levelNames[language][one.level] : '–',
          ])}
        />
      )}
      {distribution.map(({ year, rows }) => (
        <Table
          key={year}
          caption={`${t.distribution} ${year}`}
          columns={[
            { label: t.unit },
            { label: t.group },
            ...levels.map((level) => ({ label: levelNames[language][level], numeric: true })),
          ]}
          rows={rows.map((one) => [
            unitName(one.unit),
            groupNames[language][one.group] ?? one.group,
            ...one.counts.map((count) =>
              count === null ? <span class="muted">{t.small}</span> : formatInteger(count),
            ),
          ])}
        />
      ))}
    </Layout>
  );
}
