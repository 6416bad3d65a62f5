import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { formatCode } from '../../ground/code.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { places } from '../../ground/organization/organization.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { keyPattern } from '../../platform/http/idempotency.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { dayInVietnam, formatDate } from '../../platform/time.ts';
import { noteAppealed, secondOnPaper } from './appeal.service.ts';
import { openCase } from './desk.service.ts';
import { stagedBefore, stageFiles } from './files.ts';
import { inWords } from './intake.ts';
import { faultTexts } from './names.ts';
import { PaperPage, PaperTakenPage } from './paper.pages.tsx';
import { readPaper } from './paper.ts';
import { deskPaths } from './paths.ts';
import { submit } from './submit.ts';

/** Petitions on paper, entered by a clerk: letters, the suggestion box, the hotline, what others pass on. */
export function paperRoutes(web: Web): void {
  const { app, services } = web;
  const { site, clock, db } = services;
  const onPaper = services.config.sealedIdentities === 'onPaper';

  const clerkFor = (request: FastifyRequest) => requireCaseOfficer(web, request);

  app.get(deskPaths.paper, async (request, reply) => {
    const officer = await clerkFor(request);
    const { units } = await site.read();
    const page = h(PaperPage, {
      frame: await frameOf(web, request, officer),
      values: {
        key: randomBytes(24).toString('base64url'),
        arrivedOn: formatDate(dayInVietnam(clock())),
        people: '1',
        placeUnit: places(units).find((unit) => unit.id === officer.unit)?.id ?? '',
      },
      errors: {},
      files: [],
      units,
      onPaper,
    });
    return sendPage(reply, page);
  });

  app.post(deskPaths.paper, async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = await clerkFor(request);
    const form = await readForm(request);
    const { values } = form;
    if (!keyPattern.test(values.key ?? '')) values.key = randomBytes(24).toString('base64url');
    const key = values.key as string;
    const known = await stagedBefore(web, key, values.files);
    const staged = await stageFiles(web, form, key, known, request.language);
    values.files = staged.files.map((file) => file.id).join(' ');

    const again = async (errors: FieldErrors) => {
      const { units } = await site.read();
      const frame = await frameOf(web, request, officer);
      return sendPage(
        reply,
        h(PaperPage, { frame, values, errors, files: staged.files, units, onPaper }),
        422,
      );
    };
    const words = faultTexts[request.language];
    const read = readPaper(values, clock(), onPaper);
    const errors: FieldErrors = staged.message ? { files: staged.message } : {};
    if (onPaper && values.kind === 'denunciation' && staged.files.length > 0) errors.files = words.onPaper;
    if (!read.ok) {
      return again({ ...errors, ...inWords(read.faults, words) });
    }
    if (errors.files) return again(errors);
    const second = await secondOnPaper(services, read.first);
    if (second === 'unknown') return again(inWords({ firstNumber: 'unknownFirst' }, words));
    const done = await submit(services, read.intake, {
      key,
      source: read.source,
      language: 'vi',
      fileIds: staged.files.map((file) => file.id),
      paper: read.paper,
      clerk: { role: officer.role, unit: officer.unitCode, post: officer.post },
      second,
    });
    if ('faults' in done) return again(inWords(done.faults, words));
    const previous = second?.previous;
    if (previous)
      await services.db.transaction((tx) =>
        noteAppealed(services, tx, previous, done.submitted.number, officer),
      );
    const mayOpen = await openCase(services, officer, done.submitted.id).then(
      () => true,
      () => false,
    );
    const taken = { ...done.submitted, code: formatCode(done.code) };
    const frame = await frameOf(web, request, officer);
    const sealed = values.kind === 'denunciation';
    // What another unit has from now on is no secret: it is said where it went.
    const unit =
      mayOpen || sealed
        ? undefined
        : await db.first<{ unit: UnitId }>(
            sql`select unit_id as unit from petition where id = ${done.submitted.id}`,
          );
    const sentTo = unit && (await services.site.unit(unit.unit))?.name[request.language];
    reply.header('cache-control', 'no-store');
    return sendPage(reply, h(PaperTakenPage, { frame, taken, mayOpen, sealed: sealed && !mayOpen, sentTo }));
  });
}
