import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { inTime } from './in-time.js';

describe('a call in time', () => {
  it('fails when no answer comes', async () => {
    await expect(inTime(() => new Promise(() => {}), 5)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('returns what the call returns, and throws what it throws', async () => {
    await expect(inTime(async () => 'answer', 1000)).resolves.toBe('answer');
    await expect(inTime(() => Promise.reject(new Error('away')), 1000)).rejects.toThrow('away');
  });

  it('succeeds when the answer had arrived and only this process had stalled', async () => {
    const server = createServer((socket) => {
      // The answer is on its way, and the timers run next.
      socket.on('data', (data) => socket.write(data, () => setImmediate(stall)));
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

function stall(): void {
  const until = performance.now() + 60;
  while (performance.now() < until);
}
