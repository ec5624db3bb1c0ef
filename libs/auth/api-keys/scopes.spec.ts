import { declarePermission, permissionsOf } from '#platform/access';
import { scopesFor, scopesInForce, sendEvents } from './scopes.js';

for (const name of ['me.read', 'keys.write', 'invitations.read', 'members.write', 'apps.write', 'members.read'])
  declarePermission(name, 'admin');
declarePermission('posts.write', 'editor');
declarePermission('shop.close', 'owner');
declarePermission('platform.things.read');

const tenantId = '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f';
const admin = { kind: 'member', id: '1', name: 'Ada', permissions: permissionsOf('admin', tenantId) } as const;

describe('the scopes of a key', () => {
  test('are the permissions of its maker, without those reserved for signed-in people', () => {
    expect(scopesFor(admin, 'secret')).toEqual([sendEvents, 'apps.write', 'members.read', 'posts.write']);
    const all = { ...admin, permissions: new Set(['*']) };
    expect(scopesFor(all, 'secret')).toEqual([sendEvents, 'apps.write', 'members.read', 'posts.write', 'shop.close']);
  });

  test('are limited to sending events when the key is publishable', () => {
    expect(scopesFor(admin, 'publishable')).toEqual([sendEvents]);
    expect(scopesFor({ ...admin, permissions: new Set() }, 'publishable')).toEqual([]);
  });

  test('are filtered to those allowed, whatever the row holds', () => {
    const written = ['*', 'keys.write', 'platform.things.read', 'posts.write', sendEvents];
    expect(scopesInForce('secret', written)).toEqual(new Set(['posts.write', sendEvents]));
    expect(scopesInForce('publishable', written)).toEqual(new Set([sendEvents]));
  });
});
