import { Command } from 'commander';
import { addCommands } from './cli/commands.ts';

const program = new Command('gandan')
  .description('Gần Dân: a local government keeps its word to its citizens')
  .showHelpAfterError()
  .option('--config <file>', 'JSON file with settings (see README)');

addCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`gandan: ${(error as Error).message}\n`);
  // 2: the settings are wrong; 1: anything else that went wrong.
  process.exit((error as Error).name === 'ConfigError' ? 2 : 1);
}
