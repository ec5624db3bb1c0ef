import { Logger } from '@nestjs/common';
import type { RedisClient, RedisUse } from './redis-client.js';

/** Logs once that a Redis is unreachable and once that it is connected again, however often connecting fails. */
export function logAvailability(client: RedisClient, { name, quiet }: RedisUse): void {
  const log = new Logger('Redis');
  let unreachable = false;
  client.on('error', (error: Error) => {
    if (!unreachable && !quiet)
      log.warn(`Redis is unreachable (${name}); Palier keeps trying to connect: ${error.message}`);
    unreachable = true;
  });
  client.on('ready', () => {
    if (unreachable && !quiet) log.log(`Redis is connected again (${name}).`);
    unreachable = false;
  });
}
