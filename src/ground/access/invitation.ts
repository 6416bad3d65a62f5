import { randomBytes } from 'node:crypto';
import { type Database, type Queries, sql } from '../../platform/database/database.ts';
import type { PersonId } from '../organization/organization.ts';
import { hashPassword } from './password.ts';
import { newSealingKey } from './sealing.ts';
import { tokenHash } from './token.ts';

const goodForMs = 7 * 86_400_000;

/** Makes a one-time link for somebody to set up the own account; older ones of theirs end. Shown once. */
export async function invite(
  db: Database,
  person: PersonId,
  by: PersonId | null,
  now: Date,
  kind: InvitationKind = 'first',
): Promise<{ token: string; endsAt: Date }> {
  const token = randomBytes(24).toString('base64url');
  const endsAt = new Date(now.getTime() + goodForMs);
  await db.transaction(async (tx) => {
    await tx.run(sql`update invitation set used_at = ${now} where person_id = ${person} and used_at is null`);
    await tx.run(sql`
      insert into invitation (token_hash, person_id, made_by, made_at, ends_at, kind)
      values (${tokenHash(token)}, ${person}, ${by}, ${now}, ${endsAt}, ${kind})`);
  });
  return { token, endsAt };
}

/** What a link is for: the first set-up, a forgotten password, or a lost second factor as well. */
export type InvitationKind = 'first' | 'password' | 'factors';

export interface Invited {
  personId: PersonId;
  name: string;
  username: string;
  kind: InvitationKind;
}

/** Whom a link invites; undefined when it was used, is over or never was. */
export async function readInvitation(db: Queries, token: string, now: Date): Promise<Invited | undefined> {
  return db.first<Invited>(sql`
    select invitation.person_id as "personId", person.name, account.username, invitation.kind
    from invitation join person on person.id = invitation.person_id
    join account on account.person_id = invitation.person_id
    where token_hash = ${tokenHash(token)} and used_at is null and ends_at > ${now} and disabled_at is null`);
}

/**
 * Takes an invitation up with a password of the person's own. Who is named to handle denunciations gets
 * a key under it; an old key that nobody could open any more is replaced. The second factor stays, unless the
 * link was agreed to for one that was lost.
 *
 * @returns false when the link is not good any more
 */
export async function takeUp(db: Database, token: string, password: string, now: Date): Promise<boolean> {
  const invited = await readInvitation(db, token, now);
  if (!invited) return false;
  const [hash, key] = await Promise.all([hashPassword(password), newSealingKey(password)]);
  return db.transaction(async (tx) => {
    const used = await tx.run(sql`
      update invitation set used_at = ${now}
      where token_hash = ${tokenHash(token)} and used_at is null and ends_at > ${now}`);
    if (used !== 1) return false;
    const handles = await tx.first(sql`
      select from holding join post_version post on post.post_id = holding.post_id and post.valid && holding.valid
      where holding.person_id = ${invited.personId} and post.handles_denunciations and upper_inf(holding.valid)`);
    await tx.run(sql`
      update account set password_hash = ${hash},
        recipient = ${handles ? key.recipient : null}, wrapped_identity = ${handles ? key.wrappedIdentity : null},
        key_made_at = ${handles ? now : null}
      where person_id = ${invited.personId}`);
    // Whoever was signed in with the old password is out.
    await tx.run(sql`delete from session where person_id = ${invited.personId}`);
    if (invited.kind !== 'password') await dropFactors(tx, invited.personId);
    return true;
  });
}

async function dropFactors(tx: Queries, person: PersonId): Promise<void> {
  await tx.run(sql`update account set totp_secret = null, totp_step = null where person_id = ${person}`);
  await tx.run(sql`delete from passkey where person_id = ${person}`);
  await tx.run(sql`delete from recovery_code where person_id = ${person}`);
}
