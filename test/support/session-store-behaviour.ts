import { randomBytes } from 'node:crypto';
import type { NewSession, Refreshed, SessionStore } from '#auth';
import { newId } from '#platform/ids';
import { until } from './until.js';

const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
const laptop = { device: 'Mozilla/5.0 (X11; Linux) Firefox/145.0', address: '192.0.2.7', region: 'FR' };
const phone = { device: 'Palier/1.0 (iPhone)', address: '2001:db8:1:2::/64' };

/** A store over a running server. */
export type MakeSessionStore = (now: () => number) => SessionStore;

/** What every session store must do; the test sets the clock. */
export function behavesAsSessionStore(
  make: MakeSessionStore,
  countAt: (now: number) => Promise<{ tenantId: string; region: string; sessions: number }[]>,
): void {
  let now: number;
  let store: SessionStore;
  let tenantId: string;
  beforeEach(() => {
    now = Date.now();
    store = make(() => now);
    tenantId = newId();
  });

  const someone = (): NewSession => ({
    tenantId,
    userId: newId(),
    id: idAt(now),
    role: 'member',
    name: 'Ada',
    ...laptop,
  });
  const another = (of: NewSession) => ({ ...of, id: idAt(now) });
  const refresh = (token: string, seen: typeof phone = laptop) => store.refresh(tenantId, token, seen);
  const ids = async (userId: string) => (await store.ofUser(tenantId, userId)).map(({ id }) => id);

  it('begins a session, finds it, and identifies the holder of its token', async () => {
    let begun = someone();
    // Again where the machine is busy for longer than a write waits for a replica.
    const { session, refreshToken } = await until(async () => {
      begun = someone();
      const opened = await store.begin(begun);
      return opened.replicated ? opened : undefined;
    });
    const times = { lastSeenAt: new Date(now), expiresAt: new Date(now + 30 * DAY_MS) };
    expect(session).toEqual({ ...begun, ...times });
    expect(await store.find(begun)).toEqual(session);
    expect(await store.holderOf(tenantId, refreshToken)).toEqual(session);
    expect(await store.ofUser(tenantId, begun.userId)).toEqual([session]);
    expect(await store.status(begun)).toEqual({ alive: true });
  });

  it('lists sessions that were seen at the same moment by their ids', async () => {
    const begun = someone();
    const sorted = [begun, another(begun), another(begun)].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    for (const session of sorted.toReversed()) await store.begin(session);
    expect(await ids(begun.userId)).toEqual(sorted.map(({ id }) => id));
  });

  it('exchanges a token for its successor, and stores the client’s current address', async () => {
    const begun = someone();
    const { refreshToken } = await store.begin(begun);
    now += 60 * SECOND_MS;
    const second = gone(await refresh(refreshToken, phone));
    expect(second.session).toEqual({ ...someone(), ...begun, ...phone, region: undefined, ...second.session });
    expect(second.session).toMatchObject({
      ...phone,
      lastSeenAt: new Date(now),
      expiresAt: new Date(now + 30 * DAY_MS),
    });
    expect(await store.find(begun)).toEqual(second.session);
    expect(gone(await refresh(second.refreshToken)).refreshToken).not.toBe(second.refreshToken);
  });

  it('gives a retry within 10 s the same successor, which prolongs nothing', async () => {
    const { refreshToken } = await store.begin(someone());
    const first = gone(await refresh(refreshToken));
    now += 10 * SECOND_MS - 1;
    const again = gone(await refresh(refreshToken, phone));
    expect(again.refreshToken).toBe(first.refreshToken);
    expect(again.session).toEqual(first.session);
    expect(await store.find(first.session)).toEqual(first.session);
  });

  it('names the session of a consumed token that is used after 10 s', async () => {
    const { refreshToken, session } = await store.begin(someone());
    await refresh(refreshToken);
    now += 10 * SECOND_MS;
    const { id } = session;
    expect(await refresh(refreshToken)).toMatchObject({ kind: 'reused', session: { id } });
    expect(await refresh(refreshToken)).toMatchObject({ kind: 'reused', session: { id } });
  });

  it('names it too when the successor of a consumed token was used', async () => {
    const tokens = [(await store.begin(someone())).refreshToken];
    for (let i = 0; i < 4; i += 1) tokens.push(gone(await refresh(tokens.at(-1) as string)).refreshToken);
    for (const token of tokens.slice(0, -2)) expect((await refresh(token)).kind).toBe('reused');
    expect((await refresh(tokens.at(-1) as string)).kind).toBe('refreshed');
  });

  it('keeps one family alive when many refreshes run at once', async () => {
    const { refreshToken, session } = await store.begin(someone());
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
    const successors = new Set(answers.map((answer) => gone(answer).refreshToken));
    expect(successors.size).toBe(1);
    expect(await ids(session.userId)).toEqual([session.id]);
    expect(gone(await refresh([...successors][0] as string)).session.id).toBe(session.id);
  });

  describe('a refresh that read the session before others wrote', () => {
    /** Runs something between the next read of a session and the write that follows. */
    const meanwhile = (happens: () => Promise<unknown>) => {
      const records = store as unknown as { read(ref: object): Promise<unknown> };
      const read = records.read.bind(store);
      jest.spyOn(records, 'read').mockImplementationOnce(async (ref) => {
        const kept = await read(ref);
        await happens();
        return kept;
      });
    };

    it('undoes none of their rotations, and is judged by the latest', async () => {
      const { refreshToken } = await store.begin(someone());
      let last = refreshToken;
      meanwhile(async () => {
        for (let i = 0; i < 2; i += 1) last = gone(await refresh(last)).refreshToken;
      });
      expect((await refresh(refreshToken)).kind).toBe('reused');
      expect((await refresh(last)).kind).toBe('refreshed');
    });

    it('does not revive an ended session', async () => {
      const { refreshToken, session } = await store.begin(someone());
      meanwhile(() => store.end(tenantId, session.userId, { only: session.id }));
      expect(await refresh(refreshToken)).toEqual({ kind: 'unknown' });
      expect(await store.find(session)).toBeUndefined();
    });
  });

  it('refuses garbage without ending a session', async () => {
    const begun = someone();
    const { refreshToken, session } = await store.begin(begun);
    const bytes = Buffer.from(refreshToken, 'base64url');
    const forged = Buffer.concat([bytes.subarray(0, 32), randomBytes(48)]).toString('base64url');
    for (const token of [
      '',
      'x',
      'é'.repeat(107),
      'x'.repeat(1_000_000),
      forged,
      randomBytes(80).toString('base64url'),
    ]) {
      expect(await refresh(token)).toEqual({ kind: 'unknown' });
      expect(await store.holderOf(tenantId, token)).toBeUndefined();
    }
    expect(await store.find(begun)).toEqual(session);
  });

  it('refuses a token at another tenant', async () => {
    const { refreshToken, session } = await store.begin(someone());
    const elsewhere = newId();
    expect(await store.refresh(elsewhere, refreshToken, laptop)).toEqual({ kind: 'unknown' });
    expect(await store.holderOf(elsewhere, refreshToken)).toBeUndefined();
    expect(await store.find({ ...session, tenantId: elsewhere })).toBeUndefined();
    expect(await store.find(session)).toEqual(session);
  });

  it('finds a session only under its own user', async () => {
    const { session } = await store.begin(someone());
    expect(await store.find({ ...session, userId: newId() })).toBeUndefined();
  });

  it('ends one session, all others, or all of a user', async () => {
    const begun = someone();
    const sessions = [begun, another(begun), another(begun), another(begun)];
    for (const session of sessions) await store.begin(session);
    const stranger = await store.begin(someone());
    const [first, second, third, fourth] = sessions.map(({ id }) => id) as [string, string, string, string];
    const { userId } = begun;
    expect(await store.end(tenantId, userId, { only: first })).toEqual([first]);
    expect(await store.end(tenantId, userId, { only: first })).toEqual([]);
    expect((await store.end(tenantId, userId, { except: third })).sort()).toEqual([second, fourth].sort());
    expect(await store.status({ tenantId, userId, id: third })).toEqual({ alive: true });
    expect(await store.end(tenantId, userId, 'all')).toEqual([third]);
    expect(await store.status({ tenantId, userId, id: third })).toEqual({ alive: false, user: now });
    expect(await ids(userId)).toEqual([]);
    expect(await store.find(stranger.session)).toEqual(stranger.session);
  });

  it('refuses a sign-in that began before all sessions were ended, or before the role changed', async () => {
    const begun = someone();
    const overtaken = expect.objectContaining({ code: 'sign_in_overtaken' });
    await store.end(tenantId, begun.userId, 'all', now);
    await expect(store.begin(begun)).rejects.toEqual(overtaken);
    now += SECOND_MS;
    await store.begin(another(begun));
    await store.describe(tenantId, begun.userId, { role: 'editor' }, now + SECOND_MS);
    await expect(store.begin(another(begun))).rejects.toEqual(overtaken);
    now += 2 * SECOND_MS;
    await store.begin(another(begun));
  });

  it('only raises a mark, and does not affect other users', async () => {
    const [begun, other] = [someone(), someone()];
    await store.begin(other);
    const marks = { user: now, tokens: now };
    await store.end(tenantId, begun.userId, 'all', now);
    await store.describe(tenantId, begun.userId, { role: 'owner', name: 'Eve' }, now);
    await store.end(tenantId, begun.userId, 'all', now - SECOND_MS);
    await store.describe(tenantId, begun.userId, {}, now - SECOND_MS);
    expect(await store.status(begun)).toEqual({ alive: false, ...marks });
    await expect(store.begin(begun)).rejects.toMatchObject({ code: 'sign_in_overtaken' });
    expect(await store.status(other)).toEqual({ alive: true });
    expect(await store.find(other)).toMatchObject({ role: 'member', name: 'Ada' });
    await store.begin(another(other));
    expect(await ids(other.userId)).toHaveLength(2);
  });

  it('updates the user in every session, and voids earlier tokens', async () => {
    const begun = someone();
    const { session, refreshToken } = await store.begin(begun);
    now += SECOND_MS;
    await store.describe(tenantId, begun.userId, { role: 'admin' });
    expect(await store.find(begun)).toEqual({ ...session, role: 'admin' });
    expect(await store.status(begun)).toEqual({ alive: true, tokens: now });
    await store.describe(tenantId, begun.userId, { name: 'Ada L.' }, now - 500);
    expect(await store.status(begun)).toEqual({ alive: true, tokens: now });
    expect(gone(await refresh(refreshToken)).session).toMatchObject({ role: 'admin', name: 'Ada L.' });
  });

  it('forgets a session 30 days after it was last refreshed', async () => {
    const begun = someone();
    const { refreshToken } = await store.begin(begun);
    now += 29 * DAY_MS;
    const { refreshToken: successor } = gone(await refresh(refreshToken));
    now += 30 * DAY_MS - 1;
    expect(await ids(begun.userId)).toEqual([begun.id]);
    now += 1;
    expect(await refresh(successor)).toEqual({ kind: 'unknown' });
    expect([await store.find(begun), await ids(begun.userId)]).toEqual([undefined, []]);
    expect(await store.status(begun)).toEqual({ alive: false });
    expect((await countAt(now)).filter((counted) => counted.tenantId === tenantId)).toEqual([]);
    expect(await store.ofTenant(tenantId, 4)).toEqual({ sessions: [] });
    expect(await store.endTenant(tenantId)).toBe(0);
    expect(await store.end(tenantId, begun.userId, 'all')).toEqual([]);
  });

  it('forgets a session 180 days after it began, however often it was refreshed', async () => {
    const began = now;
    let { refreshToken, session } = await store.begin(someone());
    for (let days = 25; days < 180; days += 25) {
      now = began + days * DAY_MS;
      ({ refreshToken, session } = gone(await refresh(refreshToken)));
    }
    expect(session.expiresAt).toEqual(new Date(began + 180 * DAY_MS));
    now = began + 180 * DAY_MS;
    expect(await refresh(refreshToken)).toEqual({ kind: 'unknown' });
  });

  it('keeps 50 sessions per user: one more ends the least recently used', async () => {
    const [begun, other] = [someone(), someone()];
    await store.begin(other);
    const tokens: string[] = [];
    for (let i = 0; i < 50; i += 1) {
      tokens.push((await store.begin(i === 0 ? begun : another(begun))).refreshToken);
      now += SECOND_MS;
    }
    await refresh(tokens[0] as string);
    await store.begin(another(begun));
    expect(await ids(begun.userId)).toHaveLength(50);
    expect(await store.find(begun)).toBeDefined();
    expect(await store.find(other)).toBeDefined();
    expect(await refresh(tokens[1] as string)).toEqual({ kind: 'unknown' });
    expect((await refresh(tokens[2] as string)).kind).toBe('refreshed');
  });

  it('lists a user’s sessions, the most recently used first', async () => {
    const begun = someone();
    const { refreshToken } = await store.begin(begun);
    now += SECOND_MS;
    const second = another(begun);
    await store.begin(second);
    expect(await ids(begun.userId)).toEqual([second.id, begun.id]);
    now += SECOND_MS;
    await refresh(refreshToken);
    expect(await ids(begun.userId)).toEqual([begun.id, second.id]);
  });

  /** The ids of the tenant's sessions, page by page. */
  async function pagesOfFour(): Promise<string[]> {
    const seen: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages === 0 || cursor; pages += 1) {
      const page = await store.ofTenant(tenantId, 4, cursor);
      expect(page.sessions.length).toBeLessThanOrEqual(4);
      expect(page.sessions.every((session) => session.tenantId === tenantId)).toBe(true);
      seen.push(...page.sessions.map(({ id }) => id));
      ({ cursor } = page);
      expect(pages).toBeLessThan(25);
    }
    return seen;
  }

  // Redis moves its keys to a larger table meanwhile, and lists them in another order then.
  it('iterates over each session once, also where another has just begun', async () => {
    const begun: string[] = [];
    while (begun.length < 70) {
      const { session } = await store.begin(someone());
      begun.push(session.id);
      expect((await pagesOfFour()).sort()).toEqual(begun.toSorted());
    }
  });

  it('iterates over the sessions of a tenant, each once, counts them, and ends them all', async () => {
    const users = Array.from({ length: 7 }, someone);
    for (const user of users) {
      await store.begin(user);
      await store.begin({ ...another(user), region: 'BE' });
    }
    const there = [...tenantId]
      .reverse()
      .join('')
      .replace(/[^0-9a-f]/g, '');
    const neighbour = newId();
    await store.begin({ ...someone(), tenantId: neighbour, region: undefined, name: there });
    const seen = await pagesOfFour();
    expect([seen.length, new Set(seen).size]).toEqual([14, 14]);
    // The last one has a cursor of more than 64 bits, to which Redis answers with an error.
    for (const forged of ['nonsense', newId().toUpperCase(), '0.0.-1', `0.${'9'.repeat(20)}.0`])
      expect(await store.ofTenant(tenantId, 4, forged)).toEqual({ sessions: [] });
    expect(await countAt(now)).toEqual(
      expect.arrayContaining([
        { tenantId, region: 'FR', sessions: 7 },
        { tenantId, region: 'BE', sessions: 7 },
        { tenantId: neighbour, region: '', sessions: 1 },
      ]),
    );
    expect(await store.endTenant(tenantId)).toBe(14);
    expect(await store.ofTenant(tenantId, 4)).toEqual({ sessions: [] });
    expect((await countAt(now)).filter((counted) => counted.tenantId === tenantId)).toEqual([]);
    expect(await store.endTenant(neighbour)).toBe(1);
  });
}

/** A UUIDv7 of a moment. */
export function idAt(time: number): string {
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${newId().slice(13)}`;
}

/** Asserts that a refresh succeeded. */
function gone(refreshed: Refreshed): Extract<Refreshed, { kind: 'refreshed' }> {
  if (refreshed.kind !== 'refreshed') throw new Error(`The token was ${refreshed.kind}.`);
  return refreshed;
}
