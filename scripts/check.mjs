// Type check, lint with the layer rules, format, unused code and dependencies, the API's document.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureBuilt, ensureInstalled, node24, root } from './prepare.mjs';

ensureInstalled();
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}:${dirname(node24())}:${process.env.PATH}` };
for (const [name, ...args] of [
  ['tsc', '--noEmit'],
  ['biome', 'check', '--error-on-warnings', '.'],
  ['knip', '--no-progress'],
]) {
  process.stderr.write(`check: ${name}\n`);
  const done = spawnSync(join(bin, name), args, { cwd: root, stdio: 'inherit', env });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

process.stderr.write('check: openapi\n');
ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'gandan-check-'));
try {
  const file = join(folder, 'openapi.json');
  const made = spawnSync(node24(), [join(root, 'dist', 'gandan.js'), 'openapi'], {
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (made.status !== 0) {
    process.stderr.write(made.stderr);
    process.exit(1);
  }
  writeFileSync(file, made.stdout);
  const lint = spawnSync(join(bin, 'redocly'), ['lint', file, '--config', join(root, 'redocly.yaml')], {
    stdio: 'inherit',
    env: { ...env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', REDOCLY_TELEMETRY: 'off' },
  });
  if (lint.status !== 0) process.exit(lint.status ?? 1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
