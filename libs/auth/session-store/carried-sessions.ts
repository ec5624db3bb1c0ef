import { Settings } from '#platform/config';
import { BACKUP_ROLE, CopyConnection } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import { closeRedis, openRedis, type RedisClient } from '#platform/redis';
import { packSession } from './packed-session.js';
import { everyKey, fieldOf, ownerOf, userKey } from './redis-user-keys.js';
import type { SessionRef } from './session.js';
import { type ChainRow, chainColumns, storedSessionOf } from './sessions.sql.js';
import { carryScript } from './user-scripts.js';
import { UserWrites } from './user-writes.js';

/** Rows that are read, and written together. */
const PAGE = 1000;
/** Milliseconds that Redis may take for one command. */
const PATIENCE_MS = 10_000;

interface MarkRow {
  tenant_id: string;
  user_id: string;
  ended_until: Date | null;
  tokens_until: Date | null;
}

/**
 * Copies the sessions of a database, with what their refresh tokens are checked against and the marks of their users,
 * to a Redis. What an earlier attempt left there is deleted first: sessions may have ended since.
 *
 * @param ownerUrl a database that accepts no writes, as its owner and not through a pooler
 * @returns how many sessions were copied
 * @throws Problem `database_unavailable`, `database_refused`; Error of Redis
 */
export async function carrySessions(ownerUrl: string, redisUrl: string): Promise<number> {
  const use = { name: 'carried-sessions', commandTimeoutMs: PATIENCE_MS };
  return CopyConnection.use(ownerUrl, async (source) => {
    const redis = openRedis(Object.assign(new Settings(), { redisUrl }), use);
    try {
      // The one role that reads the rows of every tenant.
      await source.query(`SET ROLE ${BACKUP_ROLE}`);
      await deleteCarried(source, redis);
      const users = new UserWrites(redis);
      await carryMarks(source, users);
      return await carryAll(source, users);
    } finally {
      await closeRedis(redis);
    }
  });
}

/** Deletes the hashes of the tenants of this database alone: the Redis may hold others. */
async function deleteCarried(source: CopyConnection, redis: RedisClient): Promise<void> {
  const rows = await source.query<{ tenant_id: string }>('SELECT DISTINCT tenant_id FROM auth.users');
  const tenants = new Set(rows.map(({ tenant_id: id }) => id));
  let at = '0';
  do {
    const [next, keys] = await redis.scan(at, 'MATCH', everyKey, 'COUNT', PAGE);
    const carried = keys.filter((key) => tenants.has(ownerOf(key).tenantId));
    if (carried.length > 0) await redis.unlink(...carried);
    at = next;
  } while (at !== '0');
}

async function carryMarks(source: CopyConnection, users: UserWrites): Promise<void> {
  const text = 'SELECT tenant_id, user_id, ended_until, tokens_until FROM auth.revocation_marks';
  const marks = await source.query<MarkRow>(text);
  await Promise.all(
    marks.map(({ tenant_id: tenantId, user_id: userId, ended_until: ended, tokens_until: tokens }) => {
      const times = [ended?.getTime() ?? 0, tokens?.getTime() ?? 0];
      return users.run(carryScript, userKey(tenantId, userId), Date.now(), ...times);
    }),
  );
}

async function carryAll(source: CopyConnection, users: UserWrites): Promise<number> {
  const text = `SELECT ${chainColumns} FROM auth.sessions WHERE (tenant_id, id) > ($1, $2) AND expires_at > now()
    ORDER BY tenant_id, id LIMIT ${PAGE}`;
  let after: Pick<SessionRef, 'tenantId' | 'id'> = { tenantId: NIL_ID, id: NIL_ID };
  for (let carried = 0; ; ) {
    const stored = (await source.query<ChainRow>(text, [after.tenantId, after.id])).map(storedSessionOf);
    await Promise.all(
      stored.map(({ session, chain }) => {
        const { tenantId, userId, id, role, name, expiresAt } = session;
        const values = [fieldOf(id), packSession(session, chain), expiresAt.getTime(), role, name];
        return users.run(carryScript, userKey(tenantId, userId), Date.now(), 0, 0, ...values);
      }),
    );
    carried += stored.length;
    const last = stored.at(-1);
    if (!last || stored.length < PAGE) return carried;
    after = last.session;
  }
}
