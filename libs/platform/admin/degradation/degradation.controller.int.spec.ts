// Real: the whole API over PostgreSQL, with an operator's key, LISTEN and NOTIFY. Faked: nothing.
import { processName } from '#platform/telemetry';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';

describe('the routes to the degradation level', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  const ask = (method: 'GET' | 'PUT', payload?: object) => {
    const headers = { authorization: `Bearer ${api.operatorKey}` };
    return api.inject({ method, url: '/v1/platform/degradation', headers, ...(payload ? { payload } : {}) });
  };

  it('set the level, and read it with its reason, its start, the processes and the changes', async () => {
    const put = (await ask('PUT', { level: 2, reason: 'the crowd' })).json();
    const { since } = put;
    expect(put).toEqual({
      level: 2,
      cause: 'manual',
      reason: 'the crowd',
      since: expect.any(String),
      hold: false,
      endsAt: null,
    });
    const { changes, processes, silent, ...present } = (await ask('GET')).json();
    expect(present).toEqual(put);
    // The database of the test has one more connection that listens.
    expect(processes).toEqual([{ process: processName, level: 2, cause: 'manual', since }]);
    expect(silent).toBeGreaterThanOrEqual(0);
    expect(changes[0]).toEqual({
      at: expect.any(String),
      process: null,
      before: expect.any(Number),
      after: 2,
      cause: 'manual',
      reason: 'the crowd',
    });
    expect((await ask('PUT', { level: 2 })).json()).toEqual({ ...put, reason: '' });
  });

  it('hold a level, and set one that ends by itself', async () => {
    const held = (await ask('PUT', { level: 0, hold: true, forSeconds: 86_400 })).json();
    expect(held).toMatchObject({ level: 0, cause: 'manual', hold: true, endsAt: expect.any(String) });
    const set = (await ask('PUT', { level: 1, forSeconds: 604_800 })).json();
    expect(set).toMatchObject({ level: 1, cause: 'manual', hold: false, endsAt: expect.any(String) });
    expect((await ask('PUT', { level: 0 })).json()).toMatchObject({ level: 0, cause: null, endsAt: null });
  });

  it.each([
    [{ level: 5 }, '/level'],
    [{ level: '1' }, '/level'],
    [{ level: 2.5 }, '/level'],
    [{ level: 1, reason: 'r'.repeat(201) }, '/reason'],
    [{}, '/level'],
    [{ level: 0, hold: true, forSeconds: 86_401 }, '/hold'],
    [{ level: 0, hold: true, forSeconds: 30 * 86_400 }, '/forSeconds'],
    [{ level: 0, hold: true }, '/hold'],
    [{ level: 1, forSeconds: 604_801 }, '/forSeconds'],
    [{ level: 1, forSeconds: '10m' }, '/forSeconds'],
    [{ level: 1, forSeconds: 0 }, '/forSeconds'],
  ])('refuse %j at %s', async (payload, pointer) => {
    const { code, errors } = (await ask('PUT', payload)).json();
    expect([code, errors[0].pointer]).toEqual(['validation_failed', pointer]);
  });
});
