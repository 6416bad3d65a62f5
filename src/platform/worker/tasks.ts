import { z } from 'zod';

const bytes = z
  .instanceof(Uint8Array)
  .transform((one) => Buffer.from(one.buffer, one.byteOffset, one.byteLength));
const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const point = z.tuple([z.number(), z.number()]);

const refusals = [
  'tooLarge',
  'empty',
  'type',
  'archive',
  'slides',
  'password',
  'tooManyPages',
  'damaged',
  'bomb',
  'macro',
  'tooCostly',
] as const;
/** Why a file is not taken. */
export type FileRefusal = (typeof refusals)[number];

/**
 * What is done to files apart from the server: what it answers, and how many seconds of the processor it may take.
 * An answer of another shape is thrown away, so that a file that takes a reader over gains nothing but the reader.
 */
export const tasks = {
  inspect: task(
    20,
    z.union([
      z.enum(refusals),
      z.object({ bytes: bytes.optional(), mediaType: z.string(), extension: z.string() }),
    ]),
  ),
  pictureSize: task(10, z.object({ width: z.number(), height: z.number() })),
  cover: task(20, z.object({ bytes, width: z.number(), height: z.number() })),
  resize: task(20, z.array(z.object({ bytes, width: z.number(), height: z.number() }))),
  drawPng: task(20, bytes),
  documentText: task(
    30,
    z.union([
      z.object({ text: z.string() }),
      z.object({
        fault: z.enum(['type', 'damaged', 'password', 'scanned', 'tooLong']),
        length: z.number().optional(),
        pages: z.number().optional(),
      }),
    ]),
  ),
  sheets: task(
    30,
    z.union([
      z.enum(['tooBig', 'unreadable']),
      z.array(
        z.object({
          name: z.string(),
          hidden: z.boolean(),
          was: z.enum(['tcvn3', 'vni', 'windows-1258']).optional(),
          rows: z.array(
            z.object({
              line: z.number(),
              cells: z.array(z.string()),
              numbers: z.array(z.tuple([z.number(), z.number()])),
            }),
          ),
        }),
      ),
    ]),
  ),
  features: task(
    30,
    z.union([
      z.enum(['tooBig', 'unreadable']),
      z.array(
        z.object({
          properties: z.array(z.tuple([z.string(), z.union([z.string(), z.number(), z.boolean()])])),
          rings: z.union([z.array(z.array(point)), z.null(), z.literal('bad')]),
        }),
      ),
    ]),
  ),
  calendarDays: task(10, z.array(z.object({ date: plainDate, name: z.string(), observance: z.boolean() }))),
  checkTemplate: task(20, z.object({ code: z.string(), about: z.string().optional() }).optional()),
  fillTemplate: task(20, bytes),
};

function task<Schema extends z.ZodType>(
  seconds: number,
  answer: Schema,
): { seconds: number; answer: Schema } {
  return { seconds, answer };
}

export type TaskName = keyof typeof tasks;
export type TaskAnswer<Name extends TaskName> = z.output<(typeof tasks)[Name]['answer']>;
