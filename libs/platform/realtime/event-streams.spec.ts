import type { AccessControl, KeyChanges } from '#platform/access';
import { Settings } from '#platform/config';
import { Lifecycle } from '#platform/telemetry';
import { EventStreams } from './event-streams.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import type { Topics } from './topics.js';

describe('event streams', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are looked at twice a second for access that has ended, and beat every 15 seconds', () => {
    const keys = { follow: () => () => undefined } as unknown as KeyChanges;
    const streams = new EventStreams(
      {} as AccessControl,
      keys,
      {} as Topics,
      new Lifecycle(),
      new RealtimeMetrics(),
      new Settings(),
    );
    const [look, beat] = [jest.spyOn(streams, 'sweep'), jest.spyOn(streams, 'beat')];
    streams.onModuleInit();
    jest.advanceTimersByTime(30_000);
    expect([look.mock.calls.length, beat.mock.calls.length]).toEqual([60, 2]);
    streams.onModuleDestroy();
    jest.advanceTimersByTime(30_000);
    expect([look.mock.calls.length, beat.mock.calls.length]).toEqual([60, 2]);
  });
});
