import ts from 'typescript';
import { root } from './repository.js';
import { testOnly } from './source-tree.js';

/** The files for tests that the build would make, with some more of its configuration. */
function built(more: object): string[] {
  const { config } = ts.readConfigFile(`${root}/tsconfig.build.json`, ts.sys.readFile);
  const { fileNames } = ts.parseJsonConfigFileContent({ ...config, ...more }, ts.sys, root);
  expect(fileNames.length).toBeGreaterThan(100);
  return fileNames.filter((file) => testOnly.test(file));
}

describe('Files for tests', () => {
  it('are not built', () => expect(built({})).toEqual([]));

  it('fails on a build with them', () => {
    const exclude = ['node_modules', 'dist', 'var'];
    expect(built({ exclude })).toContainEqual(expect.stringContaining('.spec.ts'));
  });
});
