import type { PetitionDesk } from '../../ground/petition-desk.ts';
import { figureAddress, paths } from '../../ground/places.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Pagination, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { dayInVietnam, formatDate, formatInstant, formatMonths } from '../../platform/time.ts';
import {
  type Category,
  categories,
  type Edition,
  type FailingClaim,
  type PublicArticle,
} from './article.store.ts';
import { articleTexts } from './article.texts.ts';
import { type BoundFigure, inWords, withFigures } from './binding.ts';
import { Body } from './body.tsx';
import type { Picture } from './picture.store.ts';

const day = (at: Date) => formatDate(dayInVietnam(at));

/** Published articles, newest first. */
export function NewsPage(props: {
  frame: Frame;
  articles: readonly PublicArticle[];
  category: Category | undefined;
  next: string | undefined;
}) {
  const { frame, articles, category, next } = props;
  const { language } = frame;
  const t = articleTexts[language];
  return (
    <Layout frame={frame} title={t.news} description={t.newsLead} feed={`${paths.news}.atom`}>
      <h1>{t.news}</h1>
      <p class="lead">{t.newsLead}</p>
      <nav aria-label={t.category}>
        <ul class="choices">
          {[undefined, ...categories].map((one) => (
            <li key={one ?? 'all'}>
              <a
                href={one ? `${paths.news}?loai=${one}` : paths.news}
                aria-current={one === category ? 'page' : undefined}
              >
                {one ? t.categories[one] : t.allCategories}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {articles.length === 0 ? <EmptyState title={t.none} /> : <ArticleList articles={articles} />}
      <Pagination language={language} next={next} />
      <p>
        <a href={paths.subscriptions}>{t.byMail}</a> · <a href={`${paths.news}.atom`}>{t.feed}</a> ·{' '}
        <a href={`${paths.news}.rss`}>RSS</a>
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

/** The figures of a text as they were frozen, and what they are now. */
export function FigureTable({
  figures,
  today,
  language,
}: {
  figures: readonly BoundFigure[];
  /** The same figures as they stand now; without it only the frozen ones are shown. */
  today?: readonly BoundFigure[];
  language: Language;
}) {
  const t = articleTexts[language];
  if (figures.length === 0) return null;
  // A chart and a table of the same figure and months say one number.
  const once = [
    ...new Map(figures.map((one) => [`${one.code} ${one.from} ${one.to} ${one.unit?.code}`, one])).values(),
  ];
  const now = (one: BoundFigure) => {
    const found = today?.find((other) => other.token === one.token);
    if (!found) return '';
    return found.numerator === one.numerator && found.denominator === one.denominator
      ? t.unchanged
      : inWords(found, language);
  };
  return (
    <>
      <h2>{t.figures}</h2>
      <Table
        caption={t.figures}
        hideCaption
        columns={[
          { label: t.figure },
          { label: t.period },
          { label: t.value },
          { label: t.asOf },
          ...(today ? [{ label: t.today }] : []),
        ]}
        rows={once.map((one) => [
          <>
            <a href={`${figureAddress(one.code, one.from, one.to)}${one.unit ? '#theo-don-vi' : ''}`}>
              {one.name[language]}
            </a>
            {one.unit && `, ${one.unit.name[language]}`}
          </>,
          formatMonths(one.from, one.to),
          inWords(one, language),
          formatInstant(new Date(one.asOf)),
          ...(today ? [now(one)] : []),
        ])}
      />
      {figures.some((one) => one.unit) && <p class="muted">{t.ofUnit}</p>}
    </>
  );
}

/** Claims of a text that do not hold, with what does. */
export function Failing({
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

/** The article as a paper, and as data that anyone recomputes. */
function Papers({ article, language }: { article: PublicArticle; language: Language }) {
  const t = articleTexts[language];
  const here = `${paths.news}/${article.slug}`;
  return (
    <section class="no-print" aria-labelledby="papers">
      <h2 id="papers">{t.papers}</h2>
      <p>
        {t.paperOf}: <a href={`${here}.pdf`}>PDF</a> · <a href={`${here}.docx`}>DOCX</a>
      </p>
      {article.proven.length > 0 && (
        <>
          <p>
            <a href={`${here}.json`}>{t.recompute}</a>. {t.recomputeHint}
          </p>
          <pre>
            <code>npm run gandan -- recompute {article.slug}.json</code>
          </pre>
        </>
      )}
      <p>
        <a href={`${paths.subscriptions}?${new URLSearchParams({ ve: here })}`}>{t.followPage}</a>
      </p>
      <p class="muted">{t.print}</p>
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
  pictures: readonly Picture[];
  /** Its figures as they stand now. */
  today: readonly BoundFigure[];
}) {
  const { frame, article, unit, address, editions, answered, pictures, today } = props;
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
      <Layout frame={frame} title={t.withdrawnTitle}>
        {back}
        <h1>{t.withdrawnTitle}</h1>
        <p class="note warn">
          {t.withdrawn} {article.withdrawnWhy}
        </p>
        <ul>
          {editions.map((one) => (
            <li key={one.number}>
              {t.edition(one.number)}, {formatInstant(one.publishedAt)}
              {one.why && `: ${one.why}`}
              {one.failingWhy && `. ${t.failingWhy}: ${one.failingWhy}`}
            </li>
          ))}
        </ul>
        {article.proven.length > 0 && (
          <p>
            <a href={`${paths.news}/${article.slug}.json`}>{t.recompute}</a>
          </p>
        )}
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
          {t.categories[article.category]} ·{' '}
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
        <Body body={article.body} figures={article.figures} pictures={pictures} language={article.language} />
      </article>
      <Failing failing={article.failing} why={article.failingWhy} language={language} />
      <FigureTable figures={article.figures} today={today} language={language} />
      <Papers article={article} language={language} />
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
                <Body
                  body={editions[at + 1]?.body ?? ''}
                  figures={editions[at + 1]?.figures ?? []}
                  pictures={pictures}
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
