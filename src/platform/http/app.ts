import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { VNode } from 'preact';
import type { Language } from '../language.ts';
import { renderPage } from '../page/render.ts';

/** The server, with request types read from zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyRequest {
    language: Language;
  }
}

/** Sends a page that is not kept anywhere: it may hold what only this reader may see. */
export function sendPage<Props>(reply: FastifyReply, page: VNode<Props>, status = 200): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', reply.getHeader('cache-control') ?? 'no-store')
    .send(renderPage(page));
}

/** True when a program asks, which wants problem details instead of a page. */
export function wantsJson(request: FastifyRequest): boolean {
  return request.url.startsWith('/api/') || (request.headers.accept ?? '').startsWith('application/json');
}

/** Sender's address as the proxies in front of us state it, for rate limits only. */
export function addressOf(request: FastifyRequest): string {
  return request.ip;
}
