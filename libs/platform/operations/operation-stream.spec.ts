import { newId } from '#platform/ids';
import { OperationStream } from './operation-stream.js';
import type { Operation } from './operations.js';

const now = new Date();
const operation = (version: number, state: Operation['state'] = 'running', text = ''): Operation => ({
  id: newId(),
  kind: 'tests.work',
  state,
  progress: 0,
  result: { text },
  error: null,
  cancelPermission: 'operations.write',
  version,
  createdAt: now,
  updatedAt: now,
});
const open = (seen = 0, onClose = () => {}) =>
  new OperationStream(({ version, result }) => ({ version, ...result }), seen, onClose).setEncoding('utf8');
const ids = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

async function rest(stream: OperationStream): Promise<string> {
  let text = '';
  for await (const piece of stream) text += piece;
  return text;
}

it('tells each version once, and ends after the final one', async () => {
  let closed = 0;
  const stream = open(1, () => {
    closed += 1;
  });
  const all = rest(stream);
  for (const version of [1, 2, 2, 3]) {
    stream.offer(operation(version));
    await new Promise(setImmediate);
  }
  stream.offer(operation(4, 'failed'));
  stream.offer(operation(5));
  stream.beat();
  expect(await all).toBe(
    `retry: 2000\n\n${[2, 3, 4].map((id) => `id: ${id}\nevent: operation\ndata: {"version":${id},"text":""}\n\n`).join('')}`,
  );
  expect(closed).toBe(1);
});

it('keeps the latest alone for a client that reads slowly', async () => {
  const stream = open();
  stream.read(0);
  for (const version of [1, 2, 3, 4]) stream.offer(operation(version, 'running', 'x'.repeat(70_000)));
  stream.offer(operation(5, 'succeeded'));
  expect(ids(await rest(stream))).toEqual([1, 5]);
});

it('comments on the silence while the client reads', async () => {
  const stream = open();
  stream.read(0);
  stream.beat();
  stream.offer(operation(1, 'running', 'x'.repeat(70_000)));
  stream.beat();
  stream.end();
  stream.end();
  expect((await rest(stream)).match(/^: still there$/gm)).toHaveLength(1);
});
