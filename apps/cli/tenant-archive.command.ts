import { resolve } from 'node:path';
import type { Command } from 'commander';
import { provenAddress } from '#auth';
import { importedPosts } from '#feeds';
import {
  Archive,
  backupProblems,
  exportTenant,
  importTenant,
  tenantOf,
  type WantedKeys,
  withKeysFile,
} from '#platform/backup';
import { ErasureLedger } from '#platform/erasure-ledger';
import { BlobStore, IncomingFiles } from '#platform/storage';
import { checkImportedTenant, checkTenant, recountCapacity, Tenants } from '#tenants';
import { recordForTenant } from '../terminal/record-archive.js';
import { backupTexts, rowsIn } from './backup/backup-texts.js';
import { keysOption, reportKeys, withoutKeysOption } from './backup/keys-options.js';
import type { CliSession } from './session.js';

/** `palier tenant export` and `palier tenant import`, among the other commands of `palier tenant`. */
export function registerTenantArchiveCommands(program: Command, open: () => Promise<CliSession>): void {
  const tenant = program.commands.find((command) => command.name() === 'tenant') ?? program.command('tenant');
  tenant
    .command('export <slug> <file>')
    .description('Write all data of a tenant, as of one moment, and its files into an archive.')
    .action((slug: string, file: string) => exportToFile(open, slug, resolve(file)));
  tenant
    .command('import <file>')
    .description('Import the archive of a tenant into this deployment.')
    .option(
      '--slug <slug>',
      'import it as a copy beside the original, under this slug and a new id, without keys, invitations and known devices',
    )
    .option(
      '--files-of <slug>',
      'with --slug: let the copy have the files that the archive only lists from the storage of this tenant, its original',
    )
    .option(...keysOption)
    .option(...withoutKeysOption)
    .action((file: string, options: ImportOptions) => importFromFile(open, file, options));
}

async function exportToFile(open: () => Promise<CliSession>, slug: string, file: string): Promise<void> {
  const { app, settings } = await open();
  if (!settings.databaseOwnerUrl) throw backupProblems.owner_url_missing();
  const { id } = await app.get(Tenants).bySlug(slug);
  const manifest = await exportTenant(settings.databaseOwnerUrl, { id, slug }, file, app.get(BlobStore));
  await recordForTenant(app, 'tenants.tenant.exported', id, manifest);
  const text = `${backupTexts.exported(slug, file, rowsIn(manifest.tables))} ${backupTexts.files(manifest)}`;
  process.stdout.write(`${text} ${backupTexts.keysBeside(file)}\n`);
}

interface ImportOptions extends WantedKeys {
  readonly slug?: string;
  readonly filesOf?: string;
}

async function importFromFile(
  open: () => Promise<CliSession>,
  file: string,
  { slug, filesOf, ...wanted }: ImportOptions,
): Promise<void> {
  checkTenant({ slug });
  const { app, settings } = await open();
  if (!settings.databaseOwnerUrl) throw backupProblems.owner_url_missing();
  using archive = await Archive.open(file);
  tenantOf(archive);
  const target = { store: app.get(BlobStore), incoming: app.get(IncomingFiles) };
  const { databaseOwnerUrl: url } = settings;
  const imported = await withKeysFile(archive, wanted, async (keys) => {
    const done = await importTenant(url, archive, target, checkImportedTenant, {
      provenAddress,
      recount: recountCapacity,
      cleaners: importedPosts,
      slug,
      filesOf,
      keys,
    });
    reportKeys(keys, [done]);
    return done;
  });
  await recordForTenant(app, 'tenants.tenant.imported', imported.id, archive.manifest);
  const text = backupTexts.imported(imported.slug, imported.id, rowsIn([imported]));
  process.stdout.write(`${text} ${backupTexts.restoredFiles(target.store.place, imported.files)}\n`);
  if (imported.erased > 0) {
    process.stdout.write(`${backupTexts.erasedAgain(imported.erased)}\n`);
    await app.get(ErasureLedger).keep();
  }
}
