import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Catalog } from '#catalog';
import { Tenants } from '#tenants';
import { importReport, showProgress } from './import-output.js';
import { asJson } from './output.js';
import type { CliSession } from './session.js';

/** `palier catalog import`: fills a tenant's store with the packages of an installed tree. */
export function registerCatalogCommands(program: Command, open: () => Promise<CliSession>): void {
  const catalog = program.command('catalog').description("The stores' apps.");
  catalog
    .command('import')
    .description('Create or update an app for each package of a node_modules directory; may be repeated.')
    .argument('<dir>', 'a node_modules directory')
    .requiredOption('--tenant <slug>', 'the tenant whose store it is')
    .option('--json', 'the result as JSON')
    .action(async (dir: string, { tenant: slug, json }: { tenant: string; json?: boolean }) => {
      const { app } = await open();
      const tenant = await app.get(Tenants).bySlug(slug);
      const progress = showProgress(process.stderr);
      const result = await app
        .get(Catalog)
        .importPackages(tenant.id, resolve(dir), { onProgress: progress.step })
        .finally(progress.end);
      process.stdout.write(json ? asJson(result) : importReport(slug, result));
    });
}
