import { type Command, InvalidArgumentError } from 'commander';
import { type AuditQuery, AuditTrail, whoseLines } from '#platform/audit';
import { AuditVerification } from '#platform/audit-chain';
import { readDateTime } from '#platform/dates';
import { PLATFORM_TENANT_ID, TenantDirectory } from '#platform/tenancy';
import { type NamedFinding, verifiedChains } from './audit-report.js';
import { linesTable } from './audit-table.js';
import { wholeNumber } from './options.js';
import { asJson, type Output } from './output.js';
import type { CliSession } from './session.js';

interface ListOptions extends AuditQuery, Output {
  tenant?: string;
  limit: number;
}

/** `palier audit …`: lists the audit and verifies its chains. */
export function registerAuditCommands(program: Command, open: () => Promise<CliSession>): void {
  const audit = program.command('audit').description('Who did what.');
  audit
    .command('list')
    .description("List audit lines, the latest first: a tenant's, or those of the platform tenant.")
    .option('--tenant <slug>', 'the tenant; for a purged tenant its id')
    .option('--action <action>', 'only this action, such as flags.flag.set')
    .option('--actor <id>', 'only by this actor')
    .option('--target <id>', 'only about this target')
    .option('--since <moment>', 'from this moment on, such as 2026-01-15T09:30:00Z', moment)
    .option('--until <moment>', 'before this moment', moment)
    .option('--limit <n>', 'how many, 1 to 1000', wholeNumber(1, 1000), 20)
    .option('--json', 'as JSON')
    .action(async ({ tenant, json, ...query }: ListOptions) => {
      const { app } = await open();
      const tenantId = whoseLines(app.get(TenantDirectory), tenant);
      const { data: lines } = await app.get(AuditTrail).list(tenantId, query);
      process.stdout.write(json ? asJson(lines) : linesTable(lines));
    });
  audit
    .command('verify')
    .description('Compute every audit chain again and name its first wrong line; exits with 1 when there is one.')
    .option('--tenant <slug>', 'only the chain of this tenant; for a purged tenant its id')
    .option('--json', 'as JSON')
    .action(async ({ tenant, json }: { tenant?: string } & Output) => {
      const { app } = await open();
      const directory = app.get(TenantDirectory);
      const verification = app.get(AuditVerification);
      const ids = tenant === undefined ? await verification.tenants() : [whoseLines(directory, tenant)];
      const findings: NamedFinding[] = [];
      for (const id of ids) {
        findings.push({ tenant: nameOf(directory, id), ...(await verification.verify(id)) });
      }
      process.stdout.write(json ? asJson(findings) : verifiedChains(findings));
      if (findings.some(({ broken }) => broken)) process.exitCode = 1;
    });
}

function nameOf(directory: TenantDirectory, id: string): string {
  return id === PLATFORM_TENANT_ID ? 'platform' : (directory.byId(id)?.slug ?? id);
}

function moment(text: string): string {
  if (readDateTime(text)) return text;
  throw new InvalidArgumentError('It must be a moment with its offset, such as 2026-01-15T09:30:00Z.');
}
