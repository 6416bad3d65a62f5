// `npm run bench [-- sizes]`: measures the built program; nothing here is a test.
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureBuilt, ensureInstalled, root, run } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
const outfile = join(root, 'dist', 'bench.js');
await build({
  entryPoints: [join(root, 'test/bench/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});
run(['--enable-source-maps', outfile, ...process.argv.slice(2)]);
