import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  Archive,
  backupDirectory,
  backupName,
  backupProblems,
  takeBackup,
  verifyArchive,
  type WantedKeys,
  withKeysFile,
} from '#platform/backup';
import { readSettings, Settings } from '#platform/config';
import { BlobStore } from '#platform/storage';
import { masterKeyToCopy } from '../terminal/master-key-copy.js';
import { recordForPlatform } from '../terminal/record-archive.js';
import { backupTexts, rowsIn } from './backup/backup-texts.js';
import { schema, withServer } from './backup/database-server.js';
import { keysOption, reportKeys, withoutKeysOption } from './backup/keys-options.js';
import { reportSealed, sampleHere, withoutMasterKeyOption } from './backup/master-key-options.js';
import { postgresUrl } from './options.js';
import { asJson, printLine } from './output.js';
import type { CliSession } from './session.js';

/** `palier backup` and `palier verify`. */
export function registerBackupCommands(program: Command, open: () => Promise<CliSession>): void {
  program
    .command('backup')
    .description('Write every row, as of one moment, and the files into an archive, while the deployment serves.')
    .argument('[file]', 'the archive to write; by default a file in BACKUP_DIR with the time in its name')
    .option('--json', 'the two files and the manifest, as JSON')
    .action((file: string | undefined, { json }: { json?: boolean }) => backup(open, file, json ?? false));
  program
    .command('verify <file>')
    .description(
      'Check an archive and its files: restore it into a new database, compare every table, and drop the database.',
    )
    .option('--admin-url <url>', 'a role that may create databases, for your own PostgreSQL', postgresUrl)
    .option(...keysOption)
    .option(...withoutKeysOption)
    .option(...withoutMasterKeyOption)
    .action(verify);
}

async function backup(open: () => Promise<CliSession>, file: string | undefined, json: boolean): Promise<void> {
  const { app, settings } = await open();
  if (!settings.databaseOwnerUrl) throw backupProblems.owner_url_missing();
  const path = file ? resolve(file) : await scheduledPlace(app.get(Settings));
  const manifest = await takeBackup(settings.databaseOwnerUrl, path, app.get(BlobStore));
  const { tables } = manifest;
  await recordForPlatform(app, 'platform.backup.taken', manifest);
  const written = backupTexts.written(path, rowsIn(tables), tables.length);
  const besides = [backupTexts.keysBeside(path), await masterKeyToCopy(settings.databaseOwnerUrl, settings)].join(' ');
  const text = `${written} ${backupTexts.files(manifest)} ${besides.trimEnd()}`;
  process.stdout.write(json ? asJson({ file: path, keys: `${path}.keys`, ...manifest }) : `${text}\n`);
}

async function scheduledPlace(settings: Settings): Promise<string> {
  const directory = backupDirectory(settings);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return join(directory, backupName(new Date()));
}

interface VerifyOptions extends WantedKeys {
  adminUrl?: string;
  withoutMasterKey?: boolean;
}

async function verify(file: string, { adminUrl, withoutMasterKey, ...wanted }: VerifyOptions): Promise<void> {
  using archive = await Archive.open(file);
  if (archive.manifest.kind === 'keys') {
    await archive.check();
    const { tables } = archive.manifest;
    const [keys, erasures] = [
      tables.filter((each) => each.keys.length > 0),
      tables.filter((each) => !each.keys.length),
    ];
    printLine(backupTexts.wholeKeys(file, rowsIn(keys), rowsIn(erasures)));
    return;
  }
  const tables = await withKeysFile(archive, wanted, async (keys) => {
    const look = async (ownerUrl: string) =>
      reportSealed(await sampleHere(ownerUrl, readSettings(process.env)), withoutMasterKey);
    const verified = await withServer(adminUrl, (server) => verifyArchive(archive, server, schema, keys, look));
    reportKeys(keys, verified);
    return verified;
  });
  printLine(`${backupTexts.verified(file, rowsIn(tables), tables.length)} ${backupTexts.files(archive.manifest)}`);
}
