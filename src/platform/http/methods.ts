import type { FastifyInstance } from 'fastify';

/** An address as the router knows it, with one of its methods. */
export interface Address {
  method: string;
  url: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every address that is answered. */
    routeList: readonly Address[];
  }
}

/**
 * Remembers under which methods each address answers, for those who ask by a wrong one (RFC 9110, 15.5.6).
 * Called before any route is added.
 *
 * @returns the methods of the routes whose pattern a path matches; empty for an address that is none
 */
export function setUpMethods(app: FastifyInstance): (path: string) => string[] {
  const addresses: Address[] = [];
  const patterns = new Map<string, RegExp>();
  app.decorate('routeList', addresses);
  app.addHook('onRoute', ({ url, method }) => {
    addresses.push(...[method].flat().map((one) => ({ method: one, url })));
    // '*' takes whatever is left: of the static files one that is not there is not found.
    if (!url.includes('*')) patterns.set(url, patternOf(url));
  });
  return (path) => [
    ...new Set(addresses.filter(({ url }) => patterns.get(url)?.test(path)).map(({ method }) => method)),
  ];
}

/** `/a/:id.pdf` as what it matches. */
export function patternOf(url: string): RegExp {
  const escaped = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z_]+/g, '[^/]+');
  return new RegExp(`^${escaped}$`);
}
