// Builds dist/: the program, the browser's small scripts and styles (hashed, compressed), the fonts.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './prepare.mjs';

const dist = join(root, 'dist');
const assets = join(dist, 'assets');
const fonts = join(root, 'node_modules/@fontsource-variable/source-sans-3/files');

rmSync(dist, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });

copyFileSync(join(root, 'web/icon.svg'), join(assets, 'icon.svg'));
for (const script of ['latin', 'vietnamese']) {
  const name = `source-sans-3-${script}-wght-normal.woff2`;
  copyFileSync(join(fonts, name), join(assets, name));
}

await build({
  entryPoints: { gandan: join(root, 'src/main.ts'), worker: join(root, 'src/platform/worker/main.ts') },
  outdir: dist,
  bundle: true,
  // A command loads what it needs and no more.
  splitting: true,
  chunkNames: 'part-[hash]',
  platform: 'node',
  target: 'node24',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});

await build({
  entryPoints: readdirSync(join(root, 'web'))
    .filter((file) => /\.(ts|css)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => join(root, 'web', file)),
  outdir: assets,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  entryNames: '[name]-[hash]',
  external: ['*.woff2'],
  logLevel: 'warning',
});

// Compressed once here instead of at each request.
const manifest = {};
for (const file of readdirSync(assets)) {
  const bytes = readFileSync(join(assets, file));
  const plain = /^(.+)-[A-Z0-9]{8}\.(css|js)$/.exec(file);
  manifest[plain ? `${plain[1]}.${plain[2]}` : basename(file)] = file;
  if (!plain) continue;
  writeFileSync(`${join(assets, file)}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(
    `${join(assets, file)}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
}
writeFileSync(join(assets, 'manifest.json'), JSON.stringify(manifest));
writeFileSync(
  join(dist, 'built'),
  createHash('sha256')
    .update(readFileSync(join(dist, 'gandan.js')))
    .digest('hex'),
);
