import type { RedisClient } from './redis-client.js';

const PATIENCE_MS = 500;

/** Lets what is under way finish, for half a second at most, and closes every connection. */
export async function closeRedis(client: RedisClient): Promise<void> {
  if (client.status === 'ready') {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, PATIENCE_MS);
    await Promise.race([client.quit().catch(() => undefined), late.promise]);
    clearTimeout(timer);
  }
  client.disconnect();
}
