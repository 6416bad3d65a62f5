import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { inject } from 'vitest';
import { checkNameAndPassword } from '../../src/ground/access/account.ts';
import { beginSession, readSession, type SignedIn } from '../../src/ground/access/session.ts';
import type { PersonId } from '../../src/ground/organization/organization.ts';
import { confirmation } from '../../src/ground/record/clock.ts';
import { samplePassword } from '../../src/ground/sample/locality.ts';
import type { Services } from '../../src/ground/services.ts';
import type { Part } from '../../src/ground/web.ts';
import { applicationUrl, openServices } from '../../src/open.ts';
import { checkIntake, type Intake } from '../../src/parts/petitions/intake.ts';
import { submit } from '../../src/parts/petitions/submit.ts';
import { readConfig } from '../../src/platform/config.ts';
import { sql } from '../../src/platform/database/database.ts';
import type { App } from '../../src/platform/http/app.ts';
import { createServer } from '../../src/server.ts';
import { holdToDocument } from './declared.ts';
import { holdToGolden } from './entries.ts';
import { testNow } from './global.ts';
import { noteRows } from './rows.ts';
import { noteKnown, takeBackEach } from './steps.ts';

/** A system of its own for one test file: database, files, record, moving clock. */
export interface World {
  services: Services & { close(): Promise<void> };
  /** As the owner of the tables. */
  url: string;
  /** As the program itself. */
  loginUrl: string;
  dataDir: string;
  /** Errors of background work; a test that expects none looks. */
  errors: unknown[];
  /** Moves the clock. */
  at(moment: string | Date): void;
  later(milliseconds: number): void;
  officer(username: string): Promise<SignedIn>;
  /** The server, not listening; asked by `inject`. */
  app(): ReturnType<typeof createServer>;
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export const dayMs = 86_400_000;

/** A key as a form would carry it. */
export const newKey = (): string => randomBytes(18).toString('base64url');

let counter = 0;

/** Makes a world on a copy of a template database. */
export async function openWorld(
  options: {
    template?: 'empty' | 'sample';
    env?: Record<string, string>;
    /** Other parts than those that there are, with the tables of those that are new. */
    parts?: readonly Part[];
    tables?: string;
  } = {},
): Promise<World> {
  const serverUrl = inject('serverUrl');
  const name = `test_${process.pid}_${counter++}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  // Two files may copy the same template at the same moment; PostgreSQL lets only one.
  await admin.query('select pg_advisory_lock(1)');
  // Copied as files: by far the quickest where nothing has to outlast a power cut.
  await admin.query(
    `create database ${name} template template_${options.template ?? 'empty'} strategy file_copy`,
  );
  await admin.end();
  const url = serverUrl.replace('/gandan?', `/${name}?`);
  const dataDir = mkdtempSync(join(tmpdir(), 'gandan-data-'));
  const config = readConfig({
    GANDAN_DATA_DIR: dataDir,
    DATABASE_URL: url,
    GANDAN_LOG_LEVEL: 'silent',
    ...options.env,
  });
  let now = testNow;
  const errors: unknown[] = [];
  const loginUrl = await applicationUrl(config, url);
  if (options.tables) {
    const owner = new pg.Client({ connectionString: url });
    await owner.connect();
    await owner.query(options.tables);
    await owner.end();
  }
  const endTrials: (() => Promise<void>)[] = [];
  const open = () => {
    const services = openServices(config, loginUrl, {
      clock: () => now,
      onError: (error) => errors.push(error),
      ...(options.parts && { parts: options.parts }),
    });
    noteRows(services.db, inject('stepsTried'));
    endTrials.push(takeBackEach(services, url, inject('stepsTried')));
    if (!options.parts) holdToGolden(services.record);
    return services;
  };
  const world: World = {
    services: open(),
    url,
    loginUrl,
    dataDir,
    errors,
    at: (moment) => {
      now = new Date(moment);
    },
    later: (milliseconds) => {
      now = new Date(now.getTime() + milliseconds);
    },
    async officer(username) {
      const { db } = world.services;
      const { good, known } = await checkNameAndPassword(db, username, samplePassword);
      const token =
        good &&
        known &&
        (await beginSession(db, known.personId, { method: 'password', device: 'test', now }));
      const officer = token && (await readSession(db, token, now));
      if (!officer) throw new Error(`cannot sign in as ${username}`);
      return officer;
    },
    async app() {
      // A test shares its thread with what it tests: that it is busy is no reason to be turned away.
      const app = await createServer(world.services, { now: () => 0, end: () => {} });
      holdToDocument(app);
      noteKnown(world.services.steps, inject('stepsTried'));
      return app;
    },
    async reopen() {
      await world.services.close();
      world.services = open();
      await world.services.record.start();
    },
    async close() {
      for (const end of endTrials) await end();
      await world.services.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await world.services.record.start();
  return world;
}

/** Asks the server for pages as somebody signed in would, or as a stranger. */
export async function visitor(world: World, app: App, username?: string): Promise<Visitor> {
  const cookies: Record<string, string> = {};
  if (username) {
    const { db, clock } = world.services;
    const { id } = await db.one<{ id: PersonId }>(
      sql`select person_id as id from account where username = ${username}`,
    );
    const how = { method: 'password', device: 'test', now: clock() } as const;
    cookies['__Host-session'] = (await beginSession(db, id, how)) ?? '';
  }
  return {
    cookies,
    get: (url) => app.inject({ url, cookies }),
    post: (url, values) =>
      app.inject({
        method: 'POST',
        url,
        cookies,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(values).toString(),
      }),
  };
}

export interface Visitor {
  cookies: Record<string, string>;
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, values: Record<string, string>): Promise<LightMyRequestResponse>;
}

/** Opens a case by its code, as its sender would. */
export async function openCase(by: Visitor, code: string): Promise<void> {
  const answer = await by.post('/theo-doi', { code });
  const cookie = answer.cookies.find(({ name }) => name === '__Host-case');
  if (!cookie) throw new Error(`${answer.statusCode}: no case is open`);
  by.cookies[cookie.name] = cookie.value;
}

/** A complete intake of a kind, with fields replaced. */
export function intake(world: World, fields: Record<string, string> = {}): Intake {
  const checked = checkIntake(
    {
      kind: 'reflection',
      title: 'Đường Cao Văn Lầu ngập sau mưa',
      body: 'Mỗi lần mưa lớn đường ngập sâu, xe không qua được.',
      name: 'Trần Văn Mẫu',
      address: 'Khóm 3, Phường 1',
      against: 'Quyết định số 1/QĐ-UBND',
      ...fields,
    },
    world.services.clock(),
  );
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.intake;
}

/** Hands a petition in by the web, as its sender would. */
export async function handIn(world: World, fields: Record<string, string> = {}) {
  const done = await submit(world.services, intake(world, fields), {
    key: newKey(),
    source: 'web',
    language: 'vi',
    fileIds: [],
  });
  if ('faults' in done) throw new Error(JSON.stringify(done.faults));
  return done;
}

/** Says in the record that the clock is right, where a test begins before the sample ends. */
export async function confirmClock({ services: { db, record } }: World): Promise<void> {
  await db.transaction((tx) => record.append(tx, confirmation({ reason: 'test' })));
  await record.checkClock();
}
