import { type Command, InvalidArgumentError, Option } from 'commander';
import { currentMonth, type Metered, MeteringReport, monthFormat, Usage } from '#tenants';
import { asJson, columns, type Output } from './output.js';
import type { CliSession } from './session.js';
import { everyTenant } from './tenants.js';

/** `palier tenant usage` and `palier tenant metering`. */
export function registerTenantUsageCommands(tenant: Command, open: () => Promise<CliSession>): void {
  const json = new Option('--json', 'print JSON');
  tenant
    .command('usage <slug>')
    .description('Show the quotas of a tenant and how much of them is used.')
    .option('--check', 'count the rows, and exit with 1 where a counter differs')
    .addOption(json)
    .action(async (slug: string, { check, json }: { check?: boolean } & Output) => {
      const usage = (await open()).app.get(Usage);
      if (check) return printDrifts(await usage.check(slug), json);
      const quotas = await usage.of(slug);
      const rows = quotas.map(({ quota, used, limit }) => [quota, String(used ?? '–'), String(limit ?? '∞')]);
      process.stdout.write(json ? asJson(quotas) : columns([['QUOTA', 'USED', 'LIMIT'], ...rows]));
    });
  tenant
    .command('metering [slug]')
    .description('Show what a tenant used in a month, or all tenants where none is named.')
    .option('--month <month>', 'such as 2026-11 (UTC); by default this month', month)
    .option('--csv', 'print comma-separated values')
    .addOption(json)
    .action(async (slug: string | undefined, given: { month?: string; csv?: boolean } & Output) => {
      const { month: of = currentMonth() } = given;
      const { app } = await open();
      const report = app.get(MeteringReport);
      const slugs = slug ? [slug] : (await everyTenant(app)).map((tenant) => tenant.slug);
      const lines: MeteredLine[] = [];
      for (const each of slugs) for (const metered of await report.of(each, of)) lines.push({ slug: each, ...metered });
      process.stdout.write(given.json ? asJson(lines) : given.csv ? csvOf(of, lines) : tableOf(lines));
    });
}

type MeteredLine = Metered & { slug: string };

function printDrifts(drifts: Awaited<ReturnType<Usage['check']>>, json: boolean | undefined): void {
  if (drifts.length > 0) process.exitCode = 1;
  const rows = drifts.map(({ quota, used, counted }) => [quota, String(used), String(counted)]);
  const text =
    drifts.length > 0
      ? columns([['QUOTA', 'COUNTER', 'ROWS'], ...rows])
      : 'Every counter equals the number of its rows.\n';
  process.stdout.write(json ? asJson(drifts) : text);
}

function tableOf(lines: readonly MeteredLine[]): string {
  return columns([
    ['SLUG', 'MEASURE', 'VALUE'],
    ...lines.map(({ slug, measure, value }) => [slug, measure, String(value)]),
  ]);
}

/** Slugs and measures contain no character that CSV needs to quote. */
function csvOf(month: string, lines: readonly MeteredLine[]): string {
  const rows = lines.map(({ slug, measure, value }) => `${month},${slug},${measure},${value}\r\n`);
  return `month,tenant,measure,value\r\n${rows.join('')}`;
}

function month(text: string): string {
  if (!monthFormat.test(text)) throw new InvalidArgumentError('It must be a month such as 2026-11.');
  return text;
}
