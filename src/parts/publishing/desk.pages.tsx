import type { ComponentChildren } from 'preact';
import type { SentState } from '../../ground/actions.ts';
import type { Figure } from '../../ground/figure/catalogue.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { Language } from '../../platform/language.ts';
import { ActionForm, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  Choice,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  FileField,
  Hidden,
  Prose,
  Select,
  Table,
  Ticks,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatInstant } from '../../platform/time.ts';
import { Failing, FigureTable } from './article.pages.tsx';
import type { Checked } from './article.service.ts';
import { type Article, categories } from './article.store.ts';
import { articleTexts } from './article.texts.ts';
import { audiences, figureForms, withFigures } from './binding.ts';
import { Body } from './body.tsx';
import { publishForm, returnForm } from './forms.ts';
import { type Picture, pictureToken } from './picture.store.ts';
import { reportMonths, reportTemplates } from './report-templates.ts';
import type { WritingRemark } from './writing-check.ts';

/** How an article stands; what is for offices is issued, not published. */
function stateName({ audience, state }: Article, language: Language): string {
  const t = articleTexts[language];
  return audience === 'office' && state === 'published' ? t.issued : t.states[state];
}

/** The articles of a unit, for those who write. */
export function DeskNewsPage({ frame, articles }: { frame: Frame; articles: readonly Article[] }) {
  const { language } = frame;
  const t = articleTexts[language];
  return (
    <Layout frame={frame} title={t.deskTitle} wide>
      <h1>{t.deskTitle}</h1>
      <p>
        <a class="button" href={`${paths.deskNews}/moi`}>
          {t.write}
        </a>{' '}
        <a class="button second" href={`${paths.deskNews}/bao-cao`}>
          {t.makeReport}
        </a>
      </p>
      {articles.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.deskTitle}
          hideCaption
          columns={[{ label: t.title }, { label: t.category }, { label: t.state }, { label: t.changed }]}
          rows={articles.map((one) => [
            <a href={`${paths.deskNews}/${one.id}`}>{one.title}</a>,
            t.categories[one.category],
            <Badge tone={one.state === 'published' ? 'good' : one.state === 'inReview' ? 'warn' : 'plain'}>
              {one.publishAt ? t.scheduled : stateName(one, language)}
            </Badge>,
            formatInstant(one.changedAt),
          ])}
        />
      )}
    </Layout>
  );
}

/** An article being written, looked at, published. */
export function ArticleForm(props: {
  frame: Frame;
  id: string;
  article: Article | undefined;
  values: Record<string, string>;
  errors: FieldErrors;
  /** What lies there now is shown beside what was typed: somebody else saved meanwhile. */
  newest: boolean;
  /** A figure has just been put in, and is not saved yet. */
  inserted: boolean;
  /** What was found in the numbers of what is being written, where that was asked. */
  remarks?: readonly WritingRemark[] | undefined;
  /** Everything is saved, and a picture is to be added. */
  adding: boolean;
  checked: Checked | undefined;
  figures: readonly Figure[];
  units: readonly Unit[];
  pictures: readonly Picture[];
  may: { publish: boolean; withdraw: boolean; number: boolean };
  /** What else can be done with it, sent or not. */
  acts: FormState & Partial<Pick<SentState, 'labels'>>;
  done: boolean;
}) {
  const {
    frame,
    id,
    article,
    values,
    errors,
    newest,
    inserted,
    remarks,
    adding,
    checked,
    figures,
    units,
    pictures,
    may,
    acts,
    done,
  } = props;
  const { language } = frame;
  const t = articleTexts[language];
  const here = `${paths.deskNews}/${id}`;
  const form = { base: here, state: { ...acts, version: article?.version } };
  const title = article ? t.edit : t.write;
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  const text = (article?.language ?? 'vi') as Language;
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      hasErrors={acts.sent !== undefined || Object.values(errors).some(Boolean)}
      scripts={['form', 'editor']}
    >
      <a class="back" href={paths.deskNews}>
        ← {t.deskTitle}
      </a>
      {done && (
        <p class="note good" role="status">
          {t.saved}
        </p>
      )}
      <ErrorSummary
        language={language}
        errors={{ ...errors, ...acts.errors }}
        labels={{
          title: t.title,
          lead: t.lead,
          body: t.body,
          figure: t.whichFigure,
          from: t.from,
          to: t.to,
          picture: t.picture,
          alt: t.alt,
          ...(acts.labels ?? {}),
        }}
      />
      <h1>{title}</h1>
      {article && (
        <p>
          {t.state}:{' '}
          <Badge tone={article.state === 'published' ? 'good' : 'info'}>
            {article.publishAt ? t.scheduled : stateName(article, language)}
          </Badge>{' '}
          {article.audience === 'office' && t.officeNote}
        </p>
      )}
      {article?.returnedWhy && (
        <p class="note">
          {t.returned}: {article.returnedWhy}
        </p>
      )}
      {newest && article && (
        <details open>
          <summary>{t.newest}</summary>
          <div class="inside">
            <p>
              <strong>{article.title}</strong>
            </p>
            <p>{article.lead}</p>
            <Prose text={article.body} />
          </div>
        </details>
      )}
      {(article?.state !== 'withdrawn' || errors.body) && (
        <Writing
          state={article?.state}
          open={Boolean(errors.title || errors.lead || errors.body || inserted)}
          label={t.edit}
        >
          <form id="article" method="post" action={here} novalidate>
            <Hidden values={{ version: article ? String(article.version) : undefined }} />
            <Field {...field('title')} label={t.title} maxLength={150} />
            <Field {...field('lead')} label={t.lead} rows={2} maxLength={500} />
            <Select
              {...field('category')}
              label={t.category}
              options={categories.map((one) => ({ value: one, label: t.categories[one] }))}
            />
            <Toolbar language={language} />
            <Field {...field('body')} label={t.body} hint={t.bodyHint} rows={16} />
            <section
              id="remarks"
              class="note"
              aria-live="polite"
              aria-label={t.checkNumbers}
              hidden={remarks === undefined}
              data-check={`${paths.deskNews}/kiem`}
              data-language={text}
              data-clean={t.numbersClean}
            >
              <p>
                <strong>{remarks?.length === 0 ? t.numbersClean : t.numbersSaid}</strong>
              </p>
              <ul>
                {remarks?.map((one) => (
                  <li key={`${one.field}${one.at}`} class={one.verdict}>
                    <q>{one.quote}</q>: {one.said}. {one.why}
                  </li>
                ))}
              </ul>
            </section>
            {!article && (
              <Select
                {...field('language')}
                label={t.language}
                options={[
                  { value: 'vi', label: t.vi },
                  { value: 'en', label: t.en },
                ]}
              />
            )}
            <div class="buttons">
              <button type="submit" name="go" value="save">
                {t.save}
              </button>
              <button type="submit" class="second" name="go" value="check">
                {t.checkNumbers}
              </button>
            </div>
            <details open={Boolean(errors.figure || errors.from || errors.to)}>
              <summary>{t.insertFigure}</summary>
              <div class="inside">
                <Select
                  {...field('figure')}
                  label={t.whichFigure}
                  options={[
                    { value: '', label: '…' },
                    ...figures.map((one) => ({ value: one.code, label: one.name[language] })),
                  ]}
                />
                <Field
                  {...field('from')}
                  label={t.from}
                  hint={t.monthHint}
                  inputmode="numeric"
                  width="narrow"
                />
                <Field {...field('to')} label={t.to} hint={t.monthHint} inputmode="numeric" width="narrow" />
                <Select
                  {...field('form')}
                  label={t.form}
                  options={figureForms.map((one) => ({ value: one, label: t.forms[one] }))}
                />
                <Select
                  {...field('unit')}
                  label={t.whichUnit}
                  options={[
                    { value: '', label: t.wholePlace },
                    ...units.flatMap((one) => [
                      { value: one.code, label: one.name[language] },
                      ...(units.some((below) => below.parentId === one.id)
                        ? [{ value: `${one.code}+`, label: t.withBelow(one.name[language]) }]
                        : []),
                    ]),
                  ]}
                />
                <button type="submit" class="second" name="go" value="insert">
                  {t.insert}
                </button>
              </div>
            </details>
          </form>
        </Writing>
      )}
      {article?.state !== 'withdrawn' && (
        <section aria-labelledby="pictures">
          <h2 id="pictures">{t.pictures}</h2>
          {article && (adding || errors.picture || errors.alt || errors.caption) ? (
            <Pictures id={id} pictures={pictures} field={field} errors={errors} language={language} />
          ) : (
            <>
              {pictures.length > 0 && <PictureList pictures={pictures} language={language} />}
              <button type="submit" class="second" form="article" name="go" value="picture">
                {t.saveThenPicture}
              </button>
            </>
          )}
        </section>
      )}
      {article && checked && (
        <>
          <h2>{t.preview}</h2>
          <div class="quoted" lang={text}>
            <p>
              <strong>{withFigures(article.title, checked.figures, text)}</strong>
            </p>
            <p>{withFigures(article.lead, checked.figures, text)}</p>
            <Body body={article.body} figures={checked.figures} pictures={pictures} language={text} />
          </div>
          {checked.failing.length > 0 ? (
            <Failing failing={checked.failing} why={null} language={language} />
          ) : (
            <p class="note good">{t.noFailing}</p>
          )}
          <FigureTable figures={checked.figures} language={language} />
          <p>
            {t.paperOf}: <a href={`${here}.pdf`}>PDF</a> · <a href={`${here}.docx`}>DOCX</a>
          </p>
          {article.publishAt && (
            <p class="note">
              <strong>{t.waits(formatInstant(article.publishAt))}</strong>
            </p>
          )}
          {article.state === 'draft' && (
            // With what is being written: another form would leave it behind.
            <button type="submit" form="article" name="go" value="submit">
              {t.submit}
            </button>
          )}
          {article.state === 'inReview' && (
            <ActionForm
              {...form}
              action="tra"
              spec={article.publishAt ? {} : returnForm}
              title={article.publishAt ? t.unschedule : t.returnIt}
              quiet
            />
          )}
          {may.publish && (article.state === 'inReview' || article.state === 'published') && (
            <ActionForm
              {...form}
              action="dang"
              spec={{
                ...(checked.failing.length > 0 && { failingWhy: publishForm.failingWhy }),
                ...(article.publishedAt ? { why: publishForm.why } : { at: publishForm.at }),
              }}
              title={
                article.audience === 'office' ? t.issue : article.publishedAt ? t.publishAgain : t.publish
              }
              open
            />
          )}
          {article.paperNumber && <p>{t.numbered(article.paperNumber)}</p>}
          {may.number &&
            article.state === 'published' &&
            article.category !== 'news' &&
            !article.paperNumber && <ActionForm {...form} action="so" title={t.number} />}
          {may.withdraw && article.state === 'published' && (
            <ActionForm {...form} action="go" title={t.withdraw} />
          )}
        </>
      )}
    </Layout>
  );
}

/** Buttons that put Markdown's marks around what is selected; without JavaScript the marks are typed. */
function Toolbar({ language }: { language: Language }) {
  const t = articleTexts[language];
  const marks = ['bold', 'italic', 'heading', 'list', 'quote', 'link'] as const;
  return (
    <div
      class="toolbar"
      role="toolbar"
      aria-label={t.toolbar}
      aria-controls="body"
      data-toolbar="body"
      hidden
    >
      {marks.map((mark) => (
        <button key={mark} type="button" class="second" data-mark={mark}>
          {t[mark]}
        </button>
      ))}
    </div>
  );
}

/** The form of a draft; of what waits or is published only when it is asked for, as its buttons are others. */
function Writing(props: {
  state: Article['state'] | undefined;
  open: boolean;
  label: string;
  children: ComponentChildren;
}) {
  const { state, open, label, children } = props;
  if (state === undefined || state === 'draft') return <>{children}</>;
  return (
    <details open={open || state === 'withdrawn'}>
      <summary>{label}</summary>
      <div class="inside">{children}</div>
    </details>
  );
}

function PictureList({ pictures, language }: { pictures: readonly Picture[]; language: Language }) {
  const t = articleTexts[language];
  return (
    <ul class="plain-list">
      {pictures.map((one) => (
        <li key={one.id}>
          <img
            src={`${paths.news}/anh/${one.id}-small.jpg`}
            alt={one.alt}
            width={one.width}
            height={one.height}
            class="thumb"
          />
          <p>
            {t.insertPicture} <code>{pictureToken(one)}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Pictures(props: {
  id: string;
  pictures: readonly Picture[];
  field: (name: string) => {
    language: Language;
    name: string;
    value: string | undefined;
    error: string | undefined;
  };
  errors: FieldErrors;
  language: Language;
}) {
  const { id, pictures, field, errors, language } = props;
  const t = articleTexts[language];
  return (
    <>
      {pictures.length > 0 && <PictureList pictures={pictures} language={language} />}
      <form method="post" action={`${paths.deskNews}/${id}/anh`} enctype="multipart/form-data" novalidate>
        <FileField
          language={language}
          name="picture"
          label={t.picture}
          hint={t.pictureHint}
          error={errors.picture}
          single
        />
        <Field {...field('alt')} label={t.alt} maxLength={300} />
        <Field {...field('caption')} label={t.caption} maxLength={300} optional />
        <button type="submit" class="second">
          {t.addPicture}
        </button>
      </form>
    </>
  );
}

/** Makes a draft of a periodic report. */
export function ReportForm(props: {
  frame: Frame;
  id: string;
  units: readonly Unit[];
  values: Record<string, string>;
  errors: FieldErrors;
}) {
  const { frame, id, units, values, errors } = props;
  const { language } = frame;
  const t = articleTexts[language];
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  return (
    <Layout frame={frame} title={t.makeReport} hasErrors={Object.values(errors).some(Boolean)}>
      <a class="back" href={paths.deskNews}>
        ← {t.deskTitle}
      </a>
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{
          template: t.template,
          period: t.reportPeriod,
          unit: t.reportUnit,
          month: t.lastMonth,
          audience: t.audience,
        }}
      />
      <h1>{t.makeReport}</h1>
      <p class="lead">{t.reportLead}</p>
      <form method="post" action={`${paths.deskNews}/bao-cao`} novalidate>
        <Hidden values={{ id }} />
        <Choice
          {...field('template')}
          legend={t.template}
          options={reportTemplates.map((one) => ({
            value: one.code,
            label: one.name[language],
            hint: one.basis[language],
          }))}
        />
        <Select
          {...field('unit')}
          label={t.reportUnit}
          options={[
            { value: '', label: t.wholePlace },
            ...units.map((one) => ({ value: one.code, label: one.name[language] })),
          ]}
        />
        <Ticks
          language={language}
          name="below"
          legend={t.belowLegend}
          hint={t.belowHint}
          ticked={values.below ? [values.below] : []}
          options={[{ value: '1', label: t.below }]}
          optional
        />
        <Select
          {...field('period')}
          label={t.reportPeriod}
          options={reportMonths.map((one) => ({ value: String(one), label: t.periods[one] }))}
        />
        <Field
          {...field('month')}
          label={t.lastMonth}
          hint={t.monthHint}
          inputmode="numeric"
          width="narrow"
        />
        <Choice
          {...field('audience')}
          legend={t.audience}
          options={audiences.map((one) => ({
            value: one,
            label: t.audiences[one],
            hint: t.audienceHints[one],
          }))}
        />
        <button type="submit">{t.make}</button>
      </form>
    </Layout>
  );
}
