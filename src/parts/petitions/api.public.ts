import { z } from 'zod';
import type { Web } from '../../ground/web.ts';
import { formatCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { counts, page } from './api.schemas.ts';
import { refuseFaults } from './figures.routes.ts';
import { figureTable, readQuery } from './figures.service.ts';
import { listPublished } from './petition.store.ts';
import { kinds, topics } from './petition.ts';

/** What anybody can read. */
export function publicApi(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;

  app.get(
    '/api/v1/cases',
    {
      schema: {
        tags: ['public'],
        summary: 'Published cases, newest first',
        querystring: page.extend({ query: z.string().max(200).optional() }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                id: z.string(),
                kind: z.enum(kinds),
                topic: z.enum(topics),
                title: z.string(),
                text: z.string(),
                unit: z.string(),
                received_on: z.string(),
                answered_on: z.string().nullable(),
              }),
            ),
            next: z.string().nullable(),
          }),
        },
      },
    },
    async (request) => {
      const { query, cursor, limit } = request.query;
      const rows = await listPublished(db, {
        query: query ? searchQuery(query) : undefined,
        before: parseTimeCursor(cursor),
        limit: limit + 1,
      });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map((row) => ({
          id: row.publicId,
          kind: row.kind,
          topic: row.topic,
          title: row.publicTitle ?? '',
          text: row.publicText ?? '',
          unit: row.unitVi,
          received_on: row.receivedOn,
          answered_on: row.answeredOn,
        })),
        next: last?.publishedAt ? formatCursor(last.publishedAt, last.id) : null,
      };
    },
  );

  app.get(
    '/api/v1/units',
    {
      schema: {
        tags: ['public'],
        summary: 'Units of the locality; their ids are used wherever a unit is asked for',
        response: {
          200: z.object({
            items: z.array(
              z.object({ id: z.string(), code: z.string(), kind: z.string(), name: z.string() }),
            ),
          }),
        },
      },
    },
    async (request) => ({
      items: (await site.read()).units.map(({ id, code, kind, name }) => ({
        id,
        code,
        kind,
        name: name[request.language],
      })),
    }),
  );

  app.get(
    '/api/v1/figures/petitions',
    {
      schema: {
        tags: ['public'],
        summary:
          'Figures by unit with numerator, denominator, period and time; groups too small are told without their unit',
        querystring: z.strictObject({
          lang: z.enum(['vi', 'en']).optional(),
          tu: z.string().optional(),
          den: z.string().optional(),
          donvi: z.string().optional(),
          loai: z
            .string()
            .meta({ enum: [...kinds] })
            .optional(),
          theo: z
            .string()
            .meta({ enum: ['hien-nay', 'khi-do'] })
            .optional(),
        }),
        response: {
          200: z.object({
            period: z.object({ from: z.string(), to: z.string() }),
            organised: z.enum(['now', 'then']),
            as_of: z.string(),
            record_size: z.number().nullable(),
            rows: z.array(z.object({ unit: z.string().nullable(), counts })),
            total: counts,
            shares: z.record(z.string(), z.object({ numerator: z.number(), denominator: z.number() })),
          }),
        },
      },
    },
    async (request) => {
      const { units, ended } = await site.read();
      const { query, faults } = readQuery(request.query, [...units, ...ended], clock());
      refuseFaults(faults, request.language);
      const table = await figureTable(services, query, 'public');
      return {
        period: { from: table.query.from, to: table.query.to },
        organised: table.query.organised,
        as_of: table.asOf.toISOString(),
        record_size: table.recordSize,
        rows: table.rows.map((row) => ({ unit: row.unit?.code ?? null, counts: row.counts })),
        total: table.total,
        shares: table.shares,
      };
    },
  );
}
