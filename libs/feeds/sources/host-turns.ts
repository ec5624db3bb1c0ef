import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { feedsProblems } from '../feeds.errors.js';
import { askHost } from './sources.sql.js';

/** For how long a job keeps its place while it waits for a host, in milliseconds; it then comes back later. */
const MOST_WAIT_MS = 3000;

/** Makes requests that belong to no claimed source wait until their host may be asked, and their tenant may ask. */
@Injectable()
export class HostTurns {
  constructor(private readonly database: Database) {}

  /** @throws Problem `many_requests_for_host` (503) where that takes longer than some seconds */
  async take(tenantId: string, url: string, signal: AbortSignal): Promise<void> {
    const { host } = new URL(url);
    const until = performance.now() + MOST_WAIT_MS;
    for (;;) {
      const [turn] = await this.database.transaction({ tenantId }, (tx) => tx.run(askHost, host));
      const wait = turn?.waitMs ?? 0;
      if (wait === 0) return;
      if (performance.now() + wait > until) throw feedsProblems.many_requests_for_host({ host });
      await pause(wait, undefined, { signal });
    }
  }
}
