import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Web } from '../../ground/web.ts';
import { keyPattern, newKey } from '../../platform/http/idempotency.ts';
import type { IntakePage } from './intake.pages.tsx';

/** Holds the secret under which a denunciation being written is kept; its name says nothing. */
const draftCookie = 'trang';
const draftSeconds = 2 * 3600;
// Belong to one sending of one page, not to what is written.
const passing = ['at', 'go', 'challenge', 'solution'];

/** A denunciation while it is written: kept under a secret that only the sender's browser has, for two hours. */
export interface Drafts {
  /** Keeps what was typed. False where it has to travel in the form: another kind, or a browser that keeps no cookies. */
  keep(
    request: FastifyRequest,
    reply: FastifyReply,
    values: Record<string, string>,
    from: IntakePage,
  ): Promise<boolean>;
  read(request: FastifyRequest): Promise<Record<string, string> | undefined>;
  forget(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

export function denunciationDrafts({ cookies, services: { files } }: Web): Drafts {
  const secretOf = (request: FastifyRequest) => {
    const given = cookies.read(request, draftCookie) ?? '';
    return keyPattern.test(given) ? given : undefined;
  };
  return {
    async keep(request, reply, values, from) {
      // Only the first page may find out whether the browser keeps cookies: nothing is typed on it yet.
      const secret = secretOf(request) ?? (from === 'kind' ? newKey() : undefined);
      if (values.kind !== 'denunciation' || values.plain || !secret) return false;
      const typed = Object.fromEntries(Object.entries(values).filter(([name]) => !passing.includes(name)));
      try {
        await files.keepForm(secret, typed);
      } catch {
        return false;
      }
      cookies.set(reply, draftCookie, secret, draftSeconds);
      return true;
    },
    async read(request) {
      const secret = secretOf(request);
      return secret === undefined ? undefined : files.keptForm(secret);
    },
    async forget(request, reply) {
      const secret = secretOf(request);
      if (secret === undefined) return;
      await files.forgetForm(secret);
      cookies.clear(reply, draftCookie);
    },
  };
}
