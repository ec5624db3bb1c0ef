import { platformKnowsNoContext, platformLayersInOrder } from './platform.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

describe('The platform knows no context', () => {
  it('knows no context in this repository', () => expect(platformKnowsNoContext(repository)).toEqual([]));

  it('is built in layers in this repository', () => expect(platformLayersInOrder(repository)).toEqual([]));

  it.each(['#catalog', '#catalog/events', '../../catalog/catalog.js'])('fails on a context: %s', (name) => {
    const tree = SourceTree.of({ 'libs/platform/cache/fill.ts': `import type { App } from '${name}';` });
    expect(platformKnowsNoContext(tree)).toMatchObject([{ file: 'libs/platform/cache/fill.ts' }]);
  });

  it.each([
    ['a later layer', 'database', '#platform/http'],
    ['a later concern of its layer', 'config', '#platform/telemetry'],
  ])('fails on %s', (_what, concern, name) => {
    const file = `libs/platform/${concern}/a.ts`;
    expect(platformLayersInOrder(SourceTree.of({ [file]: `import { x } from '${name}';` }))).toMatchObject([{ file }]);
  });

  it('fails on a concern that is in no layer', () => {
    const tree = SourceTree.of({ 'libs/platform/strings/a.ts': 'export const a = 1;' });
    expect(platformLayersInOrder(tree)).toMatchObject([{ message: expect.stringContaining('strings') }]);
  });
});
