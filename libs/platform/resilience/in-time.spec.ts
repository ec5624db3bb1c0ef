import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { inTime } from './in-time.js';

describe('a call in time', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it('fails when no answer comes', async () => {
    const late = expect(inTime(() => new Promise(() => {}), 5)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    jest.advanceTimersByTime(5);
    await late;
  });

  it('returns what the call returns, and throws what it throws', async () => {
    await expect(inTime(async () => 'answer', 1000)).resolves.toBe('answer');
    await expect(inTime(() => Promise.reject(new Error('away')), 1000)).rejects.toThrow('away');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('succeeds when the answer had arrived and only this process had stalled', async () => {
    const server = createServer((socket) => {
      // The answer is on its way when the time is over.
      socket.on('data', (data) => socket.write(data, () => setImmediate(() => jest.advanceTimersByTime(60))));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(client, 'connect');
    const echo = async () => {
      client.write('hello');
      const [answer] = await once(client, 'data');
      return String(answer);
    };
    await expect(inTime(echo, 20)).resolves.toBe('hello');
    client.destroy();
    server.close();
    await once(server, 'close');
  });
});
