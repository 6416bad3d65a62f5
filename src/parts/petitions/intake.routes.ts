import { randomBytes } from 'node:crypto';
import { h } from 'preact';
import { paths } from '../../ground/places.ts';
import { frameOf, type Web } from '../../ground/web.ts';
import { DatabaseAway } from '../../platform/database/database.ts';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { keyPattern } from '../../platform/http/idempotency.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { HttpError } from '../../platform/http/problem.ts';
import { newPuzzle, solved } from '../../platform/http/work.ts';
import { parseId } from '../../platform/id.ts';
import { addDays, dayInVietnam } from '../../platform/time.ts';
import { denunciationDrafts } from './draft.ts';
import { stagedBefore, stageFiles } from './files.ts';
import { fieldsOfPage, IntakeForm, type IntakePage, type IntakeView } from './intake.pages.tsx';
import { checkIntake, type IntakeFaults, type IntakeField, pageAddress } from './intake.ts';
import { faultTexts } from './names.ts';
import { receiptPath } from './paths.ts';
import { comparable } from './petition.store.ts';
import { kinds } from './petition.ts';
import { type SimilarCase, similarCases } from './similar.ts';
import { arrivesAt, searchWords, submit } from './submit.ts';

const order: IntakePage[] = ['kind', 'details', 'contact', 'check'];

/** Pages for handing in a petition, without an account. */
export function intakeRoutes(web: Web): void {
  const { app, services } = web;
  const { config, secrets, site, clock } = services;
  const onPaper = config.sealedIdentities === 'onPaper';
  // Who solved the puzzle is not counted; who cannot run scripts is slowed down after a few, then refused.
  const { pass } = limiterIn(config, 5, 60, 3600);
  // What anybody may leave on our disk for a day.
  const { pass: passWithFiles } = limiterIn(config, 20, 200, 3600);
  const drafts = denunciationDrafts(web);

  /** What a page is called by the part that it is of. */
  const titleOfPage = async (page: string): Promise<string | undefined> => {
    for (const source of services.newsSources) {
      const title = await source.titleOf(services, page).catch(() => undefined);
      if (title) return title;
    }
    return undefined;
  };

  const show = async (
    request: Parameters<typeof frameOf>[1],
    view: Omit<IntakeView, 'frame' | 'units' | 'puzzle' | 'onPaper' | 'aboutTitle'>,
  ): Promise<IntakeView> => ({
    ...view,
    frame: await frameOf(web, request),
    aboutTitle: view.values.aboutPage ? await titleOfPage(view.values.aboutPage) : undefined,
    units: (await site.read()).units,
    onPaper,
    puzzle: newPuzzle(secrets.forms, view.values.key ?? '', clock()),
  });

  /** Published cases much like what is being handed in; what is sealed is compared with nothing. */
  const alreadyPublished = async (values: Record<string, string>): Promise<SimilarCase[]> => {
    if (values.kind !== 'reflection' && values.kind !== 'recommendation') return [];
    const { kind, title = '', body = '', hamlet } = values;
    const unit = arrivesAt((await site.read()).units, values.placeUnit);
    const since = addDays(dayInVietnam(clock()), -365);
    const words = comparable(searchWords({ kind, title, body, hamlet }));
    return similarCases(services.db, { words, unit: unit.id, since, publishedOnly: true }, 3);
  };

  app.get(paths.intake, { config: { priority: 'intake' } }, async (request, reply) => {
    const { loai, ve, noi, buoc } = request.query as {
      loai?: string;
      ve?: string;
      noi?: string;
      buoc?: string;
    };
    const page = order[Number(buoc) - 1];
    const draft = page && (await drafts.read(request));
    if (page && draft) {
      const files = await stagedBefore(web, draft.key ?? '', draft.files);
      return sendPage(
        reply,
        h(IntakeForm, { view: await show(request, { page, values: draft, faults: {}, files }) }),
      );
    }
    const key = randomBytes(24).toString('base64url');
    const kind = kinds.find((one) => one === loai);
    const values = {
      key,
      // Sent on to a page of its own and come without its cookie: this browser keeps none.
      ...(page && { plain: '1' }),
      ...(kind && { kind }),
      ...(ve && pageAddress.test(ve) && { aboutPage: ve }),
      ...(noi && parseId(noi) && { placeUnit: noi }),
    };
    return sendPage(
      reply,
      h(IntakeForm, {
        // A page that people report about says what they do: the first question is answered.
        view: await show(request, { page: kind && noi ? 'details' : 'kind', values, faults: {}, files: [] }),
      }),
    );
  });

  app.get(paths.leave, async (request, reply) => {
    await drafts.forget(request, reply);
    await web.visits.end(request, reply, 'case');
    return reply.header('clear-site-data', '"cache", "storage"').redirect(config.leaveUrl, 303);
  });

  app.post(paths.intake, { config: { priority: 'intake' } }, async (request, reply) => {
    const form = await readForm(request);
    const { at: page = 'kind', go = 'next', ...given } = form.values;
    const here = order.find((one) => one === page) ?? 'kind';
    const values: Record<string, string> = given;
    if (!keyPattern.test(values.key ?? '')) values.key = randomBytes(24).toString('base64url');
    const key = values.key as string;

    if (form.files.length > 0) await passWithFiles(addressOf(request));
    const known = await stagedBefore(web, key, values.files);
    const staged = await stageFiles(web, form, key, known, request.language);
    if (go.startsWith('remove:')) staged.files = staged.files.filter((file) => file.id !== go.slice(7));
    values.files = staged.files.map((file) => file.id).join(' ');

    const answer = async (
      next: IntakePage,
      faults: IntakeView['faults'] = {},
      extra: Partial<IntakeView> = {},
      status = 200,
    ) => {
      const similar = next === 'check' ? await alreadyPublished(values).catch(() => []) : [];
      const view = await show(request, {
        page: next,
        values,
        faults,
        files: staged.files,
        similar,
        ...extra,
      });
      // The Back button must find the page with what was typed in it; a denouncer's must leave no trace.
      if (values.kind !== 'denunciation') reply.header('cache-control', 'private, no-cache');
      return sendPage(reply, h(IntakeForm, { view }), status);
    };
    /** The next page: of a denunciation by an address of its own, so that Back leads to it and sends nothing again. */
    const turnTo = async (next: IntakePage) =>
      (await drafts.keep(request, reply, values, here))
        ? reply.redirect(`${paths.intake}?buoc=${order.indexOf(next) + 1}`, 303)
        : answer(next);

    if (onPaper && values.kind === 'denunciation' && staged.files.length > 0) {
      const fileMessage = faultTexts[request.language].onPaper;
      return answer('details', {}, { fileMessage }, 422);
    }
    if (staged.message) return answer('details', {}, { fileMessage: staged.message }, 422);
    if (go.startsWith('remove:')) return turnTo('details');
    if (go === 'back') return turnTo(order[Math.max(0, order.indexOf(here) - 1)] as IntakePage);
    const edit = order.find((one) => go === `edit:${one}`);
    if (edit) return turnTo(edit);

    if (here !== 'check') {
      const checked = checkIntake(values, clock(), {
        only: fieldsOfPage(here) as IntakeField[],
        onPaper,
      });
      if (!checked.ok) return answer(here, checked.faults, {}, 422);
      return turnTo(order[order.indexOf(here) + 1] as IntakePage);
    }

    const checked = checkIntake(values, clock(), { onPaper });
    /** Leads back to the first page with something wrong on it. */
    const refuse = (faults: IntakeFaults) => {
      const first = order.find((one) => fieldsOfPage(one).some((field) => field in faults)) ?? 'details';
      return answer(first, faults, {}, 422);
    };
    if (!checked.ok) return refuse(checked.faults);
    if (!solved(secrets.forms, key, values.challenge ?? '', values.solution ?? '', clock()))
      await pass(addressOf(request));
    try {
      const done = await submit(services, checked.intake, {
        key,
        source: 'web',
        language: request.language,
        fileIds: staged.files.map((file) => file.id),
      });
      if ('faults' in done) return refuse(done.faults);
      await drafts.forget(request, reply);
      await web.visits.begin(reply, 'case', done.code);
      return reply.redirect(receiptPath, 303);
    } catch (error) {
      const away = error instanceof DatabaseAway || (error instanceof HttpError && error.status === 503);
      if (!away) throw error;
      // Nothing typed is lost: the page holds it all and can be sent again.
      reply.header('retry-after', '30');
      return answer('check', {}, { away: true }, 503);
    }
  });
}
