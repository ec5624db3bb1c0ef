import { honestTests } from './honest-tests.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

const spec = (text: string) => SourceTree.of({ 'libs/a/a.spec.ts': text });

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

  it('fails on a test that is switched off', () => expect(honestTests(spec('it.skip("later")'))).toHaveLength(1));

  it.each([
    ['in all', 'const begun = performance.now();\nexpect(performance.now() - begun).toBeLessThan(5000);'],
    ['of a pause', 'const at = Date.now();\nconst took = Date.now() - at;\nexpect(took / 1000).toBeCloseTo(2);'],
    [
      'of each of several',
      'let at = Date.now();\nall.push(Date.now() - at);\nexpect(Math.max(...all)).toBeLessThan(9);',
    ],
    [
      'by a function',
      'const took = () => { const at = Date.now(); return Date.now() - at; };\nexpect(took()).toBeLessThan(9);',
    ],
    ['since a timestamp', 'expect(Math.abs(Date.now() - Date.parse(row.at))).not.toBeGreaterThan(5000);'],
    ['since a moment', 'expect(row.usedAt).toBeGreaterThan(Date.now() - 60_000);'],
    ['after a reading', 'const begun = Date.now();\nexpect(Date.now()).toBeLessThan(begun + 5000);'],
    [
      'after a reading, the other way round',
      'const begun = Date.now();\nexpect(begun + 5000).toBeGreaterThan(Date.now());',
    ],
    ['that the product measured', 'expect(attempts[0]?.durationMs).toBeLessThan(10_000);'],
    ['of a loop', 'const end = Date.now() + 9;\nwhile (Date.now() < end) await look();'],
  ])('fails on a test that limits a measured time: %s', (_how, text) => {
    expect(honestTests(spec(text))).toMatchObject([{ message: expect.stringMatching(/^limits a measured time/) }]);
  });

  it.each([
    [
      'between two readings',
      'const before = Date.now();\nexpect(at).toBeGreaterThanOrEqual(before);\nexpect(at).toBeLessThan(Date.now());',
    ],
    [
      'of a duration within another',
      'const at = Date.now();\nconst took = Date.now() - at;\nexpect(a.durationMs).toBeLessThan(took);',
    ],
    [
      'of moments that the test made',
      'const daysAgo = (n: number) => Date.now() - n * 864e5;\nexpect(rows(daysAgo(2)).length).toBeLessThan(3);',
    ],
  ])('passes an order %s', (_which, text) => expect(honestTests(spec(text))).toEqual([]));

  it.each([
    'it("works", () => {}, 60_000);',
    'it.each([[1], [2]])("works", () => {}, 60_000);',
    'it.each`a`("works", () => {}, 60_000);',
    'beforeAll(async () => {}, 60_000);',
    'jest.setTimeout(60_000);',
  ])('fails on a test with its own limit of time: %s', (text) => {
    expect(honestTests(spec(text))).toMatchObject([{ message: expect.stringMatching(/^limits the time of one test/) }]);
  });

  it('passes a table of tests without one', () => {
    expect(honestTests(spec('it.each([[1], [2]])("works", () => {});\ntest.read({}, slow, more);'))).toEqual([]);
  });

  it.each([
    'await new Promise((go) => setTimeout(go, 500));',
    'setInterval(() => socket.write("a"), 100);',
    "import { setTimeout as pause } from 'node:timers/promises';",
    'await sleep(10);',
  ])('fails on a test that pauses: %s', (text) => {
    expect(honestTests(spec(text))).toMatchObject([{ message: expect.stringMatching(/^pauses/) }]);
  });
});
