import { repository } from './repository.js';
import { fewFilesAreTiny, filesAreSmall } from './size.js';
import { SourceTree } from './source-tree.js';

/** Ten files: that many of the given length, the others of one line. */
function tree(many: number, lines: number): SourceTree {
  const file = (i: number) => [`libs/a/${i}.ts`, 'const a = 1;\n'.repeat(i < many ? lines : 1)] as const;
  return SourceTree.of(Object.fromEntries(Array.from({ length: 10 }, (_, i) => file(i))));
}

describe('Files are small', () => {
  it('holds in this repository', () => expect(filesAreSmall(repository)).toEqual([]));

  it.each([
    ['a long median', 6, 61],
    ['one in five of 150 lines', 2, 150],
    ['a single file of 301 lines', 1, 301],
  ])('fails on %s', (_what, many, lines) => expect(filesAreSmall(tree(many, lines))).toHaveLength(1));

  it('passes one of ten with 300 lines', () => expect(filesAreSmall(tree(1, 300))).toEqual([]));
});

describe('Few files are tiny', () => {
  const tiny = (many: number, name: (i: number) => string) =>
    SourceTree.of(Object.fromEntries(Array.from({ length: many }, (_, i) => [name(i), 'const a = 1;\n'.repeat(14)])));

  it('holds in this repository', () => expect(fewFilesAreTiny(repository)).toEqual([]));

  it('fails on 41', () => expect(fewFilesAreTiny(tiny(41, (i) => `libs/a/${i}.ts`))).toHaveLength(41));

  it('passes 40, and any number of entry points, jobs and lists of errors', () => {
    expect(fewFilesAreTiny(tiny(40, (i) => `libs/a/${i}.ts`))).toEqual([]);
    for (const end of ['index.ts', 'a.job.ts', 'a.errors.ts'])
      expect(fewFilesAreTiny(tiny(50, (i) => `libs/a/${i}/${end}`))).toEqual([]);
  });
});
