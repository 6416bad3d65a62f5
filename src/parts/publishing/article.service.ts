import { createHash } from 'node:crypto';
import type { Actor, Role } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { checkText } from '../../ground/claims/check.ts';
import { explained } from '../../ground/claims/explain.ts';
import { figuresFor } from '../../ground/figure/all.ts';
import { provenFigure } from '../../ground/figure/proof.service.ts';
import type { ProvenFigure } from '../../ground/figure/proof.ts';
import type { PostId } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { takeOnPage } from '../../ground/step/take.ts';
import type { KnownStep } from '../../ground/step/undo.ts';
import { sql, type Transaction } from '../../platform/database/database.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import type { Language } from '../../platform/language.ts';
import { plainOf } from '../../platform/page/markdown.ts';
import { dayInVietnam, newestMonthOver } from '../../platform/time.ts';
import { fold, foldedWords } from '../../platform/vietnamese.ts';
import {
  type Article,
  type ArticleId,
  type Category,
  dueArticles,
  editionsOf,
  type FailingClaim,
  insertEdition,
  lockArticle,
  putArticle,
  putWords,
} from './article.store.ts';
import { articleTexts } from './article.texts.ts';
import { type Audience, type BoundFigure, boundFigures, unreadableBindings, withFigures } from './binding.ts';
import { knownSteps } from './known.ts';
import { picturesOf, pictureToken, withoutPictures } from './picture.store.ts';

/** Why something cannot be done with an article; each is said in words. */
export type ArticleRefusal =
  | 'samePerson'
  | 'wrongState'
  | 'needsReason'
  | 'needsWhy'
  | 'unreadable'
  | 'unfinished'
  | 'badMoment'
  | 'tooMany'
  | 'needsWithdrawWhy'
  | 'needsReturnWhy';

/** Thrown when it cannot be done; nothing has changed. */
export class ArticleError extends Refused {
  constructor(
    readonly refusal: ArticleRefusal,
    readonly about?: string,
  ) {
    const said = (words: string) => [words, about].filter(Boolean).join(' ');
    const { vi, en } = articleTexts;
    super({ vi: said(vi.refusals[refusal]), en: said(en.refusals[refusal]) }, fieldOf[refusal]);
  }
}

/** The field of a form at which a refusal is said; others are about the whole. */
const fieldOf: Partial<Record<ArticleRefusal, string>> = {
  badMoment: 'at',
  needsReason: 'failingWhy',
  needsWhy: 'why',
  needsReturnWhy: 'returnWhy',
};

/** A place that a template of a report leaves to its author: nothing is published with one in it. */
const toFillIn = /\[…[^[\]]*\]/;
// Each is computed when the text is looked at.
const mostBound = 100;

const writers: readonly Role[] = ['clerk', 'officer', 'head', 'chair'];
const publishers: readonly Role[] = ['head', 'chair'];

const pageOf = (id: ArticleId) => `${paths.deskNews}/${id}`;

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
}

/** Computes the figures of a text and checks its claims, those made of bound figures with them. */
export async function checkArticle(
  services: Services,
  article: Pick<Article, 'title' | 'lead' | 'body' | 'language' | 'audience'>,
): Promise<Checked> {
  const { title, lead, body, language, audience } = article;
  const figures = await boundFigures(services, textOf(article), audience);
  const text = [
    withFigures(title, figures, language),
    withFigures(lead, figures, language),
    // Pictures have no words to be checked.
    plainOf(withoutPictures(withFigures(body, figures, language))),
  ].join('\n');
  const failing = checkText(text.normalize('NFC'), language)
    .filter((claim) => claim.verdict === 'fails')
    .map((claim) => ({ quote: claim.quote, why: explained(claim, language) }));
  return { figures, failing };
}

// Of an article that waits for no hour. What was approved was other words, or is published now.
const notWaiting = { publishAt: null, approvedBy: null, approvedReason: null, approvedFailing: [] };

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
  given: {
    title: string;
    lead: string;
    body: string;
    language: Language;
    category: Category;
    /** Said when it is begun, and not changed afterwards; for everybody where it is not said. */
    audience?: Audience;
  },
  version: number | undefined,
): Promise<Article> {
  const { clock } = services;
  return takeOnPage(services, officer, knownSteps.save, pageOf(id), async (tx) => {
    const before = await lockArticle(tx, id);
    if (before && !mayWrite(officer, before.unitId)) throw notFound();
    if (!before && !writers.includes(officer.role)) throw notFound();
    const same =
      before &&
      before.title === given.title &&
      before.lead === given.lead &&
      before.body === given.body &&
      before.category === given.category;
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
        returnedWhy: null,
        version: 0,
        state: 'draft',
      }),
      ...given,
      audience: before?.audience ?? given.audience ?? 'public',
      // Words that change after they were handed to another are looked at anew.
      state: before?.publishedAt ? 'published' : 'draft',
      writtenBy: officer.person,
      ...notWaiting,
      version: (before?.version ?? 0) + 1,
      changedAt: clock(),
    } as Article;
    await putArticle(tx, article);
    return article;
  });
}

/** Hands an article to another for publication. */
export async function submitArticle(
  services: Services,
  officer: SignedIn,
  id: ArticleId,
  key?: string,
): Promise<void> {
  await changed(services, officer, id, { step: knownSteps.submit, key }, async (article) => {
    if (article.state !== 'draft') throw new ArticleError('wrongState');
    await refuseUnready(services, article);
    return { state: 'inReview', returnedWhy: null };
  });
}

/** Gives an article back to its writer, saying why; an approved one is only taken off its schedule. */
export async function returnArticle(
  services: Services,
  officer: SignedIn,
  id: ArticleId,
  why: string | undefined,
  key?: string,
): Promise<void> {
  await changed(services, officer, id, { step: knownSteps.give, key }, async (article) => {
    if (article.state !== 'inReview') throw new ArticleError('wrongState');
    if (article.publishAt) return notWaiting;
    if (!why) throw new ArticleError('needsReturnWhy');
    return { state: 'draft', returnedWhy: why };
  });
}

async function changed(
  services: Services,
  officer: SignedIn,
  id: ArticleId,
  asked: { step: KnownStep; key?: string | undefined },
  change: (article: Article) => Promise<Partial<Article>>,
): Promise<void> {
  const work = async (tx: Transaction) => {
    const article = await lockArticle(tx, id);
    if (!article || !mayWrite(officer, article.unitId)) throw notFound();
    const after = await change(article);
    await putArticle(tx, { ...article, ...after, version: article.version + 1, changedAt: services.clock() });
  };
  await takeOnPage(services, officer, asked.step, pageOf(id), work, asked);
}

/** What whoever publishes says with it. */
interface Approval {
  failingWhy: string | undefined;
  why: string | undefined;
}

/**
 * Publishes what lies there as a new edition, now or at an hour to come: figures frozen with their time,
 * claims that do not hold only with a reason that is published beside them, a correction only with its own.
 *
 * @param given `at`: the hour; at once without, or when it has passed
 * @throws ArticleError when a rule is in the way, HttpError 404 when it is not theirs to publish
 */
export async function publishArticle(
  services: Services,
  officer: SignedIn,
  id: ArticleId,
  given: Approval & { version: number | undefined; at?: Date | undefined; key?: string | undefined },
): Promise<void> {
  const { clock } = services;
  const step = given.at && given.at > clock() ? knownSteps.schedule : knownSteps.publish;
  const work = async (tx: Transaction) => {
    const article = await lockArticle(tx, id);
    if (!article || !mayWrite(officer, article.unitId)) throw notFound();
    if (given.version !== undefined && article.version !== given.version)
      throw new HttpError(409, 'conflict');
    if (article.writtenBy === officer.person) throw new ArticleError('samePerson');
    if (!mayPublish(officer, article)) throw notFound();
    const correction = article.publishedAt !== null;
    if (article.state === 'withdrawn' || (!correction && article.state !== 'inReview'))
      throw new ArticleError('wrongState');
    await refuseUnready(services, article);
    const checked = await checkArticle(services, article);
    const now = clock();
    if (given.at && given.at > now) {
      // Looked at now as it will be looked at then.
      if (correction) throw new ArticleError('wrongState');
      refuseUnexplained(checked, given.failingWhy);
      await putArticle(tx, {
        ...article,
        publishAt: given.at,
        approvedBy: officer.post,
        approvedReason: given.failingWhy ?? null,
        approvedFailing: checked.failing.map((claim) => claim.quote),
        version: article.version + 1,
        changedAt: now,
      });
      return;
    }
    await publishEdition(services, tx, article, checked, given, {
      post: officer.post,
      role: officer.role,
      unitCode: officer.unitCode,
    });
  };
  await takeOnPage(services, officer, step, pageOf(id), work, given);
}

/**
 * Publishes the approved articles whose hour has come. One whose figures do not hold by then, without a
 * reason given, goes back to review instead.
 */
export async function publishDue(services: Services): Promise<void> {
  const { db, clock } = services;
  const failed: unknown[] = [];
  for (const id of await dueArticles(db, clock())) {
    const published = db.transaction(async (tx) => {
      const article = await lockArticle(tx, id);
      const post = article?.approvedBy;
      if (!article || !post || !article.publishAt || article.publishAt > clock()) return;
      const checked = await checkArticle(services, article);
      // The reason was given for these claims: others that fail since are for whoever approves.
      const known = checked.failing.every((claim) => article.approvedFailing.includes(claim.quote));
      const approval = { failingWhy: (known && article.approvedReason) || undefined, why: undefined };
      const { units } = await services.site.read();
      const by = {
        post,
        role: await roleOf(tx, post),
        unitCode: units.find((unit) => unit.id === article.unitId)?.code ?? '',
      };
      try {
        await publishEdition(services, tx, article, checked, approval, by);
      } catch (error) {
        if (!(error instanceof ArticleError)) throw error;
        await putArticle(tx, {
          ...article,
          ...notWaiting,
          version: article.version + 1,
          changedAt: clock(),
        });
      }
    });
    // One that cannot be published keeps no other waiting.
    await published.catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
}

/** The role of a post as it is now, for the record. */
async function roleOf(tx: Transaction, post: PostId): Promise<Role> {
  const { role } = await tx.one<{ role: Role }>(sql`
    select role from post_version where post_id = ${post} order by lower(valid) desc limit 1`);
  return role;
}

async function publishEdition(
  services: Services,
  tx: Transaction,
  article: Article,
  { figures, failing }: Checked,
  given: Approval,
  by: Pick<SignedIn, 'post' | 'role' | 'unitCode'>,
): Promise<void> {
  const { clock, cache } = services;
  const correction = article.publishedAt !== null;
  const office = article.audience === 'office';
  refuseUnexplained({ failing }, given.failingWhy);
  if (correction && !given.why) throw new ArticleError('needsWhy');
  const now = clock();
  const number = ((await editionsOf(tx, article.id))[0]?.number ?? 0) + 1;
  const { title, lead, body } = article;
  await insertEdition(
    tx,
    article.id,
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
      category: article.category,
      // What nobody outside sees, nobody outside recomputes.
      proven: office ? [] : await provenFigures(services, figures),
    },
    by.post,
  );
  const version = article.version + 1;
  await putArticle(tx, {
    ...article,
    state: 'published',
    publishedAt: article.publishedAt ?? now,
    ...notWaiting,
    version,
    changedAt: now,
  });
  const facts = { edition: number, sha256: digestOf(textOf(article)) };
  if (office) {
    await enterNext(services, tx, by, { type: 'article.issued', subject: article.id, facts });
    return;
  }
  const { categories: names } = articleTexts[article.language];
  const read = `${names[article.category]} ${withFigures(title, figures, article.language)} ${lead} ${plainOf(body)}`;
  await putWords(tx, article.id, foldedWords(read));
  await enterNext(services, tx, by, {
    type: correction ? 'article.corrected' : 'article.published',
    subject: article.id,
    facts: { slug: article.slug, ...facts },
  });
  tx.afterCommit(() => cache.clear());
}

/** The figures of a text month by month, each once, as of the moment they were bound. */
async function provenFigures(services: Services, bound: readonly BoundFigure[]): Promise<ProvenFigure[]> {
  const once = new Map(bound.map((one) => [`${one.code} ${one.from} ${one.to}`, one]));
  const proven: ProvenFigure[] = [];
  const figures = await figuresFor(services, 'public');
  for (const one of once.values()) {
    const figure = figures.find((known) => known.code === one.code);
    if (figure)
      proven.push(
        await provenFigure(services, figure, { from: one.from, to: one.to, asOf: new Date(one.asOf) }),
      );
  }
  return proven;
}

/** Takes a published article down; its address stays and says why. */
export async function withdrawArticle(
  services: Services,
  officer: SignedIn,
  id: ArticleId,
  why: string,
  key?: string,
): Promise<void> {
  const { clock } = services;
  const work = async (tx: Transaction) => {
    const article = await lockArticle(tx, id);
    if (!article || !mayWrite(officer, article.unitId) || !publishers.includes(officer.role))
      throw notFound();
    if (article.state !== 'published') throw new ArticleError('wrongState');
    const version = article.version + 1;
    await putArticle(tx, { ...article, state: 'withdrawn', withdrawnWhy: why, version, changedAt: clock() });
    // Numbered in between or not: the next of its entries.
    await enterNext(services, tx, officer, {
      type: 'article.withdrawn',
      subject: id,
      facts: article.audience === 'office' ? {} : { slug: article.slug },
      sealed: { text: why },
    });
  };
  await takeOnPage(services, officer, knownSteps.withdraw, pageOf(id), work, { key });
}

/** The whole text, in which figures may be bound anywhere. */
export function textOf({ title, lead, body }: Pick<Article, 'title' | 'lead' | 'body'>): string {
  return `${title}\n${lead}\n${body}`;
}

function refuseUnexplained({ failing }: Pick<Checked, 'failing'>, why: string | undefined): void {
  if (failing.length > 0 && !why)
    throw new ArticleError('needsReason', failing.map((claim) => claim.quote).join('; '));
}

async function refuseUnready(services: Services, article: Article): Promise<void> {
  const text = textOf(article);
  const unfinished = text.match(toFillIn);
  if (unfinished) throw new ArticleError('unfinished', unfinished[0]);
  const { units, ended } = await services.site.read();
  const over = newestMonthOver(dayInVietnam(services.clock()));
  if ((text.match(/\{\{/g)?.length ?? 0) > mostBound) throw new ArticleError('tooMany', String(mostBound));
  const pictures = await picturesOf(services.db, article.id);
  const shown = pictures.reduce((rest, one) => rest.replaceAll(pictureToken(one), ''), text);
  const figures = await figuresFor(services, article.audience);
  const unreadable = unreadableBindings(shown, figures, [...units, ...ended], over);
  if (unreadable.length > 0) throw new ArticleError('unreadable', unreadable.join(' '));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
