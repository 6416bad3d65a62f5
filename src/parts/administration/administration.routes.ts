import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { mayOrganize } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { rules } from '../../ground/law/catalogue.ts';
import { readIcs } from '../../ground/law/ics.ts';
import { confirmRule, enterYear } from '../../ground/law/office-law.ts';
import { paths } from '../../ground/places.ts';
import { enterWords, portalKeys, readPortalWords } from '../../ground/portal-words.ts';
import type { Fact } from '../../ground/record/entry.ts';
import { takeOnPage, takeStep } from '../../ground/step/take.ts';
import { frameOf, requireOfficer, type Web } from '../../ground/web.ts';
import { sql, type Transaction } from '../../platform/database/database.ts';
import { sendPage } from '../../platform/http/app.ts';
import { tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { formWords } from '../../platform/page/form-words.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { readText } from '../../platform/text-encoding.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { type Faults, isCalendarYear, longestSource, readYear, writeDays } from './administration.input.ts';
import { AdministrationPage, adminPaths, CalendarPage, LawPage, WordsPage } from './administration.pages.tsx';
import { knownSteps } from './known.ts';
import { texts } from './texts.ts';

/** The administrator's area: calendars, rules, words; and the way to units and people. */
export function administrationRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, law, record, site, cache } = services;

  const administrator = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireOfficer(web, request);
    if (!mayOrganize(officer, 'managePeople')) throw notFound();
    return officer;
  };
  const enter = (tx: Transaction, officer: SignedIn, type: string, facts: Record<string, Fact>) =>
    record.append(tx, {
      type,
      subject: newId(),
      seq: 1,
      role: officer.role,
      unit: officer.unitCode,
      facts,
      sealed: { post: officer.post },
    });
  const isDone = (request: FastifyRequest) => (request.query as { xong?: string }).xong !== undefined;

  app.get(paths.administration, async (request, reply) => {
    const officer = await administrator(request);
    return sendPage(
      reply,
      h(AdministrationPage, { frame: await frameOf(web, request, officer), record: record.state }),
    );
  });

  const showCalendar = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    values: Record<string, string>,
    errors: FieldErrors = {},
    observances: readonly { date: PlainDate; name: string }[] = [],
  ) => {
    const { count } = await db.one<{ count: number }>(
      sql`select count(*)::int as count from duty where ended is null and provisional`,
    );
    const today = dayInVietnam(clock());
    const ahead = law.years
      .flatMap((one) => one.daysOff.map((off) => off.date))
      .filter((day) => day >= today);
    const planned = (await Promise.all(services.planned.map((source) => source(services, ahead)))).flat();
    return sendPage(
      reply,
      h(CalendarPage, {
        planned,
        observances,
        frame: await frameOf(web, request, officer),
        years: law.years,
        provisional: count,
        key_: newKey(),
        values,
        errors,
        done: isDone(request),
      }),
      Object.keys(errors).length > 0 ? 422 : 200,
    );
  };

  app.get(adminPaths.calendar, async (request, reply) => {
    const officer = await administrator(request);
    const asked = Number((request.query as { nam?: string }).nam);
    const year = law.years.find((one) => one.year === asked);
    const values = year ? { year: String(year.year), standing: year.standing, ...writeDays(year) } : {};
    return showCalendar(request, reply, officer, values);
  });

  app.post(`${adminPaths.calendar}/tep`, async (request, reply) => {
    const officer = await administrator(request);
    const { values, files } = await readForm(request);
    const year = Number(values.icsYear);
    const t = texts[request.language];
    if (!isCalendarYear(year))
      return showCalendar(request, reply, officer, { year: values.icsYear ?? '' }, { icsYear: t.badYear });
    try {
      const { observances, ...read } = await readIcs(readText(files[0]?.bytes ?? Buffer.alloc(0)).text, year);
      const source = files[0]?.name ?? '';
      const filled = { year: String(year), standing: 'announced', source, ...writeDays(read) };
      return showCalendar(request, reply, officer, filled, {}, observances);
    } catch {
      return showCalendar(request, reply, officer, { year: values.icsYear ?? '' }, { files: t.badIcs });
    }
  });

  app.post(adminPaths.calendar, async (request, reply) => {
    const officer = await administrator(request);
    const { values: given } = await readForm(request);
    const { key = newKey(), ...values } = given;
    const read = readYear(values);
    if (!read.ok)
      return showCalendar(request, reply, officer, values, inWords(read.faults, request.language));
    const taking = { step: knownSteps.calendar, page: adminPaths.calendar, key, request: values };
    await takeStep(services, officer, taking, async (tx) => {
      const id = await enterYear(tx, read.year, officer.person, clock());
      await enter(tx, officer, 'law.calendarEntered', {
        year: read.year.year,
        standing: read.year.standing,
        days_off: read.year.daysOff.map((off) => off.date).join(' '),
        working_saturdays: read.year.workingSaturdays.join(' '),
        source: read.year.source,
      });
      return { id };
    });
    await law.load();
    return reply.redirect(`${adminPaths.calendar}?xong`, 303);
  });

  const showLaw = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    wrong?: { code: string; from: string; ground?: string; long?: string | undefined },
  ) =>
    sendPage(
      reply,
      h(LawPage, { frame: await frameOf(web, request, officer), law, done: isDone(request), wrong }),
      wrong ? 422 : 200,
    );

  app.get(adminPaths.law, async (request, reply) => showLaw(request, reply, await administrator(request)));

  app.post(adminPaths.law, async (request, reply) => {
    const officer = await administrator(request);
    const { values } = await readForm(request);
    const rule = rules.find((one) => one.code === values.code && one.from === values.from);
    const ground = wordsOf(values, 'ground');
    if (!rule) throw notFound();
    const long = tooLongIn(values, { ground: longestSource }, request.language).ground;
    if (!ground || long) return showLaw(request, reply, officer, { ...rule, ground, long });
    if (!law.confirmation(rule)) {
      await takeOnPage(services, officer, knownSteps.rule, adminPaths.law, async (tx) => {
        await confirmRule(tx, rule, ground, officer.person, clock());
        await enter(tx, officer, 'law.ruleConfirmed', { code: rule.code, rule_from: rule.from, ground });
      });
      await law.load();
    }
    return reply.redirect(`${adminPaths.law}?xong`, 303);
  });

  app.get(adminPaths.words, async (request, reply) => {
    const officer = await administrator(request);
    return sendPage(
      reply,
      h(WordsPage, {
        frame: await frameOf(web, request, officer),
        words: await readPortalWords(db),
        key_: newKey(),
        done: isDone(request),
      }),
    );
  });

  app.post(adminPaths.words, async (request, reply) => {
    const officer = await administrator(request);
    const { values: given } = await readForm(request);
    const { key: formKey = newKey(), ...values } = given;
    const limits = Object.fromEntries(
      portalKeys.flatMap((key) => [
        [`${key}-vi`, longestWords],
        [`${key}-en`, longestWords],
      ]),
    );
    const errors = tooLongIn(values, limits, request.language);
    if (Object.keys(errors).length > 0) {
      const words = Object.fromEntries(
        portalKeys.map((key) => [key, { vi: values[`${key}-vi`] ?? '', en: values[`${key}-en`] ?? '' }]),
      );
      const frame = await frameOf(web, request, officer);
      return sendPage(reply, h(WordsPage, { frame, words, key_: formKey, done: false, errors }), 422);
    }
    const taking = { step: knownSteps.words, page: adminPaths.words, key: formKey, request: values };
    await takeStep(services, officer, taking, async (tx) => {
      const before = await readPortalWords(tx);
      for (const key of portalKeys) {
        const words = {
          vi: wordsOf(values, `${key}-vi`),
          en: wordsOf(values, `${key}-en`),
        };
        if (words.vi === (before[key]?.vi ?? '') && words.en === (before[key]?.en ?? '')) continue;
        await enterWords(tx, key, words, officer.person, clock());
        await enter(tx, officer, 'portal.wordsEntered', { key, vi: words.vi, en: words.en });
      }
      return {};
    });
    site.forget();
    cache.clear();
    return reply.redirect(`${adminPaths.words}?xong`, 303);
  });
}

// Characters of each of the office's own words.
const longestWords = 1000;

function inWords(faults: Faults, language: 'vi' | 'en'): FieldErrors {
  const t = texts[language];
  const errors: FieldErrors = {};
  if (faults.year) errors.year = t.badYear;
  if (faults.source)
    errors.source =
      faults.source === 'tooLong'
        ? formWords[language].tooLong(`> ${longestSource}`, String(longestSource))
        : t.required;
  if (faults.daysOff !== undefined) errors.daysOff = t.badLine(faults.daysOff);
  if (faults.workingSaturdays !== undefined) errors.workingSaturdays = t.badSaturday(faults.workingSaturdays);
  return errors;
}
