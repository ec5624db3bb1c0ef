import { type Caller, declarePermission, permissionsOf } from '#platform/access';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { assertMayGive, assertMayTouch, assertOwnerLeft, readLocked } from './member-rules.js';
import type { LockedMember } from './members.sql.js';

// Declared as routes that require it would.
declarePermission('members.write', 'admin');
declarePermission('shop.close', 'owner');

const tenantId = newId();

const member = (id: string, role: LockedMember['role'], state: LockedMember['state'] = 'active'): LockedMember => ({
  id,
  role,
  state,
  version: 1,
});
const codeOf = (act: () => unknown) => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};
const ann = member('ann', 'owner');
const ben = member('ben', 'admin');

/** A signed-in caller whose token says owner. */
const asOwner = (id: string): Caller => ({
  ...{ kind: 'member', id, name: id, tenantId, permissions: new Set(['members.write']) },
  session: { id: newId(), role: 'owner' },
});
/** An operator's key that holds what admins of the tenant `platform` hold. */
const adminKey: Caller = {
  ...{ kind: 'operator', id: newId(), name: 'key', tenantId: PLATFORM_TENANT_ID },
  permissions: permissionsOf('admin', PLATFORM_TENANT_ID),
};

describe('the rules of members', () => {
  it('take the caller’s role from the row, since the token may be older', () => {
    const found = readLocked([ann, ben], asOwner('ben'), 'ann');
    expect(found.gives).toEqual(['member', 'editor', 'admin']);
    expect(codeOf(() => assertMayTouch(found))).toBe('role_too_high');
  });

  it.each<[string, LockedMember[]]>([
    ['deactivated', [ann, member('ben', 'owner', 'deactivated')]],
    ['deleted', [ann]],
    ['an editor by now', [ann, member('ben', 'editor')]],
  ])('refuse a caller who is %s', (_, rows) => {
    expect(codeOf(() => readLocked(rows, asOwner('ben'), 'ann'))).toBe('no_longer_allowed');
  });

  it('let owners change owners, and nobody change themselves', () => {
    const byOwner = readLocked([ann, member('eve', 'owner')], asOwner('eve'), 'ann');
    expect(codeOf(() => assertMayTouch(byOwner))).toBeUndefined();
    expect(codeOf(() => assertMayTouch(readLocked([ann], asOwner('ann'), 'ann')))).toBe('own_account');
    expect(codeOf(() => assertMayTouch(readLocked([ann, ben], adminKey, 'ann')))).toBe('role_too_high');
    expect(codeOf(() => assertMayTouch(readLocked([ann, ben], adminKey, 'ben')))).toBeUndefined();
    expect(codeOf(() => assertMayGive(['member', 'admin'], 'owner'))).toBe('role_too_high');
    expect(codeOf(() => assertMayGive(['member', 'admin'], 'admin'))).toBeUndefined();
  });

  it('require that one active owner is left', () => {
    const others = [ben, member('eve', 'owner', 'deactivated'), member('zoe', 'owner', 'unverified')];
    expect(codeOf(() => assertOwnerLeft({ target: ann, others }))).toBe('last_owner');
    expect(codeOf(() => assertOwnerLeft({ target: ann, others: [member('eve', 'owner')] }))).toBeUndefined();
    expect(
      codeOf(() => assertOwnerLeft({ target: member('ann', 'owner', 'deactivated'), others: [] })),
    ).toBeUndefined();
    expect(codeOf(() => assertOwnerLeft({ target: ben, others: [] }))).toBeUndefined();
  });
});
