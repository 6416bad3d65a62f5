import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { UnitId } from '../../ground/organization/organization.ts';
import { frameOf, publicPage, type Web } from '../../ground/web.ts';
import { formatCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { sendDownload } from '../../platform/http/download.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { connected, listDocuments, readDocument, relationsTo } from './document.store.ts';
import { type Document, type DocumentId, standingsOn, treeOf } from './document.ts';
import { directivePaths as to } from './paths.ts';
import { PublicDocumentPage, PublicDocumentsPage } from './public.pages.tsx';
import { rollUpDocument, tasksOf } from './task.store.ts';

const pageSize = 50;
const mostTasks = 300;

/** Documents that the office opened to all, with how far their tasks are. */
export function publicDocumentRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;
  const today = (): PlainDate => dayInVietnam(clock());

  publicPage(web, to.public, async (request) => {
    const { tim = '', tu } = request.query as Record<string, string>;
    const documents = await listDocuments(db, {
      units: 'all',
      openOnly: true,
      query: searchQuery(tim),
      before: parseTimeCursor(tu),
      limit: pageSize,
    });
    const relations = await relationsTo(
      db,
      documents.map((one) => one.id),
    );
    const last = documents.length === pageSize ? documents.at(-1) : undefined;
    return h(PublicDocumentsPage, {
      frame: await frameOf(web, request),
      query: tim,
      documents,
      standing: standingsOn(relations, today()),
      next:
        last && `${to.public}?${new URLSearchParams({ tim, tu: formatCursor(last.registeredAt, last.id) })}`,
    });
  });

  const openDocument = async (request: FastifyRequest): Promise<Document> => {
    const id = parseId<'document'>((request.params as { id: string }).id);
    const document = id && (await readDocument(db, id as DocumentId));
    if (!document?.open) throw notFound();
    return document;
  };

  publicPage(web, `${to.public}/:id`, async (request) => {
    const document = await openDocument(request);
    const day = today();
    const [{ documents, relations }, tasks, { units, ended }] = await Promise.all([
      connected(db, document.id, day, []),
      tasksOf(db, document.id, mostTasks),
      site.read(),
    ]);
    const names = new Map([...units, ...ended].map((one) => [one.id, one]));
    const { language } = request;
    // What is not open to all is not named to all: `connected` gives what nobody's register is needed for.
    const standing = standingsOn(relations, day);
    return h(PublicDocumentPage, {
      frame: await frameOf(web, request),
      document,
      standing: standing(document),
      tree: treeOf(documents, relations),
      standingOf: standing,
      // What units gave on within themselves is theirs: it is counted, and not told word by word.
      tasks: tasks.filter((one) => one.state !== 'draft' && one.giverUnit === document.unitId),
      counts: await rollUpDocument(db, document.id, day),
      day,
      unitName: (unit: UnitId) => names.get(unit)?.name[language] ?? '',
      unit: names.get(document.unitId),
    });
  });

  app.get(`${to.public}/:id/tep`, async (request, reply) => {
    const { file } = await openDocument(request);
    if (!file) throw notFound();
    return sendDownload(reply, services.files, file);
  });
}
