import type { Redis } from 'ioredis';

/** Makes the shared answers of a store older, as if they had been made `seconds` earlier; their expiry in Redis stays. */
export async function ageShared(redis: Redis, slug: string, seconds: number): Promise<void> {
  for (const key of await redis.keys(`*answer*${slug}*`)) {
    const packed = (await redis.get(key)) ?? '';
    const end = packed.indexOf('\n');
    const head = JSON.parse(packed.slice(0, end));
    head[1] -= seconds * 1000;
    await redis.set(key, `${JSON.stringify(head)}${packed.slice(end)}`, 'KEEPTTL');
  }
}
