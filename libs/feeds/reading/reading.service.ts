import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { CountedEvents } from '#platform/events';
import { NIL_ID } from '#platform/ids';
import { inBody } from '#platform/problems';
import { Realtime, topicOf } from '#platform/realtime';
import type { PostsRead } from '../events/index.js';
import { feedsProblems } from '../feeds.errors.js';
import { assertFolder } from '../folders/assert-folder.js';
import { labelPosts, labelsAmong, unlabelPosts } from '../labels/labels.sql.js';
import { assertSubscription } from '../subscriptions/assert-subscription.js';
import type { PostStateResultsDto, PostStatesDto, ReadPostsDto, UnreadCountsDto } from './reading.dto.js';
import {
  forgetStates,
  lastNumber,
  raiseMarks,
  readLabelled,
  setStates,
  type UnreadRow,
  unreadCounts,
} from './reading.sql.js';

/** Posts of a label that one transaction marks. */
const LABELLED_AT_ONCE = 2000;

/** Keeps what each user has read, starred and labelled, and publishes `unread.changed` to their devices. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
    private readonly counted: CountedEvents,
  ) {}

  async unread(person: Person): Promise<UnreadCountsDto> {
    return counted(await this.database.read(person, unreadCounts));
  }

  /** @throws Problem `unknown_label` (422) */
  async setStates(person: Person, states: PostStatesDto): Promise<PostStateResultsDto> {
    const { posts, read = null, starred = null, addLabels = [], removeLabels = [] } = states;
    const rows = await this.database.transaction(person, async (tx) => {
      if (addLabels.length > 0) await assertLabels(tx, addLabels);
      const rows = await tx.run(setStates, person.userId, posts, read, starred);
      if (addLabels.length > 0) await tx.run(labelPosts, person.userId, posts, addLabels);
      if (removeLabels.length > 0) await tx.run(unlabelPosts, posts, removeLabels);
      this.publishUnreadChanged(tx, person);
      return rows;
    });
    this.counted.add<PostsRead>('feeds.posts.read', person.tenantId, rows.filter(({ wasUnread }) => wasUnread).length);
    const set = new Set(rows.map(({ id }) => id));
    return { data: posts.map((id) => ({ id, status: set.has(id.toLowerCase()) ? 200 : 404 })) };
  }

  /**
   * @returns what is unread afterwards
   * @throws Problem `unknown_folder`, `unknown_subscription` (422)
   */
  markRead(person: Person, { upTo, receivedUntil, subscription, folder }: ReadPostsDto): Promise<UnreadCountsDto> {
    const scope = [subscription ?? null, folder ?? null] as const;
    return this.database.transaction(person, async (tx) => {
      await assertFolder(tx, folder, '/folder');
      await assertSubscription(tx, subscription, '/subscription');
      const [last] = await tx.run(lastNumber, receivedUntil ?? null);
      // What nobody has received yet, nobody has read.
      const number = Math.min(upTo ?? Number.POSITIVE_INFINITY, last?.number ?? 0);
      await tx.run(raiseMarks, person.userId, number, ...scope);
      await tx.run(forgetStates, number, ...scope);
      this.publishUnreadChanged(tx, person);
      return counted(await tx.run(unreadCounts));
    });
  }

  /** Marks the posts with a label as read, in steps; up to those received until a moment where one is given. */
  async markLabelRead(person: Person, labelId: string, receivedUntil?: string): Promise<void> {
    const [received] = await this.database.read(person, lastNumber, receivedUntil ?? null);
    const values = [person.userId, labelId, received?.number ?? 0] as const;
    try {
      for (let after: string | undefined = NIL_ID; after !== undefined; ) {
        const from: string = after;
        const [step] = await this.database.transaction(person, (tx) =>
          tx.run(readLabelled, ...values, from, LABELLED_AT_ONCE),
        );
        after = step?.last;
      }
    } finally {
      // Where a step fails, those before it stay.
      await this.database.transaction(person, async (tx) => this.publishUnreadChanged(tx, person));
    }
  }

  private publishUnreadChanged(tx: Transaction, { tenantId, userId }: Person): void {
    this.realtime.publish(tx, topicOf.user(tenantId, userId), { name: 'unread.changed', data: {} });
  }
}

async function assertLabels(tx: Transaction, ids: readonly string[]): Promise<void> {
  const known = new Set((await tx.run(labelsAmong, ids)).map(({ id }) => id));
  const at = ids.findIndex((id) => !known.has(id.toLowerCase()));
  if (at === -1) return;
  const code = 'unknown_label';
  const detail = { en: 'must be the id of a label', fr: 'doit être l’identifiant d’une étiquette' };
  throw feedsProblems[code]({ id: ids[at] ?? '' }, inBody(code, `/addLabels/${at}`, detail));
}

function counted(all: readonly UnreadRow[]): UnreadCountsDto {
  const rows = all.filter(({ unread }) => unread > 0);
  const folders = Map.groupBy(
    rows.filter(({ folderId }) => folderId !== null),
    ({ folderId }) => folderId as string,
  );
  return {
    unread: sum(rows),
    position: all[0]?.position ?? 0,
    subscriptions: rows.map(({ subscriptionId: id, unread }) => ({ id, unread })),
    folders: [...folders].map(([id, inside]) => ({ id, unread: sum(inside) })),
  };
}

function sum(rows: readonly UnreadRow[]): number {
  return rows.reduce((total, { unread }) => total + unread, 0);
}
