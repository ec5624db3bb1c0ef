import { type Command, InvalidArgumentError, Option } from 'commander';
import { FlagChanges, type FlagSetting, Flags } from '#platform/flags';
import { isUuid } from '#platform/ids';
import { planNames, TenantDirectory, tenancyProblems } from '#platform/tenancy';
import { changesTable } from './flag-changes-table.js';
import { flagLine } from './flag-line.js';
import { textUpTo, wholeNumber } from './options.js';
import { asJson, type Output } from './output.js';
import type { CliSession } from './session.js';

type Open = () => Promise<CliSession>;

/** For whom a flag is set: the narrowest that is given. */
interface Narrowing {
  percentage?: number;
  of?: FlagSetting['percentageOf'];
  environment?: string;
  plan?: string;
  tenant?: string;
  user?: string;
}

interface Why {
  reason: string;
}

/** `palier flag …`. */
export function registerFlagsCommands(program: Command, open: Open): void {
  const flag = program.command('flag').description('Feature flags.');
  flag
    .command('list')
    .description('Show every flag and its setting.')
    .action(async () => {
      const { app } = await open();
      for (const each of app.get(Flags).all()) process.stdout.write(`${flagLine(each)}\n`);
    });
  flag
    .command('set')
    .description(
      'Turn a flag on or off: for all, or only for one environment, plan, tenant or user; the narrowest wins.',
    )
    .argument('<name>')
    .argument('<state>', 'on or off', onOrOff)
    .option('--percentage <n>', 'turn it on for this percentage of tenants or users, 0 to 100', wholeNumber(0, 100))
    .addOption(
      new Option('--of <whom>', 'over what the percentage distributes; tenants by default').choices([
        'tenants',
        'users',
      ]),
    )
    .addOption(
      new Option('--environment <name>', 'only for this environment').choices(['development', 'staging', 'production']),
    )
    .addOption(new Option('--plan <name>', 'only for tenants of this plan').choices(planNames))
    .option('--tenant <slug>', 'only for this tenant')
    .option('--user <id>', 'only for this user', uuid)
    .option('--reason <text>', 'why, for the other operators', textUpTo(200), '')
    .action(async (name: string, on: boolean, { reason, ...narrowing }: Narrowing & Why) => {
      const { app } = await open();
      const tenantId = narrowing.tenant && tenantOf(app.get(TenantDirectory), narrowing.tenant);
      const change = (present: FlagSetting) => edit(present, on, { ...narrowing, tenantId });
      const changed = await app.get(Flags).change(name, change, reason);
      process.stdout.write(`${flagLine(changed)}\n`);
    });
  flag
    .command('clear <name>')
    .description('Return a flag to its default.')
    .option('--reason <text>', 'why, for the other operators', textUpTo(200), '')
    .action(async (name: string, { reason }: Why) => {
      const { app } = await open();
      process.stdout.write(`${flagLine(await app.get(Flags).clear(name, reason))}\n`);
    });
  flag
    .command('log <name>')
    .description('List the changes of a flag, the latest first: who changed it, why and to what.')
    .option('--limit <n>', 'how many, 1 to 100', wholeNumber(1, 100), 20)
    .option('--json', 'as JSON')
    .action(async (name: string, { limit, json }: { limit: number } & Output) => {
      const { app } = await open();
      const { data: changes } = await app.get(FlagChanges).list(name, { limit });
      process.stdout.write(json ? asJson(changes) : changesTable(changes));
    });
}

function edit(
  present: FlagSetting,
  on: boolean,
  { percentage, of, environment, plan, tenantId, user }: Narrowing & { tenantId: string | undefined },
): FlagSetting {
  const named = { users: user, tenants: tenantId, plans: plan, environments: environment };
  // The narrowest comes first.
  for (const list of ['users', 'tenants', 'plans', 'environments'] as const) {
    const member = named[list];
    if (!member) continue;
    const others = (side: 'On' | 'Off') => present[`${list}${side}`].filter((other) => other !== member);
    const [ons, offs] = [others('On'), others('Off')];
    (on ? ons : offs).push(member);
    return { ...present, [`${list}On`]: ons, [`${list}Off`]: offs };
  }
  return { ...present, enabled: on, percentage: percentage ?? 100, percentageOf: of ?? 'tenants' };
}

function tenantOf(directory: TenantDirectory, slug: string): string {
  const tenant = directory.bySlug(slug);
  if (!tenant) throw tenancyProblems.tenant_not_found({ slug });
  return tenant.id;
}

function onOrOff(text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new InvalidArgumentError('It must be on or off.');
  return text === 'on';
}

function uuid(text: string): string {
  if (isUuid(text)) return text.toLowerCase();
  throw new InvalidArgumentError('It must be the id of a user, a UUID.');
}
