import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { accountOf } from '../../ground/access/account.ts';
import { decideRequest, isSetUp, mayAgree, openRequests } from '../../ground/access/account-request.ts';
import { mayOrganize, type Role, roles } from '../../ground/access/decision.ts';
import { answerCorrection, openCorrections } from '../../ground/access/kept.ts';
import { freshlyProved, type SignedIn } from '../../ground/access/session.ts';
import type { PersonId, PostId, UnitId } from '../../ground/organization/organization.ts';
import {
  addPerson,
  inviteAgain,
  leavePost,
  leaveService,
  type Placement,
  StaffRefused,
  takePost,
} from '../../ground/organization/staff.service.ts';
import { heldBy, listStaff, vacantPosts } from '../../ground/organization/staff.store.ts';
import { frameOf, requireOfficer, toConfirm, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { addDays, dayInVietnam, readTypedDate } from '../../platform/time.ts';
import { organizationPaths } from './paths.ts';
import { LinkPage, PeoplePage, PersonPage, RequestsPage, type Typed } from './people.pages.tsx';
import { peopleTexts, staffFaultTexts } from './people.texts.ts';

const pageSize = 50;
const linkDays = 7;
const usernamePattern = /^[a-z0-9][a-z0-9.-]{1,39}$/;

const longestReason = 1000;

/** What was done, in words; undefined where nothing was. */
function doneWords(asked: Record<string, string>, t: (typeof peopleTexts)['vi']): string | undefined {
  if (asked.gui !== undefined) return t.linkSent;
  if (asked.cho !== undefined) return t.linkWaits;
  return asked.xong === undefined ? undefined : t.done;
}

/** People and their posts: the administrator's pages. */
export function peopleRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site, config } = services;
  const today = () => dayInVietnam(clock());

  const administrator = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireOfficer(web, request);
    if (!mayOrganize(officer, 'managePeople')) throw notFound();
    return officer;
  };
  const personOf = (request: FastifyRequest): PersonId => {
    const id = parseId<'person'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    return id as PersonId;
  };

  /** Reads where somebody begins; faults in words by field. */
  const readPlacement = (
    values: Record<string, string>,
    language: 'vi' | 'en',
  ): { placement: Placement | undefined; errors: FieldErrors } => {
    const t = peopleTexts[language];
    const errors: FieldErrors = {};
    const from = readTypedDate(values.from ?? '');
    if (!from) errors.from = t.badDate;
    const post = parseId<'post'>(values.post ?? '') as PostId | undefined;
    const unit = parseId<'unit'>(values.unit ?? '') as UnitId | undefined;
    if (!post && !unit) errors.unit = t.required;
    if (!from || (!post && !unit)) return { placement: undefined, errors };
    if (post) return { placement: { post, from }, errors };
    const role: Role = roles.find((one) => one === values.role) ?? 'officer';
    return {
      placement: {
        unit: unit as UnitId,
        role,
        title: wordsOf(values, 'title'),
        handlesDenunciations: values.handles === 'yes',
        from,
      },
      errors,
    };
  };

  const showPeople = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    typed?: Typed,
  ) => {
    const { tim = '', sau = '' } = request.query as { tim?: string; sau?: string };
    const people = await listStaff(db, {
      query: tim,
      day: today(),
      limit: pageSize + 1,
      after: sau,
    });
    const last = people.length > pageSize ? people[pageSize - 1] : undefined;
    return sendPage(
      reply,
      h(PeoplePage, {
        frame: await frameOf(web, request, officer),
        query: tim,
        people: people.slice(0, pageSize),
        next: last && `${organizationPaths.people}?${new URLSearchParams({ tim, sau: last.username })}`,
        vacant: await vacantPosts(db, today()),
        units: (await site.read()).units,
        corrections: await openCorrections(db),
        key_: newKey(),
        today: today(),
        typed,
      }),
      typed ? 422 : 200,
    );
  };

  const showLink = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    name: string,
    token: string,
  ) =>
    sendPage(
      reply,
      h(LinkPage, {
        frame: await frameOf(web, request, officer),
        name,
        link: `${config.publicUrl}/loi-moi/${token}`,
        until: addDays(today(), linkDays),
      }),
    );

  app.get(organizationPaths.people, async (request, reply) =>
    showPeople(request, reply, await administrator(request)),
  );

  app.post(organizationPaths.people, async (request, reply) => {
    const officer = await administrator(request);
    const { language } = request;
    const t = peopleTexts[language];
    const { values: given } = await readForm(request);
    const { key = newKey(), ...values } = given;
    const name = wordsOf(values, 'name');
    const username = (values.username ?? '').trim().toLowerCase();
    const { placement, errors } = readPlacement(values, language);
    if (!name) errors.name = t.required;
    Object.assign(errors, tooLongIn(values, { name: 120, title: 120 }, language));
    if (!usernamePattern.test(username)) errors.username = username ? t.badUsername : t.required;
    if (!placement || Object.keys(errors).length > 0)
      return showPeople(request, reply, officer, { values, errors });
    try {
      const { person, token } = await addPerson(services, officer, { name, username, placement }, key);
      if (!token) return reply.redirect(organizationPaths.person(person), 303);
      return showLink(request, reply, officer, name, token);
    } catch (error) {
      if (!(error instanceof StaffRefused)) throw error;
      const field = error.fault === 'usernameTaken' ? 'username' : 'post';
      return showPeople(request, reply, officer, {
        values,
        errors: { [field]: staffFaultTexts[language][error.fault] },
      });
    }
  });

  app.post(`${organizationPaths.people}/tra-loi`, async (request, reply) => {
    const officer = await administrator(request);
    const { values } = await readForm(request);
    const id = parseId(values.id ?? '');
    const answer = wordsOf(values, 'answer');
    const long = tooLongIn(values, { answer: 2000 }, request.language);
    if (long.answer) return showPeople(request, reply, officer, { values, errors: long });
    if (id && answer) await answerCorrection(db, id, answer, clock());
    return reply.redirect(organizationPaths.people, 303);
  });

  const showPerson = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    typed?: Typed,
  ) => {
    const person = personOf(request);
    const account = await accountOf(db, person);
    if (!account) throw notFound();
    return sendPage(
      reply,
      h(PersonPage, {
        frame: await frameOf(web, request, officer),
        account,
        held: await heldBy(db, person),
        vacant: await vacantPosts(db, today()),
        units: (await site.read()).units,
        today: today(),
        keys: { take: newKey(), leave: newKey(), post: newKey() },
        done: doneWords(request.query as Record<string, string>, peopleTexts[request.language]),
        setUp: await isSetUp(db, person),
        typed,
      }),
      typed ? 422 : 200,
    );
  };

  app.get(`${organizationPaths.people}/:id`, async (request, reply) =>
    showPerson(request, reply, await administrator(request)),
  );

  /** Does something to a person; what is refused comes back in words. */
  const change = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (
      officer: SignedIn,
      person: PersonId,
      values: Record<string, string>,
      key: string,
    ) => Promise<FieldErrors | undefined>,
  ) => {
    const officer = await administrator(request);
    const person = personOf(request);
    const { values: given } = await readForm(request);
    const { key = newKey(), ...values } = given;
    let errors: FieldErrors | undefined;
    try {
      errors = await work(officer, person, values, key);
    } catch (error) {
      if (!(error instanceof StaffRefused)) throw error;
      errors = { '*': staffFaultTexts[request.language][error.fault] };
    }
    if (errors) return showPerson(request, reply, officer, { values, errors });
    return reply.redirect(`${organizationPaths.person(person)}?xong`, 303);
  };

  app.post(`${organizationPaths.people}/:id/nhan`, (request, reply) =>
    change(request, reply, async (officer, person, values, key) => {
      const { placement, errors } = readPlacement(values, request.language);
      if (!placement) return errors;
      await takePost(services, officer, person, placement, key);
      return undefined;
    }),
  );

  app.post(`${organizationPaths.people}/:id/thoi`, (request, reply) =>
    change(request, reply, async (officer, person, values, key) => {
      const lastDay = readTypedDate(values.lastDay ?? '');
      const post = parseId<'post'>(values.post ?? '') as PostId | undefined;
      if (!lastDay || !post) return { lastDay: peopleTexts[request.language].badDate };
      await leavePost(services, officer, person, post, lastDay, key);
      return undefined;
    }),
  );

  app.post(`${organizationPaths.people}/:id/nghi`, (request, reply) =>
    change(request, reply, async (officer, person, values, key) => {
      const lastDay = readTypedDate(values.lastDay ?? '');
      if (!lastDay) return { lastDay: peopleTexts[request.language].badDate };
      await leaveService(services, officer, person, lastDay, key);
      return undefined;
    }),
  );

  app.post(`${organizationPaths.people}/:id/moi`, async (request, reply) => {
    const officer = await administrator(request);
    const account = await accountOf(db, personOf(request));
    if (!account) throw notFound();
    if (!freshlyProved(officer, clock()))
      return toConfirm(request, reply, organizationPaths.person(account.personId));
    const t = peopleTexts[request.language];
    const { values } = await readForm(request);
    const reason = (values.reason ?? '').trim().normalize('NFC');
    const again = (errors: FieldErrors) => showPerson(request, reply, officer, { values, errors });
    const setUp = await isSetUp(db, account.personId);
    if (setUp && account.personId === officer.person) return again({ '*': t.notForOneself });
    if (setUp && !reason) return again({ reason: t.required });
    if (reason.length > longestReason) return again({ reason: t.tooLong(longestReason) });
    try {
      const kind = values.lost === 'factors' ? 'factors' : 'password';
      const made = await inviteAgain(services, officer, account.personId, { kind, reason });
      if (typeof made === 'object') return await showLink(request, reply, officer, account.name, made.token);
      const where = organizationPaths.person(account.personId);
      return await reply.redirect(`${where}?${made === 'sent' ? 'gui' : 'cho'}`, 303);
    } catch (error) {
      if (!(error instanceof StaffRefused)) throw error;
      return again({ '*': staffFaultTexts[request.language][error.fault] });
    }
  });

  /** Who may agree that an account is set up anew: administrators and chairs. */
  const second = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireOfficer(web, request);
    if (officer.role !== 'administrator' && officer.role !== 'chair') throw notFound();
    return officer;
  };

  app.get(organizationPaths.accountRequests, async (request, reply) => {
    const officer = await second(request);
    return sendPage(
      reply,
      h(RequestsPage, {
        frame: await frameOf(web, request, officer),
        requests: (await openRequests(db)).map((one) => ({ ...one, mayAgree: mayAgree(officer, one) })),
      }),
    );
  });

  app.post(`${organizationPaths.accountRequests}/:id`, async (request, reply) => {
    const officer = await second(request);
    if (!freshlyProved(officer, clock())) return toConfirm(request, reply, organizationPaths.accountRequests);
    const asked = (await openRequests(db)).find((one) => one.id === (request.params as { id: string }).id);
    if (!asked || !mayAgree(officer, asked)) throw notFound();
    const { values } = await readForm(request);
    const token = await decideRequest(services, officer, asked, values.answer === 'yes');
    if (token) return showLink(request, reply, officer, asked.name, token);
    return reply.redirect(organizationPaths.accountRequests, 303);
  });
}
