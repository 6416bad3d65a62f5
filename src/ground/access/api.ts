import type { FastifyRequest } from 'fastify';
import { HttpError } from '../../platform/http/problem.ts';
import type { Web } from '../web.ts';
import { readToken, type SignedIn } from './session.ts';

/** Whom a program's token acts as. @throws HttpError 401-like refusal when there is none or it has ended */
export async function requireToken(web: Web, request: FastifyRequest): Promise<SignedIn> {
  const token = /^Bearer (gd_[A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
  const actor = token && (await readToken(web.services.db, token, web.services.clock()));
  if (!actor) throw new HttpError(401, 'unauthorized');
  return actor;
}
