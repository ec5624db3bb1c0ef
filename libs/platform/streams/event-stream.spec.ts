import { type EventSource, EventStream, type StreamEvent } from './event-stream.js';

/** A source of the events that a test adds. */
class Events implements EventSource {
  readonly waiting: (StreamEvent | 'end')[] = [];
  timesClosed = 0;

  next(): StreamEvent | 'end' | undefined {
    return this.waiting.shift();
  }

  closed(): void {
    this.timesClosed += 1;
  }
}

const event = (id: number, text = ''): StreamEvent => ({ id, name: 'thing', data: { text } });
const turn = () => new Promise(setImmediate);
let source: Events;
let admitted: boolean;
let released: number;
let stream: EventStream;
beforeEach(() => {
  source = new Events();
  admitted = true;
  released = 0;
  const onClose = () => {
    released += 1;
  };
  stream = new EventStream(source, async () => admitted, onClose).setEncoding('utf8');
});

function give(...events: (StreamEvent | 'end')[]): void {
  source.waiting.push(...events);
  stream.wake();
}

async function rest(): Promise<string> {
  let text = '';
  for await (const piece of stream) text += piece;
  return text;
}
const ids = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

it('sends the events of the source in order, and ends with the source', async () => {
  const all = rest();
  give(event(1), event(2));
  await turn();
  give(event(3));
  give('end');
  give(event(4));
  expect(await all).toBe(
    `retry: 2000\n\n${[1, 2, 3].map((id) => `id: ${id}\nevent: thing\ndata: {"text":""}\n\n`).join('')}`,
  );
  expect([source.timesClosed, released]).toEqual([1, 1]);
});

it('takes no event from the source before the client reads', async () => {
  stream.read(0);
  give(event(1, 'x'.repeat(70_000)), event(2), 'end');
  await turn();
  expect(source.waiting).toHaveLength(2);
  expect(ids(await rest())).toEqual([1, 2]);
});

it('sends a comment while there are no events and the client reads', async () => {
  stream.read(0);
  await stream.beat();
  give(event(1, 'x'.repeat(70_000)));
  await turn();
  await stream.beat();
  stream.end();
  stream.end();
  await stream.beat();
  expect((await rest()).match(/^: still there$/gm)).toHaveLength(1);
});

it.each<[string, () => void]>([
  ['an event', () => give(event(2))],
  ['a comment', () => void stream.beat()],
])('ends instead of sending %s once the client is not admitted any more', async (_, happens) => {
  const all = rest();
  give(event(1));
  await turn();
  admitted = false;
  happens();
  const text = await all;
  expect(ids(text)).toEqual([1]);
  expect(text).not.toContain('still there');
  expect([source.timesClosed, released]).toEqual([1, 1]);
});

it('sends nothing to a client that disconnects while its access is checked', async () => {
  stream.read(0);
  const push = jest.spyOn(stream, 'push');
  give(event(1));
  stream.destroy();
  await turn();
  expect(push).not.toHaveBeenCalled();
  expect([source.timesClosed, released]).toEqual([1, 1]);
});
