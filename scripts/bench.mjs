// `npm run bench [-- subject] [sizes]`: measures the program; nothing here is a test. The subjects are the
// files in test/bench; without one it is main.ts, the petitions over HTTP.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureBuilt, ensureInstalled, root, run } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
const given = process.argv.slice(2);
const named = given[0] && existsSync(join(root, 'test/bench', `${given[0]}.ts`));
const subject = named ? given.shift() : 'main';
const outfile = join(root, 'dist', `bench-${subject}.js`);
await build({
  entryPoints: [join(root, 'test/bench', `${subject}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});
run(['--enable-source-maps', outfile, ...given]);
