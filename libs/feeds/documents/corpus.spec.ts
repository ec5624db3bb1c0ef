// Real: the readers of documents, on every pair of files in test/feeds/corpus. Faked: the fetching, and the clock.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentFault } from './document-fault.js';
import { parseFeed } from './parse-feed.js';
import type { ParsedFeed } from './parsed-feed.js';

/** What a document is read as: its feed in part, or why it is refused. */
interface Expected {
  readonly contentType?: string;
  readonly url?: string;
  readonly feed?: Partial<ParsedFeed>;
  readonly fault?: string;
}

const folder = join(__dirname, '../../../test/feeds/corpus');
const now = Date.UTC(2026, 5, 1);
const names = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'));

function read(name: string, { url = 'https://blog.example/feed', contentType }: Expected) {
  const body = readFileSync(join(folder, name));
  try {
    return { feed: parseFeed({ body, url, contentType: contentType ?? null }, now) };
  } catch (error) {
    if (error instanceof DocumentFault) return { fault: error.code };
    throw error;
  }
}

it.each(names)('%s is read as expected', (name) => {
  const { feed, fault, ...answer }: Expected = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8'));
  expect(read(name, answer)).toMatchObject(feed ? { feed } : { fault });
});

it('every file has expected values, and every expectation a file', () => {
  const expected = readdirSync(folder).filter((name) => name.endsWith('.expected.json'));
  expect(expected.map((name) => name.replace(/\.expected\.json$/, '')).sort()).toEqual([...names].sort());
  expect(names.length).toBeGreaterThan(45);
});
