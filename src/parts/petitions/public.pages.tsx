import type { Duty } from '../../ground/duty/duty.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Pagination, Prose, Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { kindNames, stateNames, topicNames } from './names.ts';
import type { PublicCase } from './petition.store.ts';
import { Pictures, Withheld } from './publication.pages.tsx';
import type { Picture } from './publication.store.ts';
import { texts } from './texts.ts';
import { Duties } from './view.tsx';

function placeOf(item: PublicCase, language: 'vi' | 'en'): string {
  const place = language === 'vi' ? item.placeVi : item.placeEn;
  return [item.hamlet, place].filter(Boolean).join(', ');
}

/** Published cases with search. */
export function CasesPage(props: {
  frame: Frame;
  cases: PublicCase[];
  query: string;
  next: string | undefined;
}) {
  const { frame, cases, query, next } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.casesTitle} description={t.casesLead}>
      <h1>{t.casesTitle}</h1>
      <p class="lead">{t.casesLead}</p>
      <form method="get" action={paths.cases} class="filters">
        <div class="field grow">
          <label for="tim">{t.searchLabel}</label>
          <p class="hint" id="tim-hint">
            {t.searchHint}
          </p>
          <input type="search" id="tim" name="tim" value={query} aria-describedby="tim-hint" />
        </div>
        <button type="submit">{t.search}</button>
      </form>
      {cases.length === 0 ? (
        <EmptyState title={query ? t.noFound(query) : t.noCases}>
          {query && <a href={paths.cases}>{t.clear}</a>}
        </EmptyState>
      ) : (
        <ul class="plain-list">
          {cases.map((item) => (
            <li key={item.id}>
              <a href={`${paths.cases}/${item.publicId}`}>{item.publicTitle}</a>
              <p class="muted">
                {kindNames[language][item.kind]} · {topicNames[language][item.topic]} ·{' '}
                {unitName(item, language)} · {t.receivedOn.toLowerCase()} {formatDate(item.receivedOn)}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pagination language={language} next={next} />
    </Layout>
  );
}

/** The public page of one case: no personal data, hamlet at most. */
export function PublicCasePage(props: {
  frame: Frame;
  item: PublicCase;
  duties: Duty[];
  today: PlainDate;
  pictures: Picture[];
}) {
  const { frame, item, duties, today, pictures } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={item.publicTitle ?? ''} description={t.oneCaseLead}>
      <a class="back" href={paths.cases}>
        ← {t.casesTitle}
      </a>
      <h1>{item.publicTitle}</h1>
      <Summary
        rows={[
          [t.kind, kindNames[language][item.kind]],
          [t.topic, topicNames[language][item.topic]],
          [t.sender, t.someCitizen],
          [t.placeLabel, placeOf(item, language) || t.notGiven],
          [t.receivedOn, formatDate(item.receivedOn)],
          [t.answeredBy, unitName(item, language)],
          [t.state, <Badge tone="good">{stateNames[language][item.state]}</Badge>],
        ]}
      />
      <h2>{t.summaryTitle}</h2>
      <Prose text={item.publicText ?? ''} />
      <Pictures
        pictures={pictures}
        href={(picture) => `${paths.cases}/${item.publicId}/anh/${picture.id}.jpg`}
        language={language}
      />
      <Withheld text={item.publicWithheld} pictures={pictures} language={language} />
      <h2>{t.howLong}</h2>
      <Duties language={language} today={today} duties={duties} />
      <p class="no-print">
        <a href={`${paths.subscriptions}?${new URLSearchParams({ ve: `${paths.cases}/${item.publicId}` })}`}>
          {t.followCase}
        </a>
      </p>
    </Layout>
  );
}
