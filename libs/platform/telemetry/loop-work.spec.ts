// Faked: the clock.
import { continueRequest, inRequest, loopWorkOf, noteLoopWork } from './index.js';

let now = 0;
beforeEach(() => {
  // Later than whatever other tests noted.
  now = performance.now() + 1_000_000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  const { tenantId, at } = { tenantId: '', at: now + 1 };
  noteLoopWork(tenantId, at);
});

const scopeOf = (tenantId: string) => ({
  ...{ requestId: 'r', traceId: undefined, spanId: undefined, span: undefined },
  tenantId,
});
const begin = (tenantId: string, work = () => {}) => inRequest(scopeOf(tenantId), work);

it('is of the request or job that began before the longest stretch', () => {
  const from = now;
  begin('a');
  now += 50;
  begin('b');
  now += 1000;
  begin('c');
  now += 99;
  expect(loopWorkOf(from, now)).toBe('b');
  expect(loopWorkOf(now - 99, now)).toBe('c');
});

it('is of a request that goes on after the database answered it', async () => {
  const from = now;
  let answered = () => {};
  const answer = new Promise<void>((resolve) => {
    answered = resolve;
  });
  const working = inRequest(scopeOf('a'), async () => {
    await answer;
    continueRequest();
    now += 400;
  });
  begin('b');
  now += 10;
  answered();
  await working;
  begin('c');
  expect(loopWorkOf(from, now)).toBe('a');
});

it('is of no tenant where a request began whose tenant was not known yet', () => {
  const from = now;
  begin('a');
  now += 10;
  noteLoopWork('', now);
  now += 500;
  begin('b');
  expect(loopWorkOf(from, now)).toBe('');
});

it('remembers the last twenty stretches of 300 ms', () => {
  const from = now;
  for (let i = 0; i < 22; i += 1) {
    begin(`t${i}`);
    now += i === 1 ? 900 : i === 2 ? 800 : 300;
  }
  begin('last');
  expect(loopWorkOf(from, now)).toBe('t2');
});
