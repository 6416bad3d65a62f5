// `npm test`: installs and builds what is missing, then runs every test on the project's own Node.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root, run } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
run([join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)], { TZ: 'UTC' });
