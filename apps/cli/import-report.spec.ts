import type { ImportResult } from '#catalog';
import { importReport } from './import-report.js';

const result: ImportResult = {
  created: 2,
  updated: 1,
  unchanged: 0,
  skipped: [{ path: 'bad\x1b[2J', reason: { en: 'it is bad', fr: 'il est mauvais' } }],
};

it('reports what an import did, without the escape sequences of a file name', () => {
  expect(importReport('shop', result).split('\n')).toEqual([
    'Apps of shop',
    '  created             2',
    '  updated             1',
    '  unchanged           0',
    '  skipped             1',
    '',
    '  bad?[2J: it is bad',
    '',
  ]);
});
