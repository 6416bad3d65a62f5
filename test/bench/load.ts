import { Agent, request } from 'node:http';

/** One measured call. */
export interface Measured {
  status: number;
  milliseconds: number;
  body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 2000 });

/** Calls the server under test (loopback only) and measures from first byte out to last byte in. */
export function call(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Measured> {
  const began = performance.now();
  const payload = options.body === undefined ? undefined : JSON.stringify(options.body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        agent,
        method: options.method ?? 'GET',
        timeout: 30_000,
        headers: {
          ...(payload && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
          }),
          ...options.headers,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            milliseconds: performance.now() - began,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', reject);
    sent.end(payload);
  });
}

/** Value below which a share of the numbers lies. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `work` again and again by several callers for some seconds. */
export async function forSeconds(
  seconds: number,
  callers: number,
  work: () => Promise<void>,
): Promise<{ done: number; seconds: number }> {
  const began = performance.now();
  const end = began + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        await work();
        done += 1;
      }
    }),
  );
  return { done, seconds: (performance.now() - began) / 1000 };
}

/** Starts `work` at a fixed rate, whether or not earlier ones are done: an open load. */
export async function atRate(perSecond: number, seconds: number, work: () => Promise<void>): Promise<void> {
  const running: Promise<void>[] = [];
  const began = performance.now();
  for (let sent = 0; sent < perSecond * seconds; ) {
    const due = Math.floor(((performance.now() - began) / 1000) * perSecond);
    for (; sent < due; sent++) running.push(work());
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(running);
}
