import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { mayOrganize } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { delegate, endDelegation, StaffRefused } from '../../ground/organization/staff.service.ts';
import { delegationsOf, personByUsername } from '../../ground/organization/staff.store.ts';
import { frameOf, requireOfficer, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { dayInVietnam, readTypedDate } from '../../platform/time.ts';
import { DelegationsPage } from './delegation.pages.tsx';
import { organizationPaths } from './paths.ts';
import type { Typed } from './people.pages.tsx';
import { peopleTexts, staffFaultTexts } from './people.texts.ts';

const shown = 100;

/** Delegations and absences: everybody's own; an administrator sees and may end all. */
export function delegationRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, work } = services;

  const show = async (request: FastifyRequest, reply: FastifyReply, officer: SignedIn, typed?: Typed) =>
    sendPage(
      reply,
      h(DelegationsPage, {
        frame: await frameOf(web, request, officer),
        rows: await delegationsOf(
          db,
          officer.role === 'administrator' ? 'all' : { person: officer.person },
          shown,
        ),
        today: dayInVietnam(clock()),
        key_: newKey(),
        mayGive: mayOrganize(officer, 'delegate') && officer.delegation === null,
        done: (request.query as { xong?: string }).xong !== undefined,
        typed,
      }),
      typed ? 422 : 200,
    );

  app.get(organizationPaths.delegations, async (request, reply) =>
    show(request, reply, await requireOfficer(web, request)),
  );

  app.post(organizationPaths.delegations, async (request, reply) => {
    const officer = await requireOfficer(web, request);
    if (!mayOrganize(officer, 'delegate')) throw notFound();
    const { language } = request;
    const t = peopleTexts[language];
    const { values: given } = await readForm(request);
    const { key = newKey(), ...values } = given;
    const errors: FieldErrors = {};
    const to = await personByUsername(db, values.to ?? '');
    const from = readTypedDate(values.from ?? '');
    const lastDay = readTypedDate(values.lastDay ?? '');
    const ground = wordsOf(values, 'ground');
    const number = (values.matter ?? '').trim();
    const subject = number ? await matterOf(officer, number) : null;
    if (!to) errors.to = t.unknownUser;
    if (!from) errors.from = t.badDate;
    if (!lastDay) errors.lastDay = t.badDate;
    if (!ground) errors.ground = t.required;
    Object.assign(errors, tooLongIn(values, { ground: 500 }, language));
    if (subject === undefined) errors.matter = t.unknownMatter;
    if (!to || !from || !lastDay || subject === undefined || Object.keys(errors).length > 0)
      return show(request, reply, officer, { values, errors });
    const kind = values.kind === 'absence' ? 'absence' : 'delegation';
    try {
      await delegate(services, officer, { to, kind, subject, from, lastDay, ground }, key);
    } catch (error) {
      if (!(error instanceof StaffRefused)) throw error;
      return show(request, reply, officer, {
        values,
        errors: { lastDay: staffFaultTexts[language][error.fault] },
      });
    }
    return reply.redirect(`${organizationPaths.delegations}?xong`, 303);
  });

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
