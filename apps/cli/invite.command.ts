import { type Command, Option } from 'commander';
import { type Invitation, Invitations } from '#auth';
import { roles } from '#platform/access';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { asJson, type Output } from './output.js';
import type { CliSession } from './session.js';

type Given = Output & { role: Invitation['role'] };

/** `palier tenant invite`: invites a tenant's first owner, or any other user. */
export function registerTenantInvite(tenant: Command, open: () => Promise<CliSession>): void {
  tenant
    .command('invite <slug> <email>')
    .description('Invite a user to a tenant by mail; replaces an open invitation of the same address.')
    .addOption(role().makeOptionMandatory())
    .addOption(json())
    .action(async (slug: string, email: string, given: Given) => {
      const { app } = await open();
      const { id } = await app.get(Tenants).bySlug(slug);
      print(await app.get(Invitations).invite(id, { email, role: given.role }), given);
    });
}

/** `palier operator invite`: invites an operator, a user of the platform tenant. */
export function registerOperatorInvite(operator: Command, open: () => Promise<CliSession>): void {
  operator
    .command('invite <email>')
    .description('Invite an operator by mail: admins and owners may do everything, other roles may read.')
    .addOption(role().makeOptionMandatory())
    .addOption(json())
    .action(async (email: string, given: Given) => {
      const { app } = await open();
      print(await app.get(Invitations).invite(PLATFORM_TENANT_ID, { email, role: given.role }), given);
    });
}

const role = () => new Option('--role <role>', 'the role of the new user').choices(roles);
const json = () => new Option('--json', 'print JSON');

function print(invitation: Invitation, given: Output): void {
  const { email, role, expiresAt } = invitation;
  const text = `${email} is invited as ${role} until ${expiresAt.toISOString().slice(0, 10)}. A worker sends the mail.\n`;
  process.stdout.write(given.json ? asJson(invitation) : text);
}
