import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repository.js';

const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** @returns the rows of tables that begin as another does, and the files that are named and are not there */
function faultsOf(text: string): string[] {
  const subjects = [...text.matchAll(/^\| ([^|]+\|[^|]+)\|/gm)].map(([, cells = '']) => cells.trim());
  const files = [...text.matchAll(/`((?:libs|test|apps|k6|bench)\/[^`]+\.\w+)`/g)].map(([, file = '']) => file);
  return [
    ...subjects
      .filter((cells, at) => !/^-+\|/.test(cells) && subjects.indexOf(cells) !== at)
      .map((cells) => `“${cells}” has two rows: keep one.`),
    ...files.filter((file) => !existsSync(join(root, file))).map((file) => `${file} is not there: correct the path.`),
  ];
}

describe('docs/security.md', () => {
  it('tells each thing once, and names tests that are there', () => {
    expect(faultsOf(page)).toEqual([]);
  });

  it.each([
    [
      'a row that stands twice',
      '| keys | 256 bits | one |\n| keys | 256 bits | two |',
      ['“keys | 256 bits” has two rows: keep one.'],
    ],
    ['a test that is not there', '`libs/a/b.spec.ts`', ['libs/a/b.spec.ts is not there: correct the path.']],
  ])('finds %s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });
});
