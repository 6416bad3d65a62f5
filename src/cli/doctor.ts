import { statfsSync } from 'node:fs';
import { calendarYears } from '../ground/law/calendar.ts';
import { rules } from '../ground/law/catalogue.ts';
import { clockFault, contradictions, databaseTime, newestTime } from '../ground/record/clock.ts';
import { sameBytes } from '../ground/record/hash.ts';
import { Tree } from '../ground/record/tree.ts';
import { applicationUrl, migrationFiles, openServices, reachDatabase } from '../open.ts';
import type { Config } from '../platform/config.ts';
import { openDatabase, sql } from '../platform/database/database.ts';
import { dayInVietnam, yearOf } from '../platform/time.ts';

interface Finding {
  level: 'good' | 'look' | 'wrong';
  what: string;
  mend?: string;
}

const shownContradictions = 10;
const leastFreeBytes = 2 * 1024 ** 3;

/** Says what is wrong and how to mend it. Fails when something is wrong, not when something wants a look. */
export async function doctor(config: Config): Promise<void> {
  const findings: Finding[] = [...machine(config), ...law()];
  const reached = await reachDatabase(config, { share: true }).catch((error: Error) => error);
  if (reached instanceof Error) {
    const mend = config.databaseUrl
      ? 'Check DATABASE_URL and that the server runs.'
      : 'The message above says why.';
    findings.push({ level: 'wrong', what: `The database cannot be reached: ${reached.message}`, mend });
  } else {
    try {
      findings.push(...(await database(config, reached.url)));
    } finally {
      await reached.embedded?.stop();
    }
  }
  const marks = { good: 'ok   ', look: 'look ', wrong: 'WRONG' };
  for (const { level, what, mend } of findings) {
    process.stdout.write(`${marks[level]} ${what}${mend ? `\n      → ${mend}` : ''}\n`);
  }
  if (findings.some((finding) => finding.level === 'wrong'))
    throw new Error('Something is wrong; see above.');
}

function machine(config: Config): Finding[] {
  const findings: Finding[] = [{ level: 'good', what: `Node ${process.version}, data in ${config.dataDir}` }];
  const disk = (() => {
    try {
      return statfsSync(config.dataDir);
    } catch {
      return undefined;
    }
  })();
  if (disk && disk.bavail * disk.bsize < leastFreeBytes) {
    findings.push({
      level: 'wrong',
      what: 'Less than 2 GB are free where the data is.',
      mend: 'Free space, or move GANDAN_DATA_DIR.',
    });
  }
  const { protocol, hostname } = new URL(config.publicUrl);
  if (protocol === 'http:' && hostname !== 'localhost') {
    findings.push({
      level: 'wrong',
      what: 'The portal is reached over plain HTTP.',
      mend: 'Put a proxy with TLS in front and set GANDAN_PUBLIC_URL to https://…',
    });
  }
  if (!config.smtpUrl && !config.development) {
    findings.push({
      level: 'look',
      what: 'No mail is sent; it waits in the outbox.',
      mend: 'Set GANDAN_SMTP_URL.',
    });
  }
  return findings;
}

function law(): Finding[] {
  const findings: Finding[] = [];
  const thisYear = yearOf(dayInVietnam(new Date()));
  for (const year of [thisYear, thisYear + 1]) {
    const known = calendarYears.find((one) => one.year === year);
    if (known?.standing !== 'announced') {
      findings.push({
        level: year === thisYear ? 'wrong' : 'look',
        what: `The days off of ${year} are not announced in the calendar: dates in it are provisional.`,
        mend: 'Update the program once the Government has announced them.',
      });
    }
  }
  const unconfirmed = rules.filter((rule) => rule.standing === 'toConfirm').map((rule) => rule.code);
  findings.push({
    level: 'look',
    what: `Rules that wait for the office's confirmation, and say so on screen: ${unconfirmed.join(', ')}.`,
  });
  return findings;
}

async function database(config: Config, url: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const db = openDatabase(url);
  try {
    const exists = await db.one<{ there: boolean }>(
      sql`select to_regclass('migration') is not null as there`,
    );
    const ran = exists.there
      ? (await db.one<{ count: number }>(sql`select count(*)::int as count from migration`)).count
      : 0;
    const waiting = migrationFiles().length - ran;
    if (waiting > 0) {
      findings.push({
        level: 'wrong',
        what: `${waiting} migrations have not run.`,
        mend: 'Run "gandan migrate".',
      });
      return findings;
    }
    findings.push({ level: 'good', what: 'The database answers and its structure is up to date.' });
    const locality = await db.first<{ name_vi: string; sample: boolean }>(
      sql`select name_vi, sample from locality`,
    );
    if (!locality)
      findings.push({
        level: 'wrong',
        what: 'There is no locality.',
        mend: 'Run "gandan init" or "gandan sample".',
      });
    else
      findings.push({
        level: locality.sample ? 'look' : 'good',
        what: `Locality: ${locality.name_vi}${locality.sample ? ' (sample data)' : ''}`,
      });
    const today = dayInVietnam(new Date());
    const handlers = await db.one<{ count: number }>(sql`
      select count(distinct holding.person_id)::int as count
      from post_version post join holding on holding.post_id = post.post_id
      join account on account.person_id = holding.person_id
      where handles_denunciations and recipient is not null and disabled_at is null
        and post.valid @> ${today}::date and holding.valid @> ${today}::date`);
    if (locality && handlers.count < 2) {
      findings.push({
        level: handlers.count === 0 ? 'wrong' : 'look',
        what: `${handlers.count} people are named to handle denunciations; there should be two at least.`,
        mend: 'Add them with "gandan account --handles-denunciations".',
      });
    }
    const recovery = await db.first(sql`select 1 from sealing_recovery`);
    if (locality && !recovery && config.sealedIdentities === 'encrypted') {
      findings.push({
        level: 'look',
        what: 'There is no recovery key: a sealed matter is lost when all its handlers are.',
        mend: 'Make one with "gandan recovery-key make" and give its three shares to three people.',
      });
    }
    const stuck = await db.one<{ count: number }>(
      sql`select count(*)::int as count from mail where state = 'failed'`,
    );
    if (stuck.count > 0)
      findings.push({
        level: 'look',
        what: `${stuck.count} mails could not be delivered.`,
        mend: 'Check GANDAN_SMTP_URL and the mail server.',
      });
  } finally {
    await db.close();
  }
  findings.push(...(await recordFindings(config, url)));
  return findings;
}

/** Recomputes the record's root from its leaves and compares it with what was signed and published. */
async function recordFindings(config: Config, url: string): Promise<Finding[]> {
  const services = openServices(config, await applicationUrl(config, url), { onError: () => {} });
  try {
    const { db, publication } = services;
    const tree = new Tree();
    await tree.load(db);
    const signed = publication.newestSigned();
    if (!signed) return [{ level: 'look', what: 'The record has not signed anything yet.' }];
    if (signed.size > tree.size) {
      return [
        {
          level: 'wrong',
          what: `The record holds ${tree.size} entries, but ${signed.size} were published: the database is older. Nothing is signed until it has caught up.`,
          mend: `Run "gandan refill FOLDER" with a copy of the published files (also in ${publication.folder}).`,
        },
      ];
    }
    if (!sameBytes(await tree.rootAt(db, signed.size), signed.root)) {
      return [
        {
          level: 'wrong',
          what: 'The record contradicts what was published.',
          mend: 'Restore the newest backup; do not start on this database.',
        },
      ];
    }
    const odd = await contradictions(db, shownContradictions);
    if (odd.length > 0)
      return [
        {
          level: 'wrong',
          what: `Times contradict places: ${odd.map((one) => `entry ${one.index} says ${one.at}, one before it ${one.before}`).join('; ')}.`,
          mend: 'A clock was wrong. The entries stay as they are; say in public which were entered when.',
        },
      ];
    const fault = clockFault(new Date(), await newestTime(db), await databaseTime(db));
    if (fault)
      return [
        {
          level: 'wrong',
          what: `The clock cannot be right (${fault}): nothing is signed until it is.`,
          mend: 'Set the clock (NTP). If the clock is right and entries were made under a wrong one, run "gandan clock --reason …".',
        },
      ];
    return [
      {
        level: 'good',
        what: `The record holds ${tree.size} entries and agrees with what was published (${signed.size}).`,
      },
    ];
  } finally {
    await services.close();
  }
}
