import { tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { readForm } from '../../platform/http/form.ts';
import { Invalid, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { readFilter } from '../../platform/page/list-spec.ts';
import { paths } from '../places.ts';
import { requireOfficer, type Web } from '../web.ts';
import { dropFilter, keepFilter } from './saved.store.ts';

const longestName = 60;

/** Filters that officers keep for themselves: of lists that there are, and of what these can be asked for. */
export function savedFilterRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, lists } = services;

  app.post(paths.savedFilters, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const { values } = await readForm(request);
    const list = values.list ?? '';
    const filters = lists.get(list);
    if (!filters) throw notFound();
    const asked = Object.fromEntries(new URLSearchParams(values.query ?? ''));
    const { typed } = readFilter(filters, asked, request.language);
    const query = new URLSearchParams(Object.entries(typed).filter(([, value]) => value !== '')).toString();
    const name = wordsOf(values, 'name');
    const long = tooLongIn(values, { name: longestName }, request.language).name;
    if (long) throw new Invalid([{ field: 'name', code: 'tooLong', detail: long }]);
    if (name && query) await keepFilter(db, { person: officer.person, list, name, query, at: clock() });
    return reply.redirect(`${list}?${query}`, 303);
  });

  app.post(`${paths.savedFilters}/bo`, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const { values } = await readForm(request);
    const id = parseId<'savedFilter'>(values.id ?? '');
    const list = id && (await dropFilter(db, officer.person, id));
    if (!list) throw notFound();
    return reply.redirect(list, 303);
  });
}
