import { type Queries, sql } from '../../platform/database/database.ts';
import type { PersonId } from '../organization/organization.ts';
import { checkPassword, hashPassword } from './password.ts';

/** What a person's account is, without any secret but hashes. */
export interface Account {
  personId: PersonId;
  username: string;
  name: string;
  passwordHash: string | null;
  disabledAt: Date | null;
  hasTotp: boolean;
  passkeys: number;
  recoveryCodes: number;
  sealingKey: boolean;
  /** Where its owner wants to be written to about the account. */
  email: string | null;
}

const columns = sql`
  account.person_id as "personId", account.username, person.name, account.password_hash as "passwordHash",
  account.disabled_at as "disabledAt", account.totp_secret is not null as "hasTotp",
  (select count(*)::int from passkey where passkey.person_id = account.person_id) as passkeys,
  (select count(*)::int from recovery_code code where code.person_id = account.person_id and used_at is null)
    as "recoveryCodes",
  account.recipient is not null as "sealingKey", account.email`;

/** The account of a person. */
export async function accountOf(db: Queries, person: PersonId): Promise<Account | undefined> {
  return db.first<Account>(sql`
    select ${columns} from account join person on person.id = account.person_id where account.person_id = ${person}`);
}

/**
 * Checks name and password. Takes as long for a name that does not exist as for a wrong password.
 *
 * @returns `known`: whose account the name is, if anybody's, so that a failure can be noted there
 */
export async function checkNameAndPassword(
  db: Queries,
  username: string,
  password: string,
): Promise<{ good: boolean; known: Account | undefined }> {
  const account = await db.first<Account>(sql`
    select ${columns} from account join person on person.id = account.person_id
    where username = ${username.trim().toLowerCase()} and disabled_at is null`);
  const good = await checkPassword(account?.passwordHash ?? undefined, password);
  return { good, known: account };
}

/** Checks the own password again. */
export async function checkOwnPassword(db: Queries, person: PersonId, password: string): Promise<boolean> {
  const account = await accountOf(db, person);
  return checkPassword(account?.passwordHash ?? undefined, password);
}

/** True when a password alone does not sign in. */
export function hasSecondFactor(account: Account): boolean {
  return account.hasTotp || account.passkeys > 0;
}

/** Sets a password. */
export async function setPassword(db: Queries, person: PersonId, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await db.run(sql`update account set password_hash = ${hash} where person_id = ${person}`);
}
