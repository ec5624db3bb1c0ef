import { repository } from './repository.js';
import { fewFilesAreShort, filesAreSmall } from './size.js';
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

describe('Few files are short', () => {
  /** As many files of 14 lines under this name. */
  const shortFiles = (many: number, name = 'a.ts', folder = 'libs') =>
    Array.from({ length: many }, (_, i) => [`${folder}/${i}/${name}`, 'const a = 1;\n'.repeat(14)] as const);
  const treeOf = (files: readonly (readonly [string, string])[]) => SourceTree.of(Object.fromEntries(files));

  it('holds in this repository', () => expect(fewFilesAreShort(repository)).toEqual([]));

  it('fails on 41 files of 14 lines, and names each', () =>
    expect(fewFilesAreShort(treeOf(shortFiles(41))).map(({ file }) => file)).toHaveLength(41));

  it('passes 40 of them beside files of 15 lines', () => {
    const longer = ['libs/b.ts', 'const a = 1;\n'.repeat(15)] as const;
    expect(fewFilesAreShort(treeOf([...shortFiles(40), longer]))).toEqual([]);
  });

  it.each(['index.ts', 'main.ts', 'a.errors.ts', 'a.job.ts', 'a.d.ts', 'a.spec.ts'])('does not count %s', (name) =>
    expect(fewFilesAreShort(treeOf(shortFiles(41, name)))).toEqual([]),
  );

  it('does not count migrations', () =>
    expect(fewFilesAreShort(treeOf(shortFiles(41, 'a.ts', 'migrations')))).toEqual([]));
});
