import { h } from 'preact';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { addDays, dayInVietnam, firstOfMonth, formatDate, readTypedDate } from '../../platform/time.ts';
import { deskPaths } from './paths.ts';
import { SignsPage, signTexts } from './signs.pages.tsx';
import { longestPeriod, signsOf } from './signs.ts';

/** Signs of how units answered, for whoever may see their cases. */
export function signRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;

  app.get(deskPaths.signs, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { tu, den } = request.query as { tu?: string; den?: string };
    const t = signTexts[request.language];
    const today = dayInVietnam(clock());
    const errors: FieldErrors = {};
    const read = (name: 'tu' | 'den', typed: string | undefined, otherwise: typeof today) => {
      const date = typed ? readTypedDate(typed) : otherwise;
      if (!date) errors[name] = t.date;
      return date ?? otherwise;
    };
    const to = read('den', den?.trim(), today);
    // This month where nothing is asked.
    let from = read('tu', tu?.trim(), firstOfMonth(to));
    if (from > to) {
      errors.den = t.order;
      from = to;
    }
    if (addDays(from, longestPeriod) < to) {
      errors.tu = t.tooLong;
      from = addDays(to, -longestPeriod);
    }
    const { units, ended } = await site.read();
    const signs = await signsOf(db, { from, to, units: officer.reach });
    const page = h(SignsPage, {
      frame: await frameOf(web, request, officer),
      values: { tu: tu ?? formatDate(from), den: den ?? formatDate(to) },
      errors,
      asOf: clock(),
      signs: signs.map((one) => ({
        signs: one,
        unit: [...units, ...ended].find((unit) => unit.id === one.unit),
      })),
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  });
}
