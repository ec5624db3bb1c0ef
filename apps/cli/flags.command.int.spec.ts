/** Real: PostgreSQL, the commands and the flags. Faked: the directory, which knows one tenant, and the cache that processes share. */
import { Test } from '@nestjs/testing';
import { Command } from 'commander';
import { AuditModule } from '#platform/audit';
import { SharedTier } from '#platform/cache';
import { SettingsModule } from '#platform/config';
import { Database } from '#platform/database';
import { declareFlag, Flags, FlagsModule } from '#platform/flags';
import { TenantDirectory } from '#platform/tenancy';
import { type TestDatabase, testDatabase } from '../../test/support/test-database.js';
import { registerFlagsCommands } from './flags.command.js';
import type { CliSession } from './session.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
declareFlag('cli.news', { default: false, about: { en: 'News.', fr: 'Actualités.' } });

describe('palier flag', () => {
  let database: TestDatabase;
  let session: CliSession;

  beforeAll(async () => {
    database = await testDatabase();
    const directory = { bySlug: (slug: string) => (slug === 'acme' ? { id: tenantId } : undefined) };
    const providers = [
      { provide: Database, useValue: database.database },
      { provide: TenantDirectory, useValue: directory },
      { provide: SharedTier, useValue: { flagsChanged: async () => {} } },
    ];
    const app = await Test.createTestingModule({
      imports: [
        SettingsModule.with(database.settings),
        {
          module: class Platform {},
          global: true,
          providers,
          exports: [Database, TenantDirectory, SharedTier],
        },
        AuditModule,
        FlagsModule,
      ],
    }).compile();
    await app.init();
    session = { app, settings: database.settings, close: () => app.close() };
  });

  afterAll(async () => {
    await session?.close();
    await database?.close();
  });

  async function run(...args: string[]): Promise<string> {
    const written: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const silent = { writeErr: () => undefined };
    const program = new Command().exitOverride().configureOutput(silent);
    registerFlagsCommands(program, async () => session);
    for (const command of program.commands.flatMap((each) => [each, ...each.commands])) {
      command.exitOverride().configureOutput(silent);
    }
    try {
      await program.parseAsync(args, { from: 'user' });
    } finally {
      write.mockRestore();
    }
    return written.join('');
  }

  it('sets a flag for everyone, one environment or one tenant, shows it and clears it', async () => {
    const flags = session.app.get(Flags);
    expect(await run('flag', 'list')).toBe('cli.news: off (default). News.\n');
    expect(await run('flag', 'set', 'cli.news', 'on', '--percentage', '0')).toBe('cli.news: on for 0 %. News.\n');
    expect(flags.isOn('cli.news', { tenantId })).toBe(false);
    await run('flag', 'set', 'cli.news', 'on', '--tenant', 'acme');
    expect(flags.isOn('cli.news', { tenantId })).toBe(true);
    expect(await run('flag', 'set', 'cli.news', 'on', '--environment', 'development')).toBe(
      `cli.news: on for 0 %, on in development, on for ${tenantId}. News.\n`,
    );
    expect(await run('flag', 'set', 'cli.news', 'off', '--tenant', 'acme')).toBe(
      `cli.news: on for 0 %, on in development, off for ${tenantId}. News.\n`,
    );
    expect(flags.isOn('cli.news', { tenantId })).toBe(false);
    expect(await run('flag', 'clear', 'cli.news')).toBe('cli.news: off (default). News.\n');
  });

  it('sets a flag for a plan, a user and a percentage of users, and lists who changed it and why', async () => {
    const userId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b2';
    await run('flag', 'set', 'cli.news', 'on', '--percentage', '10', '--of', 'users');
    await run('flag', 'set', 'cli.news', 'off', '--plan', 'free', '--reason', 'not for all yet');
    expect(await run('flag', 'set', 'cli.news', 'on', '--user', userId, '--reason', 'they asked')).toBe(
      `cli.news: on for 10 % of users, off for plans free, on for users ${userId}. News.\n`,
    );
    expect(session.app.get(Flags).isOn('cli.news', { plan: 'free', userId })).toBe(true);
    await run('flag', 'clear', 'cli.news', '--reason', 'a line\nand another');
    const [heading, cleared, set] = (await run('flag', 'log', 'cli.news')).split('\n');
    expect(heading).toMatch(/^AT +ACTOR +CHANGE +REASON +SETTING$/);
    expect(cleared).toMatch(/ cleared +a line\?and another$/);
    expect(set).toMatch(/ set +they asked +\{.*"usersOn": ?1.*\}$/);
    const last = JSON.parse(await run('flag', 'log', 'cli.news', '--limit', '1', '--json'));
    expect(last).toMatchObject([{ change: 'cleared', reason: 'a line\nand another', setting: null }]);
  });

  it.each([
    ['flag', 'set', 'cli.news', 'maybe'],
    ['flag', 'set', 'cli.news', 'on', '--percentage', '101'],
    ['flag', 'set', 'cli.news', 'on', '--environment', 'prod'],
    ['flag', 'set', 'cli.news', 'on', '--tenant', 'nobody'],
    ['flag', 'set', 'cli.unknown', 'on'],
    ['flag', 'set', 'cli.news', 'on', '--plan', 'gold'],
    ['flag', 'set', 'cli.news', 'on', '--user', 'ada'],
    ['flag', 'set', 'cli.news', 'on', '--percentage', '1.5'],
    ['flag', 'set', 'cli.news', 'on', '--of', 'members'],
    ['flag', 'set', 'cli.news', 'on', '--reason', 'r'.repeat(201)],
    ['flag', 'log', 'cli.unknown'],
  ])('refuses palier %s %s %s %s', async (...args) => {
    await expect(run(...args)).rejects.toThrow();
  });
});
