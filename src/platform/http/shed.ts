import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import { addressOf } from './app.ts';
import { release } from './form.ts';
import { hasBody } from './front.ts';
import { placesOf } from './places.ts';
import { HttpError } from './problem.ts';

/** How important a route is under load. Intake is the last to be turned away, health never is. */
export type Priority = 'intake' | 'normal' | 'health';

declare module 'fastify' {
  interface FastifyContextConfig {
    priority?: Priority;
  }
}

// Above these a request would wait longer than its caller does. Measured by `npm run bench`.
const limits: Record<Exclude<Priority, 'health'>, { inFlight: number; waiting: number; lagMs: number }> = {
  normal: { inFlight: 150, waiting: 60, lagMs: 400 },
  intake: { inFlight: 400, waiting: 300, lagMs: 1500 },
};
const retryAfterSeconds = 3;
// A whole office may stand behind one address; nobody sends this many files at once.
const mostUnfinished = 60;
const lagWindowMs = 1000;

/** How late the event loop comes to its work, in ms, over the last second. */
export interface Lag {
  now(): number;
  end(): void;
}

/** The lag as it is measured. A window that is over says nothing any more, even where no timer came to end it. */
export function measuredLag(): Lag {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let since = performance.now();
  return {
    now() {
      if (performance.now() - since > lagWindowMs) {
        delay.reset();
        since = performance.now();
      }
      return delay.mean / 1e6;
    },
    end: () => delay.disable(),
  };
}

/** Turns requests away with 503 and Retry-After before they pile up. */
export function setUpShedding(app: FastifyInstance, db: Database, lag: Lag): void {
  const counted = new WeakSet<FastifyRequest>();
  const left = new WeakSet<FastifyRequest>();
  const coming = new WeakMap<FastifyRequest, () => void>();
  const unfinished = placesOf(mostUnfinished);
  let inFlight = 0;

  app.addHook('onRequest', async (request) => {
    const priority = request.routeOptions.config.priority ?? 'normal';
    if (priority !== 'health') {
      const limit = limits[priority];
      if (inFlight >= limit.inFlight || db.waiting() >= limit.waiting || lag.now() > limit.lagMs) {
        throw new HttpError(503, 'away', retryAfterSeconds);
      }
    }
    const count = () => {
      counted.add(request);
      inFlight += 1;
    };
    // A body that is still on its way is no work yet: slow senders must not keep the others out.
    if (!hasBody(request.raw)) return count();
    const arrived = unfinished.take(addressOf(request));
    if (!arrived) throw new HttpError(429, 'tooMany', retryAfterSeconds);
    coming.set(request, arrived);
    request.raw.once('close', arrived);
    request.raw.once('end', () => {
      arrived();
      if (!left.has(request)) count();
    });
  });
  const done = (request: FastifyRequest) => {
    left.add(request);
    // Answered before all of it came, as one that is too large: nothing of it is awaited any more.
    coming.get(request)?.();
    release(request);
    if (counted.delete(request)) inFlight -= 1;
  };
  app.addHook('onResponse', async (request) => done(request));
  app.addHook('onRequestAbort', async (request) => done(request));
  app.addHook('onClose', async () => {
    lag.end();
  });
}
