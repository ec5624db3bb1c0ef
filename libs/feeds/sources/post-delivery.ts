import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { Realtime, topicOf } from '#platform/realtime';
import { announceMarked } from '../filters/announce-marked.job.js';
import { deliverPosts } from './sources.sql.js';

/** Tenants that one job announces marked posts to. */
const TENANTS_AT_ONCE = 500;

/** Gives posts to followers, and has them hear of it. */
@Injectable()
export class PostDelivery {
  constructor(
    private readonly jobs: Jobs,
    private readonly realtime: Realtime,
  ) {}

  /**
   * Gives the posts of a document to followers of its source, in the order of their ids, after one of them.
   *
   * @param tx of the tenant that the job is for
   * @param most followers
   * @returns how many posts were stored, and the last follower that it came to where there are more
   */
  async deliver(
    tx: Transaction,
    tenantId: string,
    [sourceId, version, after, most]: readonly [sourceId: string, version: number, after: string, most: number],
  ): Promise<{ stored: number; reached: string | null }> {
    const [step] = await tx.run(deliverPosts, sourceId, version, after, most);
    if (!step) return { stored: 0, reached: null };
    const { receivers, marked, stored, reached } = step;
    for (const receiver of receivers) {
      this.realtime.publish(tx, topicOf.tenant(receiver), { name: 'unread.changed', data: {} });
    }
    for (let at = 0; at < marked.length; at += TENANTS_AT_ONCE) {
      await this.jobs.add(tx, announceMarked, { tenantId, tenants: marked.slice(at, at + TENANTS_AT_ONCE) });
    }
    return { stored, reached };
  }
}
