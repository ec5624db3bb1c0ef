import type { Command } from 'commander';
import {
  Archive,
  backupProblems,
  type DatabaseServer,
  databaseOf,
  dropDatabase,
  type FileTarget,
  formerName,
  type Restored,
  replaceDatabase,
  requireGuarded,
  restoreArchive,
} from '#platform/backup';
import { readSettings } from '#platform/config';
import { IncomingFiles, incomingDirectory, openBlobStore } from '#platform/storage';
import { recordForPlatform } from '../terminal/record-archive.js';
import { backupTexts, rowsIn } from './backup/backup-texts.js';
import { schema, withServer } from './backup/database-server.js';
import { postgresUrl } from './options.js';
import type { CliSession } from './session.js';

interface RestoreOptions {
  into?: string;
  replace?: boolean;
  adminUrl?: string;
}

/** `palier restore`. */
export function registerRestoreCommands(program: Command, open: () => Promise<CliSession>): void {
  program
    .command('restore')
    .description('Restore a backup into an empty database; with --replace, in place of one that holds data.')
    .argument('[file]', 'an archive that "palier backup" wrote')
    .option('--into <url>', 'an empty database, as its owner; by default that of the settings', postgresUrl)
    .option('--replace', 'restore into a new database, then exchange the two and retain the former')
    .option('--forget', 'drop the former database that --replace retained')
    .option('--admin-url <url>', 'a role that may create and rename databases, for your own PostgreSQL', postgresUrl)
    .action(async (file: string | undefined, options: RestoreOptions & { forget?: boolean }, command: Command) => {
      if (options.forget) await forget(options);
      else if (!file) command.error("error: missing required argument 'file'");
      if (file) await restore(open, file, options);
    });
}

async function forget({ adminUrl }: RestoreOptions): Promise<void> {
  await withServer(adminUrl, async (server) => {
    const former = formerName(databaseOf(server.ownerUrl));
    await dropDatabase(server.adminUrl, former);
    process.stdout.write(`${backupTexts.forgotten(former)}\n`);
  });
}

async function restore(open: () => Promise<CliSession>, file: string, options: RestoreOptions): Promise<void> {
  const archive = await Archive.open(file);
  try {
    const { kind } = archive.manifest;
    if (kind !== 'deployment')
      throw backupProblems.archive_of_other_kind({ file, kind, command: 'palier tenant import' });
    const done = await withFiles(async (files) => {
      if (!options.into) {
        await withServer(options.adminUrl, (server) => (options.replace ? replace : fill)(server, archive, files));
        return false;
      }
      report(options.into, await restoreArchive(archive, options.into, schema, files), archive, files);
      process.stdout.write(`${backupTexts.unproven()}\n`);
      return true;
    });
    if (done) return;
  } finally {
    archive.close();
  }
  const { app } = await open();
  await recordForPlatform(app, 'platform.backup.restored', archive.manifest);
}

async function fill(
  { ownerUrl, appUrl }: Pick<DatabaseServer, 'ownerUrl' | 'appUrl'>,
  archive: Archive,
  files: FileTarget,
): Promise<void> {
  const restored = await restoreArchive(archive, ownerUrl, schema, files);
  await requireGuarded(appUrl);
  report(ownerUrl, restored, archive, files);
}

async function replace(server: DatabaseServer, archive: Archive, files: FileTarget): Promise<void> {
  let restored: Restored = { tables: [] };
  const former = await replaceDatabase(server, async ({ ownerUrl, appUrl }) => {
    restored = await restoreArchive(archive, ownerUrl, schema, files);
    await requireGuarded(appUrl);
  });
  report(server.ownerUrl, restored, archive, files);
  process.stdout.write(`${backupTexts.kept(former)}\n`);
}

function report(
  ownerUrl: string,
  { tables: loaded, files }: Restored,
  { manifest }: Archive,
  { store }: FileTarget,
): void {
  process.stdout.write(`${backupTexts.restored(databaseOf(ownerUrl), rowsIn(loaded), loaded.length)}\n`);
  if (files && files.kept + files.missing > 0) {
    process.stdout.write(`${backupTexts.restoredFiles(store.place, files)}\n`);
  }
  const names = new Set(loaded.map(({ name }) => name));
  const leftOut = manifest.tables.filter(({ name, rows }) => rows > 0 && !names.has(name));
  if (leftOut.length > 0) process.stdout.write(`${backupTexts.leftOut(rowsIn(leftOut))}\n`);
}

/** Runs `work` with the storage of the settings, for commands that run before there is a database to start on. */
async function withFiles<T>(work: (files: FileTarget) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const store = await openBlobStore(settings);
  try {
    return await work({ store, incoming: new IncomingFiles(incomingDirectory(settings)) });
  } finally {
    await store.close();
  }
}
