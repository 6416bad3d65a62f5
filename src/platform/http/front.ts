import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { placesOf } from './places.ts';

// A phone in the fields sends a photo at some 8 kB a second; whoever sends slower than that holds a place only.
const slowestBytesPerSecond = 8_000;
const graceMs = 20_000;
const headersWithinMs = 15_000;
const drainMs = 5_000;
// Longer than a proxy keeps its own connections.
const keepAliveMs = 65_000;

/** What a server bears of one address, when no proxy stands before it. */
export const connectionsPerAddress = 300;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The server that requests meet first: the headers that every answer carries, one Host only (RFC 9112, 3.2), a
 * cap on the connections of an address, and a time by which a request has to be whole.
 *
 * @param options `headers` of every answer; `ready` answers what is ready without anybody else; `perAddress`
 *   connections at most, none counted where it is undefined (behind a proxy all come from one address)
 */
export function frontServer(
  handler: Handler,
  options: {
    headers: Readonly<Record<string, string>>;
    ready: (request: IncomingMessage, response: ServerResponse) => boolean;
    perAddress: number | undefined;
  },
): Server {
  const { headers, ready, perAddress } = options;
  const server = createServer(
    {
      keepAliveTimeout: keepAliveMs,
      headersTimeout: headersWithinMs,
      // Each request has its own deadline, by its size.
      requestTimeout: 0,
      connectionsCheckingInterval: 5_000,
    },
    (request, response) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (hostsOf(request) > 1) {
        response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
        response.end('Two Host headers\n');
        return;
      }
      if (ready(request, response)) return;
      boundInTime(request);
      drainAfter(request, response);
      handler(request, response);
    },
  );
  if (perAddress !== undefined) capConnections(server, perAddress);
  return server;
}

function hostsOf(request: IncomingMessage): number {
  return request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
}

/** Whether a request announces a body (RFC 9112, 6.3). */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Cuts a request off whose body is not there by the time that the slowest honest line needs for it. */
function boundInTime(request: IncomingMessage): void {
  if (!hasBody(request)) return;
  const bytes = Number(request.headers['content-length'] ?? 0) || 0;
  const timer = setTimeout(
    () => {
      if (!request.complete) request.destroy();
    },
    graceMs + (bytes / slowestBytesPerSecond) * 1000,
  );
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
  timer.unref();
}

/**
 * Reads on for a while what was refused before it was whole, so that a browser gets to see why; then hangs up, so
 * that nobody holds a place, or keeps the program from stopping, with what is not wanted any more.
 */
function drainAfter(request: IncomingMessage, response: ServerResponse): void {
  if (!hasBody(request)) return;
  response.once('finish', () => {
    if (request.complete) return;
    request.unpipe();
    request.resume();
    const timer = setTimeout(() => request.destroy(), drainMs).unref();
    request.once('close', () => clearTimeout(timer));
  });
}

function capConnections(server: Server, most: number): void {
  const open = placesOf(most);
  server.on('connection', (socket: Socket) => {
    const leave = open.take(socket.remoteAddress ?? '');
    if (leave) socket.once('close', leave);
    else socket.destroy();
  });
}

// What node:http found wrong, as the statuses that RFC 9110 and 6585 have for it.
const rawStatus: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what is no request, and hangs up. */
export function refuseRaw(
  socket: Pick<Socket, 'writable' | 'end'>,
  code: string | undefined,
  headers: Readonly<Record<string, string>>,
): void {
  if (code === 'ECONNRESET' || !socket.writable) return;
  const status = rawStatus[code ?? ''] ?? '400 Bad Request';
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status}`, ...lines, 'connection: close', 'content-length: 0', '', ''].join('\r\n'));
}
