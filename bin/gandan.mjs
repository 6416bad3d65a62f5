#!/usr/bin/env node
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root, run } from '../scripts/prepare.mjs';

ensureInstalled();
ensureBuilt();
// 16 MB semi-space: half the memory of Node's default at the same speed (docs/performance.md).
run([
  '--max-semi-space-size=16',
  '--enable-source-maps',
  join(root, 'dist', 'gandan.js'),
  ...process.argv.slice(2),
]);
