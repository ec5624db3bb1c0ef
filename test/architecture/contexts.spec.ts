import { contextsListedOnce, facadesFormADag, testsNameTheirOwnContext } from './contexts.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

describe('Contexts call each other only by declared arrows', () => {
  it('holds in this repository', () => expect(facadesFormADag(repository)).toEqual([]));

  it('fails on an arrow without a declared reason', () => {
    const tree = SourceTree.of({ 'libs/feeds/a.ts': "import { Catalog } from '#catalog';" });
    expect(facadesFormADag(tree)).toMatchObject([{ message: expect.stringContaining('feeds → catalog') }]);
  });

  it('fails on a cycle of arrows of any length', () => {
    const tree = SourceTree.of({
      'libs/a/a.ts': "import { B } from '#b';",
      'libs/b/b.ts': "import { C } from '#c';",
      'libs/c/c.ts': "import type { A } from '#a';",
    });
    const declared = { 'a → b': 'reads', 'b → c': 'reads', 'c → a': 'reads' };
    expect(facadesFormADag(tree, declared)).toHaveLength(3);
  });
});

describe('Contexts are listed once', () => {
  it('holds in this repository', () => expect(contextsListedOnce(repository)).toEqual([]));

  it('fails on a context that the list lacks', () => {
    const tree = SourceTree.of({ 'apps/contexts.ts': "import '#catalog/http';", 'libs/feeds/index.ts': '' });
    expect(contextsListedOnce(tree)).toMatchObject([{ file: 'libs/feeds' }]);
  });

  it('fails on a second list', () => {
    const tree = SourceTree.of({ 'apps/api/api.module.ts': "import { CatalogHttpModule } from '#catalog/http';" });
    expect(contextsListedOnce(tree)).toMatchObject([{ file: 'apps/api/api.module.ts' }]);
  });
});

describe('A test of a context names no other', () => {
  const tree = (text: string) => SourceTree.of({ 'libs/feeds/a/a.int.spec.ts': text, 'libs/catalog/index.ts': '' });

  it('holds in this repository', () => expect(testsNameTheirOwnContext(repository)).toEqual([]));

  it.each([
    ['its name', "const waitingFor = ['catalog'];"],
    ['its tables', "await query('delete from catalog.apps');"],
    ['its tables after a value', `await query(\`\${verb} catalog.apps\`);`],
    ['its statements', "expect(sent).toEqual(['catalog.apps.by-slug']);"],
  ])('fails on %s', (_what, text) => {
    expect(testsNameTheirOwnContext(tree(text), {})).toMatchObject([{ file: 'libs/feeds/a/a.int.spec.ts' }]);
  });

  it('passes a context that it calls, and words', () => {
    expect(testsNameTheirOwnContext(tree("['catalog']"), { 'feeds → catalog': 'reads' })).toEqual([]);
    expect(testsNameTheirOwnContext(tree("// Faked: catalog.apps\nit('fills a catalog.', () => {});"), {})).toEqual([]);
  });

  it('fails on the tables of another in the rows of a context', () => {
    const file = 'test/rows/feeds/a.fill.ts';
    const files = { [file]: "export const sql = 'delete from catalog.apps';", 'libs/catalog/index.ts': '' };
    expect(testsNameTheirOwnContext(SourceTree.of(files), {})).toMatchObject([{ file }]);
  });

  it('fails on an import of another', () => {
    expect(facadesFormADag(tree("import { Catalog } from '#catalog';"), {})).toHaveLength(1);
  });
});
