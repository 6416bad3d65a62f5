import type { SentState } from '../../ground/actions.ts';
import type { SubjectLook } from '../../ground/duty/subject.ts';
import type { Figure, FigureTotal } from '../../ground/figure/catalogue.ts';
import { rules as legalRules } from '../../ground/law/catalogue.ts';
import { evaluationRulesOf } from '../../ground/law/evaluation-rules.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { Initial } from '../../platform/page/form.tsx';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { FormSpec } from '../../platform/page/form-spec.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, Prose, Summary, Table, Timeline } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import { rating } from './forms.ts';
import { evaluationPaths as to } from './paths.ts';
import type { FileEvent, FileLine } from './round.store.ts';
import {
  type Computed,
  type FileProduct,
  type FileStep,
  periodOf,
  type Round,
  rubricPoints,
  signsOf,
} from './round.ts';
import {
  conditionNames,
  fileStateNames,
  flagNames,
  levelNames,
  lineNames,
  signNames,
  stepNames,
  texts,
} from './texts.ts';

import { periodWords, points, Rules, shareWords } from './view.tsx';
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
  /** What each step asks of this file. */
  spec(step: FileStep): FormSpec;
  state: FormState | SentState;
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
  const { frame, round, file, products, events, allowed, own, told, appealUntil, state } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.file(file.id);
  const unit = unitName(file, language);
  const name = file.personName ?? unit;
  const { to: until } = periodOf(round);
  const signs = signsOf(products, until);
  return (
    <Layout
      frame={frame}
      title={`${t.title}: ${name}`}
      wide
      scripts={['form']}
      hasErrors={state.sent !== undefined}
    >
      <p class="back">
        <a href={own && round.subject === 'people' ? to.desk : to.round(round.id)}>← {round.title}</a>
      </p>
      <h1>{name}</h1>
      <FormNotes state={state} done={view.done ? t.saved : undefined} />
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
            <ActionForm
              key={step}
              base={to.file(file.id)}
              action={step}
              state={{ ...state, version: file.version }}
              spec={view.spec(step)}
              initial={startOf(view, step)}
            />
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

/** What stands in a step's form before anything is typed: what was said before. */
function startOf({ file, products }: FileView, step: FileStep): Initial {
  const rates = rating.includes(step);
  const start: Record<string, string | readonly string[] | undefined> = { flags: file.flags };
  for (const [code, given] of Object.entries(file.given)) {
    const before = rates ? (given.given ?? given.self) : given.self;
    start[`points-${code}`] = before === undefined ? undefined : String(before);
    start[`why-${code}`] = given.why;
  }
  for (const [code, given] of Object.entries(file.leader)) start[`leader-${code}`] = String(given ?? '');
  for (const one of products) {
    start[`weight-${one.position}`] = String(one.weight / 100).replace('.', ',');
    start[`faults-${one.position}`] = String(one.faults);
    start[`beyond-${one.position}`] = one.beyond ? '1' : '';
    start[`objective-${one.position}`] = one.objective ?? '';
  }
  return start;
}
