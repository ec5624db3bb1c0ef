/** Real: PostgreSQL, LISTEN and NOTIFY, a killed backend. Faked: nothing. */
import { EventEmitter, once } from 'node:events';
import { Logger } from '@nestjs/common';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

describe('notifications', () => {
  let test: TestDatabase;
  const received = new EventEmitter();
  const stops: Array<() => void> = [];

  beforeAll(async () => {
    test = await testDatabase();
  });
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });
  afterAll(() => test.close());

  /** Subscribes to a channel; resolves once LISTEN has succeeded. */
  async function subscribe(channel: string, as = channel): Promise<void> {
    const begun = once(received, `${as} begun`);
    stops.push(
      test.notifications.subscribe(channel, (payload) =>
        received.emit(payload === undefined ? `${as} begun` : as, payload ?? ''),
      ),
    );
    await begun;
  }

  it('reach every subscriber of their channel and no other, once for equal notifications sent together', async () => {
    await subscribe('one');
    await subscribe('one', 'one too');
    await subscribe('Two "quoted"');
    const told: string[] = [];
    received.on('one', (payload) => told.push(`one ${payload}`));
    received.on('one too', (payload) => told.push(`one too ${payload}`));
    const last = once(received, 'Two "quoted"');
    await Promise.all([
      ...Array.from({ length: 20 }, () => test.notifications.publish('one', 'double')),
      test.notifications.publish('one'),
      test.notifications.publish('Two "quoted"', 'last'),
    ]);
    expect(await last).toEqual(['last']);
    expect(told).toEqual(['one double', 'one too double', 'one ', 'one too ']);
  });

  it('arrive again after the connection was lost, on every channel', async () => {
    await Promise.all([subscribe('three'), subscribe('four')]);
    const begun = Promise.all([once(received, 'three begun'), once(received, 'four begun')]);
    await runSql(
      test.adminUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'palier listen' AND datname = current_database()`,
    );
    await begun;
    const told = once(received, 'four');
    await test.notifications.publish('four', 'again');
    expect(await told).toEqual(['again']);
  });

  it('are listened to once LISTEN has succeeded, until the last subscriber leaves', async () => {
    await subscribe('six');
    const begun = subscribe('seven');
    expect(test.notifications.isListening('seven')).toBe(false);
    await begun;
    expect(test.notifications.isListening('seven')).toBe(true);
    stops.pop()?.();
    expect(['six', 'seven'].map((channel) => test.notifications.isListening(channel))).toEqual([true, false]);
  });

  it('never fail their publisher, and warn once until one is sent', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const tooLong = () => test.notifications.publish('five', 'x'.repeat(9000));
    await expect(tooLong()).resolves.toBeUndefined();
    await tooLong();
    expect(warned).toHaveBeenCalledTimes(1);
    await test.notifications.publish('five', 'short');
    await tooLong();
    expect(warned).toHaveBeenCalledTimes(2);
  });
});
