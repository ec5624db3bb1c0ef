// Real: PostgreSQL, the command, the figures of weeks. Faked: the rows, which no process counted.
import { Test, type TestingModule } from '@nestjs/testing';
import { Command } from 'commander';
import { SettingsModule } from '#platform/config';
import { Database, DatabaseStatistics } from '#platform/database';
import { Lifecycle } from '#platform/telemetry';
import { TrendsModule, weekOf } from '#platform/trends';
import { runSql } from '../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../test/support/test-database.js';
import { registerTrendsCommand } from './trends.command.js';

let test: TestDatabase;
let app: TestingModule;
beforeAll(async () => {
  test = await testDatabase();
  const providers = [
    { provide: Database, useValue: test.database },
    { provide: DatabaseStatistics, useValue: test.statistics },
    Lifecycle,
  ];
  app = await Test.createTestingModule({
    imports: [
      SettingsModule.with(test.settings),
      { module: class Platform {}, global: true, providers, exports: [Database, DatabaseStatistics, Lifecycle] },
      TrendsModule,
    ],
  }).compile();
  await runSql(
    test.ownerUrl,
    `insert into platform.trend_hours select hour, 5, 10, 3, (1::bigint << 60) - 1
       from generate_series(date_trunc('hour', now(), 'UTC') - interval '40 days', now(), '1 hour') as hour;
     insert into platform.trend_routes select hour, 'GET', '/v1/a', 14, 7, array_fill(1, array[14]) from platform.trend_hours`,
  );
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

const errors: string[] = [];
async function run(...args: string[]): Promise<string> {
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const configured = (command: Command) =>
    command.exitOverride().configureOutput({ writeErr: (text) => errors.push(text) });
  const program = configured(new Command());
  registerTrendsCommand(program, async () => ({ app, settings: test.settings, close: async () => {} }) as never);
  program.commands.forEach(configured);
  errors.splice(0);
  try {
    await program.parseAsync(['trends', ...args], { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return written.join('');
}

it('prints the last week, another one, and the present one', async () => {
  const [present, last, former] = [0, 1, 2].map((weeks) => weekOf(new Date(), weeks).name);
  const text = await run();
  expect(text).toMatch(new RegExp(`^Palier: week ${last}, .*\n\n +${last} +${former} +change\n`));
  expect(text).toMatch(/\nAnswers 5xx +50 % +50 % +0 points\n/);
  expect(text).toMatch(/\nMinutes with an API +100 % +100 % +0 points\n/);
  expect(text).toContain('\nAvailability in the last 30 days: 100 %; 0 minutes without an API.\n');
  expect(await run('--weeks-ago', '2')).toContain(`Palier: week ${former}, `);
  expect(await run('--weeks-ago', '0')).toContain(`Palier: week ${present}, `);
  expect(await run('--week', `${former}`)).toBe(await run('--weeks-ago', '2'));
  expect(await run('--week', '2020-W01')).toContain('No process has written figures in this week.');
});

it('prints JSON', async () => {
  const report = JSON.parse(await run('--json'));
  expect(report).toMatchObject({
    week: { name: weekOf(new Date(), 1).name },
    figures: { cacheLookups: 10 * report.figures.hours, sessions: 3, routes: [{ route: 'GET /v1/a' }] },
  });
  // Whole hours, and what the last one has.
  expect(report.lastDays.minutes).toBeGreaterThanOrEqual(43_200);
  expect(report.lastDays.served).toBe(report.lastDays.minutes);
});

it.each([
  [['--week', '2026-W54'], 'a week of ISO 8601, such as 2026-W47'],
  [['--week', '47'], 'a week of ISO 8601, such as 2026-W47'],
  [['--week', '2999-W01'], 'a week that has begun'],
  [['--weeks-ago', '-1'], 'a whole number from 0 to 60'],
  [['--weeks-ago', '1', '--week', '2026-W47'], 'cannot be used with'],
])('refuses %j, and says what to write', async (args, says) => {
  await expect(run(...args)).rejects.toThrow();
  expect(errors.join('')).toContain(says);
});
