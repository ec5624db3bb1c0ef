import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import { Jobs } from '#platform/jobs';
import { Realtime, topicOf } from '#platform/realtime';
import { announceMarked } from '../filters/announce-marked.job.js';
import { beginDelivery, type DeliveredBatch, deliverPosts, type FollowerBatch, followersAfter } from './sources.sql.js';

/** Tenants that one job announces marked posts to. */
const TENANTS_AT_ONCE = 500;

/** A document that a source brought. */
export interface SourceVersion {
  readonly sourceId: string;
  readonly version: number;
}

/** Where a job goes on. */
interface Continuation {
  readonly after: string;
  readonly newcomers: boolean;
}

/** Before the first posts of a document. */
export const FROM_START: Pick<DeliveredBatch, 'unfilled' | 'next'> = { unfilled: [], next: 0 };

/** Gives posts to followers, and publishes `unread.changed`. */
@Injectable()
export class PostDelivery {
  constructor(
    private readonly jobs: Jobs,
    private readonly realtime: Realtime,
  ) {}

  /**
   * Gives posts of a document to the next followers of its source, in the order of their ids: of a large document, the first posts.
   *
   * @param tx of the tenant that the job is for
   * @param most followers
   * @returns what is left for a job, if anything
   */
  async begin(tx: Transaction, tenantId: string, source: SourceVersion, most: number): Promise<Continuation | null> {
    const [begun] = await tx.run(beginDelivery, source.sourceId, source.version, most);
    if (!begun) throw new Error('feeds.deliver_posts returned no row.');
    const { followers, more, newcomers } = begun;
    const { next } = await this.announce(tx, tenantId, begun);
    if (next !== null) return { after: NIL_ID, newcomers };
    return more ? { after: followers.at(-1) ?? NIL_ID, newcomers } : null;
  }

  /** @returns the next followers who get posts of a document */
  async next(
    tx: Transaction,
    { sourceId, version }: SourceVersion,
    after: string,
    most: number,
    newcomers: boolean,
  ): Promise<FollowerBatch> {
    const [batch] = await tx.run(followersAfter, sourceId, version, after, most, newcomers);
    return batch ?? { followers: [], more: false, newcomers: true };
  }

  /**
   * Gives posts of a document to followers.
   *
   * @param had what they were given before
   */
  async give(
    tx: Transaction,
    tenantId: string,
    { sourceId, version }: SourceVersion,
    followers: readonly string[],
    had: Pick<DeliveredBatch, 'unfilled' | 'next'>,
  ): Promise<DeliveredBatch> {
    const [given] = await tx.run(deliverPosts, sourceId, version, followers, had.unfilled, had.next ?? 0);
    if (!given) throw new Error('feeds.deliver_posts returned no row.');
    return this.announce(tx, tenantId, given);
  }

  private async announce<Given extends DeliveredBatch>(
    tx: Transaction,
    tenantId: string,
    given: Given,
  ): Promise<Given> {
    for (const receiver of given.receivers) {
      this.realtime.publish(tx, topicOf.tenant(receiver), { name: 'unread.changed', data: {} });
    }
    for (let at = 0; at < given.marked.length; at += TENANTS_AT_ONCE) {
      await this.jobs.add(tx, announceMarked, { tenantId, tenants: given.marked.slice(at, at + TENANTS_AT_ONCE) });
    }
    return given;
  }
}
