import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { planZip } from '../dist/libs/catalog/bundles/zip-plan.js';
import { zipHeaders } from '../dist/libs/catalog/bundles/zip-records.js';
import { writeBundle } from '../dist/libs/catalog/bundles/zip-writer.js';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';
import { sourceText } from './texts.mjs';

const FILES = 200;
const BYTES = 50_000;
const ROUNDS = 11;
/** Headers take so little time that a round makes them this often. */
const TIMES = 50;

/**
 * Compares a bundle of headers around files that are kept deflated with yazl deflating the same 200 files of 50 KB of
 * source text: the headers alone; the whole bundle written to disk and digested; the same after one file in twenty was deflated
 * anew. All read their files from disk, which the page cache holds.
 */
export async function run() {
  const directory = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  try {
    const text = sourceText();
    const step = Math.floor((text.length - BYTES) / FILES);
    const contents = Array.from({ length: FILES }, (_, i) => text.subarray(i * step, i * step + BYTES));
    const files = await Promise.all(contents.map((content, i) => keep(directory, content, i)));
    return await measure(directory, files);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(directory, files) {
  const members = files.map(({ member }) => member);
  const changed = files.filter((_, i) => i % 20 === 0);
  const target = join(directory, 'bundle.zip');
  const contenders = {
    headers: () => {
      for (let i = 0; i < TIMES; i += 1) zipHeaders(planZip(members));
    },
    deflating: async () => {
      for await (const _ of yazlOf(files));
    },
    bundle: () => write(writeBundle(members), target),
    yazlWritten: () => write(yazlOf(files), target),
    changed: async () => {
      // As an upload: deflated, with checksum and digest of the content, and kept.
      for (const file of changed) {
        createHash('sha256').update(file.content).digest();
        crc32(file.content);
        await writeFile(file.kept, deflateRawSync(file.content));
      }
      await write(writeBundle(members), target);
    },
  };
  const ms = await inTurns(contenders);
  ms.headers = ms.headers.map((time) => time / TIMES);
  return [
    row('headers of a bundle / yazl deflating', ms.deflating, ms.headers, 100),
    row('bundle written and digested / yazl’s', ms.yazlWritten, ms.bundle, 3),
    row('the same, 1 file in 20 deflated anew / yazl’s', ms.yazlWritten, ms.changed),
  ];
}

/** A file, and its deflated bytes as they are kept. */
async function keep(directory, content, i) {
  const path = `src/module-${i}/file-${i}.js`;
  const [plain, kept] = [join(directory, `${i}.txt`), join(directory, `${i}.deflate`)];
  const stored = deflateRawSync(content);
  await Promise.all([writeFile(plain, content), writeFile(kept, stored)]);
  const facts = { path, bytes: content.length, crc32: crc32(content), storedBytes: stored.length, encoding: 'deflate' };
  return { path, content, plain, kept, member: { ...facts, read: () => createReadStream(kept) } };
}

function yazlOf(files) {
  const zip = new ZipFile();
  for (const { path, plain } of files) zip.addFile(plain, path);
  zip.end();
  return zip.outputStream;
}

async function write(stream, target) {
  const hash = createHash('sha256');
  const digested = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(stream, digested, createWriteStream(target));
  hash.digest();
}

/** Milliseconds of each contender, one figure per round; the first round only warms up. */
async function inTurns(contenders) {
  const ms = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(contenders)) {
      const start = performance.now();
      await work();
      if (round > 0) ms[name].push(performance.now() - start);
    }
  }
  return ms;
}

function row(name, theirs, ours, goal) {
  const ratios = theirs.map((time, round) => time / ours[round]);
  const detail = `${median(ours).toPrecision(3)} ms against ${median(theirs).toPrecision(3)} ms`;
  return { name, ratio: median(ratios), ...spread(ratios), goal, detail };
}

if (import.meta.main) printTable(await run());
