import { createInterface } from 'node:readline/promises';
import { newRecovery, recoverKey } from '../ground/access/recovery.ts';
import type { PersonId } from '../ground/organization/organization.ts';
import { applicationUrl, migrateAll, openServices } from '../open.ts';
import { sealAnew } from '../parts/petitions/identity.service.ts';
import { bumpVersion, lockPetition } from '../parts/petitions/petition.store.ts';
import type { PetitionId } from '../parts/petitions/petition.ts';
import type { Config } from '../platform/config.ts';
import { openDatabase, sql } from '../platform/database/database.ts';
import { withDatabase } from './with-database.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Makes the recovery key and shows its three shares, once. */
export async function makeRecovery(config: Config, options: { replace?: boolean }): Promise<void> {
  await withDatabase(config, async (url) => {
    await migrateAll(url);
    const db = openDatabase(url);
    try {
      const recovery = await newRecovery();
      const made = await db.run(sql`
        insert into sealing_recovery (recipient, made_at) values (${recovery.recipient}, now())
        on conflict (one) do update set recipient = excluded.recipient, made_at = excluded.made_at
        where ${options.replace ?? false}`);
      if (made === 0)
        throw new Error('There is a recovery key already; --replace makes a new one in its place.');
      recovery.shares.forEach((share, at) => {
        say(`Share ${at + 1} of ${recovery.shares.length}:\n${share}\n`);
      });
      say('Any two open sealed matters. Give each to another person, on paper; they are not shown again.');
      say('Matters sealed before now are sealed to it once a handler uses "Hand over the key" in them.');
    } finally {
      await db.close();
    }
  });
}

/**
 * Seals a matter anew to its handlers of today with two shares of the recovery key, when none of them can
 * open it. Shows nothing of the matter; the record says that it was done.
 */
export async function useRecovery(
  config: Config,
  options: { petition: number; for?: string },
): Promise<void> {
  const shares = await askShares();
  await withDatabase(config, async (url) => {
    const services = openServices(config, await applicationUrl(config, url), { onError: () => {} });
    // As the owner of the tables, who alone may see what is nobody's to see.
    const keeper = openDatabase(url);
    try {
      await services.record.start();
      const recovery = await keeper.first<{ recipient: string }>(sql`select recipient from sealing_recovery`);
      if (!recovery) throw new Error('There is no recovery key here.');
      const key = await recoverKey(shares, recovery.recipient);
      if (key === 'unreadable')
        throw new Error('A share was copied wrongly: its last eight characters do not fit.');
      if (key === 'different')
        throw new Error('These two shares do not make the recovery key of this place.');
      await keeper.transaction(async (tx) => {
        await tx.run(sql`select set_config('gandan.keeping', 'on', true)`);
        const found = await tx.first<{ id: PetitionId }>(sql`
          select petition.id from petition join petition_sealed on petition_id = petition.id
          where number = ${options.petition}`);
        if (!found) throw new Error(`There is no sealed matter of the number ${options.petition}.`);
        if (options.for) await nameHandler(tx, found.id, options.for);
        if (!(await sealAnew(services, tx, found.id, key)))
          throw new Error('It was sealed before this recovery key was made.');
        const petition = await lockPetition(tx, found.id);
        const seq = (petition?.version ?? 0) + 1;
        await bumpVersion(tx, found.id, seq);
        await services.record.append(tx, {
          type: 'petition.sealedAnew',
          subject: found.id,
          seq,
          role: 'recovery',
          unit: null,
          facts: {},
        });
      });
      await services.record.sequence();
      say(`№ ${options.petition} is sealed to its handlers of today.`);
    } finally {
      await keeper.close();
      await services.close();
    }
  });
}

/** Names somebody with a key as a handler of one matter, unless they have to stay out of it. */
async function nameHandler(
  tx: Parameters<Parameters<ReturnType<typeof openDatabase>['transaction']>[0]>[0],
  id: PetitionId,
  username: string,
): Promise<void> {
  const account = await tx.first<{ person: PersonId }>(sql`
    select person_id as person from account
    where username = ${username} and recipient is not null and disabled_at is null
      and not exists (
        select from petition_recused where petition_id = ${id} and person_id = account.person_id)`);
  if (!account)
    throw new Error(`"${username}" has no key, cannot sign in, or has to stay out of this matter.`);
  await tx.run(sql`
    insert into petition_handler (petition_id, person_id) values (${id}, ${account.person})
    on conflict do nothing`);
}

/** Two shares, one a line: typed, or piped in. */
async function askShares(): Promise<[string, string]> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  if (process.stdin.isTTY) process.stderr.write('Two shares of the recovery key, one a line:\n');
  const given: string[] = [];
  for await (const line of lines) {
    if (line.trim()) given.push(line.trim());
    if (given.length === 2) break;
  }
  lines.close();
  const [one, two] = given;
  if (!one || !two) throw new Error('Two shares are needed, one a line.');
  return [one, two];
}
