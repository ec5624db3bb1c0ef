import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { listenAt, portIsFree } from './port-is-free.js';

const host = '127.0.0.1';

it('refuses a port that is taken, by its check and when it listens after it, with the same sentence', async () => {
  const other = createServer();
  await once(other.listen(0, host), 'listening');
  const { port } = other.address() as AddressInfo;
  const late = createServer();
  const attempts = [
    portIsFree(host, port, 'PORT'),
    listenAt({ host, port, variable: 'PORT' }, () => once(late.listen(port, host), 'listening')),
  ];
  const refusals = await Promise.all(attempts.map((attempt) => attempt.catch((error: unknown) => error)));
  other.close();
  expect(refusals[0]).toMatchObject({ code: 'port_taken', message: expect.stringContaining(`PORT=<another port>`) });
  expect(refusals[1]).toEqual(refusals[0]);
});

it('names the reason of another refusal, and leaves other errors as they are', async () => {
  const at = { host: '203.0.113.1', port: 0, variable: 'PORT' };
  await expect(portIsFree(at.host, at.port, at.variable)).rejects.toMatchObject({ code: 'address_refused' });
  const fault = new Error('a fault of the program');
  await expect(listenAt(at, () => Promise.reject(fault))).rejects.toBe(fault);
});
