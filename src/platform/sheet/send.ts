import type { FastifyReply } from 'fastify';
import { sendBytes } from '../http/download.ts';
import { sheetType, type Written, writeCsv, writeWorkbook } from './sheet.ts';

/**
 * Sends sheets as a download: all of them as one workbook, or the first as CSV, which holds one.
 *
 * @param name of the file, without its ending
 */
export async function sendSheets(
  reply: FastifyReply,
  ending: 'csv' | 'xlsx',
  name: string,
  sheets: readonly [Written, ...Written[]],
): Promise<FastifyReply> {
  const file = { name: `${name}.${ending}` };
  return ending === 'csv'
    ? sendBytes(reply, Buffer.from(writeCsv(sheets[0])), { ...file, mediaType: 'text/csv; charset=utf-8' })
    : sendBytes(reply, await writeWorkbook(sheets), { ...file, mediaType: sheetType });
}
