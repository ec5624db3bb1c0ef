import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it.each([
    ['a file', (missing: string) => incoming.receiveFile(missing, 10)],
    ['a stored form', (missing: string) => incoming.receiveStored(createReadStream(missing), blob)],
  ])('tells the caller that %s cannot be opened, and ends no process', async (_, receive) => {
    await expect(receive(join(directory, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(unhandled).toEqual([]);
    await expect(readdir(incoming.directory)).resolves.toEqual([]);
  });
});
