import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Archive, backupProblems, exportTenant, importTenant } from '#platform/backup';
import { checkImportedTenant, checkTenant, Tenants } from '#tenants';
import { recordForTenant } from '../terminal/record-archive.js';
import { backupWords, rowsIn } from './backup/backup-words.js';
import type { CliSession } from './session.js';

/** `palier tenant export` and `palier tenant import`, among the other commands of `palier tenant`. */
export function registerTenantArchiveCommands(program: Command, open: () => Promise<CliSession>): void {
  const tenant = program.commands.find((command) => command.name() === 'tenant') ?? program.command('tenant');
  tenant
    .command('export')
    .description('Write all that a tenant has, as it is at one moment, into an archive.')
    .argument('<slug>')
    .argument('<file>')
    .action((slug: string, file: string) => takeOut(open, slug, resolve(file)));
  tenant
    .command('import')
    .description('Take the archive of a tenant into this deployment.')
    .argument('<file>')
    .option(
      '--slug <slug>',
      'take it in beside the living one, under this slug and an id of its own, without keys, invitations and known devices',
    )
    .action((file: string, { slug }: { slug?: string }) => takeIn(open, file, slug));
}

async function takeOut(open: () => Promise<CliSession>, slug: string, file: string): Promise<void> {
  const { app, settings } = await open();
  if (!settings.databaseOwnerUrl) throw backupProblems.owner_url_missing();
  const { id } = await app.get(Tenants).bySlug(slug);
  const manifest = await exportTenant(settings.databaseOwnerUrl, { id, slug }, file);
  await recordForTenant(app, 'tenants.tenant.exported', id, manifest);
  process.stdout.write(`${backupWords.exported(slug, file, rowsIn(manifest.tables))}\n`);
}

async function takeIn(open: () => Promise<CliSession>, file: string, slug: string | undefined): Promise<void> {
  checkTenant({ slug });
  const { app, settings } = await open();
  if (!settings.databaseOwnerUrl) throw backupProblems.owner_url_missing();
  const archive = await Archive.open(file);
  try {
    const taken = await importTenant(settings.databaseOwnerUrl, archive, checkImportedTenant, slug);
    await recordForTenant(app, 'tenants.tenant.imported', taken.id, archive.manifest);
    process.stdout.write(`${backupWords.imported(taken.slug, taken.id, rowsIn([taken]))}\n`);
  } finally {
    archive.close();
  }
}
