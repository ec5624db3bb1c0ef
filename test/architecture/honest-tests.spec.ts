import { honestTests } from './honest-tests.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

/** A spec with these two texts joined; apart, they do not make this file break the rule. */
const spec = (...words: string[]) => SourceTree.of({ 'libs/a/a.spec.ts': words.join('') });

describe('Tests are honest', () => {
  it('holds in this repository', () => expect(honestTests(repository)).toEqual([]));

  it('fails on an integration spec whose header does not say what is real', () => {
    const text = "it('works', () => {});";
    const tree = SourceTree.of({
      'libs/a/a.int.spec.ts': text,
      'libs/a/b.deep.spec.ts': text,
      'libs/a/c.spec.ts': text,
    });
    expect(honestTests(tree)).toMatchObject([{ file: 'libs/a/a.int.spec.ts' }, { file: 'libs/a/b.deep.spec.ts' }]);
  });

  it('passes one that does', () => {
    const text = "/** Real: PostgreSQL and the pool. Faked: the clock. */\nit('works', () => {});";
    expect(honestTests(SourceTree.of({ 'libs/a/a.int.spec.ts': text }))).toEqual([]);
  });

  it('fails on a test that is switched off', () => expect(honestTests(spec('it', '.skip("later")'))).toHaveLength(1));

  it('fails on a test that sleeps', () => {
    expect(honestTests(spec('await new Promise((go) => set', 'Timeout(go, 500));'))).toHaveLength(1);
  });
});
