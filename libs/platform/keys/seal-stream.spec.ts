import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Settings } from '#platform/config';
import { DataKey } from './data-key.js';
import { MasterKey } from './master-key.js';

const master = new MasterKey(Object.assign(new Settings(), { masterKey: Buffer.alloc(32, 7).toString('base64url') }));
const draw = () => DataKey.draw(master, 'tests').key;
const key = draw();
const [chunk, sealedChunk, head] = [65_536, 65_552, 33];

const content = (bytes: number) => Buffer.alloc(bytes, 'Nobody else shall read this. ');
const seal = (bytes: Buffer, about = 'a', pieces = 10_000): Promise<Buffer> =>
  buffer(key.sealStream(cut(bytes, pieces), about));
const open = (sealed: Buffer, about = 'a', by = key, pieces = 7_777): Promise<Buffer> =>
  buffer(by.openStream(Readable.from(cut(sealed, pieces)), about));
const refusal = (sealed: Buffer) => expect(open(sealed)).rejects.toThrow('damaged');

/** The bytes in pieces, which are never those of the chunks. */
async function* cut(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
/** The head and the chunks of a sealed stream. */
const partsOf = (sealed: Buffer): Buffer[] => [
  sealed.subarray(0, head),
  ...Array.from({ length: Math.ceil((sealed.length - head) / sealedChunk) }, (_, i) =>
    sealed.subarray(head + i * sealedChunk, head + (i + 1) * sealedChunk),
  ),
];

it.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 5])(
  'a stream of %d bytes is opened as it was',
  async (bytes) => {
    const sealed = await seal(content(bytes));
    expect(sealed).toHaveLength(DataKey.sealedStreamBytes(bytes));
    expect(sealed).toHaveLength(head + bytes + 16 * Math.max(1, Math.ceil(bytes / chunk)));
    expect((await open(sealed)).equals(content(bytes))).toBe(true);
    expect((await open(sealed, 'a', key, 1_000_000)).equals(content(bytes))).toBe(true);
    expect(sealed.includes('Nobody')).toBe(false);
  },
);

it('a stream is never sealed to the same bytes twice', async () => {
  expect((await seal(content(100))).subarray(head)).not.toEqual((await seal(content(100))).subarray(head));
});

it('a stream is opened by its key alone, and for what it is alone', async () => {
  for (const bytes of [0, 10, 2 * chunk]) {
    const sealed = await seal(content(bytes));
    await expect(open(sealed, 'b')).rejects.toThrow('damaged');
    await expect(open(sealed, 'a', draw())).rejects.toThrow('damaged');
  }
});

it.each([0, 10, chunk, 2 * chunk, 2 * chunk + 10])(
  'a stream of %d bytes that is cut anywhere is refused',
  async (bytes) => {
    const sealed = await seal(content(bytes));
    const borders = [0, 1, head, head + 16, head + sealedChunk, head + sealedChunk + 16, head + 2 * sealedChunk];
    const ends = [...borders, sealed.length - 1, sealed.length - 16, sealed.length - 17];
    for (const end of ends.filter((at) => at >= 0 && at < sealed.length)) await refusal(sealed.subarray(0, end));
  },
);

it.each([0, 10, chunk, 2 * chunk + 10])('a stream of %d bytes with others behind it is refused', async (bytes) => {
  const sealed = await seal(content(bytes));
  const [, ...chunks] = partsOf(sealed);
  for (const more of [Buffer.of(0), Buffer.alloc(16), ...chunks, await seal(content(bytes))])
    await refusal(Buffer.concat([sealed, more]));
});

it('a stream whose chunks are moved, left out, repeated or of another stream is refused', async () => {
  const [start, a, b, c] = partsOf(await seal(content(2 * chunk + 10))) as [Buffer, Buffer, Buffer, Buffer];
  const [otherStart, other] = partsOf(await seal(content(2 * chunk + 10))) as [Buffer, Buffer];
  for (const parts of [
    [start, b, a, c],
    [start, a, c],
    [start, b, c],
    [start, c],
    [start, a, a, b, c],
    [start, a, b],
    [start, other, b, c],
    [otherStart, a, b, c],
  ])
    await refusal(Buffer.concat(parts));
});

it('a stream is refused wherever a byte is altered, and gives only what came before', async () => {
  const sealed = await seal(content(chunk + 10));
  for (const at of [
    0,
    1,
    head - 1,
    head,
    head + chunk,
    head + sealedChunk - 1,
    head + sealedChunk,
    sealed.length - 1,
  ]) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    const given: Buffer[] = [];
    const opened = key.openStream(Readable.from([altered]), 'a');
    opened.on('data', (piece) => given.push(piece));
    await expect(new Promise((_, reject) => opened.once('error', reject))).rejects.toThrow('damaged');
    const before = Buffer.concat(given);
    expect(before.equals(content(chunk + 10).subarray(0, before.length))).toBe(true);
    expect(before.length).toBe(at < head + sealedChunk ? 0 : chunk);
  }
});

it('a stream fails as its source does, and closes it when it is left', async () => {
  const failing = new Readable({ read: () => undefined });
  const content = key.openStream(failing, 'a');
  failing.destroy(new Error('the disk is gone'));
  await expect(buffer(content)).rejects.toThrow('the disk is gone');
  const left = new Readable({ read: () => undefined });
  key.openStream(left, 'a').destroy();
  await new Promise((resolve) => left.once('close', resolve));
  expect(left.destroyed).toBe(true);
});
