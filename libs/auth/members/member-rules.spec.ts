import { declarePermission, type Role } from '#platform/access';
import { newId } from '#platform/ids';
import type { Caller } from './member-rules.js';
import { assertMayGive, assertMayTouch, assertOwnerLeft, readLocked } from './member-rules.js';
import type { LockedMember } from './members.sql.js';

// Declared as routes that require it would.
declarePermission('members.write', 'admin');

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

const owner: readonly Role[] = ['member', 'editor', 'admin', 'owner'];
const locked = (rows: LockedMember[], caller: Caller, id: string) => readLocked(rows, caller, id, tenantId);

describe('the rules of members', () => {
  it('take the caller’s role from the row, since the token may be older', () => {
    const asOwner = { userId: 'ben', gives: owner };
    expect(locked([ann, ben], asOwner, 'ann').caller.gives).toEqual(['member', 'editor', 'admin']);
    expect(codeOf(() => assertMayTouch(locked([ann, ben], asOwner, 'ann')))).toBe('role_too_high');
  });

  it.each<[string, LockedMember[]]>([
    ['deactivated', [ann, member('ben', 'owner', 'deactivated')]],
    ['deleted', [ann]],
    ['an editor by now', [ann, member('ben', 'editor')]],
  ])('refuse a caller who is %s', (_, rows) => {
    expect(codeOf(() => locked(rows, { userId: 'ben', gives: owner }, 'ann'))).toBe('no_longer_allowed');
  });

  it('let owners change owners, and nobody change themselves', () => {
    const byOwner = locked([ann, member('eve', 'owner')], { userId: 'eve', gives: owner }, 'ann');
    expect(codeOf(() => assertMayTouch(byOwner))).toBeUndefined();
    expect(codeOf(() => assertMayTouch(locked([ann], { userId: 'ann', gives: owner }, 'ann')))).toBe('own_account');
    expect(codeOf(() => assertMayTouch(locked([ann, ben], { gives: ['member', 'admin'] }, 'ann')))).toBe(
      'role_too_high',
    );
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
