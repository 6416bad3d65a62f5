import type { FastifyReply } from 'fastify';
import type { FileStore } from '../files/store.ts';

/** Sends a stored file as a download and nothing else: never shown, never run (OWASP ASVS 5.0, V5). */
export function sendDownload(
  reply: FastifyReply,
  files: FileStore,
  file: { id: string; name: string; mediaType: string; size: number },
): FastifyReply {
  const ascii = file.name.replace(/[^\w.-]/g, '_');
  return reply
    .type(file.mediaType)
    .header('content-length', file.size)
    .header(
      'content-disposition',
      `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'no-store')
    .send(files.read(file.id));
}
