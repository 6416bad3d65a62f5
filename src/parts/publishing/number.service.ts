import type { SignedIn } from '../../ground/access/session.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import { mayNumber } from '../../ground/register-desk.ts';
import type { Services } from '../../ground/services.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { mayWrite } from './article.service.ts';
import { type ArticleId, lockArticle, setPaperNumber } from './article.store.ts';
import { signOfReport } from './paper.tsx';

/**
 * Gives a published report its number in the one register of its body, to go out as a paper.
 *
 * @throws HttpError 404, Refused where it is no report that is published, or has its number
 */
export async function numberReport(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ArticleId,
): Promise<void> {
  const article = await lockArticle(tx, id);
  if (!article || !mayWrite(officer, article.unitId)) throw notFound();
  if (!mayNumber(officer)) throw new Refused(refusals.notAllowed);
  if (article.state !== 'published' || article.category === 'news' || article.registerId)
    throw new Refused(refusals.wrongState);
  const unit = await services.site.unit(article.unitId);
  if (!unit) throw notFound();
  const { type, sign } = signOfReport(article.category, unit.name.vi);
  const { head, standIn } = await issuerOf(services, unit.id);
  const on = dayInVietnam(services.clock());
  const entered = await services.register.enter(services, tx, officer, {
    unit,
    type,
    office: '',
    abstract: article.title,
    signer: standIn?.name ?? head?.name ?? '',
    signerTitle: standIn?.title ?? head?.title ?? '',
    issuedOn: on,
  });
  const number = `${String(entered.number).padStart(2, '0')}/${sign}`;
  await setPaperNumber(tx, id, { register: entered.id, number, on });
  await enterNext(services, tx, officer, { type: 'article.numbered', subject: id, facts: { number } });
  tx.afterCommit(() => services.cache.clear());
}

/** What follows when a report was numbered by mistake: its number stays in the book, cancelled. */
export async function cancelNumber(
  services: Services,
  tx: Transaction,
  subjects: readonly string[],
  { why, officer }: { why: string; officer: SignedIn },
): Promise<void> {
  for (const subject of subjects) {
    const article = await lockArticle(tx, subject as ArticleId);
    if (!article?.registerId) continue;
    await services.register.cancel(services, tx, officer, article.registerId, why);
    await setPaperNumber(tx, article.id, null);
  }
  tx.afterCommit(() => services.cache.clear());
}
