import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { ProofFirst, SecondFactorFirst } from '../ground/access/session.ts';
import { paths } from '../ground/places.ts';
import { frameOf, linksOf, SignInFirst, toConfirm, toSignIn, type Web } from '../ground/web.ts';
import { DatabaseAway, isBadData } from '../platform/database/database.ts';
import { sendPage, wantsJson } from '../platform/http/app.ts';
import { languageOf } from '../platform/http/cache.ts';
import { type FieldProblem, HttpError, Invalid, notFound, problemBody } from '../platform/http/problem.ts';
import { headersFor } from '../platform/http/security.ts';
import type { Frame } from '../platform/page/frame.ts';
import { Layout } from '../platform/page/layout.tsx';
import { frameTexts } from '../platform/page/texts.ts';

type Kind =
  | 'notFound'
  | 'away'
  | 'tooMany'
  | 'conflict'
  | 'keyReused'
  | 'forbidden'
  | 'badRequest'
  | 'wrongMethod'
  | 'badData'
  | 'failed';

function ErrorPage({ frame, kind, requestId }: { frame: Frame; kind: Kind; requestId: string }) {
  const t = frameTexts[frame.language];
  return (
    <Layout frame={frame} title={t[`${kind}Title`]}>
      <h1>{t[`${kind}Title`]}</h1>
      <p>{t[`${kind}Text`]}</p>
      <p class="muted">
        {t.requestId}: <span class="mono">{requestId}</span>
      </p>
      <p>
        <a href={paths.home}>{t.home}</a>
      </p>
    </Layout>
  );
}

interface Answer {
  status: number;
  kind: Kind;
  code: string;
  retryAfter?: number | undefined;
}

function answerFor(error: unknown): Answer {
  if (error instanceof HttpError) {
    const kind: Kind =
      error.code === 'unauthorized' ? 'forbidden' : error.code === 'invalid' ? 'badRequest' : error.code;
    return { status: error.status, kind, code: error.code, retryAfter: error.retryAfterSeconds };
  }
  if (error instanceof DatabaseAway) return { status: 503, kind: 'away', code: 'away', retryAfter: 10 };
  if (isBadData(error)) return { status: 422, kind: 'badData', code: 'badData' };
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status >= 400 && status < 500)
    return {
      status,
      kind: status === 404 ? 'notFound' : 'badRequest',
      code: status === 404 ? 'notFound' : 'badRequest',
    };
  return { status: 500, kind: 'failed', code: 'failed' };
}

/** Answers a request that failed. */
export type AnswerError = (request: FastifyRequest, reply: FastifyReply, error: unknown) => unknown;

/**
 * What is said when a request cannot be answered: a page, or problem details for programs.
 *
 * @param methodsOf the methods under which a path answers
 * @returns the same for what fails before any route is found
 */
export function setUpErrors(web: Web, methodsOf: (path: string) => string[]): AnswerError {
  const { app } = web;

  const answer = async (request: FastifyRequest, reply: FastifyReply, error: unknown) => {
    const given = answerFor(error);
    // What fails before any route is found has passed no hook.
    request.language ??= languageOf(request.url, request.headers.cookie);
    const { status, kind, code, retryAfter } = given;
    // The message may repeat what was sent; the log gets where it happened, not what was in it.
    if (status === 500)
      request.log.error(
        { type: (error as Error).name, stack: ownFrames(error), code: (error as { code?: string }).code },
        'failed',
      );
    if (kind === 'badData')
      request.log.warn(
        { stack: ownFrames(error), code: (error as { code?: string }).code },
        'refused by the database',
      );
    reply.headers(headersFor(web.services.config.publicUrl)).header('x-request-id', request.id);
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    const t = frameTexts[request.language];
    if (wantsJson(request)) {
      const title = kind === 'notFound' ? t.notFoundData : t[`${kind}Title`];
      const words: Readonly<Record<string, string>> = t.schemaFaults;
      const errors =
        error instanceof Invalid
          ? error.errors.map((one) => ({
              ...one,
              detail: one.detail || (words[one.code] ?? words.other ?? ''),
            }))
          : validationErrors(error, words);
      return reply
        .code(status)
        .type('application/problem+json')
        .send(
          JSON.stringify(
            problemBody({ status, code, title, requestId: request.id, ...(errors && { errors }) }),
          ),
        );
    }
    const frame = await frameOf(web, request).catch(() => bareFrame(web, request));
    return sendPage(reply, h(ErrorPage, { frame, kind, requestId: request.id }), status);
  };

  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url.split('?', 1)[0] ?? '');
    if (methods.length === 0) return answer(request, reply, notFound());
    reply.header('allow', methods.join(', '));
    return answer(request, reply, new HttpError(405, 'wrongMethod'));
  });
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof SignInFirst) return toSignIn(request, reply);
    if (error instanceof ProofFirst && !request.url.startsWith('/api/'))
      return toConfirm(request, reply, pageOf(request));
    // A program cannot set one up: whose token it has must, in the pages.
    if (
      (error instanceof SecondFactorFirst || error instanceof ProofFirst) &&
      request.url.startsWith('/api/')
    )
      return answer(request, reply, new HttpError(403, 'forbidden'));
    if (error instanceof SecondFactorFirst) return reply.redirect(`${paths.self}?ma=1&can=1#totp`, 303);
    return answer(request, reply, error);
  });
  return answer;
}

/** The page that was asked for, or whose form was sent. */
function pageOf({ method, url }: FastifyRequest): string {
  return method === 'GET' ? url : (url.split('?', 1)[0] as string).replace(/\/[^/]*$/, '');
}

/** Fields of a request that its schema refuses. */
function validationErrors(
  error: unknown,
  words: Readonly<Record<string, string>>,
): FieldProblem[] | undefined {
  const { validation } = error as {
    validation?: { instancePath: string; keyword: string; message?: string }[];
  };
  return validation?.map((one) => ({
    field: one.instancePath.replace(/^\//, ''),
    code: one.keyword,
    detail: words[one.keyword] ?? words.other ?? '',
  }));
}

/** The stack without its first line, which is the message. */
function ownFrames(error: unknown): string {
  return (
    (error as Error).stack
      ?.split('\n')
      .filter((line) => line.trim().startsWith('at '))
      .slice(0, 12)
      .join('\n') ?? ''
  );
}

/** A page can be shown even when nothing can be read. */
function bareFrame(web: Web, request: FastifyRequest): Frame {
  return {
    language: request.language,
    url: request.url,
    locality: { vi: '', en: '' },
    sample: false,
    assets: web.assets,
    ...linksOf(web.services.menu, request.language, undefined),
  };
}
