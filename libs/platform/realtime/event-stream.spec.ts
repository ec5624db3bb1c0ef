import { Writable } from 'node:stream';
import { type AccessState, StreamAccess } from '#platform/access';
import { type EventSource, EventStream } from './event-stream.js';

/** A source of the events that a test adds. */
class Events implements EventSource {
  readonly waiting: (Buffer | 'end')[] = [];
  timesClosed = 0;

  next(): Buffer | 'end' | undefined {
    return this.waiting.shift();
  }

  beat(): Buffer {
    return Buffer.from('id: 0\n\n');
  }

  closed(): void {
    this.timesClosed += 1;
  }
}

/** A client that reads when a test lets it. */
class Client extends Writable {
  text = '';
  reads = true;
  private held: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 16_384 });
  }

  override _write(bytes: Buffer, _: string, done: () => void): void {
    this.text += bytes;
    if (this.reads) done();
    else this.held = done;
  }

  read(): void {
    this.reads = true;
    this.held?.();
  }
}

const turn = () => new Promise(setImmediate);
const retry = 'retry: 2000\n';
const hello = `${retry}id: 0\n\n`;
let source: Events;
let client: Client;
let stream: EventStream;
let state: AccessState;
let verified: number;
let closed: number;
beforeEach(() => {
  [source, client, state, verified, closed] = [new Events(), new Client(), 'admitted', 0, 0];
  const access: StreamAccess = Object.assign(Object.create(StreamAccess.prototype), { state: () => state });
  stream = new EventStream(access, source, {
    schedule: (each) => void setImmediate(() => each.send()),
    verify: () => {
      verified += 1;
    },
    closed: () => {
      closed += 1;
    },
    sent: () => {},
  });
});

async function give(...events: (Buffer | 'end')[]): Promise<void> {
  source.waiting.push(...events);
  stream.wake();
  await turn();
}
const event = (n: number, bytes = 1) => Buffer.from(`${n}${'x'.repeat(bytes - 1)};`);

it('sends the events of the source in order, and ends with the source', async () => {
  stream.connect(client);
  await turn();
  await give(event(1), event(2));
  await give(event(3), 'end', event(4));
  expect(client.text).toBe(`${hello}1;2;3;`);
  await turn();
  expect([client.writableEnded, source.timesClosed, closed]).toEqual([true, 1, 1]);
});

it('sends an id without an event only once the client has the events before it', async () => {
  client.reads = false;
  source.waiting.push(event(1, 20_000), event(2));
  stream.connect(client);
  await turn();
  expect(client.text).toBe(retry);
  client.read();
  await turn();
  await turn();
  expect(client.text.replaceAll('x', '')).toBe(`${retry}1;2;id: 0\n\n`);
});

it('takes no event from the source while the client reads none, and goes on where it was', async () => {
  client.reads = false;
  stream.connect(client);
  await turn();
  await give(event(1, 20_000), event(2), event(3));
  stream.beat();
  await turn();
  expect(source.waiting).toHaveLength(2);
  expect(client.writableLength).toBeLessThan(40_000);
  client.read();
  await turn();
  await turn();
  expect(client.text.replaceAll('x', '')).toBe(`${hello}1;2;3;id: 0\n\n`);
});

it('sends a beat after the events that wait, and one only', async () => {
  stream.connect(client);
  await turn();
  source.waiting.push(event(1));
  stream.beat();
  stream.beat();
  await turn();
  expect(client.text).toBe(`${hello}1;id: 0\n\n`);
});

it.each<[string, () => unknown]>([
  ['an event', () => give(event(2))],
  ['a beat', () => stream.beat()],
])('ends instead of sending %s once its access has ended', async (_, happens) => {
  stream.connect(client);
  await turn();
  await give(event(1));
  state = 'refused';
  await happens();
  await turn();
  expect([client.text, client.writableEnded, closed]).toEqual([`${hello}1;`, true, 1]);
});

it('sends nothing while its access is checked, and goes on when that stands', async () => {
  stream.connect(client);
  await turn();
  state = 'changed';
  await give(event(1));
  expect([client.text, verified]).toEqual([hello, 1]);
  state = 'admitted';
  stream.wake();
  await turn();
  expect(client.text).toBe(`${hello}1;`);
});

it('drops the connection of a client that does not read when it ends', async () => {
  client.reads = false;
  stream.connect(client);
  await turn();
  await give(event(1, 20_000));
  stream.end();
  expect([client.destroyed, source.timesClosed, closed]).toEqual([true, 1, 1]);
});
