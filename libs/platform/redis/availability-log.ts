import { Logger } from '@nestjs/common';
import type { RedisClient, RedisUse } from './redis-client.js';

/** Says once that a Redis is away and once that it is back, however often connecting fails meanwhile. */
export function logAvailability(client: RedisClient, { name, quiet }: RedisUse): void {
  const log = new Logger('Redis');
  let away = false;
  client.on('error', (error: Error) => {
    if (!away && !quiet)
      log.warn(`Redis is away (${name}); it is connected to again once it is there: ${error.message}`);
    away = true;
  });
  client.on('ready', () => {
    if (away && !quiet) log.log(`Redis is back (${name}).`);
    away = false;
  });
}
