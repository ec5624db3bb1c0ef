import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Locale } from '#platform/problems';
import { type TenantDetails, type TenantQuery, Tenants } from '#tenants';
import { terminalLocale } from '../terminal/terminal-locale.js';
import { columns } from './columns.js';
import type { CliSession } from './session.js';

interface Output {
  json?: boolean;
}

/** `palier tenant …`: the operators' routes to the tenants, from the terminal. */
export function registerTenantCommands(program: Command, open: () => Promise<CliSession>): void {
  const tenants = async () => (await open()).app.get(Tenants);
  const tenant = program.command('tenant').description('Create, find, suspend and resume tenants.');
  const json = new Option('--json', 'print JSON');
  tenant
    .command('create')
    .description('Create a tenant.')
    .argument('<slug>', 'its name in URLs, for ever: lower-case letters, digits and hyphens')
    .requiredOption('--name <name>', 'its name for people')
    .requiredOption('--product <product>', 'wistant, veille, journeys, etude-line or velo')
    .option('--plan <plan>', 'free, starter, pro or enterprise', 'free')
    .addOption(json)
    .action(async (slug: string, given: { name: string; product: string; plan: string } & Output) => {
      const { name, product, plan } = given;
      printOne(await (await tenants()).create({ slug, name, product, plan }), given);
    });
  tenant
    .command('list')
    .description('List tenants by name.')
    .option('--search <text>', 'part of a name or slug')
    .option('--product <product>', 'of this product alone')
    .option('--plan <plan>', 'on this plan alone')
    .addOption(new Option('--state <state>', 'in this state alone').choices(['active', 'suspended']))
    .addOption(new Option('--sort <key>', 'the order').choices(['name', '-name', 'createdAt', '-createdAt']))
    .option('--limit <n>', 'how many, 1 to 100', limit, 20)
    .option('--cursor <cursor>', 'where to go on')
    .addOption(json)
    .action(async (given: TenantQuery & Output) => {
      const { json: _, ...query } = given;
      const found = await (await tenants()).list(query);
      printAll(found.tenants, given);
      if (found.page.next) process.stderr.write(`… --cursor ${found.page.next}\n`);
    });
  tenant
    .command('show')
    .description('Show one tenant.')
    .argument('<slug>')
    .addOption(json)
    .action(async (slug: string, given: Output) => printOne(await (await tenants()).bySlug(slug), given));
  tenant
    .command('suspend')
    .description('Make every route of a tenant answer 403, within a second on every server.')
    .argument('<slug>')
    .option('--reason <text>', 'why, for the other operators')
    .addOption(json)
    .action(async (slug: string, given: { reason?: string } & Output) =>
      printOne(await (await tenants()).suspend(slug, given.reason), given),
    );
  tenant
    .command('resume')
    .description('Serve a suspended tenant again.')
    .argument('<slug>')
    .addOption(json)
    .action(async (slug: string, given: Output) => printOne(await (await tenants()).resume(slug), given));
}

const headings: Record<Locale, readonly string[]> = {
  en: ['SLUG', 'PRODUCT', 'PLAN', 'STATE', 'CREATED', 'NAME'],
  fr: ['IDENTIFIANT', 'PRODUIT', 'FORMULE', 'ÉTAT', 'CRÉATION', 'NOM'],
};
const states: Record<Locale, Record<TenantDetails['state'], string>> = {
  en: { active: 'active', suspended: 'suspended' },
  fr: { active: 'actif', suspended: 'suspendu' },
};

function printOne(tenant: TenantDetails, { json }: Output): void {
  process.stdout.write(json ? asJson(tenant) : table([tenant], terminalLocale(process.env)));
}

function printAll(tenants: readonly TenantDetails[], { json }: Output): void {
  process.stdout.write(json ? asJson(tenants) : table(tenants, terminalLocale(process.env)));
}

const asJson = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

function table(tenants: readonly TenantDetails[], locale: Locale): string {
  const rows = tenants.map(({ slug, product, plan, state, suspensionReason, createdAt, name }) => [
    slug,
    product,
    plan,
    states[locale][state] + (suspensionReason ? ` (${suspensionReason.replace(/[\s\p{Cc}]+/gu, ' ')})` : ''),
    createdAt.toISOString().slice(0, 10),
    name,
  ]);
  return columns([headings[locale], ...rows]);
}

function limit(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 100) throw new InvalidArgumentError('It is a whole number from 1 to 100.');
  return number;
}
