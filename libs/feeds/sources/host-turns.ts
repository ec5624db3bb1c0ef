import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { feedsProblems } from '../feeds.errors.js';
import { askHost } from './sources.sql.js';

/** For how long a job keeps its place while it waits for a host, in milliseconds; it then comes back later. */
const MOST_WAIT_MS = 3000;
/** For how long with all redirects of a request, whose time for the servers this is taken from. */
const MOST_WAIT_OF_ALL_MS = 10_000;

/** Makes requests that belong to no claimed source wait until their host may be asked, and their tenant may ask. */
@Injectable()
export class HostTurns {
  constructor(private readonly database: Database) {}

  /**
   * The turns of a request and its redirects, which it takes one by one.
   *
   * @param claimed the address of a claimed source, whose host needs no turn: the claim was one
   */
  of(tenantId: string, signal: AbortSignal, claimed?: string): (url: URL) => Promise<void> {
    const last = performance.now() + MOST_WAIT_OF_ALL_MS;
    const without = claimed === undefined ? undefined : new URL(claimed).host;
    return async (url) => {
      if (url.host !== without) await this.take(tenantId, url, signal, last);
    };
  }

  /** @throws Problem `many_requests_for_host` (503) where that takes longer than some seconds */
  private async take(tenantId: string, { href, host }: URL, signal: AbortSignal, last: number): Promise<void> {
    const until = Math.min(performance.now() + MOST_WAIT_MS, last);
    for (;;) {
      const [turn] = await this.database.transaction({ tenantId }, (tx) => tx.run(askHost, href));
      const wait = turn?.waitMs ?? 0;
      if (wait === 0) return;
      if (performance.now() + wait > until) throw feedsProblems.many_requests_for_host({ host });
      await pause(wait, undefined, { signal });
    }
  }
}
