import { h } from 'preact';
import { dutiesOf } from '../../ground/duty/duty.store.ts';
import { paths } from '../../ground/places.ts';
import { entriesOf } from '../../ground/record/record.store.ts';
import { frameOf, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { notFound } from '../../platform/http/problem.ts';
import { aboutOf } from './about.store.ts';
import { type CurrentCase, currentCase } from './by-code.ts';
import { KeptPage } from './kept.pages.tsx';
import { followPaths } from './paths.ts';
import { contactOf, filesOf, messagesOf, ratingOf } from './petition.store.ts';
import { isSealed } from './petition.ts';

/** Everything that is kept about who sent a petition, for the holder of its code. */
async function keptAboutSender(web: Web, found: CurrentCase) {
  const { petition, seen, id } = found;
  const [contact, messages, files, rating, entries, duties, about] = await Promise.all([
    contactOf(seen, id),
    messagesOf(seen, id),
    filesOf(seen, id),
    ratingOf(seen, id),
    entriesOf(seen, id),
    dutiesOf(web.services.db, id),
    aboutOf(seen, id),
  ]);
  const notes = new Set(messages.filter((message) => message.kind === 'note').map((message) => message.id));
  return {
    petition: {
      number: petition.number,
      kind: petition.kind,
      topic: petition.topic,
      state: petition.state,
      title: petition.title,
      body: petition.body,
      against: petition.against,
      known_on: petition.knownOn,
      happened_on: petition.happenedOn,
      hamlet: petition.hamlet,
      latitude: petition.latitude,
      longitude: petition.longitude,
      received_on: petition.receivedOn,
      // When it was entered, which for what came on paper may be later.
      entered_at: petition.receivedAt.toISOString(),
      language: petition.language,
      source: petition.source,
    },
    about_page: about ?? null,
    contact: isSealed(petition.kind) ? ('sealed' as const) : (contact ?? null),
    messages: messages
      .filter((message) => !notes.has(message.id))
      .map(({ kind, body, at }) => ({ kind, body, at: at.toISOString() })),
    internal_notes: notes.size,
    files: files
      .filter((file) => file.messageId === null || !notes.has(file.messageId))
      .map(({ name, mediaType, size, sha256 }) => ({ name, media_type: mediaType, size, sha256 })),
    rating: rating ?? null,
    duties: duties.map(({ ruleCode, begunOn, dueOn, ended, endedOn }) => ({
      rule: ruleCode,
      begun_on: begunOn,
      due_on: dueOn,
      ended,
      ended_on: endedOn,
    })),
    record: entries.map(({ event, leaf_index }) => ({ type: event.type, at: event.at, leaf: leaf_index })),
  };
}
export type KeptAboutSender = Awaited<ReturnType<typeof keptAboutSender>>;

/** The citizen's right to know what is kept (Law on Personal Data Protection 91/2025/QH15). */
export function keptRoutes(web: Web): void {
  const { app } = web;

  app.get(followPaths.kept, async (request, reply) => {
    const found = await currentCase(web, request);
    if (!found) return reply.redirect(paths.follow, 303);
    const kept = await keptAboutSender(web, found);
    return sendPage(reply, h(KeptPage, { frame: await frameOf(web, request), kept }));
  });

  app.get(`${followPaths.kept}.json`, async (request, reply) => {
    const found = await currentCase(web, request);
    if (!found) throw notFound();
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="du-lieu-${found.petition.number}.json"`)
      .header('cache-control', 'no-store')
      .send(`${JSON.stringify(await keptAboutSender(web, found), null, 2)}\n`);
  });
}
