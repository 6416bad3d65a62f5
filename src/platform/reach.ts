import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** True when another user of the machine can pass through a folder and all above it. */
export function openToOthers(folder: string): boolean {
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
  }
  return true;
}
