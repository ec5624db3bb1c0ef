/** Real: PostgreSQL, the commands, the outbox. Faked: the dead letter, written by SQL as a worker would. */
import { Test } from '@nestjs/testing';
import { Command } from 'commander';
import { AuditModule } from '#platform/audit';
import { SettingsModule } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { EventsModule } from '#platform/events';
import { OutboxModule } from '#platform/outbox';
import { TelemetryModule } from '#platform/telemetry';
import { runSql } from '../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../test/support/test-database.js';
import { registerEventsCommands } from './events.command.js';
import type { CliSession } from './session.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const [id, eventId] = ['0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0c1', '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0d1'];

describe('palier events', () => {
  let database: TestDatabase;
  let session: CliSession;

  beforeAll(async () => {
    database = await testDatabase();
    const app = await Test.createTestingModule({
      imports: [
        SettingsModule.with(database.settings),
        TelemetryModule,
        DatabaseModule,
        OutboxModule,
        AuditModule,
        EventsModule,
      ],
    }).compile();
    session = { app, settings: database.settings, close: () => app.close() };
  });
  beforeEach(async () => {
    await runSql(
      database.adminUrl,
      `truncate platform.dead_letters;
       insert into platform.dead_letters (tenant_id, id, event_id, subscriber, type, version, subject, data,
         occurred_at, tries, error_code, error_message, created_at)
       values ('${tenantId}', '${id}', '${eventId}', 'test.ledger', 'test.thing.counted', 1, 'thing', '{}',
         '2026-01-15T09:30:00Z', 5, '23505', E'a\\x1bdouble', '2026-01-15T09:31:30Z')`,
    );
  });
  afterAll(async () => {
    await session?.close();
    await database?.close();
  });

  async function run(...args: string[]): Promise<string> {
    const written: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    try {
      const program = new Command().exitOverride();
      registerEventsCommands(program, async () => session);
      await program.parseAsync(['events', ...args], { from: 'user' });
    } finally {
      write.mockRestore();
    }
    return written.join('');
  }

  it('lists the dead letters, and shows one without the escape sequences of its message', async () => {
    expect(await run('list')).toBe(
      `${'ID'.padEnd(38)}${'SINCE'.padEnd(26)}TYPE                   SUBSCRIBER   ERROR
${id}  2026-01-15T09:31:30.000Z  test.thing.counted v1  test.ledger  23505\n`,
    );
    expect(await run('show', id)).toMatch(/^error +23505 a\?double$/m);
    expect(JSON.parse(await run('list', '--json'))).toMatchObject([{ id, eventId, subscriber: 'test.ledger' }]);
  });

  it('retries one through the outbox', async () => {
    expect(await run('retry', id)).toBe(`${id} is delivered again: test.thing.counted, test.ledger\n`);
    const [row] = await runSql<{ payload: object }>(database.adminUrl, 'select payload from platform.outbox');
    expect(row?.payload).toMatchObject({ again: { eventId, subscriber: 'test.ledger' } });
    await expect(run('retry', id)).rejects.toMatchObject({ code: 'event_not_found' });
  });

  it('drops one for good', async () => {
    await run('drop', id);
    expect(await run('list', '--json')).toBe('[]\n');
  });
});
