import { unscopedAccesses } from '#platform/database';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';
import { acceptedUses, unscopedAccessesCounted } from './unscoped.js';

const file = 'libs/feeds/feeds/feeds.service.ts';

describe('The database without a tenant in force', () => {
  it('is reached only from accepted places in this repository', () => {
    expect(unscopedAccessesCounted(repository)).toEqual([]);
  });

  it('is listed with a reason wherever it is reached, and nowhere else', () => {
    const used = Object.values(acceptedUses).flatMap((uses) => Object.keys(uses));
    expect(Object.keys(unscopedAccesses).sort()).toEqual([...new Set(used)].sort());
    expect(Object.keys(unscopedAccesses)).toHaveLength(8);
  });

  it.each([
    ['a place that nobody accepted', "await this.database.unscopedRead('tenants.registry', all);", 'tenants.registry'],
    ['an access that is not named where it stands', 'await this.database.unscoped(access, work);', 'what it is given'],
  ])('fails on %s', (_what, text, access) => {
    const fault = { file, message: expect.stringContaining(`reaches ${access} with no tenant in force 1 times`) };
    expect(unscopedAccessesCounted(SourceTree.of({ [file]: text }))).toEqual([fault]);
  });

  it('fails on an accepted place that no longer exists', () => {
    const accepted = { [file]: { 'tenants.registry': 1 } };
    expect(unscopedAccessesCounted(SourceTree.of({ [file]: '' }), accepted)).toHaveLength(1);
  });
});
