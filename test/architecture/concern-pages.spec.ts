import { concernPages } from './concern-pages.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

const page = (usedBy: string) => `# turns

Lets few pieces of costly work run at once.

- **Costs**: a queue in memory.
- **Used by**: ${usedBy}
- **Begin with**: [turns.ts](turns.ts)
`;

/** A concern with this page. */
const tree = (text: string | undefined) =>
  SourceTree.of({ 'libs/platform/turns/turns.ts': '', ...(text && { 'libs/platform/turns/README.md': text }) });

describe('Each concern says what it costs and who uses it', () => {
  it('holds in this repository', () => expect(concernPages(repository)).toEqual([]));

  it('passes entries of several lines', () => expect(concernPages(tree(page('feeds,\n  apps.')))).toEqual([]));

  it.each<[string, string | undefined, RegExp]>([
    ['a missing page', undefined, /is missing/],
    ['a page without costs', page('feeds.').replace('Costs', 'Cost'), /what the concern costs/],
    ['a page without users', page('feeds.').replace('Used by', 'For'), /who uses it/],
    ['a first file that is not there', page('feeds.').replaceAll('turns.ts', 'a.ts'), /file to read first/],
  ])('fails on %s', (_, text, message) =>
    expect(concernPages(tree(text)).map(({ message: found }) => found)).toEqual([expect.stringMatching(message)]),
  );
});
