import type { Command } from 'commander';
import { BlobStore, StorageIdentity } from '#platform/storage';
import { type MigrateOptions, migrateMedia } from './media/migrate-media.js';
import { type VerifyOptions, verifyMedia } from './media/verify-media.js';
import type { CliSession } from './session.js';

/** `palier media verify`, `migrate` and `claim`. */
export function registerMediaCommands(program: Command, open: () => Promise<CliSession>): void {
  const media = program.command('media').description('The files of tenants.');
  media
    .command('verify')
    .description('Read every file and compare it with its row; exits with 1 when one is missing, damaged or orphaned.')
    .option('--tenant <slug>', 'only those of this tenant')
    .option(
      '--delete-orphans',
      'delete files that no row lists, older than a day; only in a storage of this deployment alone',
    )
    .option('--json', 'a JSON object for each finding, on a line of its own, and one with the counts')
    .action(async (options: VerifyOptions) => verifyMedia(await open(), options));
  media
    .command('migrate')
    .description('Copy all files to another storage while the deployment serves, and say how to switch.')
    .option('--to <url>', 'the new storage: file:///path or s3://…, as for STORAGE_URL')
    .option('--from <url>', 'after the switch: the former storage, to carry what arrived in between')
    .action(async (options: MigrateOptions, command: Command) => {
      if ((options.to === undefined) === (options.from === undefined)) command.error('error: give --to or --from');
      await migrateMedia(await open(), options);
    });
  media
    .command('claim')
    .description(
      'Take the storage for this deployment, although its files are lost or it belonged to another one that no longer runs.',
    )
    .option('--from <id>', 'the deployment to which the storage belonged')
    .action(async ({ from }: { from?: string }) => claimMedia(await open(), from));
}

/** Takes the storage of the settings for this deployment; deletes nothing. */
async function claimMedia({ app }: CliSession, from?: string): Promise<void> {
  await app.get(StorageIdentity).take(from);
  process.stdout.write(
    `${app.get(BlobStore).place} belongs to this deployment now. "palier media verify" lists the files that are missing.\n`,
  );
}
