import { RevocationMemory } from './revocation-memory.js';

const MINUTE = 60_000;
const now = Date.UTC(2026, 0, 1);

/** A UUIDv7 of a time. */
const at = (ms: number, tail = '1') => {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${tail.padStart(12, '0')}`;
};
const tenantId = at(0, 'a');
const userId = at(0, 'b');
const begun = now - 30 * MINUTE;
const token = { tenantId, userId, sessionId: at(begun), issuedAt: now - MINUTE };

describe('the memory of revocations', () => {
  let memory: RevocationMemory;
  beforeEach(() => {
    memory = new RevocationMemory();
  });

  it('revokes no token that no revocation names', () => {
    expect(memory.revokes(token)).toBe(false);
    memory.remember([{ kind: 'session', id: at(begun, '2'), userId, before: now }], now);
    memory.remember([{ kind: 'user', tenantId, id: at(0, 'c'), before: now }], now);
    expect(memory.revokes(token)).toBe(false);
  });

  it('revokes a session, and not one whose revocation names another user', () => {
    memory.remember([{ kind: 'session', id: token.sessionId, userId: at(0, 'c'), before: now }], now);
    expect(memory.revokes(token)).toBe(false);
    memory.remember([{ kind: 'session', id: token.sessionId, userId, before: now }], now);
    expect(memory.revokes(token)).toBe(true);
    memory.remember([{ kind: 'session', id: token.sessionId, userId: at(0, 'c'), before: now + 1 }], now + 1);
    expect(memory.revokes(token)).toBe(true);
  });

  it.each([
    ['user', { kind: 'user', tenantId, id: userId, before: now }],
    ['tenant', { kind: 'tenant', id: tenantId, before: now }],
  ] as const)('revokes all sessions of a %s that began until then, and no later one', (_kind, revocation) => {
    memory.remember([revocation], now);
    expect(memory.revokes(token)).toBe(true);
    expect(memory.revokes({ ...token, sessionId: at(now), issuedAt: now + 1 })).toBe(true);
    expect(memory.revokes({ ...token, sessionId: at(now + 1), issuedAt: now + 1 })).toBe(false);
  });

  it('revokes tokens by when they were issued, whenever their session began', () => {
    memory.remember([{ kind: 'tokens', tenantId, id: userId, before: now }], now);
    expect(memory.revokes(token)).toBe(true);
    expect(memory.revokes({ ...token, issuedAt: now })).toBe(true);
    expect(memory.revokes({ ...token, issuedAt: now + 1 })).toBe(false);
  });

  it.each(['user', 'tokens'] as const)('revokes by its %s no user of another tenant with the same id', (kind) => {
    memory.remember([{ kind, tenantId: at(0, 'd'), id: userId, before: now }], now);
    expect(memory.revokes(token)).toBe(false);
    memory.remember([{ kind, tenantId, id: userId, before: now }], now);
    expect(memory.revokes(token)).toBe(true);
  });

  it('keeps the later of two, in whatever order they come', () => {
    const [earlier, later] = [now - MINUTE, now];
    for (const order of [
      [earlier, later],
      [later, earlier],
    ]) {
      memory = new RevocationMemory();
      for (const before of order) memory.remember([{ kind: 'user', tenantId, id: userId, before }], now);
      expect(memory.revokes({ ...token, sessionId: at(now) })).toBe(true);
      expect(memory.size(now)).toBe(1);
    }
  });

  it('counts no revocation that has expired, also when no other follows, as in a worker', () => {
    memory.remember([{ kind: 'user', tenantId, id: userId, before: now }], now);
    expect([memory.size(now + 11 * MINUTE - 1), memory.size(now + 11 * MINUTE)]).toEqual([1, 0]);
  });

  it('forgets after eleven minutes, one of them for clock differences, and ignores older revocations', () => {
    memory.remember([{ kind: 'session', id: token.sessionId, userId, before: now }], now);
    memory.remember([], now + 11 * MINUTE - 1);
    expect(memory.revokes(token)).toBe(true);
    memory.remember([{ kind: 'user', tenantId, id: userId, before: now }], now + 11 * MINUTE);
    expect(memory.revokes(token)).toBe(false);
    expect(memory.size(now)).toBe(0);
  });

  it('is bounded, drops sessions before a tenant, and reports until when it is incomplete', () => {
    memory = new RevocationMemory(2);
    memory.remember([{ kind: 'tenant', id: tenantId, before: now }], now);
    const sessions = ['1', '2', '3'].map((tail, i) => ({
      kind: 'session' as const,
      id: at(begun, tail),
      userId,
      before: now + i,
    }));
    memory.remember(sessions, now);
    expect(memory.size(now)).toBe(2);
    expect(memory.revokes({ ...token, sessionId: at(now + 1, '9') })).toBe(false);
    expect(memory.revokes(token)).toBe(true);
    expect(memory.complete(now)).toBe(false);
    expect(memory.complete(now + 11 * MINUTE + 1)).toBe(true);
  });
});
