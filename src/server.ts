import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import Fastify, { LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { selfRoutes } from './ground/access/self.routes.ts';
import { signInRoutes } from './ground/access/sign-in.routes.ts';
import { Visits } from './ground/access/visit.ts';
import { inboxRoutes } from './ground/hall/inbox.routes.ts';
import { savedFilterRoutes } from './ground/hall/saved.routes.ts';
import { promiseRoutes } from './ground/promise/promise.routes.ts';
import { recordRoutes } from './ground/record/record.routes.tsx';
import type { Services } from './ground/services.ts';
import { strikeRoutes } from './ground/step/strike.routes.ts';
import type { Web } from './ground/web.ts';
import { apiPage } from './http/api.page.tsx';
import { developmentRoutes } from './http/development.tsx';
import { type AnswerError, setUpErrors } from './http/errors.tsx';
import { healthRoutes } from './http/health.ts';
import { setUpApiDocument } from './platform/http/api-document.ts';
import type { App } from './platform/http/app.ts';
import { setUpBorder } from './platform/http/border.ts';
import { languageOf } from './platform/http/cache.ts';
import { Cookies } from './platform/http/cookies.ts';
import { connectionsPerAddress, frontServer, refuseRaw } from './platform/http/front.ts';
import { setUpLog } from './platform/http/log.ts';
import { setUpMethods } from './platform/http/methods.ts';
import { HttpError } from './platform/http/problem.ts';
import { headersFor, sameOrigin } from './platform/http/security.ts';
import { type Lag, measuredLag, setUpShedding } from './platform/http/shed.ts';
import { newId } from './platform/id.ts';
import { frameTexts } from './platform/page/texts.ts';
import { projectRoot } from './platform/root.ts';

const formLimit = 1024 * 1024;
const yearSeconds = 31_536_000;

/** Puts the server together, in the order in which a request travels. Nothing listens yet. */
export async function createServer(services: Services, lag: Lag = measuredLag()): Promise<App> {
  const { config, cache, db } = services;
  const headers = headersFor(config.publicUrl);
  let answerError: AnswerError = (_request, reply) => reply.code(400).send();
  const app: App = Fastify({
    loggerInstance: setUpLog(config.logLevel),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: formLimit,
    // Unique across restarts and processes: people quote it when something went wrong.
    genReqId: () => newId(),
    // Named twice, the last counts: an address typed by hand is no reason to fall over.
    routerOptions: { querystringParser: (text) => Object.fromEntries(new URLSearchParams(text)) },
    trustProxy: (_address, hop) => hop < config.trustProxy,
    forceCloseConnections: 'idle',
    clientErrorHandler: (error, socket) => refuseRaw(socket, error.code, headers),
    frameworkErrors: (error, request, reply) => answerError(request, reply, error),
    // Public pages that are ready leave before anything else looks at the request.
    serverFactory: (handler) =>
      frontServer(handler, {
        headers,
        ready: (request, response) => cache.serve(request, response),
        perAddress: config.trustProxy === 0 ? connectionsPerAddress : undefined,
      }),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const assets: Record<string, string> = JSON.parse(
    readFileSync(join(projectRoot, 'dist/assets/manifest.json'), 'utf8'),
  );
  const cookies = new Cookies(config.publicUrl);
  const visits = new Visits(db, cookies, services.clock);
  const web: Web = { app, services, cookies, visits, assets };

  answerError = setUpErrors(web, setUpMethods(app));
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
  setUpShedding(app, db, lag);
  await app.register(fastifyCookie);
  await app.register(fastifyFormbody, { bodyLimit: formLimit });
  // A file that is too large is named in its form, where everything else typed is kept.
  await app.register(fastifyMultipart, { throwFileSizeLimit: false });

  app.decorateRequest('language', 'vi');
  app.addHook('onRequest', async (request, reply) => {
    request.language = languageOf(request.url, request.headers.cookie);
    if (/[?&]lang=(vi|en)\b/.test(request.url)) {
      cookies.set(reply, 'lang', request.language, yearSeconds);
    }
    if (!sameOrigin(request, config.publicUrl)) throw new HttpError(403, 'forbidden');
  });
  app.addHook('onSend', async (_request, reply) => {
    // What nobody decided about may hold what only this reader may see (OWASP ASVS 5.0, 14.3.2).
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  setUpBorder(app, (request) => frameTexts[request.language].schemaFaults.text);

  await app.register(fastifyStatic, {
    root: join(projectRoot, 'dist/assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: yearSeconds * 1000,
    cacheControl: true,
    setHeaders(reply, path) {
      // The one text among the files whose character set is not said by itself (OWASP ASVS 5.0, 4.1.1).
      if (/\.svg(\.|$)/.test(path)) reply.header('content-type', 'image/svg+xml; charset=utf-8');
    },
  });

  await setUpApiDocument(app, config.publicUrl, {
    title: 'Gần Dân',
    description: 'Petitions, duties, figures and the record of a local government.',
    tags: apiTags(services.parts),
  });
  healthRoutes(web);
  apiPage(web);
  signInRoutes(web);
  selfRoutes(web);
  recordRoutes(web);
  strikeRoutes(web);
  promiseRoutes(web);
  inboxRoutes(web);
  savedFilterRoutes(web);
  if (config.development) developmentRoutes(web);
  for (const part of services.parts) part.routes({ ...web, part: part.name });
  return app;
}

/** Under what the API's document lists its calls: by who may make them, and the steps of the desk by their part. */
function apiTags(parts: Services['parts']): { name: string; description: string }[] {
  const shared = [
    { name: 'public', description: 'What anybody can read' },
    { name: 'petitions', description: 'Handing in' },
    { name: 'citizen', description: 'One’s own case, by its code' },
    { name: 'officers', description: 'With the rights of a token’s post' },
  ];
  const steps = parts.map(({ name, inbox }) => ({
    name,
    description: `Steps of the desk: ${inbox?.name.en ?? name}`,
  }));
  return [...shared, ...steps.filter(({ name }) => !shared.some((one) => one.name === name))];
}
