import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function find(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const up = dirname(from);
  if (up === from) throw new Error('package.json not found above the program');
  return find(up);
}

/** The project's folder, the same whether run from source (tests) or from dist/. */
export const projectRoot = find(import.meta.dirname);
