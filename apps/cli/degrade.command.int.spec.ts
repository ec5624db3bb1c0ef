/** Real: PostgreSQL, LISTEN and NOTIFY, the command and the degradation of two processes. Faked: the sensors. */
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Command } from 'commander';
import { AuditModule } from '#platform/audit';
import { SettingsModule } from '#platform/config';
import { Database, Notifications } from '#platform/database';
import { Degradation, DegradationModule, DegradationProcesses } from '#platform/degradation';
import { type TestDatabase, testDatabase } from '../../test/support/test-database.js';
import { until } from '../../test/support/until.js';
import { registerDegradeCommand } from './degrade.command.js';

describe('palier degrade', () => {
  let database: TestDatabase;
  let here: INestApplicationContext;
  let server: INestApplicationContext;
  const errors: string[] = [];

  async function start(): Promise<INestApplicationContext> {
    const providers = [
      { provide: Database, useValue: database.database },
      { provide: Notifications, useValue: database.notifications },
    ];
    const module = await Test.createTestingModule({
      imports: [
        SettingsModule.with(database.settings),
        { module: class Platform {}, global: true, providers, exports: [Database, Notifications] },
        AuditModule,
        DegradationModule,
      ],
    }).compile();
    module.useLogger(false);
    return module.init();
  }

  beforeAll(async () => {
    database = await testDatabase();
    [here, server] = [await start(), await start()];
  });
  afterAll(async () => {
    await here?.close();
    await server?.close();
    await database?.close();
  });

  async function run(...args: string[]): Promise<string> {
    const written: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const configured = (command: Command) =>
      command.exitOverride().configureOutput({ writeErr: (text) => errors.push(text) });
    const program = configured(new Command());
    const session = { app: here, settings: database.settings, close: () => here.close() };
    registerDegradeCommand(program, async () => session as never);
    program.commands.forEach(configured);
    errors.splice(0);
    try {
      await program.parseAsync(args, { from: 'user' });
    } finally {
      write.mockRestore();
    }
    return written.join('');
  }

  it('sets the level, until another is set, for a time, or whatever the sensors call for', async () => {
    expect(await run('degrade', '3', '--reason', 'a drill')).toMatch(/^level 3 since \d{4}-.*Z a drill\n$/);
    expect(here.get(Degradation).level).toBe(3);
    expect(await run('degrade', '2', '--for', '10m')).toMatch(/^level 2 since \S+Z until \S+Z\n$/);
    expect(await run('degrade', '0', '--hold', '24h')).toMatch(/^level 0 since \S+Z held until \S+Z\n$/);
    expect(JSON.parse(await run('degrade', '1', '--json'))).toMatchObject({ level: 1, endsAt: null });
  });

  it('shows the level of each process, and the last changes', async () => {
    const end = server.get(DegradationProcesses).answer();
    try {
      await run('degrade', '0');
      await run('degrade', '1', '--reason', 'a crowd');
      await until(() => server.get(Degradation).level === 1);
      const shown = await run('degrade');
      expect(shown).toMatch(/^Set by hand: level 1 since \S+Z a crowd\n\nPROCESS +LEVEL +CAUSE +SINCE\n/);
      expect(shown).toMatch(/\n\S+ \d+ +1 +manual +\S+Z\n/);
      expect(shown).toMatch(/\nAT .*\n\S+Z +all +0 +1 +manual +a crowd\n/);
    } finally {
      end();
    }
  });

  it.each([
    [['5'], 'whole number from 0 to 4'],
    [['high'], 'whole number from 0 to 4'],
    [['2.5'], 'whole number from 0 to 4'],
    [['2', '--for', '10'], 'a number with s, m or h, as in 90s, 10m or 2h'],
    [['2', '--for', '30d'], 'a number with s, m or h, as in 90s, 10m or 2h'],
    [['2', '--for', '0s'], 'from 1s to 168h'],
    [['0', '--hold', '720h'], 'from 1s to 24h'],
    [['0', '--hold', '1h', '--for', '1h'], 'cannot be used with'],
    [['--hold', '1h'], 'name the level'],
  ])('refuses %j, and says what to write', async (args, says) => {
    await expect(run('degrade', ...args)).rejects.toThrow();
    expect(errors.join('')).toContain(says);
  });
});
