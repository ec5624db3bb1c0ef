import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asvsFaults, requirements } from './asvs.js';
import { root } from './repository.js';

const page = readFileSync(join(root, 'docs/asvs.md'), 'utf8');
const faultsOf = (text: string) => asvsFaults(text, (path) => existsSync(join(root, path)));

describe('The table of ASVS', () => {
  it('has each of the 253 requirements of both levels once, and every proof that it names', () => {
    expect(requirements).toHaveLength(253);
    expect(faultsOf(page)).toEqual([]);
  });

  const row = '| V6.2.5 | kept | no composition rules | `libs/auth/passwords/password-rules.spec.ts` |';

  it.each([
    ['a requirement that is left out', '', 'V6.2.5 is missing: add its row.'],
    ['one that stands twice', `${row}\n${row}`, 'V6.2.5 stands twice: keep one row.'],
    [
      'one of level 3',
      `${row}\n| V1.2.10 | not here | CSV | |`,
      'V1.2.10 is unknown: delete it, or correct the number.',
    ],
    [
      'a state that there is not',
      row.replace('kept', 'fine'),
      'V6.2.5 is “fine”: choose one of kept, partly, missed, deployment, not here.',
    ],
    [
      'a claim without a proof',
      '| V6.2.5 | kept | no rules | |',
      'V6.2.5 is called kept without a proof: name the file that proves it.',
    ],
    [
      'a proof that is not there',
      row.replace('rules.spec', 'rule.spec'),
      'V6.2.5 names libs/auth/passwords/password-rule.spec.ts, which is not there: correct the path.',
    ],
  ])('fails on %s', (_what, changed, fault) => {
    expect(page).toContain(row);
    expect(faultsOf(page.replace(row, changed))).toEqual([fault]);
  });
});
