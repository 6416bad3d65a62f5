import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Language } from '../language.ts';

const freshMs = 15_000;
// While the database is away, a page up to this old is better than none.
const staleMs = 24 * 3600_000;
const mostPages = 500;

interface Page {
  identity: Buffer;
  /** Made at the first request that takes them. */
  gzip?: Buffer;
  br?: Buffer;
  etag: string;
  type: string;
  at: number;
}

type Packable = Pick<Page, 'identity' | 'gzip' | 'br'>;

/** The language asked for: `?lang=`, else the cookie, else Vietnamese. */
export function languageOf(url: string, cookie: string | undefined): Language {
  const asked =
    /[?&]lang=(vi|en)\b/.exec(url)?.[1] ?? /(?:^|;\s*)(?:__Host-)?lang=(vi|en)\b/.exec(cookie ?? '')?.[1];
  return asked === 'en' ? 'en' : 'vi';
}

/**
 * Public pages, the same for everyone, kept ready to send: encoding Vietnamese text costs more than
 * sending it. Keyed by language and address; only pages put here are ever served from here.
 */
export class PublicCache {
  private readonly pages = new Map<string, Page>();

  constructor(private readonly clock: () => Date) {}

  /** Keeps a page; what it is packed into for its first reader is kept with it. */
  put(language: Language, url: string, body: string, type = 'text/html; charset=utf-8'): Page {
    const identity = Buffer.from(body);
    const page: Page = {
      identity,
      etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
      type,
      at: this.clock().getTime(),
    };
    const key = `${language} ${url}`;
    this.pages.delete(key);
    this.pages.set(key, page);
    const oldest = this.pages.keys().next().value;
    if (this.pages.size > mostPages && oldest !== undefined) this.pages.delete(oldest);
    return page;
  }

  /** Drops every page: something public has changed. */
  clear(): void {
    this.pages.clear();
  }

  /** Answers from the cache if a fresh page is there. Called before anything else looks at the request. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const url = request.url ?? '/';
    const page = this.pages.get(`${languageOf(url, request.headers.cookie)} ${url}`);
    if (!page || this.clock().getTime() - page.at > freshMs) return false;
    // Choosing a language sets a cookie, which a cached answer cannot.
    if (url.includes('lang=')) return false;
    send(page, request, response);
    return true;
  }

  /** A page that is no longer fresh, for when nothing newer can be made. */
  serveStale(request: IncomingMessage, response: ServerResponse): boolean {
    const page = this.stale(request);
    if (page) send(page, request, response);
    return page !== undefined;
  }

  /** True when there is such a page. */
  hasStale(request: IncomingMessage): boolean {
    return this.stale(request) !== undefined;
  }

  private stale(request: IncomingMessage): Page | undefined {
    const url = request.url ?? '/';
    const page = this.pages.get(`${languageOf(url, request.headers.cookie)} ${url}`);
    return page && this.clock().getTime() - page.at <= staleMs ? page : undefined;
  }
}

/** How an answer may be packed for whoever asks. */
function codingFor(request: IncomingMessage): 'br' | 'gzip' | undefined {
  const accepts = String(request.headers['accept-encoding'] ?? '');
  return accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : undefined;
}

/**
 * A page packed as its reader takes it. For public pages only: with a secret inside, its length after packing
 * could be asked out of it (BREACH, 2013).
 */
export function pack(request: IncomingMessage, page: Packable): { body: Buffer; coding: string | undefined } {
  const coding = codingFor(request);
  return { body: coding ? packed(page, coding) : page.identity, coding };
}

function packed(page: Packable, coding: 'br' | 'gzip'): Buffer {
  page[coding] ??=
    coding === 'gzip'
      ? gzipSync(page.identity, { level: 6 })
      : brotliCompressSync(page.identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
  return page[coding];
}

function send(page: Page, request: IncomingMessage, response: ServerResponse): void {
  const headers: Record<string, string | number> = {
    'content-type': page.type,
    'cache-control': 'public, max-age=15',
    vary: 'accept-encoding, cookie',
    etag: page.etag,
  };
  if (request.headers['if-none-match'] === page.etag) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const { body, coding } = pack(request, page);
  if (coding) headers['content-encoding'] = coding;
  headers['content-length'] = body.length;
  response.writeHead(200, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}
