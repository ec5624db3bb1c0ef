/** Real: PostgreSQL, the commands, the tenants. Faked: nothing; no worker runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { newId } from '#platform/ids';
import { editArchive, editManifest, putValue } from '../../test/support/edit-archive.js';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { unnamed } from '../../test/support/unnamed.js';
import type { CliSession } from './session.js';
import { registerTenantCommands } from './tenant.command.js';
import { registerTenantArchiveCommands } from './tenant-archive.command.js';

describe('palier tenant', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
    for (const slug of ['first', 'second', 'third']) await run('create', slug, '--name', slug, '--product', 'wistant');
    await drift('third');
  });
  afterAll(async () => {
    await api.close();
  });

  /** Sets the counter of a tenant's apps to two, although it has none. */
  async function drift(slug: string): Promise<void> {
    const { id } = JSON.parse(await run('show', slug, '--json'));
    const sql = `insert into tenants.usage (tenant_id, quota, used) values ('${id}', 'apps', 2)`;
    await api.database.database.transaction({ tenantId: id }, (tx) => tx.run(unnamed(sql)));
  }

  async function run(...args: string[]): Promise<string> {
    const written: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const session: CliSession = { app: api.app, settings: api.database.settings, close: async () => {} };
    const silent = { writeErr: () => undefined };
    const program = new Command().exitOverride().configureOutput(silent);
    registerTenantCommands(program, async () => session);
    registerTenantArchiveCommands(program, async () => session);
    for (const command of program.commands.flatMap((each) => [each, ...each.commands]))
      command.exitOverride().configureOutput(silent);
    try {
      await program.parseAsync(['node', 'palier', 'tenant', ...args]);
      return written.join('');
    } finally {
      write.mockRestore();
    }
  }

  it('deletes with a grace period, shows its end, and undeletes', async () => {
    const inAWeek = () => `deleting (→ ${new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)})`;
    const before = inAWeek();
    const [shown] = /deleting \(.*?\)/.exec(await run('delete', 'first', '--grace', '7')) ?? [];
    // Another where midnight has passed.
    expect([before, inAWeek()]).toContain(shown);
    expect(await run('list', '--state', 'deleting')).toContain('deleting');
    expect(await run('undelete', 'first')).toMatch(/first +wistant +free +active/);
  });

  it.each([['-1'], ['91'], ['x']])('refuses a grace of %s days', async (days) => {
    await expect(run('delete', 'first', `--grace=${days}`)).rejects.toThrow('0 to 90');
  });

  it('begins a purge and shows its progress', async () => {
    await expect(run('purge', 'second')).rejects.toMatchObject({ code: 'tenant_not_deleted' });
    await expect(run('receipt', 'second')).rejects.toMatchObject({ code: 'purge_not_found' });
    await run('delete', 'second', '--grace', '0');
    expect(await run('purge', 'second')).toMatch(/^The purge begins: operation [0-9a-f-]{36}\.\n$/);
    expect(await run('receipt', 'second')).toBe('The purge is running: 0 rows deleted.\n');
  });

  it('shows the use of quotas, and checks that every counter is right', async () => {
    const shown = await run('usage', 'first');
    expect(shown).toMatch(/^QUOTA +USED +LIMIT\naiRequestsADay|^QUOTA +USED +LIMIT\napps +0 +50\n/);
    expect(await run('usage', 'first', '--check')).toBe('Every counter equals the number of its rows.\n');
    expect(process.exitCode ?? 0).toBe(0);
  });

  it('fails where a counter has drifted', async () => {
    expect(await run('usage', 'third', '--check')).toMatch(/^QUOTA +COUNTER +ROWS\napps +2 +0\n$/);
    expect(process.exitCode).toBe(1);
    process.exitCode = 0;
  });

  it('reports the month of one tenant or of all, as a table and as CSV', async () => {
    const month = new Date().toISOString().slice(0, 7);
    expect(await run('metering', 'third')).toMatch(/^SLUG +MEASURE +VALUE\nthird +apps +2\n$/);
    const csv = (await run('metering', '--csv')).split('\r\n');
    expect([csv[0], csv.filter((line) => line.includes(',third,'))]).toEqual([
      'month,tenant,measure,value',
      [`${month},third,apps,2`],
    ]);
    expect(await run('metering', '--csv', '--month', '2025-01')).toBe('month,tenant,measure,value\r\n');
    await expect(run('metering', '--month', '2025-13')).rejects.toThrow('It must be a month');
  });

  it('shows, replaces and empties the networks of a tenant', async () => {
    const made = await run(
      'create',
      'intranet',
      '--name',
      'I',
      '--product',
      'velo',
      '--network',
      '10.1.2.3/8',
      '--json',
    );
    expect(JSON.parse(made).networks).toEqual(['10.0.0.0/8']);
    expect(await run('networks', 'intranet')).toBe('10.0.0.0/8\n');
    const twice = ['--network', '10.0.0.0/8', '--network', 'fd12::/48'];
    const other = await run('create', 'intranet-2', '--name', 'I', '--product', 'velo', ...twice, '--json');
    expect(JSON.parse(other).networks).toEqual(['10.0.0.0/8', 'fd12::/48']);
    expect(await run('networks', 'intranet', '10.20.0.0/16', 'FD12:3456::1/48')).toBe('10.20.0.0/16\nfd12:3456::/48\n');
    await expect(run('networks', 'intranet', '0.0.0.0/0')).rejects.toMatchObject({ code: 'invalid_tenant' });
    await expect(run('networks', 'intranet', '10.0.0.0/8', '--none')).rejects.toThrow('not both');
    expect(JSON.parse(await run('networks', 'intranet', '--json'))).toEqual(['10.20.0.0/16', 'fd12:3456::/48']);
    expect(await run('networks', 'intranet', '--none')).toBe('Public addresses alone.\n');
    expect(await run('networks', 'intranet')).toBe('Public addresses alone.\n');
  });

  it('imports a tenant as a second one, and refuses an archive whose slug is reserved', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'palier-import-'));
    const [whole, reserved] = [join(directory, 'third.zip'), join(directory, 'reserved.zip')];
    try {
      await run('export', 'third', whole);
      expect(await run('import', whole, '--slug', 'third-again')).toContain('third-again');
      const faults = [expect.objectContaining({ pointer: '/slug', code: 'reserved_slug' })];
      const refusal = { code: 'invalid_tenant', options: expect.objectContaining({ errors: faults }) };
      await expect(run('import', whole, '--slug', 'openapi')).rejects.toMatchObject(refusal);
      const other = { id: newId(), slug: 'me' };
      await editArchive(whole, reserved, (entries) => {
        editManifest(entries, (manifest) => Object.assign(manifest, { tenant: other }));
        for (const { name, columns } of JSON.parse(String(entries.get('manifest.json'))).tables) {
          const key = name === 'tenants.tenants' ? 'id' : 'tenant_id';
          if (columns.some((column: { name: string }) => column.name === key)) putValue(entries, name, key, other.id);
        }
        putValue(entries, 'tenants.tenants', 'slug', other.slug);
      });
      await expect(run('import', reserved)).rejects.toMatchObject(refusal);
      expect(JSON.parse(await run('list', '--json')).map(({ slug }: { slug: string }) => slug)).not.toContain('me');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
