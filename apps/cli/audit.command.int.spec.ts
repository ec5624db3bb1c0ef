/** Real: PostgreSQL, the commands, the trail and the chain. Faked: the directory, which knows one tenant. */
import { Test } from '@nestjs/testing';
import { Command } from 'commander';
import { Audit, AuditModule } from '#platform/audit';
import { AuditChainModule, AuditChains } from '#platform/audit-chain';
import { Database } from '#platform/database';
import { PLATFORM_TENANT_ID, TenantDirectory } from '#platform/tenancy';
import { runSql } from '../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../test/support/test-database.js';
import { registerAuditCommands } from './audit.command.js';
import type { CliSession } from './session.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const acme = { id: tenantId, slug: 'acme' };

describe('palier audit', () => {
  let database: TestDatabase;
  let session: CliSession;

  beforeAll(async () => {
    database = await testDatabase();
    const directory = {
      bySlug: (slug: string) => (slug === acme.slug ? acme : undefined),
      byId: (id: string) => (id === acme.id ? acme : undefined),
    };
    const providers = [
      { provide: Database, useValue: database.database },
      { provide: TenantDirectory, useValue: directory },
    ];
    const platform = { module: class Platform {}, global: true, providers, exports: [Database, TenantDirectory] };
    const app = await Test.createTestingModule({ imports: [platform, AuditModule, AuditChainModule] }).compile();
    app.useLogger(false);
    await app.init();
    session = { app, settings: database.settings, close: () => app.close() };
    await record(tenantId, 'one', 'two', 'three');
    await record(PLATFORM_TENANT_ID, 'four');
    await app.get(AuditChains).append(new AbortController().signal);
    await record(tenantId, 'five');
  });

  afterAll(async () => {
    process.exitCode = undefined;
    await session?.close();
    await database?.close();
  });

  beforeEach(() => {
    process.exitCode = undefined;
  });

  async function record(id: string, ...targets: string[]): Promise<void> {
    for (const targetId of targets) {
      await session.app.get(Database).transaction({ tenantId: id }, async (tx) => {
        const details = { text: 'a\u001b[31m' };
        await session.app.get(Audit).record(tx, { action: 'test.thing.made', targetKind: 'thing', targetId, details });
      });
    }
  }

  async function run(...args: string[]): Promise<string> {
    const written: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const silent = { writeErr: () => undefined };
    const program = new Command().exitOverride().configureOutput(silent);
    registerAuditCommands(program, async () => session);
    for (const command of program.commands.flatMap((each) => [each, ...each.commands])) {
      command.exitOverride().configureOutput(silent);
    }
    try {
      await program.parseAsync(['audit', ...args], { from: 'user' });
    } finally {
      write.mockRestore();
    }
    return written.join('');
  }

  it('lists a tenant’s lines, the latest first, without escape sequences', async () => {
    const listed = await run('list', '--tenant', 'acme', '--limit', '2');
    expect(listed).toMatch(/^AT +ACTOR +ACTION +TARGET +SEQ +DETAILS\n/);
    const [, latest, next, ...rest] = listed.split('\n');
    expect(latest).toMatch(
      /^\S+Z {2}job deployment {2}test\.thing\.made {2}thing five +- {4}\{"text":"a\\u001b\[31m"\}$/,
    );
    expect(next).toMatch(/thing three +3 {4}/);
    expect(rest).toEqual(['']);
  });

  it('lists those of the platform tenant where no tenant is named, and filters', async () => {
    const targets = async (...args: string[]) =>
      JSON.parse(await run('list', '--json', ...args)).map(({ targetId }: { targetId: string }) => targetId);
    expect(await targets()).toEqual(['four']);
    expect(await targets('--tenant', 'acme', '--target', 'two', '--actor', 'deployment')).toEqual(['two']);
    expect(await targets('--tenant', tenantId, '--until', '2026-01-01T00:00:00Z', '--action', 'test.nothing')).toEqual(
      [],
    );
    for (const moment of ['soon', '2026-02-31T00:00:00Z', '9999-12-31T23:59:59-12:00']) {
      await expect(run('list', '--since', moment)).rejects.toThrow('It must be a moment');
    }
    await expect(run('list', '--limit', '1001')).rejects.toThrow('1 to 1000');
    await expect(run('list', '--tenant', 'nobody')).rejects.toMatchObject({ code: 'tenant_not_found' });
  });

  it('verifies every chain, and counts the lines that are not in the chain yet', async () => {
    expect(await run('verify')).toMatch(
      /^ok {2}platform: 1 line holds, 1:[0-9a-f]{64}\nok {2}acme: 3 lines hold, 3:[0-9a-f]{64}, 1 not in the chain yet, since \S+Z\n$/,
    );
    expect(process.exitCode).toBeUndefined();
  });

  it('names the first wrong line, and exits with 1', async () => {
    const rewrite = (target: string) =>
      runSql<{ id: string }>(
        database.adminUrl,
        `update platform.audit_chain set target_id = '${target}' where tenant_id = '${tenantId}' and seq = 2 returning id`,
      );
    const [altered] = await rewrite('other');
    expect(await run('verify', '--tenant', 'acme')).toMatch(
      new RegExp(`^BROKEN {2}acme: 1 line holds, line 2 \\(${altered?.id}\\) was altered, 3:`),
    );
    expect(process.exitCode).toBe(1);
    const [platform, tenant] = JSON.parse(await run('verify', '--json'));
    expect(platform).toMatchObject({ tenant: 'platform', verified: 1, broken: null });
    expect(tenant).toMatchObject({
      tenant: 'acme',
      verified: 1,
      broken: { breach: 'altered', seq: 2, id: altered?.id },
      unchained: { lines: 1 },
    });
    await rewrite('two');
  });
});
