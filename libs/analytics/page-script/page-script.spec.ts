import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { page1 } from './page-1.js';

it('the script of web pages takes less than 2 KB', () => {
  expect(gzipSync(page1).length).toBeLessThan(2_048);
});

it('the documentation names its digest', () => {
  const [, digest] = /integrity="([^"]*)"/.exec(readFileSync('docs/analytics.md', 'utf8')) ?? [];
  expect(digest).toBe(`sha384-${hash('sha384', page1, 'base64')}`);
});
