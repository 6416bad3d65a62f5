import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Web } from '../../ground/web.ts';

const cookie = 'voter';
const yearSeconds = 31_536_000;

/** A browser that votes, by a random mark that is in its cookie and nowhere else; kept only as a hash. */
export function voterOf(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
): { voter: Buffer; again: boolean } {
  const known = web.cookies.read(request, cookie);
  const mark = known && /^[\w-]{22}$/.test(known) ? known : randomBytes(16).toString('base64url');
  if (mark !== known) web.cookies.set(reply, cookie, mark, yearSeconds);
  return { voter: createHash('sha256').update(mark).digest(), again: mark === known };
}
