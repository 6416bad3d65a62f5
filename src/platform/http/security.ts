import type { FastifyRequest } from 'fastify';

/** Headers that every answer carries, over HTTPS or not. Scripts, styles and requests come from here and nowhere else. */
export const securityHeaders: Record<string, string> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=(), geolocation=(self)',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Of files and pictures: nothing in them runs, and nobody shows them in a frame. */
export const filePolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/** The headers of every answer; over HTTPS also HSTS for a year (OWASP ASVS 5.0, 3.4.1). */
export function headersFor(publicUrl: string): Record<string, string> {
  return publicUrl.startsWith('https:')
    ? { ...securityHeaders, 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : securityHeaders;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something: it comes from our own pages, or not from a browser at all.
 * The rule is that of Go 1.25's CrossOriginProtection: Sec-Fetch-Site decides where it is sent, else the
 * Origin must be ours; a request with neither header carries no browser's cookies.
 */
export function sameOrigin(request: Pick<FastifyRequest, 'method' | 'headers'>, publicUrl: string): boolean {
  if (safeMethods.has(request.method)) return true;
  const { origin, host } = request.headers;
  if (origin !== undefined && origin === new URL(publicUrl).origin) return true;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
