import { randomBytes } from 'node:crypto';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { groundMenu } from './ground/hall/menu.ts';
import { OfficeLaw } from './ground/law/office-law.ts';
import { promiseInbox } from './ground/promise/inbox.ts';
import { databaseTime } from './ground/record/clock.ts';
import { Publication } from './ground/record/publication.ts';
import { LedgerRecord } from './ground/record/record.ts';
import { parseWitnesses, Witnessing } from './ground/record/witnessing.ts';
import { loadLocality } from './ground/sample/locality.ts';
import { inOrderOfTime } from './ground/sample/record.ts';
import { samplePetitions, sampleSeed } from './ground/sample/size.ts';
import { readSecrets, type Secrets } from './ground/secrets.ts';
import type { Services } from './ground/services.ts';
import { Site } from './ground/site.ts';
import { strikeInbox } from './ground/step/inbox.ts';
import type { Part } from './ground/web.ts';
import { parts as allParts } from './parts/index.ts';
import type { Config } from './platform/config.ts';
import { asOwner } from './platform/database/copy.ts';
import { openDatabase } from './platform/database/database.ts';
import { type EmbeddedPostgres, startEmbedded } from './platform/database/embedded.ts';
import { applicationLogin, checkLogin } from './platform/database/login.ts';
import { migrate } from './platform/database/migrate.ts';
import { FileStore } from './platform/files/store.ts';
import { PublicCache } from './platform/http/cache.ts';
import { postman } from './platform/mail/outbox.ts';
import { Random } from './platform/random.ts';
import { projectRoot } from './platform/root.ts';
import type { Clock } from './platform/time.ts';

/** All migrations, of every storey. */
export function migrationFiles(): string[] {
  return globSync('src/**/migrations/*.sql', { cwd: projectRoot }).map((file) => join(projectRoot, file));
}

/** Where the database is: the server of DATABASE_URL, or the embedded one, started if need be. */
export async function reachDatabase(
  config: Config,
  options: { share: boolean },
): Promise<{ url: string; embedded: EmbeddedPostgres | undefined }> {
  if (config.databaseUrl) return { url: config.databaseUrl, embedded: undefined };
  const embedded = await startEmbedded(config.dataDir, { share: options.share });
  return { url: embedded.url, embedded };
}

/** Brings the structure up to date; gives the names of what ran. */
export function migrateAll(url: string): Promise<string[]> {
  return migrate(url, migrationFiles());
}

/**
 * The address by which the program works on a database that is up to date: as a login that owns nothing.
 *
 * @param ownerUrl as `reachDatabase` gives it
 */
export async function applicationUrl(config: Config, ownerUrl: string): Promise<string> {
  const url = config.databaseLoginUrl ?? (await applicationLogin(ownerUrl, secretsOf(config).database));
  await checkLogin(url);
  return url;
}

/**
 * Puts the services together.
 *
 * @param url as `applicationUrl` gives it
 */
export function openServices(
  config: Config,
  url: string,
  options: { clock?: Clock; onError: (error: unknown) => void; parts?: readonly Part[] },
): Services & { close(): Promise<void> } {
  const clock = options.clock ?? (() => new Date());
  const parts = options.parts ?? allParts;
  const db = openDatabase(url, { size: config.databasePool });
  const law = new OfficeLaw(db);
  const secrets = secretsOf(config);
  const publication = new Publication(join(config.dataDir, 'record'), db, options.onError);
  // A clock of a test is moved; the machine's own is held against the database's.
  const databaseClock = options.clock ? undefined : () => databaseTime(db);
  const record = new LedgerRecord(db, secrets.recordKey, publication, clock, options.onError, databaseClock);
  return {
    parts,
    config,
    db,
    clock,
    calendar: law.calendar,
    law,
    record,
    publication,
    witnessing: new Witnessing(record, publication, parseWitnesses(config.witnesses ?? '')),
    files: new FileStore(join(config.dataDir, 'files')),
    secrets,
    site: new Site(db, clock),
    lists: new Map(),
    steps: new Map(parts.flatMap((part) => part.steps ?? []).map((step) => [step.name, step])),
    work: parts.flatMap((part) => part.work ?? []),
    desk: theOne(parts, 'desk'),
    register: theOne(parts, 'register'),
    promises: parts.flatMap((part) => part.promises ?? []),
    figures: parts.flatMap((part) => part.figures ?? []),
    dutySubjects: parts.flatMap((part) => part.dutySubjects ?? []),
    ratings: parts.flatMap((part) => part.ratings ?? []),
    unitSigns: parts.flatMap((part) => part.unitSigns ?? []),
    newsSources: parts.flatMap((part) => part.news ?? []),
    openTables: parts.flatMap((part) => part.openTables ?? []),
    openness: parts.flatMap((part) => part.openness ?? []),
    home: parts.flatMap((part) => part.home ?? []),
    search: parts.flatMap((part) => part.search ?? []),
    addresses: parts.flatMap((part) => part.addresses ?? []),
    openings: parts.flatMap((part) => part.openings ?? []),
    inbox: [
      { code: 'strike', source: strikeInbox },
      { code: 'promise', source: promiseInbox },
      ...parts.flatMap((part) => (part.inbox ? [{ code: part.name, source: part.inbox }] : [])),
    ],
    menu: [...groundMenu, ...parts.flatMap((part) => part.menu ?? [])],
    deskLinks: parts.flatMap((part) => part.deskLinks ?? []),
    late: parts.flatMap((part) => part.late ?? []),
    settling: parts.flatMap((part) => part.settling ?? []),
    planned: parts.flatMap((part) => part.planned ?? []),
    moreFigures: parts.flatMap((part) => part.moreFigures ?? []),
    postman: postman(db, clock, { smtpUrl: config.smtpUrl, from: config.mailFrom, show: config.development }),
    cache: new PublicCache(clock),
    async close() {
      await record.close();
      await db.close();
    },
  };
}

/** The installation's secrets, made at the first start. */
export function secretsOf(config: Config): Secrets {
  return readSecrets(join(config.dataDir, 'secrets.json'), config.recordOrigin);
}

/** What the one part does for the others that takes petitions in, or keeps the registers. */
function theOne<Hook extends 'desk' | 'register'>(
  parts: readonly Part[],
  hook: Hook,
): NonNullable<Part[Hook]> {
  const found = parts.find((part) => part[hook])?.[hook];
  if (!found) throw new Error(`no part has a ${hook}`);
  return found;
}

/** Loads the sample locality into an empty database. */
export async function loadSample(
  url: string,
  options: {
    petitions?: number;
    seed?: number;
    now?: Date;
    /** From what people's codes are made here; without it those of the sample open nothing. */
    codes?: Buffer;
    onProgress?: (done: number, of: number) => void;
  } = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    const random = new Random(options.seed ?? sampleSeed);
    const world = await loadLocality(client, random);
    // What is checked at commit is checked here: tables with waiting checks cannot be altered.
    await client.query('set constraints all immediate');
    await asOwner(client, async () => {
      for (const part of allParts) {
        await part.sample?.(client, world, {
          random,
          petitions: options.petitions ?? samplePetitions,
          now: options.now ?? new Date(),
          codes: options.codes ?? randomBytes(32),
          onProgress: options.onProgress ?? (() => {}),
        });
      }
      await client.query('set constraints all immediate');
      await inOrderOfTime(client, options.now ?? new Date());
    });
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

/** True when the database serves a sample. */
export async function isSample(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query('select 1 from locality where sample')).rowCount !== 0;
  } finally {
    await client.end();
  }
}

/** True when the database serves no locality yet. */
export async function isEmpty(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query('select 1 from locality')).rowCount === 0;
  } finally {
    await client.end();
  }
}
