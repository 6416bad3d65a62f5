import { h } from 'preact';
import { mayOrganize } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { action, isDone, type OfficersPage, officerPage } from '../../ground/actions.ts';
import type { PersonId, PostId } from '../../ground/organization/organization.ts';
import { delegationsOf } from '../../ground/organization/staff.store.ts';
import {
  delegate,
  endDelegation,
  postsToStandIn,
  standInsFor,
} from '../../ground/organization/standing-in.service.ts';
import { Refused } from '../../ground/refused.ts';
import { never } from '../../ground/step/undo.ts';
import { frameOf, requireOfficer, type Web } from '../../ground/web.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { delegationForm } from './delegation.forms.ts';
import { DelegationsPage } from './delegation.pages.tsx';
import { organizationPaths } from './paths.ts';
import { peopleTexts } from './people.texts.ts';

const shown = 100;
const both = (key: 'give' | 'stays' | 'unknownMatter') => ({
  vi: peopleTexts.vi[key],
  en: peopleTexts.en[key],
});

/** Delegations and absences: everybody's own; an administrator sees and may end all. */
export function delegationRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, work } = services;
  const today = () => dayInVietnam(clock());

  const show: OfficersPage = async (request, officer, state) => {
    const { language } = request;
    const all = officer.role === 'administrator';
    const posts = mayGive(officer) ? await postsToStandIn(db, officer, today()) : [];
    // Of several posts, whoever can stand in for one of them; which for which is looked at when it is sent.
    const people = await Promise.all(posts.slice(0, 30).map((one) => standInsFor(db, one.post, today())));
    const receivers = new Map(people.flat().map((one) => [one.person, one]));
    return h(DelegationsPage, {
      frame: await frameOf(web, request, officer),
      rows: await delegationsOf(db, all ? 'all' : { person: officer.person }, shown),
      today: today(),
      posts: posts.map((one) => ({
        value: one.post,
        label: language === 'vi' ? `${one.title}, ${one.unit}` : `${one.titleEn}, ${one.unitEn}`,
      })),
      receivers: [...receivers.values()].map((one) => ({
        value: one.person,
        label: `${one.name}, ${language === 'vi' ? one.title : one.titleEn}`,
      })),
      state,
      done: isDone(request),
    });
  };

  const mayGive = (officer: SignedIn) =>
    (mayOrganize(officer, 'delegate') || officer.role === 'administrator') && officer.delegation === null;

  officerPage(
    web,
    organizationPaths.delegations,
    show,
    {
      '': action(
        both('give'),
        delegationForm,
        never(peopleTexts.vi.stays, peopleTexts.en.stays),
        async (tx, { who, given }) => {
          const { matter, post, to, ...rest } = given;
          const subject = matter ? await matterOf(who, matter) : null;
          if (subject === undefined) throw new Refused(both('unknownMatter'), 'matter');
          await delegate(services, tx, who, {
            ...rest,
            post: post as PostId,
            to: to as PersonId,
            subject,
          });
        },
      ),
    },
    (request) => requireOfficer(web, request),
    async (request) => {
      const officer = await requireOfficer(web, request);
      if (!mayGive(officer)) throw notFound();
      return officer;
    },
  );

  /** A matter within the giver's own rights, by its number; sealed ones never. */
  const matterOf = async (officer: SignedIn, number: string): Promise<string | undefined> => {
    for (const one of work) {
      const id = await one.byNumber(db, number, officer.unit);
      if (id) return id;
    }
    return undefined;
  };

  app.post(`${organizationPaths.delegations}/:id/cham-dut`, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    const id = parseId((request.params as { id: string }).id);
    if (!id) throw notFound();
    await endDelegation(services, officer, id);
    return reply.redirect(`${organizationPaths.delegations}?xong`, 303);
  });
}
