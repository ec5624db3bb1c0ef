import { type Command, Option } from 'commander';
import { Tenants } from '#tenants';
import { asJson, type Output } from './output.js';
import type { CliSession } from './session.js';

/** `--network` of `palier tenant create`, once for each network. */
export const networkOption = new Option(
  '--network <cidr>',
  'a network beyond the public ones that it may reach; repeat it',
).argParser((network: string, before: readonly string[] = []) => [...before, network]);

/** `palier tenant networks`. */
export function registerTenantNetworksCommand(tenant: Command, open: () => Promise<CliSession>): void {
  tenant
    .command('networks')
    .description('Show the networks beyond the public ones that requests for a tenant may reach, or replace them.')
    .argument('<slug>')
    .argument('[cidr...]', 'all its networks from now on, such as 10.20.0.0/16 fd12:3456::/48')
    .option('--none', 'allow public addresses alone')
    .addOption(new Option('--json', 'print JSON'))
    .action(async (slug: string, given: string[], { none, json }: { none?: boolean } & Output, command: Command) => {
      if (none && given.length > 0) command.error('error: give networks or --none, not both');
      const tenants = (await open()).app.get(Tenants);
      const changes = none || given.length > 0;
      const { networks } = await (changes
        ? tenants.update(slug, undefined, { networks: given })
        : tenants.bySlug(slug));
      process.stdout.write(json ? asJson(networks) : asLines(networks));
    });
}

function asLines(networks: readonly string[]): string {
  if (networks.length === 0) return 'Public addresses alone.\n';
  return networks.map((network) => `${network}\n`).join('');
}
