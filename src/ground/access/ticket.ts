import { createHmac, timingSafeEqual } from 'node:crypto';

function mark(secret: Buffer, purpose: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\n${body}`).digest();
}

/**
 * A short-lived note to ourselves that travels through a browser: readable there, not changeable, and
 * good for one purpose only.
 *
 * @param seconds how long it holds
 */
export function makeTicket(
  secret: Buffer,
  purpose: string,
  data: Record<string, string | null>,
  now: Date,
  seconds: number,
): string {
  const body = Buffer.from(JSON.stringify({ ...data, until: now.getTime() + seconds * 1000 })).toString(
    'base64url',
  );
  return `${body}.${mark(secret, purpose, body).toString('base64url')}`;
}

/** Reads a ticket; undefined when it is not ours, for another purpose, or over. */
export function readTicket(
  secret: Buffer,
  purpose: string,
  ticket: string | undefined,
  now: Date,
): Record<string, string | null> | undefined {
  const [body = '', given = ''] = (ticket ?? '').split('.');
  const sent = Buffer.from(given, 'base64url');
  const ours = mark(secret, purpose, body);
  if (sent.length !== ours.length || !timingSafeEqual(sent, ours)) return undefined;
  const { until, ...data } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  return until > now.getTime() ? data : undefined;
}
