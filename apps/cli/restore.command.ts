import type { Command } from 'commander';
import {
  Archive,
  type DatabaseServer,
  databaseOf,
  dropDatabase,
  type FileTarget,
  formerName,
  inDatabase,
  keepDeployment,
  type Restored,
  replaceDatabase,
  requireDeployment,
  requireGuarded,
  restoreArchive,
  storeBegunErasures,
  type WantedKeys,
  withKeysFile,
} from '#platform/backup';
import { readSettings } from '#platform/config';
import { MasterKey } from '#platform/keys';
import { IncomingFiles, incomingDirectory, openBlobStore } from '#platform/storage';
import { recordForPlatform } from '../terminal/record-archive.js';
import { backupTexts, leftOut, rowsIn } from './backup/backup-texts.js';
import { schema, withServer } from './backup/database-server.js';
import { keysOption, reportKeys, withoutKeysOption } from './backup/keys-options.js';
import { reportSealed, sampleHere, withoutMasterKeyOption } from './backup/master-key-options.js';
import { postgresUrl } from './options.js';
import { replayErasures } from './replay-erasures.js';
import type { CliSession } from './session.js';

interface RestoreOptions extends WantedKeys {
  into?: string;
  replace?: boolean;
  adminUrl?: string;
  withoutMasterKey?: boolean;
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
    .option(...keysOption)
    .option(...withoutKeysOption)
    .option(...withoutMasterKeyOption)
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
  using archive = await Archive.open(file);
  requireDeployment(archive);
  const settings = readSettings(process.env);
  await using store = await openBlobStore(settings);
  const files = { store, incoming: new IncomingFiles(incomingDirectory(settings)) };
  const proven = await withKeysFile(archive, options, (keys) => restoreFrom({ archive, keys, files }, options));
  if (!proven) return;
  const { app } = await open();
  if (options.withoutMasterKey) startAnew(app.get(MasterKey));
  await recordForPlatform(app, 'platform.backup.restored', archive.manifest);
  const erased = await replayErasures(app);
  if (erased > 0) process.stdout.write(`${backupTexts.replayed(erased)}\n`);
}

/** Makes the key file where it is missing, since the next start would not: what another key sealed is given up. */
function startAnew(master: MasterKey): void {
  if (master.file) master.file.mayBeMade = true;
  master.ids();
}

/** Milliseconds in which a transaction that an archive lacks may have begun before its snapshot. */
const SNAPSHOT_MS = 300_000;

/** What is restored. */
interface Source {
  readonly archive: Archive;
  readonly keys: Archive | undefined;
  readonly files: FileTarget;
}

/** @returns whether the isolation of tenants was proven, and an audit line may be written */
async function restoreFrom(source: Source, options: RestoreOptions): Promise<boolean> {
  const { into, replace, adminUrl, withoutMasterKey } = options;
  const look = async (ownerUrl: string) =>
    reportSealed(await sampleHere(ownerUrl, readSettings(process.env)), withoutMasterKey);
  if (!into) {
    await withServer(
      adminUrl,
      async (server) => {
        await (replace ? replaceWith(server, source) : fill(server, source));
        await look(server.ownerUrl);
      },
      'make',
    );
    return true;
  }
  report(into, await restored(source, into), source);
  await look(into);
  process.stdout.write(`${backupTexts.unproven()}\n`);
  return false;
}

function restored({ archive, keys, files }: Source, ownerUrl: string): Promise<Restored> {
  return restoreArchive(archive, ownerUrl, schema, files, keys);
}

async function fill({ ownerUrl, appUrl }: DatabaseServer, source: Source): Promise<void> {
  const done = await restored(source, ownerUrl);
  await requireGuarded(appUrl);
  report(ownerUrl, done, source);
}

async function replaceWith(server: DatabaseServer, source: Source): Promise<void> {
  let done: Restored = { tables: [] };
  const former = await replaceDatabase(server, async ({ ownerUrl, appUrl }) => {
    // What began is known then even where this process ends before it has looked into the former database.
    await storeBegunErasures(server.ownerUrl, source.files);
    done = await restored(source, ownerUrl);
    await requireGuarded(appUrl);
    if (!source.archive.manifest.deployment) await keepDeployment(server.ownerUrl, ownerUrl);
  });
  // What is due not before the exchange: that may fail, and the storage would then have an erasure that the present database lacks. From now
  // on nobody asks for one in the former database.
  const snapshot = Date.parse(source.archive.manifest.takenAt);
  await storeBegunErasures(inDatabase(server.ownerUrl, former), source.files, new Date(snapshot - SNAPSHOT_MS));
  report(server.ownerUrl, done, source);
  process.stdout.write(`${backupTexts.kept(former)}\n`);
}

function report(ownerUrl: string, { tables: loaded, files }: Restored, { archive, keys, files: target }: Source): void {
  process.stdout.write(`${backupTexts.restored(databaseOf(ownerUrl), rowsIn(loaded), loaded.length)}\n`);
  reportKeys(keys, loaded);
  if (!keys) process.stdout.write(`${backupTexts.unlisted()}\n`);
  if (files && files.kept + files.missing > 0) {
    process.stdout.write(`${backupTexts.restoredFiles(target.store.place, files)}\n`);
  }
  const out = leftOut(archive, loaded);
  if (out) process.stdout.write(`${out}\n`);
}
