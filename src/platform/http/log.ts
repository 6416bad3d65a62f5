import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';

/** Structured logs. What goes in is chosen line by line; personal data never is. */
export function setUpLog(level: string): FastifyBaseLogger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Fastify would log addresses and whole URLs, which hold search words.
    serializers: {
      req: (request: { method: string }) => ({ method: request.method }),
      err: (error: Error & { code?: string }) => ({ type: error.name, code: error.code }),
    },
  }) as FastifyBaseLogger;
}
