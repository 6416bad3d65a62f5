import { createHash } from 'node:crypto';
import type { Actor, Role } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { checkText } from '../../ground/claims/check.ts';
import { explained } from '../../ground/claims/explain.ts';
import type { Services } from '../../ground/services.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import type { Language } from '../../platform/language.ts';
import { plainOf } from '../../platform/page/markdown.ts';
import { fold } from '../../platform/vietnamese.ts';
import {
  type Article,
  type ArticleId,
  editionsOf,
  type FailingClaim,
  insertEdition,
  lockArticle,
  putArticle,
} from './article.store.ts';
import { type BoundFigure, boundFigures, unreadableBindings, withFigures } from './binding.ts';

/** Why something cannot be done with an article; each is said in words. */
export type ArticleRefusal = 'samePerson' | 'wrongState' | 'needsReason' | 'needsWhy' | 'unreadable';

/** Thrown when it cannot be done; nothing has changed. */
export class ArticleError extends Error {
  constructor(
    readonly refusal: ArticleRefusal,
    readonly about?: string,
  ) {
    super(refusal);
  }
}

const writers: readonly Role[] = ['clerk', 'officer', 'head', 'chair'];
const publishers: readonly Role[] = ['head', 'chair'];

/** Whether somebody may write for an article's unit; who leads above it may as well. */
export function mayWrite(actor: Actor, unit: Article['unitId']): boolean {
  if (!writers.includes(actor.role)) return false;
  return (
    actor.unit === unit ||
    (publishers.includes(actor.role) && actor.reach !== 'all' && actor.reach.includes(unit))
  );
}

/** Whether somebody may publish it: a head, and never who worded it. */
export function mayPublish(actor: Actor, article: Pick<Article, 'unitId' | 'writtenBy'>): boolean {
  return (
    publishers.includes(actor.role) && mayWrite(actor, article.unitId) && article.writtenBy !== actor.person
  );
}

/** What a text's numbers amount to before it is published. */
export interface Checked {
  figures: BoundFigure[];
  failing: FailingClaim[];
  /** The body with its figures in words. */
  told: string;
}

/** Computes the figures of a text and checks its claims, those made of bound figures with them. */
export async function checkArticle(
  services: Services,
  article: Pick<Article, 'title' | 'lead' | 'body' | 'language'>,
): Promise<Checked> {
  const { title, lead, body, language } = article;
  const figures = await boundFigures(services, textOf(article));
  const told = withFigures(body, figures, language);
  const text = [
    withFigures(title, figures, language),
    withFigures(lead, figures, language),
    plainOf(told),
  ].join('\n');
  const failing = checkText(text.normalize('NFC'), language)
    .filter((claim) => claim.verdict === 'fails')
    .map((claim) => ({ quote: claim.quote, why: explained(claim, language) }));
  return { figures, failing, told };
}

/** An address made of a title's words, with a few letters that no other has. */
export function slugOf(title: string, id: ArticleId): string {
  const words =
    fold(title)
      .match(/[a-z0-9]+/g)
      ?.slice(0, 12)
      .join('-') ?? '';
  return `${words || 'bai'}-${id.replaceAll('-', '').slice(-6)}`;
}

/**
 * Saves what was written. The same id again is the same article; whoever words it last may not publish it.
 *
 * @param version the one the writer saw; undefined for a new article
 * @throws HttpError 404 when it is not theirs to write, 409 when somebody else changed it meanwhile
 */
export async function saveArticle(
  services: Services,
  officer: SignedIn,
  id: ArticleId,
  given: { title: string; lead: string; body: string; language: Language },
  version: number | undefined,
): Promise<Article> {
  const { db, clock } = services;
  return db.transaction(async (tx) => {
    const before = await lockArticle(tx, id);
    if (before && !mayWrite(officer, before.unitId)) throw notFound();
    if (!before && !writers.includes(officer.role)) throw notFound();
    const same =
      before && before.title === given.title && before.lead === given.lead && before.body === given.body;
    // A repeat of what was saved is no change.
    if (same) return before;
    if (before && before.version !== version) throw new HttpError(409, 'conflict');
    if (before?.state === 'withdrawn') throw new ArticleError('wrongState');
    const article: Article = {
      ...(before ?? {
        id,
        slug: slugOf(given.title, id),
        unitId: officer.unit,
        publishedAt: null,
        withdrawnWhy: null,
        version: 0,
        state: 'draft',
      }),
      ...given,
      // Words that change after they were handed to another are looked at anew.
      state: before?.publishedAt ? 'published' : 'draft',
      writtenBy: officer.person,
      version: (before?.version ?? 0) + 1,
      changedAt: clock(),
    } as Article;
    await putArticle(tx, article);
    return article;
  });
}

/** Hands an article to another for publication. */
export async function submitArticle(services: Services, officer: SignedIn, id: ArticleId): Promise<void> {
  await changed(services, officer, id, async (article) => {
    if (article.state !== 'draft') throw new ArticleError('wrongState');
    refuseUnreadable(services, article);
    return { state: 'inReview' };
  });
}

/** Gives an article back to its writer. */
export async function returnArticle(services: Services, officer: SignedIn, id: ArticleId): Promise<void> {
  await changed(services, officer, id, async (article) => {
    if (article.state !== 'inReview') throw new ArticleError('wrongState');
    return { state: 'draft' };
  });
}

async function changed(
  services: Services,
  officer: SignedIn,
  id: ArticleId,
  change: (article: Article) => Promise<Partial<Article>>,
): Promise<void> {
  await services.db.transaction(async (tx) => {
    const article = await lockArticle(tx, id);
    if (!article || !mayWrite(officer, article.unitId)) throw notFound();
    const after = await change(article);
    await putArticle(tx, { ...article, ...after, version: article.version + 1, changedAt: services.clock() });
  });
}

/**
 * Publishes what lies there as a new edition: figures frozen with their time, claims that do not hold only
 * with a reason that is published beside them, a correction only with its own.
 *
 * @throws ArticleError when a rule is in the way, HttpError 404 when it is not theirs to publish
 */
export async function publishArticle(
  services: Services,
  officer: SignedIn,
  id: ArticleId,
  given: { version: number; failingWhy: string | undefined; why: string | undefined },
): Promise<void> {
  const { db, clock, record, cache } = services;
  await db.transaction(async (tx) => {
    const article = await lockArticle(tx, id);
    if (!article || !mayWrite(officer, article.unitId)) throw notFound();
    if (article.version !== given.version) throw new HttpError(409, 'conflict');
    if (article.writtenBy === officer.person) throw new ArticleError('samePerson');
    if (!mayPublish(officer, article)) throw notFound();
    const correction = article.publishedAt !== null;
    if (article.state === 'withdrawn' || (!correction && article.state !== 'inReview'))
      throw new ArticleError('wrongState');
    refuseUnreadable(services, article);
    const { figures, failing } = await checkArticle(services, article);
    if (failing.length > 0 && !given.failingWhy)
      throw new ArticleError('needsReason', failing.map((claim) => claim.quote).join('; '));
    if (correction && !given.why) throw new ArticleError('needsWhy');
    const now = clock();
    const number = ((await editionsOf(tx, id))[0]?.number ?? 0) + 1;
    const { title, lead, body } = article;
    await insertEdition(
      tx,
      id,
      {
        number,
        title,
        lead,
        body,
        figures,
        failing,
        failingWhy: failing.length > 0 ? (given.failingWhy ?? null) : null,
        why: correction ? (given.why ?? null) : null,
        publishedAt: now,
      },
      officer.post,
    );
    const version = article.version + 1;
    await putArticle(tx, {
      ...article,
      state: 'published',
      publishedAt: article.publishedAt ?? now,
      version,
      changedAt: now,
    });
    await record.append(tx, {
      type: correction ? 'article.corrected' : 'article.published',
      subject: id,
      seq: version,
      role: officer.role,
      unit: officer.unitCode,
      facts: { slug: article.slug, edition: number, sha256: digestOf(textOf(article)) },
      sealed: { post: officer.post },
    });
    tx.afterCommit(() => cache.clear());
  });
}

/** Takes a published article down; its address stays and says why. */
export async function withdrawArticle(
  services: Services,
  officer: SignedIn,
  id: ArticleId,
  why: string,
): Promise<void> {
  const { db, clock, record, cache } = services;
  await db.transaction(async (tx) => {
    const article = await lockArticle(tx, id);
    if (!article || !mayWrite(officer, article.unitId) || !publishers.includes(officer.role))
      throw notFound();
    if (article.state !== 'published') throw new ArticleError('wrongState');
    const version = article.version + 1;
    await putArticle(tx, { ...article, state: 'withdrawn', withdrawnWhy: why, version, changedAt: clock() });
    await record.append(tx, {
      type: 'article.withdrawn',
      subject: id,
      seq: version,
      role: officer.role,
      unit: officer.unitCode,
      facts: { slug: article.slug },
      sealed: { post: officer.post, text: why },
    });
    tx.afterCommit(() => cache.clear());
  });
}

/** The whole text, in which figures may be bound anywhere. */
function textOf({ title, lead, body }: Pick<Article, 'title' | 'lead' | 'body'>): string {
  return `${title}\n${lead}\n${body}`;
}

function refuseUnreadable(services: Services, article: Article): void {
  const unreadable = unreadableBindings(textOf(article), services.figures);
  if (unreadable.length > 0) throw new ArticleError('unreadable', unreadable.join(' '));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
