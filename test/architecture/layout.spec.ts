import { layout } from './layout.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

const entryPoint = "export { Thing } from './thing.js';";
const whole = {
  'libs/feeds/README.md': '',
  'libs/feeds/http/index.ts': entryPoint,
  'libs/feeds/items/items.controller.ts': '',
};

describe('Every module has its entry points', () => {
  it('holds in this repository', () => expect(layout(repository)).toEqual([]));

  it('passes a complete module', () => expect(layout(SourceTree.of(whole))).toEqual([]));

  it.each(['apps/cli/feeds.command.ts', 'libs/catalog/feeds/feed.ts'])('passes a facade that %s imports', (path) => {
    const tree = { ...whole, 'libs/feeds/index.ts': entryPoint, 'libs/catalog/README.md': '' };
    expect(layout(SourceTree.of({ ...tree, [path]: "import { Thing } from '#feeds';" }))).toEqual([]);
  });

  it('fails on a facade that only its own context and specs import', () => {
    const text = "import { Thing } from '#feeds';";
    const users = { 'libs/feeds/items/items.spec.ts': text, 'apps/cli/feeds.command.spec.ts': text };
    const tree = SourceTree.of({ ...whole, ...users, 'libs/feeds/index.ts': entryPoint });
    expect(layout(tree)).toMatchObject([{ file: 'libs/feeds/index.ts', message: expect.stringContaining('delete') }]);
  });

  it.each(['libs/feeds/README.md', 'libs/feeds/http/index.ts'])('fails without %s', (path) => {
    const files = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== path));
    expect(layout(SourceTree.of(files))).toMatchObject([{ file: 'libs/feeds' }]);
  });

  it.each([
    ['an index inside a context', 'libs/feeds/items/index.ts'],
    ['an index inside a concern', 'libs/platform/cache/memory/index.ts'],
    ['a concern without an index', 'libs/platform/cache/fill.ts'],
    ['a concern that is in no layer', 'libs/platform/strings/index.ts'],
    ['a folder below a noun', 'libs/feeds/items/parts/part.ts'],
  ])('fails on %s', (_what, path) => {
    const tree = SourceTree.of({
      ...whole,
      [path]: entryPoint,
      ...(path.includes('memory') ? { 'libs/platform/cache/index.ts': entryPoint } : {}),
    });
    expect(layout(tree)).toHaveLength(1);
  });

  it.each(['export {};', '// Nothing yet.'])('fails on an entry point that exports nothing: %s', (text) => {
    const tree = SourceTree.of({ ...whole, 'libs/feeds/events/index.ts': text });
    expect(layout(tree)).toMatchObject([{ file: 'libs/feeds/events/index.ts' }]);
  });
});
