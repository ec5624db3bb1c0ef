import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DirectoryBlobStore, IncomingFiles } from '../dist/libs/platform/storage/index.js';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';
import { sourceText } from './texts.mjs';

const BYTES = 50_000_000;
const CHUNK = 65_536;
const ROUNDS = 9;
const tenantId = '018f0000-0000-7000-8000-000000000001';

/**
 * Compares what an upload does with the bytes of a file (SHA-256, CRC-32, deflate where it pays, flushed to disk and renamed
 * into the storage) with writing the same bytes with the same hash, flushed and renamed: of 50 MB that no compressor makes
 * smaller, and of 50 MB of source text.
 */
export async function run() {
  const directory = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  try {
    const random = randomBytes(BYTES);
    const text = sourceText(BYTES);
    return [
      await compare(directory, 'random bytes', random),
      await compare(directory, 'source text, which is deflated', text),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function compare(directory, what, content) {
  const incoming = new IncomingFiles(join(directory, 'incoming'));
  const store = new DirectoryBlobStore(directory);
  const received = () => Readable.from(chunksOf(content), { objectMode: false });
  let stored = 0;
  const upload = async () => {
    const file = await incoming.receive(received(), BYTES);
    await store.keep({ tenantId, digest: file.digest }, file.file);
    stored = file.storedBytes;
  };
  const write = async () => {
    const hash = createHash('sha256');
    const path = join(directory, 'plain');
    await pipeline(
      received(),
      async function* (source) {
        for await (const chunk of source) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(`${path}.part`, { flush: true }),
    );
    await rename(`${path}.part`, join(directory, hash.digest('hex')));
    const handle = await open(directory);
    await handle.sync();
    await handle.close();
  };
  const times = { upload: [], write: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, work] of round % 2
      ? [
          ['upload', upload],
          ['write', write],
        ]
      : [
          ['write', write],
          ['upload', upload],
        ]) {
      const start = performance.now();
      await work();
      // The first round warms up.
      if (round > 0) times[name].push(performance.now() - start);
    }
  }
  const ratios = times.upload.map((time, i) => times.write[i] / time);
  return {
    name: `upload of 50 MB of ${what} / writing the same bytes with the same hash`,
    ratio: median(ratios),
    ...spread(ratios),
    detail: `${median(times.upload).toFixed(0)} ms against ${median(times.write).toFixed(0)} ms; ${Math.round((100 * stored) / BYTES)} % stored`,
  };
}

function* chunksOf(content) {
  for (let at = 0; at < content.length; at += CHUNK) yield content.subarray(at, at + CHUNK);
}

if (import.meta.main) printTable(await run());
