import { type Command, InvalidArgumentError } from 'commander';
import { type FlagSetting, Flags } from '#platform/flags';
import { TenantDirectory, tenancyProblems } from '#platform/tenancy';
import { flagLine } from './flag-line.js';
import { wholeNumber } from './options.js';
import type { CliSession } from './session.js';

type Open = () => Promise<CliSession>;

interface Narrowing {
  percentage?: number;
  environment?: string;
  tenant?: string;
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
    .description('Turn a flag on or off: for all tenants, or only for one environment or tenant.')
    .argument('<name>')
    .argument('<state>', 'on or off', onOrOff)
    .option('--percentage <n>', 'turn it on for this percentage of tenants, 0 to 100', wholeNumber(0, 100))
    .option('--environment <name>', 'only for development, staging or production', environment)
    .option('--tenant <slug>', 'only for this tenant')
    .action(async (name: string, on: boolean, narrowing: Narrowing) => {
      const { app } = await open();
      const tenantId = narrowing.tenant && tenantOf(app.get(TenantDirectory), narrowing.tenant);
      const changed = await app.get(Flags).change(name, (present) => edit(present, on, { ...narrowing, tenantId }));
      process.stdout.write(`${flagLine(changed)}\n`);
    });
  flag
    .command('clear')
    .description('Return a flag to its default.')
    .argument('<name>')
    .action(async (name: string) => {
      const { app } = await open();
      process.stdout.write(`${flagLine(await app.get(Flags).clear(name))}\n`);
    });
}

function edit(
  present: FlagSetting,
  on: boolean,
  { percentage, environment, tenantId }: Narrowing & { tenantId: string | undefined },
): FlagSetting {
  if (tenantId) {
    const [tenantsOn, tenantsOff] = moved(tenantId, on, present.tenantsOn, present.tenantsOff);
    return { ...present, tenantsOn, tenantsOff };
  }
  if (environment) {
    const [environmentsOn, environmentsOff] = moved(environment, on, present.environmentsOn, present.environmentsOff);
    return { ...present, environmentsOn, environmentsOff };
  }
  return { ...present, enabled: on, percentage: percentage ?? 100 };
}

/** Moves one member to the list of those with the flag on, or off. */
function moved(member: string, on: boolean, ons: readonly string[], offs: readonly string[]): [string[], string[]] {
  const others = (list: readonly string[]) => list.filter((other) => other !== member);
  return on ? [[...others(ons), member], others(offs)] : [others(ons), [...others(offs), member]];
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

function environment(text: string): string {
  if (['development', 'staging', 'production'].includes(text)) return text;
  throw new InvalidArgumentError('It must be development, staging or production.');
}
