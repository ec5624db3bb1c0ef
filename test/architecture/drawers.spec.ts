import { noDrawers } from './drawers.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

describe('There is no folder or file for miscellaneous code', () => {
  it('holds in this repository', () => expect(noDrawers(repository)).toEqual([]));

  it.each(['libs/catalog/utils/slug.ts', 'libs/platform/http/helpers.ts', 'libs/catalog/apps/apps.common.ts'])(
    'fails on %s',
    (file) => expect(noDrawers(SourceTree.of({ [file]: '' }))).toMatchObject([{ file }]),
  );

  it('fails on a base class', () => {
    const tree = SourceTree.of({ 'libs/catalog/apps/crud.ts': 'export abstract class BaseService {}' });
    expect(noDrawers(tree)).toMatchObject([{ message: expect.stringContaining('base class') }]);
  });
});
