import { testsUseEntryPoints } from './entry-points.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

describe('Tests reach modules by their entry points', () => {
  it('holds in this repository', () => expect(testsUseEntryPoints(repository)).toEqual([]));

  it.each([
    ['../../libs/catalog/apps/apps.service.js', 1],
    ['#catalog', 0],
    ['../support/sql.js', 0],
  ])('counts %s: %i', (name, faults) => {
    const tree = SourceTree.of({ 'test/e2e/apps.int.spec.ts': `import { App } from '${name}';` });
    expect(testsUseEntryPoints(tree)).toHaveLength(faults);
  });

  it.each([
    ['catalog', 0],
    ['feeds', 1],
  ])('counts a file of the catalog in the rows of %s: %i', (name, faults) => {
    const text = "import { apps } from '../../../libs/catalog/apps/apps.sql.js';";
    expect(testsUseEntryPoints(SourceTree.of({ [`test/rows/${name}/apps.fill.ts`]: text }))).toHaveLength(faults);
  });
});
