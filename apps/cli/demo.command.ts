import { type Command, InvalidArgumentError } from 'commander';
import { publicUrlOf } from '#platform/config';
import { demonstratedProducts, makeDemonstrations } from '../demo/make-demonstrations.js';
import { removeDemonstrations } from '../demo/remove-demonstrations.js';
import { asJson, columns, type Output } from './output.js';
import type { CliSession } from './session.js';

interface Given extends Output {
  remove?: true;
}

/** `palier demo`: makes and removes demonstrations of the products. */
export function registerDemoCommand(program: Command, open: () => Promise<CliSession>): void {
  const products = demonstratedProducts();
  program
    .command('demo')
    .description(
      'Make a demonstration tenant of each product, with content, and print how to sign in. Again, it completes what is missing and makes new passwords.',
    )
    .argument('[products...]', `${products.join(', ')}; all by default`, product)
    .option(
      '--remove',
      'purge the demonstrations instead, the two stores of the first start among them, at once and for good; other tenants are never touched',
    )
    .option('--json', 'as JSON')
    .action(async (chosen: string[], { remove, json }: Given) => {
      const { app, settings } = await open();
      const of = chosen.length > 0 ? chosen : products;
      if (!remove) {
        const made = await makeDemonstrations(app, of);
        const rows = made.map(({ product, slug, email, password }) => [product, slug, email, password]);
        const url = `${publicUrlOf(settings)}/v1/auth/<tenant>/login`;
        const table = columns([['PRODUCT', 'TENANT', 'ADDRESS', 'PASSWORD'], ...rows]);
        process.stdout.write(json ? asJson(made) : `${table}\nSign in: POST ${url}. Each password is shown once.\n`);
        return;
      }
      const removed = await removeDemonstrations(app, of);
      process.stdout.write(json ? asJson(removed) : removedText(removed));
    });
}

function product(given: string, before: string[] = []): string[] {
  const known = demonstratedProducts();
  if (!known.includes(given)) throw new InvalidArgumentError(`It must be one of ${known.join(', ')}.`);
  return [...before, given];
}

function removedText(slugs: readonly string[]): string {
  if (slugs.length === 0) return 'There is no demonstration.\n';
  const lines = slugs.map((slug) => `The purge of ${slug} begins; its receipt: palier tenant receipt ${slug}\n`);
  return lines.join('');
}
