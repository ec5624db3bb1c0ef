import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { Realtime, topicOf } from '#platform/realtime';
import { announceMarked } from '../filters/announce-marked.job.js';
import { deliverPosts, followersAfter } from './sources.sql.js';

/** Tenants that one job announces marked posts to. */
const TENANTS_AT_ONCE = 500;

/** What a source brought. */
export interface Document {
  readonly sourceId: string;
  readonly version: number;
}

interface Followers {
  readonly followers: readonly string[];
  readonly more: boolean;
}

interface Given {
  readonly served: readonly string[];
  readonly stored: number;
  readonly next: number | null;
}

/** Gives posts to followers, and has them hear of it. */
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
   * @param after the follower before them
   * @param most followers
   * @returns the follower after which a job goes on; null where all is done
   */
  async begin(
    tx: Transaction,
    tenantId: string,
    document: Document,
    after: string,
    most: number,
  ): Promise<string | null> {
    const { followers, more } = await this.next(tx, document, after, most);
    const { next } = await this.give(tx, tenantId, document, followers, 0);
    if (next !== null) return after;
    return more ? (followers.at(-1) ?? null) : null;
  }

  /** @returns the next followers of a source, and whether there are more after them */
  async next(tx: Transaction, { sourceId }: Document, after: string, most: number): Promise<Followers> {
    const [found] = await tx.run(followersAfter, sourceId, after, most);
    return found ?? { followers: [], more: false };
  }

  /**
   * Gives posts of a document to followers.
   *
   * @param first how many of the posts they have already
   * @returns how many posts were stored, whom it gave them, and how many posts they have then; null where they have all
   */
  async give(
    tx: Transaction,
    tenantId: string,
    document: Document,
    followers: readonly string[],
    first: number,
  ): Promise<Given> {
    const [given] = await tx.run(deliverPosts, document.sourceId, document.version, followers, first);
    if (!given) return { served: [], stored: 0, next: null };
    const { receivers, marked } = given;
    for (const receiver of receivers) {
      this.realtime.publish(tx, topicOf.tenant(receiver), { name: 'unread.changed', data: {} });
    }
    for (let at = 0; at < marked.length; at += TENANTS_AT_ONCE) {
      await this.jobs.add(tx, announceMarked, { tenantId, tenants: marked.slice(at, at + TENANTS_AT_ONCE) });
    }
    return given;
  }
}
