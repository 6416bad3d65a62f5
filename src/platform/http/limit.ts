import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config.ts';
import { HttpError } from './problem.ts';

// Addresses are kept in memory only, and only as a keyed hash whose key dies with the process.
const key = randomBytes(32);
const hashed = (address: string) => createHmac('sha256', key).update(address).digest('base64url');

const longestDelayMs = 4000;

/** Slows a sender down, and only then refuses. */
export interface Limiter {
  /**
   * Counts one attempt. Past the free ones it waits, longer each time; far past them it refuses.
   *
   * @throws HttpError 429 with Retry-After
   */
  pass(address: string): Promise<void>;
}

/**
 * @param free attempts in the window that pass at once
 * @param most attempts in the window after which it refuses
 * @param windowSeconds length of the window
 */
export function limiter(free: number, most: number, windowSeconds: number): Limiter {
  const counter = new RateLimiterMemory({ points: most, duration: windowSeconds });
  return {
    async pass(address) {
      let state: RateLimiterRes;
      try {
        state = await counter.consume(hashed(address));
      } catch (refused) {
        const wait = (refused as RateLimiterRes).msBeforeNext ?? 1000;
        throw new HttpError(429, 'tooMany', Math.ceil(wait / 1000));
      }
      await wait(state.consumedPoints - free);
    },
  };
}

/**
 * Slows down and never refuses: whoever tries somebody's name a thousand times makes the owner wait seconds, not hours.
 *
 * @param free attempts in the window that pass at once
 * @param windowSeconds length of the window
 */
export function slowdown(free: number, windowSeconds: number): Limiter {
  const counter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: windowSeconds });
  return {
    async pass(address) {
      const { consumedPoints } = await counter.consume(hashed(address));
      await wait(consumedPoints - free);
    },
  };
}

async function wait(beyond: number): Promise<void> {
  if (beyond > 0) await sleep(Math.min(100 * 2 ** Math.min(beyond, 6), longestDelayMs));
}

/** For development and tests, where one address asks for everything. */
const unlimited = limiter(1_000_000, 10_000_000, 3600);

/** A limiter where people live, and none in development; arguments as for `limiter`. */
export function limiterIn(
  config: Pick<Config, 'development'>,
  ...limits: Parameters<typeof limiter>
): Limiter {
  return config.development ? unlimited : limiter(...limits);
}
