import type { FastifyInstance, FastifyRequest } from 'fastify';
import { holdable, isHoldable, unholdablePath } from '../text.ts';
import { HttpError, Invalid } from './problem.ts';

/**
 * The one border for text from outside, before any handler: what the database, the record or a feed cannot hold
 * (`platform/text.ts`) comes no further. Addresses and JSON with it are refused, because a program sent them;
 * what people type in forms is cleaned, which loses nothing. Forms with files pass `readForm`, which cleans them.
 *
 * @param words what is said at a field, in the request's language
 */
export function setUpBorder(app: FastifyInstance, words: (request: FastifyRequest) => string): void {
  app.addHook('onRequest', async (request) => {
    if (unholdablePath(request.params) !== undefined || unholdablePath(request.query) !== undefined)
      throw new HttpError(400, 'badRequest');
    // A cookie that was tampered with is none.
    for (const [name, value] of Object.entries(request.cookies))
      if (!isHoldable(value ?? '')) delete request.cookies[name];
  });

  app.addHook('preValidation', async (request) => {
    if (request.body === null || typeof request.body !== 'object' || request.isMultipart()) return;
    if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
      request.body = cleanForm(request.body as Record<string, unknown>);
      return;
    }
    const field = unholdablePath(request.body);
    if (field === undefined) return;
    throw new Invalid([{ field, code: 'text', detail: words(request) }]);
  });
}

function cleanForm(body: Record<string, unknown>): Record<string, unknown> {
  const cleaned = (value: unknown): unknown =>
    typeof value === 'string' ? holdable(value) : Array.isArray(value) ? value.map(cleaned) : value;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [holdable(name), cleaned(value)]));
}
