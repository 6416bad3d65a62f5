import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { ApiDocument } from '../../src/platform/http/api-document.ts';
import type { App } from '../../src/platform/http/app.ts';

type Operation = NonNullable<ApiDocument['paths']>[string][string];

/** Finds what the document says of an address; of several paths the one with the fewest places. */
function lookup(document: ApiDocument): (method: string, url: string) => Operation | undefined {
  const paths = Object.entries(document.paths ?? {})
    .map(([path, methods]) => ({
      path,
      methods,
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    }))
    .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length);
  return (method, url) => {
    const at = url.split('?', 1)[0] ?? '';
    return paths.find(({ pattern, methods }) => pattern.test(at) && methods[method.toLowerCase()])?.methods[
      method.toLowerCase()
    ];
  };
}

/** What of an answer the document does not say; undefined when it says all. */
export function undeclared(operation: Operation, answer: LightMyRequestResponse): string | undefined {
  const said = operation.responses?.[String(answer.statusCode)];
  const type = String(answer.headers['content-type']).split(';')[0] ?? '';
  const types = Object.keys(said?.content ?? {});
  if (said && (types.length === 0 || types.includes(type))) return undefined;
  return `${answer.statusCode} ${type}`;
}

/** From here on every answer of the API that a test sees has to be in its document. */
export function holdToDocument(app: App): void {
  const inject = app.inject.bind(app) as (options: InjectOptions | string) => Promise<LightMyRequestResponse>;
  let find: ReturnType<typeof lookup> | undefined;
  const held = async (options: InjectOptions | string) => {
    const answer = await inject(options);
    const { url, method = 'GET' } = typeof options === 'string' ? { url: options } : options;
    find ??= lookup(app.swagger() as unknown as ApiDocument);
    const operation = typeof url === 'string' ? find(method, url) : undefined;
    const fault = operation && undeclared(operation, answer);
    if (fault) throw new Error(`not in the API's document: ${method} ${String(url).slice(0, 200)}: ${fault}`);
    return answer;
  };
  app.inject = held as unknown as App['inject'];
}
