import type { ProvenFigure } from '../../ground/figure/proof.ts';
import {
  type PersonId,
  type PostId,
  type UnitId,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { Audience, BoundFigure } from './binding.ts';

export type ArticleId = Id<'article'>;
/** What sort of article it is. */
export const categories = ['news', 'notice', 'report', 'guide'] as const;
export type Category = (typeof categories)[number];
export type ArticleState = 'draft' | 'inReview' | 'published' | 'withdrawn';

/** A news item or report as it is being worked on. */
export interface Article {
  id: ArticleId;
  slug: string;
  language: Language;
  unitId: UnitId;
  state: ArticleState;
  category: Category;
  audience: Audience;
  title: string;
  lead: string;
  body: string;
  writtenBy: PersonId;
  publishedAt: Date | null;
  withdrawnWhy: string | null;
  /** Why it was given back to its writer. */
  returnedWhy: string | null;
  /** When it is published by itself, who approved it, and what was said of claims that do not hold. */
  publishAt: Date | null;
  approvedBy: PostId | null;
  approvedReason: string | null;
  /** The claims that the reason was given for. */
  approvedFailing: string[];
  /** Its number in the register, where it goes out as a paper, and since when. */
  registerId: string | null;
  paperNumber: string | null;
  numberedOn: PlainDate | null;
  version: number;
  changedAt: Date;
}

/** A claim that did not hold when it was published, with what does. */
export interface FailingClaim {
  quote: string;
  why: string;
}

/** One edition as it was published. */
export interface Edition {
  number: number;
  title: string;
  lead: string;
  body: string;
  figures: BoundFigure[];
  failing: FailingClaim[];
  failingWhy: string | null;
  why: string | null;
  publishedAt: Date;
  /** Its figures month by month, for those who recompute them. */
  proven: ProvenFigure[];
  category: Category;
}

const columns = sql`
  id, slug, language, unit_id as "unitId", state, category, audience, publish_at as "publishAt", returned_why as "returnedWhy",
  approved_by as "approvedBy", approved_reason as "approvedReason",
  approved_failing as "approvedFailing", title, lead, body, written_by as "writtenBy",
  published_at as "publishedAt", withdrawn_why as "withdrawnWhy",
  register_id as "registerId", paper_number as "paperNumber", numbered_on as "numberedOn", version, changed_at as "changedAt"`;
const editionColumns = sql`
  number, edition.title, edition.lead, edition.body, figures, failing, failing_why as "failingWhy", why, proven, edition.category,
  edition.published_at as "publishedAt"`;

export async function readArticle(db: Queries, id: ArticleId): Promise<Article | undefined> {
  return db.first<Article>(sql`select ${columns} from article where id = ${id}`);
}

export async function lockArticle(tx: Queries, id: ArticleId): Promise<Article | undefined> {
  return tx.first<Article>(sql`select ${columns} from article where id = ${id} for update`);
}

/** Enters the number that a report has in the register, or takes it away. */
export async function setPaperNumber(
  tx: Queries,
  id: ArticleId,
  paper: { register: string; number: string; on: PlainDate } | null,
): Promise<void> {
  await tx.run(sql`
    update article set register_id = ${paper?.register ?? null}, paper_number = ${paper?.number ?? null},
      numbered_on = ${paper?.on ?? null} where id = ${id}`);
}

/** Articles an officer works with, newest first. */
export async function articlesOf(db: Queries, units: 'all' | readonly UnitId[]): Promise<Article[]> {
  const of = units === 'all' ? empty : sql`where unit_id = any(${units}::uuid[])`;
  return db.rows<Article>(sql`select ${columns} from article ${of} order by changed_at desc limit 200`);
}

/** Writes an article whole; the version proves that nobody else did meanwhile. */
export async function putArticle(tx: Queries, article: Article): Promise<void> {
  await tx.run(sql`
    insert into article (id, slug, language, unit_id, state, category, audience, publish_at, returned_why, approved_by, approved_reason, approved_failing, title, lead, body, written_by, published_at,
      withdrawn_why, version, changed_at)
    values (${article.id}, ${article.slug}, ${article.language}, ${article.unitId}, ${article.state}, ${article.category}, ${article.audience},
      ${article.publishAt}, ${article.returnedWhy}, ${article.approvedBy}, ${article.approvedReason}, ${JSON.stringify(article.approvedFailing)}::jsonb, ${article.title}, ${article.lead}, ${article.body}, ${article.writtenBy}, ${article.publishedAt},
      ${article.withdrawnWhy}, ${article.version}, ${article.changedAt})
    on conflict (id) do update set state = excluded.state, category = excluded.category,
      publish_at = excluded.publish_at, returned_why = excluded.returned_why, approved_by = excluded.approved_by, approved_reason = excluded.approved_reason, approved_failing = excluded.approved_failing, title = excluded.title, lead = excluded.lead,
      body = excluded.body, written_by = excluded.written_by, published_at = excluded.published_at,
      withdrawn_why = excluded.withdrawn_why, version = excluded.version, changed_at = excluded.changed_at`);
}

export async function insertEdition(tx: Queries, id: ArticleId, edition: Edition, by: PostId): Promise<void> {
  await tx.run(sql`
    insert into article_edition (article_id, number, title, lead, body, figures, failing, failing_why, why, proven, category,
      published_by, published_at)
    values (${id}, ${edition.number}, ${edition.title}, ${edition.lead}, ${edition.body},
      ${JSON.stringify(edition.figures)}::jsonb, ${JSON.stringify(edition.failing)}::jsonb,
      ${edition.failingWhy}, ${edition.why}, ${JSON.stringify(edition.proven)}::jsonb, ${edition.category}, ${by}, ${edition.publishedAt})`);
}

/** Editions of an article, newest first. */
export async function editionsOf(db: Queries, id: ArticleId): Promise<Edition[]> {
  return db.rows<Edition>(sql`
    select ${editionColumns} from article_edition edition where article_id = ${id} order by number desc`);
}

/** A published article with its newest edition; a withdrawn one with its reason. */
export interface PublicArticle extends Edition, WhoseDay {
  id: ArticleId;
  slug: string;
  language: Language;
  /** Who answers for it today. */
  unitId: UnitId;
  /** Who published it. */
  issuerId: UnitId;
  state: 'published' | 'withdrawn';
  firstAt: Date;
  withdrawnWhy: string | null;
  paperNumber: string | null;
  numberedOn: PlainDate | null;
}

const publicFrom = sql`
  (select * from article where audience = 'public') article join lateral (
    select * from article_edition where article_id = article.id order by number desc limit 1) edition on true
  join ${unitOfItsDay(sql`article`, sql`(article.published_at at time zone 'Asia/Ho_Chi_Minh')::date`)} on true`;
const publicColumns = sql`
  article.id, article.slug, article.language, article.unit_id as "unitId", ${whoseDay}, article.state,
  coalesce(article.unit_done, article.unit_id) as "issuerId", article.published_at as "firstAt", article.withdrawn_why as "withdrawnWhy",
  article.paper_number as "paperNumber", article.numbered_on as "numberedOn", ${editionColumns}`;

export async function readPublicArticle(db: Queries, slug: string): Promise<PublicArticle | undefined> {
  return db.first<PublicArticle>(
    sql`select ${publicColumns} from ${publicFrom} where article.slug = ${slug}`,
  );
}

/** Published articles, newest first. */
export async function publishedArticles(
  db: Queries,
  filter: {
    before: { at: Date; id: string } | undefined;
    category?: Category | undefined;
    limit: number;
  },
): Promise<PublicArticle[]> {
  const before = filter.before
    ? sql`and (article.published_at, article.id) < (${filter.before.at}, ${filter.before.id}::uuid)`
    : empty;
  const category = filter.category ? sql`and edition.category = ${filter.category}` : empty;
  return db.rows<PublicArticle>(sql`
    select ${publicColumns} from ${publicFrom} where article.state = 'published' ${category} ${before}
    order by article.published_at desc, article.id desc limit ${filter.limit}`);
}

/** Published articles that have all the words asked for, newest first. */
export async function searchArticles(db: Queries, query: string, limit: number): Promise<PublicArticle[]> {
  return db.rows<PublicArticle>(sql`
    select ${publicColumns} from ${publicFrom}
    where article.state = 'published' and article.words @@ ${query}::tsquery
    order by article.published_at desc, article.id desc limit ${limit}`);
}

/** Keeps the words by which a published article is found. */
export async function putWords(tx: Queries, id: ArticleId, words: readonly string[]): Promise<void> {
  await tx.run(sql`
    update article set words = array_to_tsvector(array_remove(${[...new Set(words)]}::text[], '')) where id = ${id}`);
}

/** An article that was withdrawn, an edition that put one right, or one with a number that does not hold. */
export interface OpenEdition {
  sort: 'withdrawn' | 'corrected' | 'failing';
  slug: string;
  language: Language;
  title: string;
  figures: BoundFigure[];
  at: Date;
  why: string | null;
}

/** What was withdrawn, put right or published against the check, newest first. */
export async function openEditions(db: Queries, limit: number): Promise<OpenEdition[]> {
  return db.rows<OpenEdition>(sql`
    (select 'withdrawn' as sort, article.slug, article.language, edition.title, figures, article.changed_at as at,
      article.withdrawn_why as why
    from ${publicFrom} where article.state = 'withdrawn' order by article.changed_at desc limit ${limit})
    union all
    (select 'corrected', slug, language, case when state = 'published' then edition.title else slug end, figures, edition.published_at, why
    from article join article_edition edition on edition.article_id = article.id
    where audience = 'public' and number > 1 and state in ('published', 'withdrawn') order by edition.published_at desc limit ${limit})
    union all
    (select 'failing', slug, language, case when state = 'published' then edition.title else slug end, figures, edition.published_at, failing_why
    from article join article_edition edition on edition.article_id = article.id
    where audience = 'public' and failing_why is not null and state in ('published', 'withdrawn') order by edition.published_at desc limit ${limit})`);
}

/** Addresses of published articles and when each was last changed, newest first. */
export async function articleAddresses(
  db: Queries,
  limit: number,
): Promise<{ slug: string; changed: Date }[]> {
  return db.rows(sql`
    select slug, (select max(published_at) from article_edition where article_id = article.id) as changed
    from article where audience = 'public' and state = 'published' order by published_at desc, id desc limit ${limit}`);
}

/** Approved articles whose hour has come. */
export async function dueArticles(db: Queries, now: Date): Promise<ArticleId[]> {
  const rows = await db.rows<{ id: ArticleId }>(
    sql`select id from article where publish_at <= ${now} order by publish_at limit 100`,
  );
  return rows.map((row) => row.id);
}
