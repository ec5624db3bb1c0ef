import { type Command, Option } from 'commander';
import { type Product, products, type TenantQuery, Tenants, tenantStates } from '#tenants';
import { registerTenantInvite } from './invite.command.js';
import { wholeNumber } from './options.js';
import { type Output } from './output.js';
import type { CliSession } from './session.js';
import { registerTenantLifecycleCommands } from './tenant-lifecycle.command.js';
import { networkOption, registerTenantNetworksCommand } from './tenant-networks.command.js';
import { printAll, printOne } from './tenant-table.js';
import { registerTenantUsageCommands } from './tenant-usage.command.js';

interface NewTenant {
  readonly name: string;
  readonly product: string;
  readonly plan: string;
  readonly locale?: string;
  readonly network?: string[];
}

/** `palier tenant …`: what the operators' routes for tenants do, from the terminal. */
export function registerTenantCommands(program: Command, open: () => Promise<CliSession>): void {
  const tenants = async () => (await open()).app.get(Tenants);
  const tenant = program.command('tenant').description('Create, find, suspend, delete and measure tenants.');
  const json = new Option('--json', 'print JSON');
  tenant
    .command('create')
    .description('Create a tenant.')
    .argument('<slug>', 'its name in URLs, which cannot be changed: lower-case letters, digits and hyphens')
    .requiredOption('--name <name>', 'its name for people')
    .requiredOption('--product <product>', 'what it is, one of the products below')
    .option('--plan <plan>', 'free, starter, pro or enterprise', 'free')
    .option(
      '--locale <locale>',
      "en or fr: the language of its mails and of users who chose none; the product's by default",
    )
    .addOption(networkOption)
    .addOption(json)
    .addHelpText('after', `\nProducts:\n${products.map(productLine).join('\n')}`)
    .action(async (slug: string, given: NewTenant & Output) => {
      const { name, product, plan, locale, network: networks } = given;
      printOne(await (await tenants()).create({ slug, name, product, plan, locale, networks }), given);
    });
  tenant
    .command('list')
    .description('List tenants by name.')
    .option('--search <text>', 'part of a name or slug')
    .option('--product <product>', 'only of this product')
    .option('--plan <plan>', 'only on this plan')
    .addOption(new Option('--state <state>', 'only in this state').choices(tenantStates))
    .addOption(new Option('--sort <key>', 'the order').choices(['name', '-name', 'createdAt', '-createdAt']))
    .option('--limit <n>', 'how many, 1 to 100', wholeNumber(1, 100), 20)
    .option('--cursor <cursor>', 'the cursor of the next page')
    .addOption(json)
    .action(async (given: TenantQuery & Output) => {
      const { json: _, ...query } = given;
      const found = await (await tenants()).list(query);
      printAll(found.data, given);
      if (found.page.next) process.stderr.write(`… --cursor ${found.page.next}\n`);
    });
  tenant
    .command('show <slug>')
    .description('Show one tenant.')
    .addOption(json)
    .action(async (slug: string, given: Output) => printOne(await (await tenants()).bySlug(slug), given));
  tenant
    .command('suspend <slug>')
    .description('Suspend a tenant: every route answers 403, within a second on every server.')
    .option('--reason <text>', 'why, for the other operators')
    .addOption(json)
    .action(async (slug: string, given: { reason?: string } & Output) =>
      printOne(await (await tenants()).suspend(slug, given.reason), given),
    );
  tenant
    .command('resume <slug>')
    .description('Resume a suspended tenant.')
    .addOption(json)
    .action(async (slug: string, given: Output) => printOne(await (await tenants()).resume(slug), given));
  registerTenantLifecycleCommands(tenant, open);
  registerTenantNetworksCommand(tenant, open);
  registerTenantUsageCommands(tenant, open);
  registerTenantInvite(tenant, open);
}

/** As in `  wistant     An app store: … Routes: catalog.` */
function productLine({ id, about, contexts }: Product): string {
  return `  ${id.padEnd(11)} ${about.en}${contexts.length > 0 ? ` Routes: ${contexts.join(', ')}.` : ''}`;
}
