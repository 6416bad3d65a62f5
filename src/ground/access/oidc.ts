import * as client from 'openid-client';
import type { Config } from '../../platform/config.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { PersonId } from '../organization/organization.ts';

/** Signing in at an outside issuer (OpenID Connect), e.g. a province's. */
export interface OutsideIssuer {
  /** What its button says. */
  name: string;
  /** Where to send the browser, and what to remember until it comes back. */
  begin(redirect: string): Promise<{ url: string; state: string; nonce: string; verifier: string }>;
  /** Who came back. @throws Error when the answer does not fit what was begun */
  finish(
    current: URL,
    expected: { state: string; nonce: string; verifier: string },
  ): Promise<{ issuer: string; subject: string }>;
}

/** The issuer of the configuration; undefined where none is set. */
export function outsideIssuer(config: Config): OutsideIssuer | undefined {
  const { oidcIssuer, oidcClientId, oidcClientSecret, oidcName } = config;
  if (!oidcIssuer || !oidcClientId) return undefined;
  const { protocol, hostname } = new URL(oidcIssuer);
  const plain = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  let found: Promise<client.Configuration> | undefined;
  const discover = () => {
    found ??= client
      .discovery(new URL(oidcIssuer), oidcClientId, oidcClientSecret, undefined, {
        execute: [
          // The ID token's signature is checked, not only the line it came over (OWASP ASVS 5.0, 9.1.1).
          client.enableNonRepudiationChecks,
          // Plain HTTP only to this machine itself.
          ...(plain ? [client.allowInsecureRequests] : []),
        ],
      })
      .catch((error) => {
        found = undefined;
        throw error;
      });
    return found;
  };
  return {
    name: oidcName,
    async begin(redirect) {
      const issuer = await discover();
      const verifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const url = client.buildAuthorizationUrl(issuer, {
        redirect_uri: redirect,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state, nonce, verifier };
    },
    async finish(current, expected) {
      const tokens = await client.authorizationCodeGrant(await discover(), current, {
        expectedState: expected.state,
        expectedNonce: expected.nonce,
        pkceCodeVerifier: expected.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('no id token');
      return { issuer: claims.iss, subject: claims.sub };
    },
  };
}

/** Who of us an outside identity is. */
export async function personOf(
  db: Queries,
  identity: { issuer: string; subject: string },
): Promise<PersonId | undefined> {
  const row = await db.first<{ person_id: PersonId }>(sql`
    select person_id from outside_identity where issuer = ${identity.issuer} and subject = ${identity.subject}`);
  return row?.person_id;
}

/** Ties an outside identity to a person; false when it is somebody else's already. */
export async function linkIdentity(
  db: Queries,
  person: PersonId,
  identity: { issuer: string; subject: string },
): Promise<boolean> {
  await db.run(sql`
    insert into outside_identity (issuer, subject, person_id)
    values (${identity.issuer}, ${identity.subject}, ${person}) on conflict do nothing`);
  return (await personOf(db, identity)) === person;
}
