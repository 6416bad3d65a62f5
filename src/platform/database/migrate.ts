import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import pg from 'pg';

/** The role the running program takes on: it may insert into the record and nothing more there. */
export const applicationRole = 'gandan_app';

/**
 * Brings the database to the newest structure. Each file runs once, in its own transaction, in the
 * order of its number; running again changes nothing, and two at once wait for each other.
 *
 * @param url PostgreSQL URL of the owner of the tables
 * @param files paths of `NNNN_name.sql`
 * @returns the names of the files that ran now
 * @throws Error when a file that already ran has changed since, a statement fails, or the role of the
 *   program is missing and the connection may not create it
 */
export async function migrate(url: string, files: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'gandan-migrate' });
  await client.connect();
  const applied: string[] = [];
  try {
    await client.query("select pg_advisory_lock(hashtext('gandan-migrate'))");
    await client.query("set lock_timeout = '5s'");
    await ensureRole(client);
    await client.query(
      'create table if not exists migration (name text primary key, digest text not null, at timestamptz not null default now())',
    );
    const ran = new Map<string, string>(
      (await client.query('select name, digest from migration')).rows.map((row) => [row.name, row.digest]),
    );
    for (const file of [...files].sort((a, b) => basename(a).localeCompare(basename(b)))) {
      const name = basename(file);
      const text = readFileSync(file, 'utf8');
      const digest = createHash('sha256').update(text).digest('hex');
      const before = ran.get(name);
      if (before === digest) continue;
      if (before !== undefined) throw new Error(`Migration ${name} already ran with other content.`);
      await client.query('begin');
      try {
        await client.query(text);
        await client.query('insert into migration (name, digest) values ($1, $2)', [name, digest]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback').catch(() => {});
        throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
      }
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select exists (select from pg_roles where rolname = $1) as exists,
            (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) as may_create,
            current_user as me`,
    [applicationRole],
  );
  const { exists, may_create: mayCreate, me } = rows[0];
  if (exists) {
    const { rows: member } = await client.query("select pg_has_role(current_user, $1, 'MEMBER') as is", [
      applicationRole,
    ]);
    if (member[0].is) return;
    throw new Error(
      `"${me}" may not act as the role ${applicationRole}. As an administrator run: grant ${applicationRole} to "${me}";`,
    );
  }
  if (!mayCreate) {
    throw new Error(
      `The role ${applicationRole} is missing and "${me}" may not create it. As an administrator run: ` +
        `create role ${applicationRole} nologin; grant ${applicationRole} to "${me}";`,
    );
  }
  try {
    await client.query(`create role ${applicationRole} nologin`);
    await client.query(`grant ${applicationRole} to current_user`);
  } catch (error) {
    // Roles belong to the whole server: a second locality may have made it a moment ago.
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}
