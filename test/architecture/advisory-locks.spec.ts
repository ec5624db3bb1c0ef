import { sharedLocks } from './advisory-locks.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

const lanes = { 'libs/analytics/ingest/take-lane.sql': 'perform pg_advisory_xact_lock(7254370010 + lane);' };

describe('An advisory lock has a number of its own', () => {
  it('holds in this repository', () => expect(sharedLocks(repository)).toEqual([]));

  it('passes the lock of one context in two of its files', () => {
    const text = 'select pg_advisory_xact_lock(7254370020)';
    const files = { 'libs/analytics/a.sql': text, 'libs/analytics/b.sql.ts': text };
    expect(sharedLocks(SourceTree.of(files))).toEqual([]);
  });

  it.each([
    [
      'one of two commands',
      { 'apps/cli/a.ts': 'const LOCK = 7_254_370_005;', 'libs/platform/climb/b.ts': '7_254_370_005' },
    ],
    ['one of a lane', { ...lanes, 'libs/platform/backup/a.ts': 'const LOCK = 7_254_370_011;' }],
  ])('fails on %s', (_what, files) => {
    expect(sharedLocks(SourceTree.of(files as Record<string, string>))).toHaveLength(1);
  });
});
