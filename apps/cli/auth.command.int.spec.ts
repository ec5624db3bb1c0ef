/** Real: PostgreSQL, the commands, files, users, invitations. Faked: nothing; no worker runs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { Tenants } from '#tenants';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { registerAuthCommands } from './auth.command.js';
import { registerOperatorCommands } from './operator.command.js';
import type { CliSession } from './session.js';
import { registerTenantCommands } from './tenant.command.js';

describe('palier auth, tenant invite and operator invite', () => {
  let api: TestApp;
  let written: { out: string; err: string };
  const { exitCode } = process;
  beforeAll(async () => {
    api = await startTestApp();
    await api.app.get(Tenants).create({ slug: 'shop', name: 'Shop', product: 'wistant', plan: 'free' });
  });
  afterEach(() => {
    process.exitCode = exitCode;
  });
  afterAll(async () => {
    await api.close();
  });

  async function run(...args: string[]): Promise<string> {
    written = { out: '', err: '' };
    const note = (stream: 'out' | 'err') => (text: string | Uint8Array) => {
      written[stream] += String(text);
      return true;
    };
    const spies = [
      jest.spyOn(process.stdout, 'write').mockImplementation(note('out')),
      jest.spyOn(process.stderr, 'write').mockImplementation(note('err')),
    ];
    const open = async (): Promise<CliSession> => ({
      app: api.app,
      settings: api.database.settings,
      close: async () => {},
    });
    const program = new Command().exitOverride();
    for (const register of [registerAuthCommands, registerTenantCommands, registerOperatorCommands])
      register(program, open);
    try {
      await program.parseAsync(['node', 'palier', ...args]);
      return written.out;
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  function fileOf(...lines: string[]): string {
    const file = join(api.dataDir, 'users.jsonl');
    writeFileSync(file, lines.join('\n'));
    return file;
  }

  const user = (email: string, verified = false) => JSON.stringify({ email, name: 'User', verified });

  it('imports users, prints the reason for each refused line, and exits with 1', async () => {
    const file = fileOf(user('a@x.example'), user('no address'), '{"email":"b@x.example","name":"B","\\u001b[31m":1}');
    const text = await run('auth', 'import-users', file, '--tenant', 'shop');
    expect(text).toMatch(/^Users of shop\n {2}created +1\n {2}existed +0\n {2}refused +2\n$/);
    expect(written.err).toBe(
      'line 2 /email not_an_email: must be an e-mail address\nline 3 /?[31m unknown_field: is not a known field. ' +
        'Accepted: email, name, passwordHash, role, verified, locale, createdAt.\n',
    );
    expect(process.exitCode).toBe(1);
  });

  it('keeps nothing of a dry run', async () => {
    const file = fileOf(user('trial@x.example'));
    expect(await run('auth', 'import-users', file, '--tenant', 'shop', '--dry-run')).toContain('dry run: rolled back');
    const imported = JSON.parse(await run('auth', 'import-users', file, '--tenant', 'shop', '--json'));
    expect(imported).toEqual({ created: 1, skipped: 0, refused: 0 });
  });

  it('stops when the plan has no seat left', async () => {
    const file = fileOf(...[1, 2, 3, 4].map((n) => user(`more-${n}@x.example`, true)));
    const refused = run('auth', 'import-users', file, '--tenant', 'shop');
    await expect(refused).rejects.toMatchObject({ code: 'quota_exceeded' });
  });

  it('invites the first owner of a tenant, and an operator', async () => {
    const owner = JSON.parse(await run('tenant', 'invite', 'shop', 'Owner@x.example', '--role', 'owner', '--json'));
    expect(owner).toMatchObject({ email: 'owner@x.example', role: 'owner', invitedBy: null });
    expect(await run('operator', 'invite', 'colleague@x.example', '--role', 'editor')).toMatch(
      /^colleague@x\.example is invited as editor until \d{4}-\d\d-\d\d\. A worker sends the mail\.\n$/,
    );
    await expect(run('tenant', 'invite', 'shop', 'nobody', '--role', 'owner')).rejects.toMatchObject({
      code: 'invalid_invitation',
    });
    await expect(run('tenant', 'invite', 'nowhere', 'a@x.example', '--role', 'owner')).rejects.toMatchObject({
      code: 'tenant_not_found',
    });
  });
});
