import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void;
// Bytes of a file from which on a look pays; it takes a few milliseconds.
const worth = 2 * 1024 * 1024;

/**
 * Says that so many bytes of files are not needed any more. V8 hardly counts what lies outside its heap: left to
 * itself it keeps several times what is in use before it looks, and the server would grow with who sends.
 */
export function letGo(bytes: number): void {
  if (bytes > worth) collect({ type: 'minor' });
}
