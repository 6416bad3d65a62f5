import { sweepSessions } from '../ground/access/session.ts';
import { sweepVisits } from '../ground/access/visit.ts';
import { carryOutDue } from '../ground/organization/reorganisation.service.ts';
import { claimInstallation } from '../ground/record/installation.ts';
import { samplePassword } from '../ground/sample/locality.ts';
import type { Services } from '../ground/services.ts';
import { forgetChanges } from '../ground/step/journal.ts';
import {
  applicationUrl,
  isEmpty,
  isSample,
  loadSample,
  migrateAll,
  openServices,
  reachDatabase,
  secretsOf,
} from '../open.ts';
import { type Config, isLoopback } from '../platform/config.ts';
import { sql } from '../platform/database/database.ts';
import { sweepIdempotency } from '../platform/http/idempotency.ts';
import { setUpLog } from '../platform/http/log.ts';
import { sweepMail } from '../platform/mail/outbox.ts';
import { createServer } from '../server.ts';
import { progress } from './progress.ts';

const mailEveryMs = 2000;
// A burst of new connections waits here instead of being reset before anybody can answer 503.
const backlog = 4096;
const upkeepEveryMs = 30_000;
const sweepEveryMs = 3600_000;
const witnessEveryMs = 10_000;

/** Runs until it is told to stop. */
export async function start(config: Config, options: { sample: boolean }): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const log = setUpLog(config.logLevel);
  const onError = (error: unknown) =>
    log.error(
      { type: (error as Error).name, code: (error as { code?: string }).code },
      'background work failed',
    );

  refusePlain(config);
  const { url, embedded } = await reachDatabase(config, { share: false });
  try {
    const applied = await migrateAll(url);
    if (applied.length > 0) say(`Database: applied ${applied.length} migrations.`);
    const empty = await isEmpty(url);
    if (options.sample && empty) refusePublicSample(config, 'load');
    if (!empty && (await isSample(url))) refusePublicSample(config, 'serve');
    if (options.sample && empty)
      await loadSample(url, {
        codes: secretsOf(config).codes,
        onProgress: progress('sample petitions'),
      });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }

  const services = openServices(config, await applicationUrl(config, url), { onError });
  const { site, record } = services;
  await claimInstallation(services.db, services.secrets);
  await services.law.load();
  await record.start();
  const app = await createServer(services);
  const stopTimers = background(services, onError);
  const { locality } = await site.read();

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    say('Stopping …');
    stopTimers();
    await app.close();
    await services.close();
    await embedded?.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  try {
    await app.listen({ port: config.port, host: config.host, backlog });
  } catch (error) {
    await services.close();
    await embedded?.stop();
    throw new Error(`Port ${config.port} on ${config.host} cannot be used: ${(error as Error).message}`);
  }
  say('');
  say(`Gần Dân: ${locality?.name.vi ?? 'chưa thiết lập địa phương'}`);
  say(`  Cổng người dân / portal    ${config.publicUrl}`);
  say(`  Cán bộ / officers          ${config.publicUrl}/dang-nhap`);
  if (locality?.sample) {
    say(`  Dữ liệu mẫu / sample data: mật khẩu / password for every account: ${samplePassword}`);
    say('    vanthu       văn thư, Ban Tiếp công dân / clerk of the reception office');
    say('    giaiquyet    chuyên viên được giao tố cáo / officer named for denunciations');
    say('    bantiepdan   thủ trưởng, Ban Tiếp công dân / head of the reception office');
    say('    chuyenvien   chuyên viên, UBND Phường Bạc Liêu / officer of the ward');
    say('    thutruong    phó chủ tịch, UBND Phường Bạc Liêu / deputy chair of the ward');
    say('    chutichphuong chủ tịch, UBND Phường Bạc Liêu / chair of the ward');
    say('    chutich      Chủ tịch / chair');
    say('    thanhtra     thanh tra / auditor');
    say('    quantri      quản trị / administrator');
    say('    quantri2     quản trị thứ hai, để duyệt sắp xếp / the second person for approvals');
    if (config.development && !config.smtpUrl)
      say(`  Thư đã gửi / mails         ${config.publicUrl}/dev/mail`);
  } else if (!locality) {
    say('  No locality yet: run "gandan init", or start without --no-sample.');
  }
  if (record.state !== 'signing') say(`  Record: ${record.state}. Run "gandan doctor".`);
  say('');
}

/** A sample's accounts have a password that stands in the documents: nobody from outside may reach them. */
function refusePublicSample(config: Config, what: 'load' | 'serve'): void {
  if (config.development) return;
  throw new Error(
    `${config.publicUrl} (HOST=${config.host}) can be reached from elsewhere, and the sample's accounts have a published ` +
      `password: nothing was ${what === 'load' ? 'loaded' : 'started'}. ` +
      (what === 'load'
        ? 'Begin a real locality with "gandan init" and start with --no-sample'
        : 'Begin a real locality in its place with "gandan init"') +
      ', or set GANDAN_DEVELOPMENT=true to show the sample to others all the same.',
  );
}

/** Passwords and codes are not sent in the clear over a network. */
function refusePlain({ publicUrl, publicHost, development, host, trustProxy }: Config): void {
  if (development) return;
  if (!isLoopback(host) && trustProxy === 0)
    throw new Error(
      `HOST=${host} would answer plain HTTP to whoever reaches this port. Leave HOST at localhost behind a proxy on ` +
        'this machine; where the proxy is elsewhere, say how many there are with GANDAN_TRUST_PROXY and let nobody ' +
        'else reach the port.',
    );
  if (isLoopback(publicHost) || publicUrl.startsWith('https:')) return;
  throw new Error(
    `GANDAN_PUBLIC_URL is ${publicUrl}: over plain HTTP passwords and codes can be read on the way. Put a proxy with ` +
      'TLS in front (docs/operations.md) and use https://…, or set GANDAN_DEVELOPMENT=true for a try.',
  );
}

/** Work that goes on beside requests. Every piece may run twice or late without harm. */
function background(services: Services, onError: (error: unknown) => void): () => void {
  const { db, clock, files, postman, record, witnessing } = services;
  const every = (milliseconds: number, work: () => Promise<unknown>) => {
    let busy = false;
    return setInterval(async () => {
      if (busy) return;
      busy = true;
      await work().catch(onError);
      busy = false;
    }, milliseconds);
  };
  const timers = [
    every(mailEveryMs, () => postman.deliver()),
    // Entries of a process that died between its commit and its batch.
    every(mailEveryMs, () => record.sequence()),
    every(upkeepEveryMs, () => record.checkClock()),
    every(witnessEveryMs, () => witnessing.ask()),
    // Another process may have entered a calendar.
    every(upkeepEveryMs, () => services.law.load()),
    ...services.parts.flatMap(({ upkeep }) => (upkeep ? [every(upkeepEveryMs, () => upkeep(services))] : [])),
    // Approved reorganisations on their day; asked for often, so that midnight is not missed by long.
    every(upkeepEveryMs, () => carryOutDue(services)),
    every(sweepEveryMs, async () => {
      const now = clock();
      await sweepSessions(db, now);
      await sweepVisits(db, now);
      await sweepIdempotency(db, now);
      await sweepMail(db, now);
      await forgetChanges(db, now);
      await files.sweep(now);
      for (const id of await files.halfSealed(now)) {
        const { sealed } = await db.one<{ sealed: boolean }>(sql`select floor_file_sealed(${id}) as sealed`);
        await (sealed ? files.forgetOpen(id) : files.dropSealed(id));
      }
    }),
  ];
  // What came due while the program was down.
  for (const { upkeep } of services.parts) void upkeep?.(services).catch(onError);
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
