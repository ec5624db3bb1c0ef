// Compares what this product reads in the files of test/feeds/corpus with what rss-parser and feedparser read in them:
//   npm run build && node test/parsers/compare.mjs <folder>
// The folder is one where both are installed: they are no dependencies of the product.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { parseFeed } from '../../dist/libs/feeds/documents/parse-feed.js';

const [installed] = process.argv.slice(2);
if (!installed) throw new Error('Give the folder in which rss-parser and feedparser are installed.');
const require = createRequire(join(resolve(installed), 'package.json'));
const Parser = require('rss-parser');
const FeedParser = require('feedparser');
const corpus = join(import.meta.dirname, '../feeds/corpus');

/** What all three tell of a document, in one form. */
const summary = (title, posts) => ({ title: title ?? '', posts });
const moment = (date) => (date && !Number.isNaN(Date.parse(date)) ? new Date(date).toISOString() : null);

const parsers = {
  palier(body, { url = 'https://blog.example/feed', contentType = null }) {
    const { title, posts } = parseFeed({ body, url, contentType }, Date.UTC(2026, 5, 1));
    return summary(
      title,
      posts.map((post) => ({ title: post.title, url: post.url, date: post.publishedAt ?? post.updatedAt })),
    );
  },
  async 'rss-parser'(body) {
    const feed = await new Parser().parseString(body.toString('utf8'));
    return summary(
      feed.title,
      feed.items.map(({ title, link, isoDate }) => ({ title: title ?? '', url: link ?? null, date: moment(isoDate) })),
    );
  },
  feedparser: (body, { url = 'https://blog.example/feed' }) => {
    const { promise, resolve: answer, reject } = Promise.withResolvers();
    const parser = new FeedParser({ feedurl: url, addmeta: false });
    const posts = [];
    let title = '';
    parser.on('error', reject);
    parser.on('meta', (meta) => {
      title = meta.title;
    });
    parser.on('data', ({ title, link, pubdate, date }) => {
      posts.push({ title: title ?? '', url: link ?? null, date: moment(pubdate ?? date) });
    });
    parser.on('end', () => answer(summary(title, posts)));
    Readable.from([body]).pipe(parser);
    return promise;
  },
};

async function read(parse, body, options) {
  try {
    return await parse(body, options);
  } catch {
    return { refused: true };
  }
}

const files = readdirSync(corpus).filter((name) => !name.endsWith('.expected.json'));
const equal = Object.fromEntries(Object.keys(parsers).map((name) => [name, 0]));
for (const file of files) {
  const expected = JSON.parse(readFileSync(join(corpus, `${file}.expected.json`), 'utf8'));
  const answers = {};
  for (const [name, parse] of Object.entries(parsers))
    answers[name] = JSON.stringify(await read(parse, readFileSync(join(corpus, file)), expected));
  for (const [name, answer] of Object.entries(answers)) {
    if (answer === answers.palier) equal[name] += 1;
    else console.log(`${file}\n  palier: ${answers.palier}\n  ${name}: ${answer}`);
  }
}
console.log(`Of ${files.length} files, read as this product reads them:`, equal);
