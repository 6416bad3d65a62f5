import { createHash } from 'node:crypto';
import pg from 'pg';
import { applicationRole } from './migrate.ts';

/**
 * The address by which the program itself reaches a database: as a login that owns nothing, may not become
 * anybody else, and has the rights of the application's role and no more. What is asked past the program, by a hole
 * in it, meets row-level security all the same; the owner's login is for migrations, backup and commands.
 *
 * @param ownerUrl PostgreSQL URL of the owner of the tables, whose structure is up to date
 * @param password of the login, which is made here or given this password
 * @throws Error when the owner may not make logins, with what to do instead
 */
export async function applicationLogin(ownerUrl: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'gandan-login' });
  await client.connect();
  try {
    const { rows } = await client.query('select current_database() as name');
    const login = `gandan_login_${createHash('sha256').update(rows[0].name).digest('hex').slice(0, 10)}`;
    await make(client, login, password);
    return asLogin(ownerUrl, login, password);
  } finally {
    await client.end();
  }
}

async function make(client: pg.Client, login: string, password: string): Promise<void> {
  const secret = client.escapeLiteral(password);
  const { rows } = await client.query('select from pg_roles where rolname = $1', [login]);
  try {
    if (rows.length === 0) await client.query(`create role ${login} login password ${secret}`);
    else await client.query(`alter role ${login} login password ${secret}`);
    await client.query(`grant ${applicationRole} to ${login}`);
  } catch (error) {
    const { code } = error as { code?: string };
    // Another process made it a moment ago, with the same password.
    if (code === '42710' || code === '23505' || code === 'XX000') return;
    if (code !== '42501') throw error;
    throw new Error(
      `The owner of the database may not make the program's login. As an administrator run: create role ${login} login ` +
        `password '…'; grant ${applicationRole} to ${login}; and set GANDAN_DATABASE_LOGIN_URL to its address.`,
      { cause: error },
    );
  }
}

function asLogin(ownerUrl: string, login: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = login;
  url.password = password;
  return url.href;
}

/**
 * Makes sure that a login cannot do what the program must not.
 *
 * @throws Error when it owns tables, passes row-level security, or may become somebody who does
 */
export async function checkLogin(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'gandan-login' });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select current_user as me,
        exists (select from pg_roles where (rolsuper or rolbypassrls or rolcreaterole)
          and pg_has_role(current_user, oid, 'MEMBER')) as mighty,
        exists (select from pg_class where relkind in ('r', 'v', 'm') and relnamespace = current_schema()::regnamespace
          and pg_has_role(current_user, relowner, 'MEMBER')) as owner`,
    );
    const { me, mighty, owner } = rows[0];
    if (mighty || owner)
      throw new Error(
        `"${me}" owns tables or may do more than the program must: GANDAN_DATABASE_LOGIN_URL wants a login that only has the role ${applicationRole}.`,
      );
  } finally {
    await client.end();
  }
}
