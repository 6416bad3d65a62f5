import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { frameOf, sendPublic, type Web } from '../../ground/web.ts';
import { notFound } from '../../platform/http/problem.ts';
import { paths } from '../../platform/page/frame.ts';
import { renderPage } from '../../platform/page/render.ts';
import { csvOf, dcatOf, type Filled, jsonOf, parquetOf, schemaOf } from './formats.ts';
import { OpenDataPage } from './open-data.page.tsx';

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

  app.get(`${paths.openData}/:code.csv`, async (request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', cache)
      .send(csvOf(await filled(request))),
  );
  app.get(`${paths.openData}/:code.json`, async (request, reply) =>
    reply.header('cache-control', cache).send(jsonOf(await filled(request))),
  );
  app.get(`${paths.openData}/:code.parquet`, async (request, reply) =>
    reply
      .type('application/vnd.apache.parquet')
      .header('cache-control', cache)
      .send(parquetOf(await filled(request))),
  );
  app.get(`${paths.openData}/:code/schema.json`, async (request, reply) =>
    reply.header('cache-control', cache).send(schemaOf(tableOf(request).columns)),
  );
}
