import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { paths } from '../../ground/places.ts';
import { frameOf, sendPublic, type Web } from '../../ground/web.ts';
import { notFound } from '../../platform/http/problem.ts';
import { Memo } from '../../platform/memo.ts';
import { renderPage } from '../../platform/page/render.ts';
import { csvOf, dcatOf, type Filled, jsonOf, parquetOf, schemaOf } from './formats.ts';
import { OpenDataPage } from './open-data.page.tsx';

const keptMs = 5 * 60_000;

/** Open data: the page, the catalogue for machines, and every table in three formats with its schema. */
export function openDataRoutes(web: Web): void {
  const { app, services } = web;
  const { clock, config, openTables, publication, site } = services;
  const address = `${config.publicUrl}${paths.openData}`;

  app.get(paths.openData, async (request, reply) =>
    sendPublic(web, request, reply, async () =>
      renderPage(h(OpenDataPage, { frame: await frameOf(web, request), tables: openTables })),
    ),
  );

  const tableOf = (request: FastifyRequest) => {
    const { code } = request.params as { code: string };
    const table = openTables.find((one) => one.code === code);
    if (!table) throw notFound();
    return table;
  };
  const filled = async (request: FastifyRequest): Promise<Filled> => {
    const table = tableOf(request);
    const asOf = clock();
    return {
      table,
      rows: await table.rows(services),
      asOf,
      recordSize: publication.published()?.size ?? null,
    };
  };
  const cache = 'public, max-age=300';

  app.get(`${paths.openData}/catalog.jsonld`, async (_request, reply) => {
    const { locality } = await site.read();
    const place = { name: locality?.name.vi ?? 'Gần Dân', home: config.publicUrl, address };
    return reply
      .type('application/ld+json; charset=utf-8')
      .header('cache-control', cache)
      .send(JSON.stringify(dcatOf(openTables, place, clock())));
  });

  app.get(`${paths.openData}/:code`, async (request, reply) =>
    reply.redirect(`${paths.openData}#${tableOf(request).code}`, 303),
  );

  // A whole table is made once for all who take it away within some minutes.
  const files = new Memo<Buffer>(clock, keptMs, openTables.length * 3);
  const file = (extension: string, type: string, write: (filled: Filled) => Buffer) =>
    app.get(`${paths.openData}/:code.${extension}`, async (request, reply) => {
      const { code } = tableOf(request);
      const bytes = await files.get(`${code}.${extension}`, async () => write(await filled(request)));
      return reply.type(type).header('cache-control', cache).send(bytes);
    });
  file('csv', 'text/csv; charset=utf-8', (one) => Buffer.from(csvOf(one)));
  file('json', 'application/json; charset=utf-8', (one) => Buffer.from(JSON.stringify(jsonOf(one))));
  file('parquet', 'application/vnd.apache.parquet', parquetOf);
  app.get(`${paths.openData}/:code/schema.json`, async (request, reply) =>
    reply.header('cache-control', cache).send(schemaOf(tableOf(request))),
  );
}
