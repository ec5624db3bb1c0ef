import type { Command } from 'commander';
import type { ErasureReceiptDto } from '#platform/data-lifecycle';
import { verifyReceipt } from '#platform/signatures';
import type { PurgeReceipt } from '#tenants';
import { erasureReceiptText, purgeReceiptText } from './receipt-texts.js';

/** `palier receipt verify`: whether a deployment signed the receipt of a purge or an erasure. */
export function registerReceiptCommands(program: Command): void {
  program
    .command('receipt')
    .description('Check receipts of purges and erasures.')
    .command('verify')
    .description(
      'Check the signature of a receipt that "palier tenant receipt --json" or "palier person erasure --json" printed, or that a person saved. Works offline.',
    )
    .argument('<file>', 'the receipt')
    .requiredOption('--keys <file>', 'the public keys of the deployment, from /.well-known/signature-keys.json')
    .action(async (file: string, { keys }: { keys: string }) => {
      const verified = await verifyReceipt(file, keys);
      if (typeof verified === 'string') {
        process.exitCode = 1;
        process.stdout.write(`${verified}\n`);
        return;
      }
      const { kind, receipt } = verified;
      // What the deployment signed has the form that it gave it.
      const text =
        kind === 'purge'
          ? purgeReceiptText(receipt as never as PurgeReceipt)
          : erasureReceiptText(receipt as never as ErasureReceiptDto);
      process.stdout.write(`The signature is valid.\n${text}`);
    });
}
