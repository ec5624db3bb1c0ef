import { assertMayGive, assertMayTouch, assertOwnerLeft, readLocked } from './member-rules.js';
import type { LockedMember } from './members.sql.js';

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

describe('the rules of members', () => {
  it('take the caller’s role from the row, since the token may be older', () => {
    const locked = readLocked([ann, member('ben', 'member')], { userId: 'ben', role: 'owner' }, 'ann');
    expect(locked.caller.role).toBe('member');
    expect(codeOf(() => assertMayTouch(locked))).toBe('role_too_high');
  });

  it.each(['deactivated', 'gone'])('let nobody act who is %s', (how) => {
    const rows = how === 'gone' ? [ann] : [ann, member('ben', 'owner', 'deactivated')];
    expect(codeOf(() => readLocked(rows, { userId: 'ben', role: 'owner' }, 'ann'))).toBe('role_too_high');
  });

  it('let owners touch owners, and nobody themselves', () => {
    const byOwner = readLocked([ann, member('eve', 'owner')], { userId: 'eve', role: 'owner' }, 'ann');
    expect(codeOf(() => assertMayTouch(byOwner))).toBeUndefined();
    expect(codeOf(() => assertMayTouch(readLocked([ann], { userId: 'ann', role: 'owner' }, 'ann')))).toBe(
      'own_account',
    );
    expect(codeOf(() => assertMayTouch(readLocked([ann, ben], { role: 'admin' }, 'ann')))).toBe('role_too_high');
    expect(codeOf(() => assertMayGive({ role: 'admin' }, 'owner'))).toBe('role_too_high');
    expect(codeOf(() => assertMayGive({ role: 'admin' }, 'admin'))).toBeUndefined();
  });

  it('keep an active owner', () => {
    const others = [ben, member('eve', 'owner', 'deactivated'), member('zoe', 'owner', 'unverified')];
    expect(codeOf(() => assertOwnerLeft({ target: ann, others }))).toBe('last_owner');
    expect(codeOf(() => assertOwnerLeft({ target: ann, others: [member('eve', 'owner')] }))).toBeUndefined();
    expect(
      codeOf(() => assertOwnerLeft({ target: member('ann', 'owner', 'deactivated'), others: [] })),
    ).toBeUndefined();
    expect(codeOf(() => assertOwnerLeft({ target: ben, others: [] }))).toBeUndefined();
  });
});
