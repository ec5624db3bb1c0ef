import { namedExports } from './exports.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

describe('Entry points export names, directly from the file that defines them', () => {
  it('holds in this repository', () => expect(namedExports(repository)).toEqual([]));

  it.each([
    ['a chain', 'libs/catalog/apps/apps.ts', "export { App } from './app.js';"],
    ['a chain of entry points', 'libs/catalog/index.ts', "export type { Events } from './events/index.js';"],
    ['a row', 'libs/catalog/index.ts', "export type { AppRow } from './apps/apps.sql.js';"],
    ['a statement', 'libs/platform/audit/index.ts', "export { insertLine } from './audit.sql.js';"],
    ["another module's entry point", 'libs/catalog/index.ts', "export { Tenants } from '#tenants';"],
  ])('fails on %s', (_what, file, text) => {
    expect(namedExports(SourceTree.of({ [file]: text }))).toMatchObject([{ file }]);
  });
});
