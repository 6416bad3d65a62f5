import fastifySwagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { App } from './app.ts';

interface Operation {
  tags?: string[];
  operationId?: string;
  security?: unknown[];
  requestBody?: unknown;
  parameters?: { in: string; name: string }[];
  responses?: Record<string, Answer>;
}
interface Answer {
  description: string;
  content?: Record<string, unknown>;
  headers?: Record<string, unknown>;
}
export interface ApiDocument {
  paths?: Record<string, Record<string, Operation>>;
  components?: Record<string, Record<string, unknown>>;
  [name: string]: unknown;
}

const problemType = 'application/problem+json';

/** What any request may be answered, whatever its route says: RFC 9110 and 6585, told as RFC 9457. */
const everywhere: Record<string, string> = {
  400: 'The request cannot be read: malformed, or a value (cursor, text) that no place can hold',
  404: 'There is no such thing, or it is not for whoever asks: the two look alike',
  414: 'A part of the address is longer than any that there is',
  429: 'Too many requests; Retry-After says when to try again',
  503: 'Overloaded or restarting; Retry-After says when to try again',
};
const withBody: Record<string, string> = {
  409: 'It has changed since it was read, or the same request is being worked on',
  413: 'Larger than is taken',
  415: 'Not a media type that is read here',
  422: 'Fields are not right, each named; or the key was used for another request',
};
const withToken: Record<string, string> = {
  401: 'No token, or one that has ended',
  403: 'The post has not this right, or the request came from another site',
};

/** `GET /api/v1/petitions/{id}` as `getPetitionsById`. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace(/^\/api\/v\d+\//, '')
    .split(/[/.-]/)
    .filter(Boolean)
    .map((part) => (part.startsWith('{') ? `By-${part.slice(1, -1)}` : part))
    .flatMap((part) => part.split('-'));
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

const problemAnswer = (description: string): Answer => ({
  description,
  content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
});

/**
 * Says of every operation what holds for all of them: its id, that it is public where nothing else is said, and
 * every error with its media type.
 */
export function completed(document: ApiDocument): ApiDocument {
  for (const [path, methods] of Object.entries(document.paths ?? {}))
    for (const [method, operation] of Object.entries(methods)) {
      operation.operationId ??= operationIdOf(method, path);
      const guarded = (operation.security ?? []).length > 0;
      operation.security ??= [];
      const answers: Record<string, Answer> = {};
      for (const [status, answer] of Object.entries(operation.responses ?? {}))
        answers[status] =
          Number(status) < 400 ? { ...answer, description: described(answer, status) } : answer;
      const errors = {
        ...everywhere,
        ...(operation.requestBody || method === 'post' ? withBody : {}),
        ...(guarded ? withToken : {}),
        // A form from another site is refused wherever something changes.
        ...(method === 'post' ? { 403: withToken[403] as string } : {}),
        ...(operation.parameters?.some((one) => one.in === 'query') ? { 422: withBody[422] as string } : {}),
      };
      for (const [status, description] of Object.entries(errors))
        answers[status] = problemAnswer(description);
      operation.responses = answers;
    }
  dropUnused(document);
  return document;
}

/** Schemas that nothing names: each is made for what comes in and for what goes out, and most do one of the two. */
function dropUnused(document: ApiDocument): void {
  const schemas = document.components?.schemas ?? {};
  for (;;) {
    const text = JSON.stringify(document);
    const unused = Object.keys(schemas).filter((name) => !text.includes(`"#/components/schemas/${name}"`));
    if (unused.length === 0) return;
    for (const name of unused) delete schemas[name];
  }
}

function described({ description }: Answer, status: string): string {
  if (description && description !== 'Default Response') return description;
  return status === '201' ? 'Made' : 'What was asked for';
}

/**
 * Collects the OpenAPI 3.1 document from the routes' schemas. Registered before them.
 *
 * @param about what the program says of its API, and the names under which calls are listed
 */
export async function setUpApiDocument(
  app: App,
  publicUrl: string,
  about: { title: string; description: string; tags: { name: string; description: string }[] },
): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: about.title,
        version: '1',
        description: about.description,
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
      servers: [{ url: publicUrl }],
      tags: about.tags,
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: (given) => completed(jsonSchemaTransformObject(given) as ApiDocument),
    hideUntagged: true,
  });
}
