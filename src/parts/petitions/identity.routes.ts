import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { PersonId } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import { frameOf, requireCaseOfficer, toConfirm, type Web } from '../../ground/web.ts';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { sendBytes, sendPicture } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { limiter } from '../../platform/http/limit.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { openCase } from './desk.service.ts';
import { showCase, wantsProof } from './desk.show.ts';
import { SealedFilePage, shownHere } from './identity.pages.tsx';
import {
  answerOpening,
  askOpening,
  clearSubject,
  handOver,
  noteReference,
  openIdentity,
  openSealedFile,
  takeOut,
} from './identity.service.ts';
import { identityTexts } from './identity.texts.ts';
import { deskPaths } from './paths.ts';
import type { PetitionId } from './petition.ts';

const longestReason = 2000;
const longestReference = 200;

/** What is wrong with a reason, in words. */
function reasonFault(reason: string, t: (typeof identityTexts)['vi']): string | undefined {
  if (!reason) return t.reasonMissing;
  return reason.length > longestReason ? t.tooLong(longestReason) : undefined;
}

/** Who is behind a sealed matter, and the files sent with it: asked for, agreed to, opened. */
export function identityRoutes(web: Web): void {
  const { app, services } = web;
  const attempts = limiter(3, 10, 3600);
  const home = `${deskPaths.cases}/:id/danh-tinh`;

  /** The officer, the case and what was typed; undefined once the reader was sent to prove who they are. */
  const begin = async (request: FastifyRequest, what: { password: boolean }) => {
    const officer = await requireCaseOfficer(web, request);
    const id = parseId<'petition'>((request.params as { id: string }).id) as PetitionId | undefined;
    if (!id) throw notFound();
    if (what.password) await attempts.pass(`${officer.person} ${addressOf(request)}`);
    const { values } = await readForm(request);
    return {
      officer,
      id,
      values,
      t: identityTexts[request.language],
      proof: await wantsProof(web, officer, id),
    };
  };

  app.post(`${home}/xin`, async (request, reply) => {
    const { officer, id, values, t, proof } = await begin(request, { password: false });
    if (proof) return toConfirm(request, reply, deskPaths.case(id));
    const reason = (values.reason ?? '').trim().normalize('NFC');
    const fault = reasonFault(reason, t);
    const refused = fault ? undefined : await askOpening(services, officer, id, reason);
    const message = fault ?? (refused && t.refusals[refused]);
    if (message) {
      const openingFault = { at: 'ask' as const, message, typed: reason };
      return showCase(web, request, reply, officer, id, { openingFault });
    }
    return reply.redirect(`${deskPaths.case(id)}?xong`, 303);
  });

  app.post(`${home}/ban-giao`, async (request, reply) => {
    const { officer, id, values, t, proof } = await begin(request, { password: true });
    if (proof) return toConfirm(request, reply, deskPaths.case(id));
    const refused = await handOver(services, officer, id, values.password ?? '');
    if (refused) {
      const openingFault = { at: 'handOver' as const, message: t.refusals[refused] };
      return showCase(web, request, reply, officer, id, { openingFault });
    }
    return reply.redirect(`${deskPaths.case(id)}?xong`, 303);
  });

  app.post(`${home}/noi-luu`, async (request, reply) => {
    const { officer, id, values, t, proof } = await begin(request, { password: false });
    if (proof) return toConfirm(request, reply, deskPaths.case(id));
    const reference = (values.reference ?? '').trim().normalize('NFC');
    if (!reference || reference.length > longestReference) {
      const message = reference ? t.tooLong(longestReference) : t.referenceMissing;
      const openingFault = { at: 'reference' as const, message, typed: reference };
      return showCase(web, request, reply, officer, id, { openingFault });
    }
    await noteReference(services, officer, id, reference);
    return reply.redirect(`${deskPaths.case(id)}?xong`, 303);
  });

  /** Takes a handler out, or lets one in who was left out: somebody chosen, and why. */
  const changeHandlers = (path: string, at: 'takeOut' | 'clear', work: typeof takeOut) =>
    app.post(`${home}/${path}`, async (request, reply) => {
      const { officer, id, values, t, proof } = await begin(request, { password: false });
      if (proof) return toConfirm(request, reply, deskPaths.case(id));
      const reason = (values.reason ?? '').trim().normalize('NFC');
      const person = parseId<'person'>(values.person ?? '') as PersonId | undefined;
      const fault = !person ? t.chooseSomebody : reasonFault(reason, t);
      const refused = person && !fault ? await work(services, officer, id, person, reason) : undefined;
      const message = fault ?? (refused && t.refusals[refused]);
      if (message)
        return showCase(web, request, reply, officer, id, { openingFault: { at, message, typed: reason } });
      // Whoever took themselves out does not see the case any more.
      const gone = at === 'takeOut' && person === officer.person;
      return reply.redirect(gone ? paths.inbox : `${deskPaths.case(id)}?xong`, 303);
    });
  changeHandlers('rut', 'takeOut', takeOut);
  changeHandlers('cho-vao', 'clear', clearSubject);

  app.post(`${home}/:opening`, async (request, reply) => {
    const { officer, id, values, t, proof } = await begin(request, { password: false });
    if (proof) return toConfirm(request, reply, deskPaths.case(id));
    const opening = parseId<'opening'>((request.params as { opening: string }).opening);
    if (!opening) throw notFound();
    const refused = await answerOpening(services, officer, id, opening, values.answer === 'yes');
    if (refused) {
      const openingFault = { at: 'answer' as const, message: t.refusals[refused] };
      return showCase(web, request, reply, officer, id, { openingFault });
    }
    return reply.redirect(`${deskPaths.case(id)}?xong`, 303);
  });

  app.post(home, async (request, reply) => {
    const { officer, id, values, t, proof } = await begin(request, { password: true });
    if (proof) return toConfirm(request, reply, deskPaths.case(id));
    const opened = await openIdentity(services, officer, id, values.password ?? '');
    reply.header('cache-control', 'no-store');
    const extra =
      typeof opened === 'string'
        ? { openingFault: { at: 'open' as const, message: t.refusals[opened] } }
        : { opened };
    return showCase(web, request, reply, officer, id, extra);
  });

  const sealedFile = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const { id: typed, file: wanted } = request.params as { id: string; file: string };
    const id = parseId<'petition'>(typed) as PetitionId | undefined;
    if (!id) throw notFound();
    const { files, petition } = await openCase(services, officer, id);
    const file = files.find((one) => one.id === wanted && one.sealed);
    if (!file) throw notFound();
    return { officer, id, file, petition };
  };

  app.get(`${deskPaths.cases}/:id/tep/:file/mo`, async (request, reply) => {
    const { officer, id, file, petition } = await sealedFile(request);
    const frame = await frameOf(web, request, officer);
    return sendPage(reply, h(SealedFilePage, { frame, id, number: petition.number, file }));
  });

  app.post(`${deskPaths.cases}/:id/tep/:file/mo`, async (request, reply) => {
    const { officer, id, file, petition } = await sealedFile(request);
    await attempts.pass(`${officer.person} ${addressOf(request)}`);
    const { values } = await readForm(request);
    const t = identityTexts[request.language];
    const again = async (error: string) => {
      const frame = await frameOf(web, request, officer);
      return sendPage(reply, h(SealedFilePage, { frame, id, number: petition.number, file, error }), 422);
    };
    const asked = values.download === 'yes';
    // Nothing is left in the clear on a device unless somebody wanted it there.
    if (!asked && !shownHere(file)) return again(t.fileAgree);
    const bytes = await openSealedFile(services, officer, id, file, values.password ?? '');
    if (typeof bytes === 'string') return again(t.refusals[bytes]);
    return asked ? sendBytes(reply, bytes, file) : sendPicture(reply, bytes, 'no-store');
  });
}
