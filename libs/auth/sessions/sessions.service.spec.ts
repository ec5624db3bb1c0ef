// Faked: the store, the feed and the shards, which note what they are asked in which order.
import { newId } from '#platform/ids';
import { idAt } from '../../../test/support/session-store-behaviour.js';
import type { Revocation } from '../revocations/revocation.js';
import { RevocationFeed } from '../revocations/revocation-feed.js';
import { RevocationMemory } from '../revocations/revocation-memory.js';
import { TokenAuthority } from '../revocations/token-authority.js';
import type { SessionStore } from '../session-store/session-store.js';
import { SessionsService } from './sessions.service.js';

const [tenantId, userId] = [newId(), newId()];
const token = (id: string) => ({ tenantId, userId, sessionId: id, issuedAt: Date.now() });

describe('ending sessions', () => {
  let order: string[];
  let told: Revocation[];
  let alive: string[];
  let away: boolean;
  let memory: RevocationMemory;
  let sessions: SessionsService;

  class Feed extends RevocationFeed {
    async publish(_: string, revocations: readonly Revocation[]) {
      if (away) throw new Error('The feed is away.');
      order.push(`told ${revocations.map(({ kind }) => kind)}`);
      told.push(...revocations);
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
    [order, told, away] = [[], [], false];
    alive = [idAt(Date.now() - 60_000), idAt(Date.now() - 30_000)];
    memory = new RevocationMemory();
    sessions = new SessionsService(store as SessionStore, new Feed(), memory, new Authority());
  });

  it('tells first, ends then, and strikes here at once', async () => {
    const [one = '', other = ''] = alive;
    expect(await sessions.end(tenantId, userId, { only: one })).toEqual([one]);
    expect(order).toEqual(['told session', 'ended']);
    expect([one, other].map((id) => memory.covers(token(id)))).toEqual([true, false]);
  });

  it('ends nothing where nobody could be told, so that asking again does all of it', async () => {
    away = true;
    await expect(sessions.end(tenantId, userId, { except: alive[0] ?? '' })).rejects.toThrow('away');
    expect(order).toEqual([]);
  });

  it('tells nothing of an id that is no session of theirs', async () => {
    await sessions.end(tenantId, userId, { only: newId() });
    expect(order).toEqual(['ended']);
  });

  it('tells of a session too that began while the others were being told', async () => {
    const late = idAt(Date.now() + 500);
    alive.push(late);
    await sessions.end(tenantId, userId, 'all');
    expect(order).toEqual(['told user', 'ended', 'told session']);
    expect(told.at(-1)).toMatchObject({ kind: 'session', id: late, userId });
  });

  it('marks and tells before a tenant’s sessions end one by one, and again for those that began meanwhile', async () => {
    expect(await sessions.endTenant(tenantId)).toBe(2);
    expect(order).toEqual(['marked tenant', 'told tenant', 'ended', 'marked tenant', 'told tenant']);
  });

  it('voids tokens that say another role once the store says the new one', async () => {
    await sessions.describe(tenantId, userId, { role: 'editor' });
    expect(order).toEqual(['described', 'told tokens']);
  });
});
