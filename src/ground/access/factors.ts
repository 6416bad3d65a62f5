import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { type Database, type Queries, sql } from '../../platform/database/database.ts';
import type { PersonId } from '../organization/organization.ts';

const periodSeconds = 30;
const issuer = 'Gần Dân';
const recoveryCodes = 10;
// 24 of 31 letters are 118 bits: enough for a fast hash (OWASP ASVS 5.0, 6.5.2 asks for 112).
const recoveryLetters = 24;
// Without letters and digits that look alike when read from paper.
const recoveryAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
  });
}

/** A new TOTP secret (RFC 6238) and the address an authenticator app reads. */
export function newTotp(label: string): { secret: string; url: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, url: totpOf(secret, label).toString() };
}

/** The address for a secret shown before. */
export function totpUrl(secret: string, label: string): string {
  return totpOf(secret, label).toString();
}

/** The time step that a code belongs to, one step of tolerance either way; undefined for a wrong code. */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret, '').validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / periodSeconds) + delta;
}

/** Takes a TOTP code of a person; each is good once (OWASP ASVS 5.0, 6.5.1). */
export async function useTotp(db: Queries, person: PersonId, code: string, now: Date): Promise<boolean> {
  const account = await db.first<{ totp_secret: string | null }>(
    sql`select totp_secret from account where person_id = ${person}`,
  );
  const step = account?.totp_secret ? totpStep(account.totp_secret, code, now) : undefined;
  if (step === undefined) return false;
  const taken = await db.run(sql`
    update account set totp_step = ${step}
    where person_id = ${person} and (totp_step is null or totp_step < ${step})`);
  return taken === 1;
}

/** Switches TOTP on once a first code has proved the app, which is spent by it; off with null. */
export async function setTotp(
  db: Queries,
  person: PersonId,
  secret: string | null,
  step: number | null,
): Promise<void> {
  await db.run(
    sql`update account set totp_secret = ${secret}, totp_step = ${step} where person_id = ${person}`,
  );
}

const hashOf = (code: string) =>
  createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest();

/** Makes new recovery codes in place of all old ones. Shown once; only hashes stay. */
export async function newRecoveryCodes(db: Database, person: PersonId): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => {
    const text = Array.from(
      { length: recoveryLetters },
      () => recoveryAlphabet[randomInt(recoveryAlphabet.length)],
    ).join('');
    return text.match(/.{6}/g)?.join('-') ?? text;
  });
  await db.transaction(async (tx) => {
    await tx.run(sql`delete from recovery_code where person_id = ${person}`);
    await tx.run(sql`
      insert into recovery_code (person_id, code_hash) select ${person}, unnest(${codes.map(hashOf)}::bytea[])`);
  });
  return codes;
}

/** Takes a recovery code; each is good once, however many ask at the same moment. */
export async function useRecoveryCode(
  db: Queries,
  person: PersonId,
  code: string,
  now: Date,
): Promise<boolean> {
  const used = await db.run(sql`
    update recovery_code set used_at = ${now}
    where person_id = ${person} and code_hash = ${hashOf(code)} and used_at is null`);
  return used === 1;
}
