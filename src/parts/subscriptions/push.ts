import webpush from 'web-push';
import type { Services } from '../../ground/services.ts';
import type { PushAddress } from './subscription.ts';

// The push services of the browsers: a server that sends to whatever address it is given would send for anybody.
const hosts = [
  /^fcm\.googleapis\.com$/,
  /^updates\.push\.services\.mozilla\.com$/,
  /^web\.push\.apple\.com$/,
  /\.notify\.windows\.com$/,
];
const loopback = /^(localhost|127\.0\.0\.1)$/;
const patienceMs = 10_000;
// A notice of yesterday is no news.
const keptSeconds = 86_400;

/** Whether something may be pushed to an address. @param development also to this machine itself */
export function mayPush(endpoint: string, development: boolean): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname } = new URL(endpoint);
  if (development && loopback.test(hostname)) return true;
  return protocol === 'https:' && hosts.some((host) => host.test(hostname));
}

/**
 * Pushes a notice to a device, encrypted for it alone (RFC 8291), in the name of this site (RFC 8292).
 *
 * @returns true when the device is there no more; what else goes wrong is lost, as it is no news later
 */
export async function push(
  services: Pick<Services, 'config' | 'secrets'>,
  to: PushAddress,
  notice: { title: string; body: string; url: string },
): Promise<boolean> {
  const { config, secrets } = services;
  if (!mayPush(to.endpoint, config.development)) return true;
  const { publicUrl } = config;
  const { endpoint, method, headers, body } = webpush.generateRequestDetails(
    { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
    JSON.stringify(notice),
    {
      TTL: keptSeconds,
      vapidDetails: {
        subject: publicUrl.startsWith('https:') ? publicUrl : 'mailto:no-reply@localhost',
        ...secrets.push,
      },
    },
  );
  try {
    const answer = await fetch(endpoint, {
      method,
      headers: headers as Record<string, string>,
      body: new Uint8Array(body as Buffer),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.body?.cancel();
    return answer.status === 404 || answer.status === 410;
  } catch {
    return false;
  }
}
