import type { RedisClient } from './redis-client.js';

const CLOSE_TIMEOUT_MS = 500;

/** Waits up to half a second for pending commands, then closes every connection. */
export async function closeRedis(client: RedisClient): Promise<void> {
  if (client.status === 'ready') {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, CLOSE_TIMEOUT_MS);
    await Promise.race([client.quit().catch(() => undefined), late.promise]);
    clearTimeout(timer);
  }
  client.disconnect();
}
