import { ConnectionWaits } from './connection-waits.js';

describe('the waits for a connection', () => {
  let now = 0;
  let waits: ConnectionWaits;
  beforeEach(() => {
    now = 5000;
    waits = new ConnectionWaits(() => now);
  });

  it('tell the oldest that goes on, and what it came to for a second or two', async () => {
    const first = Promise.withResolvers<string>();
    const second = Promise.withResolvers<string>();
    const both = [waits.for(first.promise), waits.for(second.promise)];
    now += 300;
    expect(waits.longestMs).toBe(300);
    first.resolve('a connection');
    await both[0];
    now += 400;
    expect(waits.longestMs).toBe(700);
    second.resolve('a connection');
    await both[1];
    now += 900;
    expect(waits.longestMs).toBe(700);
    now += 2000;
    expect(waits.longestMs).toBe(0);
  });

  it('tell those that were in vain too', async () => {
    const refused = Promise.withResolvers<string>();
    const wait = waits.for(refused.promise);
    now += 600;
    refused.reject(new Error('no server'));
    await expect(wait).rejects.toThrow('no server');
    expect(waits.longestMs).toBe(600);
  });
});
