import { repository } from './repository.js';
import { rooms } from './rooms.js';
import { SourceTree } from './source-tree.js';

const door = "export { Thing } from './thing.js';";
const whole = {
  'libs/feeds/index.ts': door,
  'libs/feeds/README.md': '',
  'libs/feeds/http/index.ts': door,
  'libs/feeds/items/items.controller.ts': '',
};

describe('Every room has its doors', () => {
  it('holds in this repository', () => expect(rooms(repository)).toEqual([]));

  it('passes a whole room', () => expect(rooms(SourceTree.of(whole))).toEqual([]));

  it.each(['libs/feeds/index.ts', 'libs/feeds/README.md', 'libs/feeds/http/index.ts'])('fails without %s', (path) => {
    const files = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== path));
    expect(rooms(SourceTree.of(files))).toMatchObject([{ file: 'libs/feeds' }]);
  });

  it.each([
    ['an index inside a context', 'libs/feeds/items/index.ts'],
    ['an index inside a concern', 'libs/platform/cache/memory/index.ts'],
    ['a concern without an index', 'libs/platform/cache/fill.ts'],
    ['a folder below a noun', 'libs/feeds/items/parts/part.ts'],
  ])('fails on %s', (_what, path) => {
    const tree = SourceTree.of({
      ...whole,
      [path]: door,
      ...(path.includes('memory') ? { 'libs/platform/cache/index.ts': door } : {}),
    });
    expect(rooms(tree)).toHaveLength(1);
  });

  it.each(['export {};', '// Nothing yet.'])('fails on a door with nothing behind it: %s', (text) => {
    const tree = SourceTree.of({ ...whole, 'libs/feeds/events/index.ts': text });
    expect(rooms(tree)).toMatchObject([{ file: 'libs/feeds/events/index.ts' }]);
  });
});
