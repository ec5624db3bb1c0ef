import { picture } from './picture.js';
import { SourceTree } from './source-tree.js';

describe('The picture of the modules', () => {
  const tree = SourceTree.of({
    'libs/catalog/apps/apps.ts':
      "import { Database } from '#platform/database'; import { Settings } from '#platform/config';",
    'libs/platform/database/index.ts': "import { Settings } from '#platform/config';",
    'libs/platform/config/index.ts': '',
  });

  it('shows contexts above the layers of the platform', () => {
    const shown = picture(tree);
    expect(shown.indexOf('catalog')).toBeLessThan(shown.indexOf('layer 2'));
    expect(shown.indexOf('layer 2')).toBeLessThan(shown.indexOf('layer 1'));
  });

  it('leaves out arrows that follow from others', () => {
    expect(picture(tree)).toContain('catalog --> database');
    expect(picture(tree)).not.toContain('catalog --> config');
  });
});
