// Type check, lint with the layer rules, format, unused code and dependencies.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { ensureInstalled, node24, root } from './prepare.mjs';

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
