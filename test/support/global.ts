import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { loadSample, migrateAll } from '../../src/open.ts';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { unpackBrowser } from './browser.ts';
import { untrueRows } from './rows.check.ts';
import { neverTried } from './steps.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
    browser: string;
    stepsTried: string;
  }
}

/** The moment at which tests begin, unless they say otherwise: a Monday morning in Bạc Liêu. */
export const testNow = new Date('2026-11-23T02:00:00Z');

// So many lines of the program ask for rows of a type in any whole run.
const leastLines = 350;

/** One real PostgreSQL for the run, with two templates that every test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'gandan-test-'));
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder, {
    // What a test run loses in a power cut is nothing.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const template = async (name: string, fill: (url: string) => Promise<void>) => {
    await admin.query(`create database ${name}`);
    const url = server.url.replace('/gandan?', `/${name}?`);
    await migrateAll(url);
    await fill(url);
  };
  await template('template_empty', (url) => loadSample(url, { petitions: 0, now: testNow }));
  await template('template_sample', (url) => loadSample(url, { petitions: 300, now: testNow }));
  await admin.end();
  project.provide('serverUrl', server.url);
  const stepsTried = join(folder, 'steps');
  project.provide('stepsTried', stepsTried);
  project.provide('browser', await unpackBrowser());
  return async () => {
    await server.stop();
    // Only a whole run takes every step: one that names neither file nor folder.
    const whole = !process.argv.slice(2).some((one) => one !== 'run' && !one.startsWith('-'));
    const left = whole ? neverTried(stepsTried) : [];
    // Reading all types takes a while: it is worth it for a whole run, or where it is asked for.
    const { wrong, lines } =
      whole || process.env.GANDAN_ROWS ? untrueRows(stepsTried) : { wrong: [], lines: 0 };
    process.stdout.write(lines > 0 ? `rows of ${lines} lines held against their types\n` : '');
    rmSync(folder, { recursive: true, force: true });
    if (whole && lines < leastLines) throw new Error(`only ${lines} lines that ask for rows were looked at`);
    if (wrong.length > 0) throw new Error(`rows are not what the source says:\n${wrong.join('\n')}`);
    if (left.length > 0) throw new Error(`steps that no test took back: ${left.join(', ')}`);
  };
}
