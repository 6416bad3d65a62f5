import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type Database, type Queries, sql } from '../../platform/database/database.ts';
import type { PersonId } from '../organization/organization.ts';
import type { Account } from './account.ts';

/** Where passkeys hold: the portal's host name and its full origin (WebAuthn Level 3, 5.1). */
export interface RelyingParty {
  id: string;
  name: string;
  origin: string;
}

/** The relying party of a portal. */
export function relyingParty(publicUrl: string): RelyingParty {
  const url = new URL(publicUrl);
  return { id: url.hostname, name: 'Gần Dân', origin: url.origin };
}

export interface PasskeyLine {
  id: string;
  name: string;
  createdAt: Date;
  usedAt: Date | null;
}

/** A person's passkeys, oldest first. */
export async function passkeysOf(db: Queries, person: PersonId): Promise<PasskeyLine[]> {
  return db.rows<PasskeyLine>(sql`
    select credential_id as id, name, created_at as "createdAt", used_at as "usedAt" from passkey
    where person_id = ${person} order by created_at`);
}

/** Removes a passkey. */
export async function removePasskey(db: Queries, person: PersonId, id: string): Promise<void> {
  await db.run(sql`delete from passkey where person_id = ${person} and credential_id = ${id}`);
}

/** What the browser needs to make a passkey; its challenge must come back within minutes. */
export async function registrationOptions(db: Queries, party: RelyingParty, account: Account) {
  const existing = await passkeysOf(db, account.personId);
  return generateRegistrationOptions({
    rpID: party.id,
    rpName: party.name,
    userName: account.username,
    userDisplayName: account.name,
    userID: new TextEncoder().encode(account.personId),
    attestationType: 'none',
    excludeCredentials: existing.map((one) => ({ id: one.id })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
}

/** Keeps a new passkey when the browser's answer fits the challenge; false when it does not. */
export async function keepPasskey(
  db: Queries,
  party: RelyingParty,
  person: PersonId,
  given: { response: RegistrationResponseJSON; challenge: string; name: string; now: Date },
): Promise<boolean> {
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: given.response,
    expectedChallenge: given.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
  }).catch(() => ({ verified: false, registrationInfo: undefined }));
  if (!verified || !registrationInfo) return false;
  const { credential } = registrationInfo;
  await db.run(sql`
    insert into passkey (credential_id, person_id, name, public_key, counter, transports, created_at)
    values (${credential.id}, ${person}, ${given.name}, ${Buffer.from(credential.publicKey)}, ${credential.counter},
      ${credential.transports ?? []}, ${given.now})
    on conflict (credential_id) do nothing`);
  return true;
}

/** What the browser needs to prove a passkey; without a person the authenticator says who it is. */
export async function authenticationOptions(db: Queries, party: RelyingParty, person: PersonId | undefined) {
  const own = person ? await passkeysOf(db, person) : [];
  return generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    allowCredentials: own.map((one) => ({ id: one.id })),
  });
}

/**
 * Checks a passkey's answer.
 *
 * @returns whose it is; undefined when it proves nobody
 */
export async function usePasskey(
  db: Database,
  party: RelyingParty,
  given: { response: AuthenticationResponseJSON; challenge: string; now: Date },
): Promise<PersonId | undefined> {
  const row = await db.first<{
    person_id: PersonId;
    public_key: Buffer;
    counter: number;
    transports: string[];
  }>(sql`
    select person_id, public_key, counter, transports from passkey where credential_id = ${given.response.id}`);
  if (!row) return undefined;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: given.response,
    expectedChallenge: given.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: given.response.id,
      publicKey: new Uint8Array(row.public_key),
      counter: row.counter,
    },
  }).catch(() => ({ verified: false, authenticationInfo: undefined }));
  if (!verified || !authenticationInfo) return undefined;
  await db.run(sql`
    update passkey set counter = ${authenticationInfo.newCounter}, used_at = ${given.now}
    where credential_id = ${given.response.id}`);
  return row.person_id;
}
