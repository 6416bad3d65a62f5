import type { SentState } from '../../ground/actions.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { History } from '../../ground/record/history.tsx';
import type { HistoryLine } from '../../ground/record/next.ts';
import { ActionForm, FormNotes, type FormState, QueueNotes } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Pagination, Prose, Summary, Table, type Tone } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { formatDong, formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import { type ModelState, modelFields } from './campaign.ts';
import {
  appraiseForm,
  checkForm,
  commendForm,
  fieldNames,
  modelForm,
  neededForm,
  recogniseForm,
  subjectNames,
} from './forms.ts';
import type { Check, ModelLine, modelYears } from './model.service.ts';
import { campaignPaths as to } from './paths.ts';
import type { Photo } from './photo.store.ts';
import { texts } from './texts.ts';
import { Follow, Kinds, Photos, Picture } from './view.tsx';

type PageState = FormState | SentState;

const tones: Record<ModelState, Tone> = {
  registered: 'plain',
  running: 'info',
  declined: 'plain',
  recognised: 'good',
  ended: 'plain',
};

/** What is looked for among models. */
export interface ModelSearch {
  year: number | undefined;
  field: string | undefined;
  words: string;
}

/** Models as a gallery with search, and how each year went. */
export function ModelsPage(props: {
  frame: Frame;
  models: readonly ModelLine[];
  years: Awaited<ReturnType<typeof modelYears>>;
  search: ModelSearch;
  previous: string | undefined;
  next: string | undefined;
}) {
  const { frame, models, years, search, previous, next } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.models} wide>
      <h1>{t.models}</h1>
      <p class="lead">{t.modelsLead}</p>
      <Kinds language={language} here={to.models} />
      <form method="get" action={to.models} class="two-columns">
        <div class="field">
          <label for="tim">{t.search}</label>
          <input id="tim" name="tim" value={search.words} />
        </div>
        <div class="field">
          <label for="nam">{t.year}</label>
          <select id="nam" name="nam">
            <option value="">{t.all}</option>
            {years.map(({ year }) => (
              <option key={year} value={year} selected={year === search.year}>
                {year}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="linh-vuc">{t.field}</label>
          <select id="linh-vuc" name="linh-vuc">
            <option value="">{t.all}</option>
            {modelFields.map((field) => (
              <option key={field} value={field} selected={field === search.field}>
                {fieldNames[field][language]}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{t.filter}</button>
      </form>
      {models.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <ul class="tiles">
          {models.map((one) => (
            <li key={one.id}>
              {one.photo && <Picture photo={{ id: one.photo, caption: one.photoCaption ?? '' }} />}
              <a href={to.model(one.id)}>{one.title}</a>
              <p class="small">
                <Badge tone={tones[one.state]}>{t.modelStates[one.state]}</Badge> {one.year} ·{' '}
                {fieldNames[one.field][language]} · {unitName(one, language)}
                {one.copied > 0 && <> · {t.copiedTimes(formatInteger(one.copied))}</>}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pagination language={language} previous={previous} next={next} />
      {years.length > 0 && (
        <>
          <h2>{t.yearsTitle}</h2>
          <Table
            caption={t.yearsTitle}
            hideCaption
            rowHeader
            columns={[
              { label: t.year },
              { label: t.registered, numeric: true },
              { label: t.wentAhead, numeric: true },
              { label: t.recognisedCount, numeric: true },
              { label: t.shareRecognised, numeric: true },
              { label: t.commendedCount, numeric: true },
            ]}
            rows={years.map((one) => [
              String(one.year),
              formatInteger(one.registered),
              formatInteger(one.running),
              formatInteger(one.recognised),
              formatPercent(one.recognised, one.registered),
              formatInteger(one.commended),
            ])}
          />
        </>
      )}
    </Layout>
  );
}

/** A model with what checks found and what a copy needs; for officers with its forms. */
export function ModelPage(props: {
  frame: Frame;
  model: ModelLine;
  source: ModelLine | undefined;
  copies: readonly ModelLine[];
  checks: readonly Check[];
  photos: readonly Photo[];
  history: readonly HistoryLine[];
  desk?: { state: PageState; own: boolean; appraises: boolean; done: boolean };
}) {
  const { frame, model, source, copies, checks, photos, history, desk } = props;
  const { language } = frame;
  const t = texts[language];
  const form = desk && { base: to.deskModel(model.id), state: desk.state };
  const told = [model, ...copies].filter((one) => one.cost !== null);
  const copiesTold = copies.filter((one) => one.cost !== null);
  return (
    <Layout
      frame={frame}
      title={model.title}
      wide={desk !== undefined}
      scripts={desk ? ['form', 'outbox'] : []}
      hasErrors={desk?.state.sent !== undefined}
    >
      <p class="back">
        <a href={desk ? to.desk : to.models}>← {t.models}</a>
      </p>
      <h1>{model.title}</h1>
      {desk && <QueueNotes language={language} />}
      {desk && <FormNotes state={desk.state} done={desk.done ? t.done : undefined} />}
      <p>
        <Badge tone={tones[model.state]}>{t.modelStates[model.state]}</Badge> {model.year} ·{' '}
        {fieldNames[model.field][language]} · {subjectNames[model.subject][language]}
      </p>
      {form && desk && (
        <div class="actions">
          {desk.appraises && model.state === 'registered' && (
            <ActionForm {...form} action="tham-dinh" title={t.appraise} spec={appraiseForm} />
          )}
          {model.state === 'running' && (desk.own || desk.appraises) && (
            <ActionForm {...form} action="kiem-tra" title={t.check} spec={checkForm} queue />
          )}
          {desk.appraises && model.state === 'running' && (
            <ActionForm {...form} action="cong-nhan" title={t.recognise} spec={recogniseForm} />
          )}
          {desk.appraises && model.state === 'recognised' && (
            <ActionForm {...form} action="khen" title={t.commend} spec={commendForm} />
          )}
          {desk.own && !['registered', 'declined'].includes(model.state) && (
            <ActionForm
              {...form}
              action="can-gi"
              title={t.tellNeeded}
              spec={neededForm}
              initial={{
                cost: model.cost === null ? undefined : String(model.cost),
                people: model.people === null ? undefined : String(model.people),
                months: model.months === null ? undefined : String(model.months),
                lessons: model.lessons ?? undefined,
              }}
            />
          )}
          <p>
            <a href={`${to.desk}?mau=${model.id}#dang-ky`}>{t.copyThis}</a>
          </p>
        </div>
      )}
      <Summary
        rows={[
          [t.unit, unitName(model, language)],
          [t.place, model.place],
          [t.content, <Prose text={model.content} />],
          [t.forces, <Prose text={model.forces} />],
          [t.expected, <Prose text={model.expected} />],
          ...(source
            ? ([[t.copyOf, <a href={to.model(source.id)}>{source.title}</a>]] as [
                string,
                preact.JSX.Element,
              ][])
            : []),
          ...(model.why ? ([[t.why, <Prose text={model.why} />]] as [string, preact.JSX.Element][]) : []),
          ...(model.decision ? ([[t.decision, model.decision]] as [string, string][]) : []),
          ...(model.commended ? ([[t.commended, model.commended]] as [string, string][]) : []),
        ]}
      />
      <h2>{t.checks}</h2>
      {checks.length === 0 ? (
        <p>{t.noChecks}</p>
      ) : (
        <ul class="plain">
          {checks.map((one) => (
            <li key={one.id}>
              <p>
                <Badge tone={one.finding === 'asRegistered' ? 'good' : 'warn'}>
                  {t.findings[one.finding]}
                </Badge>{' '}
                {formatDate(one.onDay)} · {one.who}
              </p>
              <Prose text={one.words} />
            </li>
          ))}
        </ul>
      )}
      <Photos photos={photos} language={language} />
      <h2>{t.needed}</h2>
      {told.length === 0 ? (
        <p>{t.neededNone}</p>
      ) : (
        <>
          <Table
            caption={t.needed}
            hideCaption
            rowHeader
            columns={[
              { label: t.unit },
              { label: t.neededCost, numeric: true },
              { label: t.neededPeople, numeric: true },
              { label: t.neededMonths, numeric: true },
              { label: t.lessons },
            ]}
            rows={told.map((one) => [
              unitName(one, language),
              formatDong(one.cost ?? 0),
              formatInteger(one.people ?? 0),
              formatInteger(one.months ?? 0),
              one.lessons ?? '',
            ])}
          />
          {copiesTold.length > 0 && (
            <p class="small muted">
              {t.copiesTook(
                formatInteger(copiesTold.length),
                formatDong(
                  Math.round(copiesTold.reduce((sum, one) => sum + (one.cost ?? 0), 0) / copiesTold.length),
                ),
              )}
            </p>
          )}
        </>
      )}
      {copies.length > 0 && (
        <>
          <h2>{t.copiedBy}</h2>
          <ul>
            {copies.map((one) => (
              <li key={one.id}>
                <a href={to.model(one.id)}>{one.title}</a> ({unitName(one, language)}, {one.year})
              </li>
            ))}
          </ul>
        </>
      )}
      <History lines={history} names={t.historyNames} title={t.history} language={language} />
      {!desk && <Follow href={to.model(model.id)} language={language} />}
    </Layout>
  );
}

/** Models of the officer's units, and the form to register one. */
export function DeskModelsPage(props: {
  frame: Frame;
  models: readonly ModelLine[];
  /** The model that is to be copied, where one was chosen. */
  source: ModelLine | undefined;
  mayRegister: boolean;
  year: number;
  state: PageState;
}) {
  const { frame, models, source, mayRegister, year, state } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.models} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <h1>{t.models}</h1>
      <Kinds language={language} desk here={to.desk} />
      <FormNotes state={state} />
      {mayRegister && (
        <div id="dang-ky">
          {source && (
            <p>
              {t.copyOf}: <a href={to.model(source.id)}>{source.title}</a>
            </p>
          )}
          <ActionForm
            base={to.desk}
            action="dang-ky"
            target={source?.id}
            state={state}
            title={source ? t.copyThis : t.registerModel}
            spec={modelForm}
            open={source !== undefined}
            initial={{
              year: String(year),
              ...(source && {
                field: source.field,
                subject: source.subject,
                title: source.title,
                content: source.content,
                forces: source.forces,
                expected: source.expected,
              }),
            }}
          />
        </div>
      )}
      {models.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.models}
          hideCaption
          columns={[
            { label: t.models },
            { label: t.unit },
            { label: t.year },
            { label: t.state },
            { label: t.checks, numeric: true },
          ]}
          rows={models.map((one) => [
            <a href={to.deskModel(one.id)}>{one.title}</a>,
            unitName(one, language),
            String(one.year),
            <Badge tone={tones[one.state]}>{t.modelStates[one.state]}</Badge>,
            formatInteger(one.checks),
          ])}
        />
      )}
    </Layout>
  );
}
