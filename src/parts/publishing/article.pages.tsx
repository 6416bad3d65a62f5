import type { Figure } from '../../ground/figure/catalogue.ts';
import type { PetitionDesk } from '../../ground/petition-desk.ts';
import type { Language } from '../../platform/language.ts';
import { type Frame, figureAddress, paths } from '../../platform/page/frame.ts';
import {
  Badge,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  Hidden,
  Pagination,
  Select,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { htmlOf } from '../../platform/page/markdown.ts';
import { dayInVietnam, formatDate, formatInstant, formatMonth } from '../../platform/time.ts';
import type { Checked } from './article.service.ts';
import type { Article, Edition, FailingClaim, PublicArticle } from './article.store.ts';
import { articleTexts } from './article.texts.ts';
import { type BoundFigure, inWords, withFigures } from './binding.ts';

const day = (at: Date) => formatDate(dayInVietnam(at));

/** Published articles, newest first. */
export function NewsPage(props: {
  frame: Frame;
  articles: readonly PublicArticle[];
  next: string | undefined;
}) {
  const { frame, articles, next } = props;
  const { language } = frame;
  const t = articleTexts[language];
  return (
    <Layout frame={frame} title={t.news} description={t.newsLead} feed={`${paths.news}.atom`}>
      <h1>{t.news}</h1>
      <p class="lead">{t.newsLead}</p>
      {articles.length === 0 ? <EmptyState title={t.none} /> : <ArticleList articles={articles} />}
      <Pagination language={language} next={next} />
      <p>
        <a href={`${paths.news}.atom`}>{t.feed}</a>
      </p>
    </Layout>
  );
}

/** Titles with their day and summary. */
export function ArticleList({ articles }: { articles: readonly PublicArticle[] }) {
  return (
    <ul class="plain-list">
      {articles.map((one) => (
        <li key={one.id} lang={one.language}>
          <a href={`${paths.news}/${one.slug}`}>{withFigures(one.title, one.figures, one.language)}</a>
          <p class="muted">
            {day(one.firstAt)}. {withFigures(one.lead, one.figures, one.language)}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Words({
  body,
  figures,
  language,
}: {
  body: string;
  figures: readonly BoundFigure[];
  language: Language;
}) {
  const html = htmlOf(withFigures(body, figures, language));
  // Made by the Markdown reader, which lets no markup through.
  return <div class="article" lang={language} dangerouslySetInnerHTML={{ __html: html }} />;
}

function FigureTable({ figures, language }: { figures: readonly BoundFigure[]; language: Language }) {
  const t = articleTexts[language];
  if (figures.length === 0) return null;
  return (
    <>
      <h2>{t.figures}</h2>
      <Table
        caption={t.figures}
        hideCaption
        cards
        columns={[{ label: t.figure }, { label: t.period }, { label: t.value }, { label: t.asOf }]}
        rows={figures.map((one) => [
          <a href={figureAddress(one.code, one.from, one.to)}>{one.name[language]}</a>,
          `${formatMonth(one.from)}–${formatMonth(one.to)}`,
          inWords(one, language),
          formatInstant(new Date(one.asOf)),
        ])}
      />
    </>
  );
}

function Failing({
  failing,
  why,
  language,
}: {
  failing: readonly FailingClaim[];
  why: string | null;
  language: Language;
}) {
  const t = articleTexts[language];
  if (failing.length === 0) return null;
  return (
    <section class="note warn" aria-label={t.failing}>
      <p>
        <strong>{t.failing}</strong>
      </p>
      <ul>
        {failing.map((one) => (
          <li key={one.quote}>
            <q>{one.quote}</q>: {one.why}
          </li>
        ))}
      </ul>
      {why && (
        <p>
          {t.failingWhy}: {why}
        </p>
      )}
    </section>
  );
}

type Answered = Awaited<ReturnType<PetitionDesk['publishedAbout']>>;

/** What readers said of it and were answered, and how to say something. */
function Feedback({ slug, answered, language }: { slug: string; answered: Answered; language: Language }) {
  const t = articleTexts[language];
  const way = new URLSearchParams({ loai: 'reflection', ve: `${paths.news}/${slug}` });
  return (
    <section aria-labelledby="feedback">
      <h2 id="feedback">{t.feedback}</h2>
      {answered.length > 0 && (
        <ul class="plain-list">
          {answered.map((one) => (
            <li key={one.href}>
              <a href={one.href}>{one.title}</a> <span class="muted">{formatDate(one.publishedOn)}</span>
            </li>
          ))}
        </ul>
      )}
      <p>{t.feedbackHint}</p>
      <p class="no-print">
        <a class="button second" href={`${paths.intake}?${way}`}>
          {t.giveFeedback}
        </a>
      </p>
    </section>
  );
}

/** Passing an article on: the reader's own mail program or device sends it, so that no address comes here. */
function Share({ title, address, language }: { title: string; address: string; language: Language }) {
  const t = articleTexts[language];
  const mail = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${title}\n${address}`)}`;
  return (
    <section class="no-print" aria-labelledby="share">
      <h2 id="share">{t.share}</h2>
      <p>{t.shareHint}</p>
      <p>
        <code>{address}</code>
      </p>
      <div class="buttons">
        <a class="button second" href={mail}>
          {t.shareByMail}
        </a>
        <button type="button" class="second" data-share={address} data-title={title} hidden>
          {t.shareByDevice}
        </button>
      </div>
    </section>
  );
}

/** One article as the public reads it, with its corrections. */
export function ArticlePage(props: {
  frame: Frame;
  article: PublicArticle;
  unit: string;
  /** Its whole address, to be passed on. */
  address: string;
  editions: readonly Edition[];
  answered: Answered;
}) {
  const { frame, article, unit, address, editions, answered } = props;
  const { language } = frame;
  const t = articleTexts[language];
  const back = (
    <a class="back" href={paths.news}>
      ← {t.back}
    </a>
  );
  const title = withFigures(article.title, article.figures, article.language);
  if (article.state === 'withdrawn') {
    return (
      <Layout frame={frame} title={title}>
        {back}
        <h1>{title}</h1>
        <p class="note warn">
          {t.withdrawn} {article.withdrawnWhy}
        </p>
      </Layout>
    );
  }
  return (
    <Layout
      frame={frame}
      title={title}
      description={withFigures(article.lead, article.figures, article.language)}
      address={address}
      scripts={['share']}
    >
      {back}
      <article itemscope itemtype="https://schema.org/NewsArticle">
        <h1 lang={article.language} itemprop="headline">
          {title}
        </h1>
        <p class="muted">
          <span itemprop="publisher" itemscope itemtype="https://schema.org/GovernmentOrganization">
            <span itemprop="name">{unit}</span>
          </span>
          .{' '}
          <time datetime={article.firstAt.toISOString()} itemprop="datePublished">
            {t.published(day(article.firstAt))}
          </time>
          {article.number > 1 && (
            <>
              {'; '}
              <time datetime={article.publishedAt.toISOString()} itemprop="dateModified">
                {t.corrected(day(article.publishedAt))}
              </time>
            </>
          )}
          .
        </p>
        <p class="lead" lang={article.language}>
          {withFigures(article.lead, article.figures, article.language)}
        </p>
        <Words body={article.body} figures={article.figures} language={article.language} />
      </article>
      <Failing failing={article.failing} why={article.failingWhy} language={language} />
      <FigureTable figures={article.figures} language={language} />
      <Feedback slug={article.slug} answered={answered} language={language} />
      <Share title={title} address={address} language={language} />
      {editions.length > 1 && (
        <>
          <h2>{t.history}</h2>
          {editions.slice(0, -1).map((one, at) => (
            <details key={one.number}>
              <summary>
                {t.edition(one.number)}, {formatInstant(one.publishedAt)}: {one.why}
              </summary>
              <div class="inside">
                <p>{t.edition(editions[at + 1]?.number ?? 1)}:</p>
                <Words
                  body={editions[at + 1]?.body ?? ''}
                  figures={editions[at + 1]?.figures ?? []}
                  language={article.language}
                />
              </div>
            </details>
          ))}
        </>
      )}
    </Layout>
  );
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
        </a>
      </p>
      {articles.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.deskTitle}
          hideCaption
          cards
          columns={[{ label: t.title }, { label: t.state }, { label: t.changed }]}
          rows={articles.map((one) => [
            <a href={`${paths.deskNews}/${one.id}`}>{one.title}</a>,
            <Badge tone={one.state === 'published' ? 'good' : one.state === 'inReview' ? 'warn' : 'plain'}>
              {t.states[one.state]}
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
  checked: Checked | undefined;
  figures: readonly Figure[];
  may: { publish: boolean; withdraw: boolean };
  done: boolean;
}) {
  const { frame, id, article, values, errors, checked, figures, may, done } = props;
  const { language } = frame;
  const t = articleTexts[language];
  const here = `${paths.deskNews}/${id}`;
  const title = article ? t.edit : t.write;
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  const text = (article?.language ?? 'vi') as Language;
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      hasErrors={Object.values(errors).some(Boolean)}
      scripts={['form']}
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
        errors={errors}
        labels={{
          title: t.title,
          lead: t.lead,
          body: t.body,
          figure: t.whichFigure,
          from: t.from,
          to: t.to,
          failingWhy: t.failingWhy,
          why: t.why,
        }}
      />
      <h1>{title}</h1>
      {article && (
        <p>
          {t.state}:{' '}
          <Badge tone={article.state === 'published' ? 'good' : 'info'}>{t.states[article.state]}</Badge>
        </p>
      )}
      {article?.state !== 'withdrawn' && (
        <form method="post" action={here} novalidate>
          <Hidden values={{ version: article ? String(article.version) : undefined }} />
          <Field {...field('title')} label={t.title} maxLength={150} />
          <Field {...field('lead')} label={t.lead} rows={2} maxLength={500} />
          <Field {...field('body')} label={t.body} hint={t.bodyHint} rows={16} />
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
              <button type="submit" class="second" name="go" value="insert">
                {t.insert}
              </button>
            </div>
          </details>
        </form>
      )}
      {article && checked && (
        <>
          <h2>{t.preview}</h2>
          <div class="quoted" lang={text}>
            <p>
              <strong>{withFigures(article.title, checked.figures, text)}</strong>
            </p>
            <p>{withFigures(article.lead, checked.figures, text)}</p>
            <Words body={article.body} figures={checked.figures} language={text} />
          </div>
          {checked.failing.length > 0 ? (
            <Failing failing={checked.failing} why={null} language={language} />
          ) : (
            <p class="note good">{t.noFailing}</p>
          )}
          <FigureTable figures={checked.figures} language={language} />
          {article.state === 'draft' && (
            <form method="post" action={`${here}/trinh`}>
              <button type="submit">{t.submit}</button>
            </form>
          )}
          {article.state === 'inReview' && (
            <form method="post" action={`${here}/tra`}>
              <button type="submit" class="second">
                {t.returnIt}
              </button>
            </form>
          )}
          {may.publish && (article.state === 'inReview' || article.state === 'published') && (
            <form method="post" action={`${here}/dang`} novalidate>
              <Hidden values={{ version: String(article.version) }} />
              {checked.failing.length > 0 && (
                <Field {...field('failingWhy')} label={t.failingWhy} rows={2} maxLength={1000} />
              )}
              {article.publishedAt && <Field {...field('why')} label={t.why} rows={2} maxLength={1000} />}
              <button type="submit">{article.publishedAt ? t.publishAgain : t.publish}</button>
            </form>
          )}
          {may.withdraw && article.state === 'published' && (
            <details open={Boolean(errors.withdrawWhy)}>
              <summary>{t.withdraw}</summary>
              <form method="post" action={`${here}/go`} class="inside" novalidate>
                <Field {...field('withdrawWhy')} label={t.withdrawWhy} rows={2} maxLength={1000} />
                <button type="submit" class="second">
                  {t.withdraw}
                </button>
              </form>
            </details>
          )}
        </>
      )}
    </Layout>
  );
}
