import type { Caller } from '#platform/access';
import { signedIn } from './signed-in.js';

const base = { id: 'key or user', name: 'Ada', permissions: new Set<string>(), tenantId: 'shop' };
const person: Caller = { ...base, kind: 'member', session: { id: 'phone', role: 'member' } };

it('who is signed in is their session; a key is nobody, also one that acts as a user', () => {
  expect(signedIn(person)).toEqual({ tenantId: 'shop', userId: 'key or user', id: 'phone' });
  const keys: Caller[] = [
    { ...base, kind: 'key' },
    { ...base, kind: 'key', userId: 'somebody' },
  ];
  for (const key of keys) expect(() => signedIn(key)).toThrow(expect.objectContaining({ code: 'no_account' }));
});
