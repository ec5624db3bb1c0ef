// Faked: the store, the feed and the shards, which record the order of their calls.
import { newId } from '#platform/ids';
import { idAt } from '../../../test/support/session-store-behaviour.js';
import type { Revocation } from '../revocations/revocation.js';
import { RevocationFeed } from '../revocations/revocation-feed.js';
import { RevocationMemory } from '../revocations/revocation-memory.js';
import { TokenAuthority } from '../revocations/token-authority.js';
import type { SessionStore } from '../session-store/session-store.js';
import { Sessions } from './sessions.js';

const [tenantId, userId] = [newId(), newId()];
const token = (id: string) => ({ tenantId, userId, sessionId: id, issuedAt: Date.now() });

describe('ending sessions', () => {
  let order: string[];
  let published: Revocation[];
  let alive: string[];
  let unreachable: boolean;
  let memory: RevocationMemory;
  let sessions: Sessions;

  class Feed extends RevocationFeed {
    async publish(_: string, revocations: readonly Revocation[]) {
      if (unreachable) throw new Error('The feed is unreachable.');
      order.push(`published ${revocations.map(({ kind }) => kind)}`);
      published.push(...revocations);
    }
    async follow() {}
  }
  class Authority extends TokenAuthority {
    async confirm() {
      return true;
    }
    async markTenant() {
      order.push('marked tenant');
    }
  }
  const store: Partial<SessionStore> = {
    find: async ({ id }) => (alive.includes(id) ? ({ id } as Awaited<ReturnType<SessionStore['find']>>) : undefined),
    ofUser: async () => alive.map((id) => ({ id }) as Awaited<ReturnType<SessionStore['ofUser']>>[number]),
    end: async (_tenant, _user, which) => {
      order.push('ended');
      if (which === 'all') return alive;
      return alive.filter((id) => ('only' in which ? id === which.only : id !== which.except));
    },
    endTenant: async () => {
      order.push('ended');
      return alive.length;
    },
    describe: async () => {
      order.push('described');
    },
  };

  beforeEach(() => {
    [order, published, unreachable] = [[], [], false];
    alive = [idAt(Date.now() - 60_000), idAt(Date.now() - 30_000)];
    memory = new RevocationMemory();
    sessions = new Sessions(store as SessionStore, new Feed(), memory, new Authority());
  });

  it('publishes the revocation before it ends the session, and applies it in this process at once', async () => {
    const [one = '', other = ''] = alive;
    expect(await sessions.end(tenantId, userId, { only: one })).toEqual([one]);
    expect(order).toEqual(['published session', 'ended']);
    expect([one, other].map((id) => memory.revokes(token(id)))).toEqual([true, false]);
  });

  it('ends nothing where the revocation could not be published, so that a retry does everything', async () => {
    unreachable = true;
    await expect(sessions.end(tenantId, userId, { except: alive[0] ?? '' })).rejects.toThrow('unreachable');
    expect(order).toEqual([]);
  });

  it('publishes nothing for an id that is not a session of the user', async () => {
    await sessions.end(tenantId, userId, { only: newId() });
    expect(order).toEqual(['ended']);
  });

  it('also publishes a session that began while the others were being published', async () => {
    const late = idAt(Date.now() + 60_000);
    alive.push(late);
    await sessions.end(tenantId, userId, 'all');
    expect(order).toEqual(['published user', 'ended', 'published session']);
    expect(published.at(-1)).toMatchObject({ kind: 'session', id: late, userId });
  });

  it('marks and publishes the tenant before its sessions end one by one, and again for those that began meanwhile', async () => {
    expect(await sessions.endTenant(tenantId)).toBe(2);
    expect(order).toEqual(['marked tenant', 'published tenant', 'ended', 'marked tenant', 'published tenant']);
  });

  it('revokes tokens with the former role once the store has the new one', async () => {
    await sessions.describe(tenantId, userId, { role: 'editor' });
    expect(order).toEqual(['described', 'published tokens']);
  });
});
