import { type Command, Option } from 'commander';
import { type Purge, Purges, Tenants } from '#tenants';
import { wholeNumber } from './options.js';
import { asJson, type Output } from './output.js';
import { purgeReceiptText } from './receipt-texts.js';
import type { CliSession } from './session.js';
import { printOne } from './tenant-table.js';

/** `palier tenant delete`, `undelete`, `purge` and `receipt`. */
export function registerTenantLifecycleCommands(tenant: Command, open: () => Promise<CliSession>): void {
  const tenants = async () => (await open()).app.get(Tenants);
  const purges = async () => (await open()).app.get(Purges);
  const json = new Option('--json', 'print JSON');
  tenant
    .command('delete <slug>')
    .description('Delete a tenant: every route answers 404, and after the grace period it is purged.')
    .option('--grace <days>', 'how long it can be undeleted, 0 to 90 days', wholeNumber(0, 90), 30)
    .addOption(json)
    .action(async (slug: string, given: { grace: number } & Output) =>
      printOne(await (await tenants()).delete(slug, undefined, given.grace), given),
    );
  tenant
    .command('undelete <slug>')
    .description('Restore a deleted tenant; possible until its purge begins.')
    .addOption(json)
    .action(async (slug: string, given: Output) => printOne(await (await tenants()).undelete(slug), given));
  tenant
    .command('purge <slug>')
    .description('Purge a deleted tenant now, for good. A worker does it: "palier tenant receipt" shows the progress.')
    .addOption(json)
    .action(async (slug: string, { json }: Output) => {
      const operation = await (await purges()).begin(slug);
      process.stdout.write(json ? asJson(operation) : `The purge begins: operation ${operation.id}.\n`);
    });
  tenant
    .command('receipt <slug>')
    .description('Show the receipt of a purged tenant, or the progress of its purge.')
    .addOption(json)
    .action(async (slug: string, { json }: Output) => {
      const purge = await (await purges()).of(slug);
      process.stdout.write(
        json ? asJson(purge) : purge.receipt ? purgeReceiptText(purge.receipt) : progressText(purge),
      );
    });
}

function progressText({ counts }: Purge): string {
  const rows = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return `The purge is running: ${rows} rows deleted.\n`;
}
