import { type Command, InvalidArgumentError } from 'commander';
import { type CountDifference, EventCounts } from '#analytics';
import { isDay } from '#platform/dates';
import { type Tenant, TenantDirectory } from '#platform/tenancy';
import { registerImportCommand } from './analytics-import.command.js';
import { asJson, columns, type Output, visible } from './output.js';
import type { CliSession } from './session.js';
import { presentTenant } from './tenants.js';

/** Days before today from which on counts are verified by default: events are up to seven days old. */
const DAYS_BACK = 8;

type TenantDifference = CountDifference & { readonly tenant: string };

/** `palier analytics`: whether events are counted as they are stored, counting them anew, and taking them from files. */
export function registerAnalyticsCommands(program: Command, open: () => Promise<CliSession>): void {
  const analytics = program.command('analytics').description('The events that clients send, and their counts.');
  analytics
    .command('verify')
    .description(
      'Compare the counts of events with the events, by their days, and with the ledger, by the days of receipt; exits with 1 where they differ.',
    )
    .option('--tenant <slug>', 'only this tenant')
    .option('--from <day>', `the first day (UTC), such as 2026-01-15; by default ${DAYS_BACK} days ago`, day)
    .option('--to <day>', 'the last day; by default today', day)
    .option('--json', 'print JSON')
    .action(async ({ tenant: slug, from = today(-DAYS_BACK), to = today(), json }: VerifyOptions) => {
      const { app } = await open();
      const tenants = slug ? [await presentTenant(app, slug)] : await presentTenants(app);
      const differences: TenantDifference[] = [];
      for (const { id, slug: tenant } of tenants) {
        const found = await app.get(EventCounts).differences(id, from, to);
        differences.push(...found.map((difference) => ({ tenant, ...difference })));
      }
      if (differences.length > 0) process.exitCode = 1;
      process.stdout.write(json ? asJson(differences) : tableOf(differences));
    });
  analytics
    .command('rebuild')
    .description(
      'Count the events of a day anew, from the events; no event is stored meanwhile. Where the ledger itself is wrong, nothing can make it anew.',
    )
    .requiredOption('--tenant <slug>', 'the tenant')
    .requiredOption('--day <day>', 'on which they occurred (UTC), such as 2026-01-15', day)
    .option('--json', 'print JSON')
    .action(async ({ tenant: slug, day: of, json }: { tenant: string; day: string } & Output) => {
      const { app } = await open();
      const { before, after } = await app.get(EventCounts).recount((await presentTenant(app, slug)).id, of);
      const text = `${before} events of ${slug} were counted for ${of}; now ${after} are, as many as are stored.\n`;
      process.stdout.write(json ? asJson({ before, after }) : text);
    });
  registerImportCommand(analytics, open);
}

interface VerifyOptions extends Output {
  tenant?: string;
  from?: string;
  to?: string;
}

async function presentTenants(app: CliSession['app']): Promise<Tenant[]> {
  const directory = app.get(TenantDirectory);
  await directory.refresh();
  return [...directory.all()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

const today = (days = 0) => Temporal.Now.plainDateISO('UTC').add({ days }).toString();

function tableOf(differences: readonly TenantDifference[]): string {
  if (differences.length === 0) return 'All events are counted as they are stored, and as the ledger says.\n';
  const rows = differences.map(({ tenant, what, at, name, receivedOn, counted, found }) => {
    return [tenant, what, at, visible(name ?? '-'), receivedOn ?? '-', String(counted), String(found)];
  });
  return columns([['TENANT', 'WHAT', 'AT', 'NAME', 'RECEIVED ON', 'COUNTED', 'FOUND'], ...rows]);
}

function day(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('It must be a day such as 2026-01-15.');
}
