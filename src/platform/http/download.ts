import type { FastifyReply } from 'fastify';
import type { FileStore } from '../files/store.ts';
import { filePolicy } from './security.ts';

/** Media type of a Word file. */
export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Media type of an OpenDocument text (LibreOffice Writer). */
export const openDocumentType = 'application/vnd.oasis.opendocument.text';

interface Sent {
  name: string;
  mediaType: string;
  size: number;
}

/** Sends a stored file as a download and nothing else: never shown, never run (OWASP ASVS 5.0, V5). */
export function sendDownload(
  reply: FastifyReply,
  files: FileStore,
  file: Sent & { id: string },
): FastifyReply {
  return asDownload(reply, file).send(files.read(file.id));
}

/** Sends bytes at hand as a download and nothing else. */
export function sendBytes(reply: FastifyReply, bytes: Buffer, file: Omit<Sent, 'size'>): FastifyReply {
  return asDownload(reply, { ...file, size: bytes.length }).send(bytes);
}

/** Sends a picture that this program made itself, to be shown in a page. */
export function sendPicture(reply: FastifyReply, bytes: Buffer, cache: string): FastifyReply {
  return reply
    .type('image/jpeg')
    .header('content-security-policy', filePolicy)
    .header('cache-control', cache)
    .send(bytes);
}

function asDownload(reply: FastifyReply, file: Sent): FastifyReply {
  const ascii = file.name.replace(/[^\w.-]/g, '_');
  return reply
    .type(file.mediaType)
    .header('content-length', file.size)
    .header(
      'content-disposition',
      `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .header('content-security-policy', filePolicy)
    .header('cache-control', 'no-store');
}
