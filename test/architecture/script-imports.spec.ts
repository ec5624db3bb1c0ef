import { root } from './repository.js';
import { scriptImportFaults } from './script-imports.js';
import { SourceTree } from './source-tree.js';

describe('A script imports what is there', () => {
  it('holds in this repository', () => {
    const scripts = SourceTree.read(root, ['apps', 'bench', 'docker', 'k6', 'k8s', 'test']);
    expect(scripts.paths(/\.mjs$/).length).toBeGreaterThan(100);
    expect(scriptImportFaults(scripts)).toEqual([]);
  });

  it.each([
    ['a file that is not there', "import { a } from './absent.mjs';", 'imports bench/absent.mjs'],
    ['a name that is not exported', "import {\n  a,\n  hidden as b,\n} from '../test/b.mjs';", 'imports hidden'],
  ])('fails on %s', (_what, text, message) => {
    const tree = SourceTree.of({ 'bench/a.mjs': text, 'test/b.mjs': 'export const a = 1;\nconst hidden = 2;' });
    expect(scriptImportFaults(tree)).toEqual([{ file: 'bench/a.mjs', message: expect.stringContaining(message) }]);
  });
});
