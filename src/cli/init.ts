import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import pg from 'pg';
import type { Role } from '../ground/access/decision.ts';
import { hashPassword, type PasswordFault, passwordFaults } from '../ground/access/password.ts';
import { newSealingKey } from '../ground/access/sealing.ts';
import { roleTitle } from '../ground/access/titles.ts';
import type { PersonId, PostId, UnitId, UnitKind } from '../ground/organization/organization.ts';
import { insertHolding, insertPost } from '../ground/organization/post.store.ts';
import { insertUnits } from '../ground/organization/reorganisation.store.ts';
import { migrateAll, reachDatabase } from '../open.ts';
import type { Config } from '../platform/config.ts';
import { queriesOn } from '../platform/database/database.ts';
import { newId } from '../platform/id.ts';
import { dayInVietnam } from '../platform/time.ts';

// Why a password is not taken, to whoever sits at the server.
const refused: { [Code in PasswordFault['code']]: (length: number) => string } = {
  tooShort: (length) => `The password needs at least ${length} characters.`,
  tooLong: (length) => `The password may have ${length} characters at most.`,
  common: () => 'The password is one that many use, or is made of names of the place or the person.',
};

/** Begins a real locality in an empty database, or in place of the sample one. */
export async function init(
  config: Config,
  options: { name: string; nameEn?: string; admin: string; yes?: boolean },
): Promise<void> {
  const { url, embedded } = await reachDatabase(config, { share: false });
  const client = new pg.Client({ connectionString: url });
  try {
    await migrateAll(url);
    await client.connect();
    const { rows } = await client.query('select sample from locality');
    if (rows[0] && !rows[0].sample)
      throw new Error('This database already serves a real locality; nothing was changed.');
    if (rows[0] && !options.yes && !(await confirmed())) throw new Error('Nothing was changed.');
    const password = await askPassword(`Password for ${options.admin}`, [options.admin, options.name]);
    if (rows[0]) {
      await removeEverything(client, config);
      await migrateAll(url);
    }
    await client.query('begin');
    await client.query('insert into locality (name_vi, name_en, sample) values ($1, $2, false)', [
      options.name,
      options.nameEn ?? options.name,
    ]);
    const committee = await addUnit(client, 'ubnd', 'committee', `UBND ${options.name}`, null);
    await addUnit(client, 'tiep-cong-dan', 'reception', 'Nơi tiếp công dân', committee);
    await addAccount(
      client,
      { unit: 'ubnd', role: 'administrator', name: options.admin, username: options.admin, handles: false },
      password,
    );
    await client.query('commit');
    process.stdout.write(
      `"${options.name}" is ready. Add people with "gandan account", then "gandan start".\n`,
    );
  } finally {
    await client.end();
    await embedded?.stop();
  }
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question('All sample data will be removed. Type "yes" to go on: ');
  lines.close();
  return answer.trim() === 'yes';
}

/** The record of sample data goes with the data: a real locality begins its own. */
async function removeEverything(client: pg.Client, config: Config): Promise<void> {
  await client.query(`do $$ declare name text := current_schema(); begin
    execute format('drop schema %I cascade', name);
    execute format('create schema %I', name);
    execute format('grant usage on schema %I to public', name);
  end $$`);
  for (const path of ['record', 'files', 'secrets.json']) {
    rmSync(join(config.dataDir, path), { recursive: true, force: true });
  }
}

async function addUnit(
  client: pg.Client,
  code: string,
  kind: UnitKind,
  name: string,
  parent: UnitId | null,
): Promise<UnitId> {
  const id: UnitId = newId();
  await insertUnits(
    queriesOn(client),
    [{ id, code, kind, name: { vi: name, en: name }, parentId: parent, hamlets: [] }],
    dayInVietnam(new Date()),
  );
  return id;
}

export interface NewAccount {
  unit: string;
  role: Role;
  name: string;
  username: string;
  handles: boolean;
}

/** Adds a person with a post and an account. Handlers of denunciations get a key under the same password. */
export async function addAccount(client: pg.Client, account: NewAccount, password: string): Promise<void> {
  const { rows } = await client.query('select id from unit where code = $1', [account.unit]);
  if (!rows[0]) throw new Error(`There is no unit with the code "${account.unit}".`);
  const person: PersonId = newId();
  const key = account.handles ? await newSealingKey(password) : undefined;
  await client.query('insert into person (id, name) values ($1, $2)', [person, account.name]);
  await client.query(
    'insert into account (person_id, username, password_hash, recipient, wrapped_identity) values ($1, $2, $3, $4, $5)',
    [
      person,
      account.username.toLowerCase(),
      await hashPassword(password),
      key?.recipient ?? null,
      key?.wrappedIdentity ?? null,
    ],
  );
  const today = dayInVietnam(new Date());
  const post: PostId = newId();
  const db = queriesOn(client);
  await insertPost(db, {
    id: post,
    code: `${account.unit}.${account.username.toLowerCase()}`,
    unitId: rows[0].id,
    role: account.role,
    title: roleTitle(account.role),
    handlesDenunciations: account.handles,
    from: today,
  });
  await insertHolding(db, { post, person, from: today });
}

/** Asks for a new password twice, unseen; GANDAN_INIT_PASSWORD where nobody sits at a terminal. */
export async function askPassword(prompt: string, words: readonly string[] = []): Promise<string> {
  const given = process.env.GANDAN_INIT_PASSWORD ?? (process.stdin.isTTY ? await hidden(prompt) : '');
  const fault = await passwordFaults(given, words);
  if (fault)
    throw new Error(
      `${refused[fault.code]('length' in fault ? fault.length : 0)} (Set GANDAN_INIT_PASSWORD where there is no terminal.)`,
    );
  if (!process.env.GANDAN_INIT_PASSWORD && (await hidden('Once more')) !== given)
    throw new Error('The two passwords differ.');
  return given;
}

async function hidden(prompt: string): Promise<string> {
  process.stdout.write(`${prompt}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const answer = await lines.question('');
  lines.close();
  process.stdout.write('\n');
  return answer;
}
