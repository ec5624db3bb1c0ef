import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { Outbound } from '#platform/outbound';

/**
 * Lets teams follow the feeds of the stores that this server gives, although it is on the machine of who tries it: where it is
 * reached from there alone, and has no other address.
 */
export function admitOwnFeeds(app: INestApplicationContext, { host, port, publicUrl }: Settings): void {
  if (host !== '127.0.0.1' || publicUrl) return;
  app.get(Outbound).admit({ port, paths: /^\/v1\/stores\/[a-z0-9-]+\/changes\.atom$/ });
}
