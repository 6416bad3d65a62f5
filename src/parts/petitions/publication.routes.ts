import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { decide } from '../../ground/access/decision.ts';
import { floorOf, tellFloor } from '../../ground/access/floor.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { covered, sizeOf } from '../../platform/files/picture.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendPicture } from '../../platform/http/download.ts';
import { tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { readForm } from '../../platform/http/form.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import { type Covering, pointAt, readCovering } from './boxes.ts';
import { openCase } from './desk.service.ts';
import { deskPaths } from './paths.ts';
import { lockPetition } from './petition.store.ts';
import { isSealed } from './petition.ts';
import { CoverPage, clickedWidth, PicturesPage } from './publication.pages.tsx';
import { dropPicture, dropProposal, moments, type PictureId, putPicture } from './publication.store.ts';
import { publicationTexts } from './publication.texts.ts';
import { subjectOf } from './step.service.ts';

const longestAlt = 200;

/** Pictures for publication: chosen, covered, and kept as copies of their own. */
export function publicationRoutes(web: Web): void {
  const { app, services } = web;
  const { db, files } = services;
  const home = `${deskPaths.cases}/:id/anh-cong-khai`;

  /** A case whose pictures the officer may prepare, with the pictures among its files. */
  const caseFor = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const { id: typed, file: wanted } = request.params as { id: string; file?: string };
    const id = parseId<'petition'>(typed);
    if (!id) throw notFound();
    const found = await openCase(services, officer, id);
    const { petition } = found;
    // A sealed matter has nothing to show; what is published changes only after it was taken down.
    if (
      isSealed(petition.kind) ||
      petition.publishedAt ||
      petition.state !== 'answered' ||
      !decide(officer, 'work', subjectOf(petition, [])).allowed
    )
      throw notFound();
    const images = found.files.filter((file) => file.mediaType === 'image/jpeg' && !file.sealed);
    const file = images.find((one) => one.id === wanted);
    if (wanted !== undefined && !file) throw notFound();
    return {
      officer,
      id,
      petition,
      images,
      pictures: found.pictures,
      file: file as NonNullable<typeof file>,
    };
  };

  /** Changes the pictures of a case; what was proposed with the old ones is looked at anew. */
  const change = async (
    { officer, id }: Awaited<ReturnType<typeof caseFor>>,
    work: (tx: Parameters<Parameters<typeof db.transaction>[0]>[0]) => Promise<void>,
  ) =>
    db.transaction(async (tx) => {
      await tx.run(tellFloor(floorOf(officer)));
      const locked = await lockPetition(tx, id);
      // Behind the lock: published meanwhile, nothing is added to what two have looked at.
      if (!locked || locked.publishedAt || locked.state !== 'answered') throw new HttpError(409, 'conflict');
      await work(tx);
      await dropProposal(tx, id);
      tx.afterCommit(() => services.cache.clear());
    });

  app.get(home, async (request, reply) => {
    const { officer, petition, images, pictures } = await caseFor(request);
    const frame = await frameOf(web, request, officer);
    return sendPage(reply, h(PicturesPage, { frame, petition, files: images, pictures }));
  });

  app.get(`${home}/:file/xem.jpg`, async (request, reply) => {
    const { file } = await caseFor(request);
    const { boxes, corner } = readCovering(String((request.query as { o?: string }).o ?? ''));
    // The waiting corner is shown as a small mark.
    const mark = corner
      ? [{ left: Math.max(0, corner.x - 6), top: Math.max(0, corner.y - 6), width: 12, height: 12 }]
      : [];
    const made = await covered(await files.readAll(file.id), [...boxes, ...mark]);
    return sendPicture(reply, made.bytes, 'private, no-store');
  });

  const showCover = async (
    request: FastifyRequest,
    found: Awaited<ReturnType<typeof caseFor>>,
    covering: Covering,
    rest: { values: { alt?: string | undefined; moment?: string | undefined }; error?: string },
  ) => {
    const { officer, petition, file } = found;
    const { width, height } = await sizeOf(await files.readAll(file.id));
    return h(CoverPage, {
      frame: await frameOf(web, request, officer),
      petition,
      file,
      covering,
      height: Math.round((clickedWidth * height) / width),
      ...rest,
    });
  };

  app.get(`${home}/:file`, async (request, reply) => {
    const found = await caseFor(request);
    const query = request.query as Record<string, string | undefined>;
    let covering = readCovering(query.o ?? '');
    const { width, height } = await sizeOf(await files.readAll(found.file.id));
    const [x, y] = [Number(query['p.x']), Number(query['p.y'])];
    // Pressed by keyboard a picture answers 0, 0: nobody points there.
    if (x > 0 || y > 0)
      covering = pointAt(covering, (x / clickedWidth) * 1000, (y / ((clickedWidth * height) / width)) * 1000);
    if (query.w && query.h) {
      const percent = (typed: string | undefined) => Number((typed ?? '0').replace(',', '.')) * 10;
      const { boxes } = readCovering([query.l, query.t, query.w, query.h].map(percent).join(','));
      covering = { boxes: [...covering.boxes, ...boxes], corner: undefined };
    }
    const chosen = found.pictures.find((one) => one.source === found.file.id);
    const values = { alt: chosen?.alt, moment: chosen?.moment ?? undefined };
    return sendPage(reply, await showCover(request, found, covering, { values }));
  });

  app.post(`${home}/:file`, async (request, reply) => {
    const found = await caseFor(request);
    const { values } = await readForm(request);
    const covering = readCovering(values.o ?? '');
    const alt = wordsOf(values, 'alt');
    const long = tooLongIn(values, { alt: longestAlt }, request.language).alt;
    if (!alt || long) {
      const error = long ?? publicationTexts[request.language].altMissing;
      return sendPage(reply, await showCover(request, found, covering, { values, error }), 422);
    }
    const made = await covered(await files.readAll(found.file.id), covering.boxes);
    const id: PictureId = newId();
    // Written first: a crash leaves a copy too many, never a picture without one.
    await files.write(id, made.bytes);
    await change(found, async (tx) =>
      putPicture(tx, found.id, {
        id,
        source: found.file.id,
        boxes: covering.boxes,
        alt,
        moment: moments.find((one) => one === values.moment) ?? null,
        width: made.width,
        height: made.height,
      }),
    );
    return reply.redirect(deskPaths.pictures(found.id), 303);
  });

  app.post(`${home}/:file/bo`, async (request, reply) => {
    const found = await caseFor(request);
    await change(found, (tx) => dropPicture(tx, found.id, found.file.id));
    return reply.redirect(deskPaths.pictures(found.id), 303);
  });
}
