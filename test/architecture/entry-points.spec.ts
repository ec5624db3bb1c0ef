import { entryPoints } from './entry-points.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

describe('Modules are imported by their entry points only', () => {
  it('holds in this repository', () => expect(entryPoints(repository)).toEqual([]));

  it.each([
    ['a path round an entry point', 'libs/feeds/feeds.service.ts', '../catalog/apps/apps.service.js'],
    ['a file behind an entry point', 'libs/feeds/feeds.service.ts', '#catalog/apps'],
    ["a context's Nest modules", 'libs/feeds/feeds.service.ts', '#catalog/http'],
    ['a concern by its path', 'libs/catalog/catalog.ts', '../platform/cache/cache.module.js'],
    ['its own entry point', 'libs/catalog/apps/apps.service.ts', '#catalog'],
    ['libs by a path from apps', 'apps/api/api.module.ts', '../../libs/catalog/index.js'],
  ])('fails on %s', (_what, file, name) => {
    expect(entryPoints(SourceTree.of({ [file]: `import { App } from '${name}';` }))).toMatchObject([{ file }]);
  });

  it.each([
    ['libs/feeds/feeds.service.ts', '#catalog/events'],
    ['libs/catalog/apps/apps.service.int.spec.ts', '../../../test/support/test-database.js'],
    ['libs/catalog/apps/apps.fill.ts', '../../../test/support/fill.js'],
    ['libs/platform/jobs/jobs.int.spec.ts', '../../../test/stack/servers.js'],
    ['apps/contexts.ts', '#catalog/http'],
    ['apps/solo/main.ts', '../../migrations/index.js'],
  ])('lets %s import %s', (file, name) => {
    expect(entryPoints(SourceTree.of({ [file]: `import { x } from '${name}';` }))).toEqual([]);
  });
});
