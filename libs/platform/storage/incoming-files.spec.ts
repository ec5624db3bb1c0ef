import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { IncomingFiles } from './incoming-files.js';

/** Real: files on disk. */
describe('incoming files', () => {
  let directory: string;
  let incoming: IncomingFiles;
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'palier-test-incoming-'));
    // It takes longer to make this directory than to fail to open a file.
    incoming = new IncomingFiles(join(directory, ...Array.from({ length: 200 }, () => 'deeper')));
    unhandled.length = 0;
    process.on('uncaughtException', note);
  });
  afterEach(async () => {
    process.off('uncaughtException', note);
    await rm(directory, { recursive: true, force: true });
  });

  const blob = { digest: '0'.repeat(64), bytes: 1, crc32: 0, encoding: 'identity', storedBytes: 1 } as const;

  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
    'receives a file of %i bytes, and its stored form inflates to it',
    async (size) => {
      const source = join(directory, 'source');
      const content = Buffer.alloc(size, 'all work and no play ');
      await writeFile(source, content);
      const { file, encoding, ...received } = await incoming.receiveFile(source, size);
      const stored = await readFile(file);
      expect(received).toMatchObject({ bytes: size, crc32: crc32(content), storedBytes: stored.length });
      expect(encoding === 'deflate' ? inflateRawSync(stored) : stored).toEqual(content);
      expect(encoding).toBe(size > 1 ? 'deflate' : 'identity');
    },
  );

  it.each([
    ['a file', (missing: string) => incoming.receiveFile(missing, 10)],
    ['a stored form', (missing: string) => incoming.receiveStored(createReadStream(missing), blob)],
  ])('tells the caller that %s cannot be opened, and ends no process', async (_, receive) => {
    await expect(receive(join(directory, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(unhandled).toEqual([]);
    await expect(readdir(incoming.directory)).resolves.toEqual([]);
  });
});
