import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { inject } from 'vitest';
import { beginSession } from '../../src/ground/access/session.ts';
import type { PersonId } from '../../src/ground/organization/organization.ts';
import { sql } from '../../src/platform/database/database.ts';
import type { World } from './world.ts';

/**
 * Unpacks the browser that npm brought along, once, into a folder of this user: the package itself
 * shares one in the temporary folder among all users and processes.
 */
export async function unpackBrowser(): Promise<string> {
  const shared = process.env.TMPDIR;
  process.env.TMPDIR = join(tmpdir(), `gandan-browser-${userInfo().username}`);
  mkdirSync(process.env.TMPDIR, { recursive: true });
  try {
    return await sparticuz.executablePath();
  } finally {
    if (shared === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = shared;
  }
}

/** Starts the browser that the run's set-up unpacked. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: inject('browser'), args: ['--no-sandbox'] });
}

/** A window of one size, with or without scripts. */
export function openWindow(
  browser: Browser,
  base: string,
  options: { width: number; scripts: boolean },
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: base,
    viewport: { width: options.width, height: 900 },
    javaScriptEnabled: options.scripts,
    locale: 'vi-VN',
  });
}

/** Lets the world's server listen on a free port; gives its address. */
export async function listen(world: World): Promise<{ base: string; close(): Promise<void> }> {
  const app = await world.app();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const base = `http://localhost:${port}`;
  world.services.config.publicUrl = base;
  return { base, close: () => app.close() };
}

/** Signs somebody in without the page, which slows down who signs in often. */
export async function come(world: World, context: BrowserContext, username: string): Promise<void> {
  const { db, clock, config } = world.services;
  const { id } = await db.one<{ id: PersonId }>(
    sql`select person_id as id from account where username = ${username}`,
  );
  const token = await beginSession(db, id, { method: 'password', device: 'test', now: clock() });
  await context.addCookies([
    {
      name: '__Host-session',
      value: token ?? '',
      url: config.publicUrl.replace('http:', 'https:'),
      secure: true,
      httpOnly: true,
    },
  ]);
}

/** A folder for what a test writes. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gandan-scratch-'));
  // Run as root, PostgreSQL works as another user and must pass through.
  chmodSync(folder, 0o755);
  return folder;
}
