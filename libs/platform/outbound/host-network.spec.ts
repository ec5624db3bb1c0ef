// Real: c-ares, TCP. Faked: the name server, by one on 127.0.0.1 that knows three names.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Test } from '@nestjs/testing';
import { Settings, SettingsModule } from '#platform/config';
import { SystemNetwork } from './host-network.js';
import { HostNetwork, Outbound, OutboundModule } from './index.js';

const ipv6 = Buffer.from('26064700470000000000000000001111', 'hex');
const records: Record<string, { A?: Buffer; AAAA?: Buffer }> = {
  both: { A: Buffer.from([1, 1, 1, 1]), AAAA: ipv6 },
  four: { A: Buffer.from([1, 1, 1, 1]) },
  six: { AAAA: ipv6 },
};

/** The answer to a question (RFC 1035 §4.1): no such name, none of the kind, or one record. */
function answerTo(question: Buffer): Buffer {
  const end = question.indexOf(0, 12) + 1;
  const known = records[question.toString('latin1', 13, 13 + question.readUInt8(12))];
  const data = known?.[question.readUInt16BE(end) === 1 ? 'A' : 'AAAA'];
  const head = Buffer.concat([question.subarray(0, 2), Buffer.from('81800001000000000000', 'hex')]);
  if (!known) head.writeUInt8(0x83, 3);
  if (!data) return Buffer.concat([head, question.subarray(12, end + 4)]);
  head.writeUInt16BE(1, 6);
  const type = question.subarray(end, end + 2);
  const record = Buffer.concat([Buffer.from('c00c', 'hex'), type, Buffer.from('00010000003c00', 'hex')]);
  return Buffer.concat([head, question.subarray(12, end + 4), record, Buffer.from([data.length]), data]);
}

describe('the network of this machine', () => {
  let names: Socket;
  let network: SystemNetwork;

  beforeAll(async () => {
    names = createSocket('udp4');
    names.on('message', (question, { port }) => names.send(answerTo(question), port, '127.0.0.1'));
    names.bind(0, '127.0.0.1');
    await once(names, 'listening');
    network = new SystemNetwork();
    network.resolver.setServers([`127.0.0.1:${names.address().port}`]);
  });
  afterAll(() => new Promise<void>((done) => names.close(done)));

  it.each([
    ['both', ['1.1.1.1', '2606:4700:4700::1111']],
    ['four', ['1.1.1.1']],
    ['six', ['2606:4700:4700::1111']],
  ])('resolves a name with %s kinds of addresses', async (name, addresses) => {
    expect(await network.resolve(`${name}.example`)).toEqual(addresses);
  });

  it('says that a name is unknown', async () => {
    await expect(network.resolve('missing.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('connects', async () => {
    const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const [greeting] = await once(network.connect('127.0.0.1', (server.address() as { port: number }).port), 'data');
    expect(String(greeting)).toBe('hello');
    server.close();
  });
});

it('the module sends by the network of this machine, and closes', async () => {
  const imports = [SettingsModule.with(new Settings()), OutboundModule];
  const module = await Test.createTestingModule({ imports }).compile();
  expect(module.get(HostNetwork)).toBeInstanceOf(SystemNetwork);
  const sent = module.get(Outbound).send({ url: 'http://127.0.0.1/', timeoutMs: 1000, mostBytes: 1 });
  await expect(sent).rejects.toMatchObject({ code: 'destination_refused' });
  await module.close();
});
