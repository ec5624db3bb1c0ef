import { demonstrationsStandApart } from './demonstrations.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

describe('Demonstrations stand apart', () => {
  it('holds in this repository', () => expect(demonstrationsStandApart(repository)).toEqual([]));

  it('fails on code that needs one', () => {
    const tree = SourceTree.of({
      'libs/feeds/posts/posts.service.ts': "import { pressUrl } from '../demo/press.js';",
      'libs/feeds/http/index.ts': "import { TeamDemo } from '../demo/team-demo.js';",
      'libs/feeds/demo/press.ts': '',
      'libs/feeds/demo/team-demo.ts': "import { pressUrl } from './press.js';",
    });
    expect(demonstrationsStandApart(tree)).toMatchObject([{ file: 'libs/feeds/posts/posts.service.ts' }]);
  });

  it('fails on one elsewhere in its context, and on another list of them', () => {
    const text = "import { Demonstrates, demonstrations } from '#platform/demonstrations';";
    const files = [
      'libs/feeds/posts/posts-demo.ts',
      'libs/feeds/demo/team-demo.ts',
      'apps/demo/make.ts',
      'apps/api/a.ts',
    ];
    const tree = SourceTree.of(Object.fromEntries(files.map((file) => [file, text])));
    expect(demonstrationsStandApart(tree).map(({ file }) => file)).toEqual([
      'apps/api/a.ts',
      'libs/feeds/posts/posts-demo.ts',
    ]);
  });
});
