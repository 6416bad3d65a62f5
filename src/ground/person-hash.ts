import { createHmac } from 'node:crypto';
import { foldedWords } from '../platform/vietnamese.ts';
import type { Services } from './services.ts';

/** Somebody told apart from others without being readable: a keyed hash of who they say they are. */
export function personHash(services: Pick<Services, 'secrets'>, purpose: string, ...words: string[]): Buffer {
  const plain = words.map((one) => foldedWords(one).join(' ')).join('\n');
  return createHmac('sha256', services.secrets.forms).update(`${purpose}\n${plain}`).digest();
}
