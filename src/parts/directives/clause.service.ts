import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import type { Services } from '../../ground/services.ts';
import { wordsOf } from '../../platform/http/fields.ts';
import { type ClauseId, clausesOf, decideClause } from './clause.store.ts';
import { changed, clausesIn, DocumentRefused, sameVersion } from './document.service.ts';
import type { DocumentId } from './document.ts';

// Characters of why nobody is named for a clause.
const longestWhy = 500;

/**
 * Notes which clauses order something, as a person decided.
 *
 * @param values `orders-<id>`: 1, 0 or empty; `why-<id>`: why nobody is named; `rest`: all others order nothing
 * @throws DocumentRefused, HttpError 409 when somebody decided meanwhile
 */
export async function decideClauses(
  services: Services,
  officer: SignedIn,
  id: DocumentId,
  values: Record<string, string>,
): Promise<void> {
  await changed(services, officer, id, { type: 'read' }, async (tx, document) => {
    if (!worksIn(officer, document.unitId)) throw new DocumentRefused('notAllowed');
    sameVersion(document, values.version === undefined ? undefined : Number(values.version));
    // What was given out is not unsaid.
    if (document.deployedOn) throw new DocumentRefused('deployed');
    // An order that was recognised is never silenced with the rest: a person says of it by itself.
    const recognised = clausesIn(document).map((one) => one.proposed);
    let decided = 0;
    for (const clause of await clausesOf(tx, id)) {
      if (clause.heading) continue;
      const rest = values.rest && !recognised[clause.position - 1];
      const said = said3(values[`orders-${clause.id}`], clause.orders);
      // A clause with tasks orders something, whatever else was ticked.
      const orders = clause.tasks > 0 ? true : rest && said === null ? false : said;
      const why =
        values[`why-${clause.id}`] === undefined
          ? clause.noOwner
          : wordsOf(values, `why-${clause.id}`) || null;
      if (why && [...why].length > longestWhy) throw new DocumentRefused('whyTooLong');
      if (orders !== null) decided += 1;
      await decideClause(tx, id, clause.id as ClauseId, { orders, noOwner: orders ? why : null });
    }
    return { document, facts: { decided } };
  });
}

/** What a field of three answers says; what was not sent stays as it was. */
function said3(value: string | undefined, before: boolean | null): boolean | null {
  if (value === undefined) return before;
  return value === '' ? null : value === '1';
}
