import { type Command, Option } from 'commander';
import { type Purge, type PurgeReceipt, Purges, Tenants, verifyReceipt } from '#tenants';
import { wholeNumber } from './options.js';
import { asJson, columns, type Output } from './output.js';
import type { CliSession } from './session.js';
import { printOne } from './tenant-table.js';

/** `palier tenant delete`, `undelete`, `purge`, `receipt` and `verify-receipt`. */
export function registerTenantLifecycleCommands(tenant: Command, open: () => Promise<CliSession>): void {
  const tenants = async () => (await open()).app.get(Tenants);
  const purges = async () => (await open()).app.get(Purges);
  const json = new Option('--json', 'print JSON');
  tenant
    .command('delete')
    .description('Delete a tenant: every route answers 404, and after the grace period it is purged.')
    .argument('<slug>')
    .option('--grace <days>', 'how long it can be undeleted, 0 to 90 days', wholeNumber(0, 90), 30)
    .addOption(json)
    .action(async (slug: string, given: { grace: number } & Output) =>
      printOne(await (await tenants()).delete(slug, undefined, given.grace), given),
    );
  tenant
    .command('undelete')
    .description('Restore a deleted tenant; possible until its purge begins.')
    .argument('<slug>')
    .addOption(json)
    .action(async (slug: string, given: Output) => printOne(await (await tenants()).undelete(slug), given));
  tenant
    .command('purge')
    .description('Purge a deleted tenant now, for good. A worker does it: "palier tenant receipt" shows the progress.')
    .argument('<slug>')
    .addOption(json)
    .action(async (slug: string, { json }: Output) => {
      const operation = await (await purges()).begin(slug);
      process.stdout.write(json ? asJson(operation) : `The purge begins: operation ${operation.id}.\n`);
    });
  tenant
    .command('receipt')
    .description('Show the receipt of a purged tenant, or the progress of its purge.')
    .argument('<slug>')
    .addOption(json)
    .action(async (slug: string, { json }: Output) => {
      const purge = await (await purges()).of(slug);
      process.stdout.write(json ? asJson(purge) : purge.receipt ? receiptText(purge.receipt) : progressText(purge));
    });
  tenant
    .command('verify-receipt')
    .description('Check the signature of a receipt that "palier tenant receipt --json" printed. Works offline.')
    .argument('<file>', 'the receipt')
    .requiredOption('--keys <file>', 'the public keys of the deployment, from /.well-known/signature-keys.json')
    .action(async (file: string, { keys }: { keys: string }) => {
      const receipt = await verifyReceipt(file, keys);
      if (typeof receipt === 'string') process.exitCode = 1;
      process.stdout.write(
        typeof receipt === 'string' ? `${receipt}\n` : `The signature is valid.\n${receiptText(receipt)}`,
      );
    });
}

function progressText({ counts }: Purge): string {
  const rows = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return `The purge is running: ${rows} rows deleted.\n`;
}

function receiptText(receipt: PurgeReceipt): string {
  const { slug, tenantId, beganAt, endedAt, askedBy, counts, kept, sha256, keyId } = receipt;
  const tables = [...new Set([...Object.keys(counts), ...Object.keys(kept)])].sort();
  const rows = tables.map((table) => [table, String(counts[table] ?? 0), String(kept[table] ?? 0)]);
  const signed = keyId ? `Signed by the key ${keyId}` : 'Not signed: it was made before receipts were signed.';
  const head = `${slug} (${tenantId}) was purged from ${beganAt.toISOString()} to ${endedAt.toISOString()}, requested by ${askedBy}.\nSHA-256 ${sha256}\n${signed}\n`;
  return `${head}\n${columns([['TABLE', 'DELETED', 'RETAINED'], ...rows])}`;
}
