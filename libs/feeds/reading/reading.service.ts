import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { Realtime, topicOf } from '#platform/realtime';
import { feedsProblems } from '../feeds.errors.js';
import { labelPosts, labelsAmong, unlabelPosts } from '../labels/labels.sql.js';
import type { Reader } from './reader.js';
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

/** Keeps what each user has read, starred and labelled. Their devices hear of it. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
  ) {}

  unread(reader: Reader): Promise<UnreadCountsDto> {
    return this.database.transaction(reader, counted);
  }

  /** @throws Problem `unknown_label` (422) */
  async setStates(reader: Reader, states: PostStatesDto): Promise<PostStateResultsDto> {
    const { posts, read = null, starred = null, addLabels = [], removeLabels = [] } = states;
    const rows = await this.database.transaction(reader, async (tx) => {
      if (addLabels.length > 0) await assertLabels(tx, addLabels);
      const rows = await tx.run(setStates, reader.userId, posts, read, starred);
      if (addLabels.length > 0) await tx.run(labelPosts, reader.userId, posts, addLabels);
      if (removeLabels.length > 0) await tx.run(unlabelPosts, posts, removeLabels);
      this.tell(tx, reader);
      return rows;
    });
    const set = new Set(rows.map(({ id }) => id));
    return { data: posts.map((id) => ({ id, status: set.has(id.toLowerCase()) ? 200 : 404 })) };
  }

  /** @returns what is unread afterwards */
  markRead(reader: Reader, { upTo, receivedUntil, subscription, folder }: ReadPostsDto): Promise<UnreadCountsDto> {
    const scope = [subscription ?? null, folder ?? null] as const;
    return this.database.transaction(reader, async (tx) => {
      const [last] = await tx.run(lastNumber, receivedUntil ?? null);
      // What nobody has received yet, nobody has read.
      const number = Math.min(upTo ?? Number.POSITIVE_INFINITY, last?.number ?? 0);
      await tx.run(raiseMarks, reader.userId, number, ...scope);
      await tx.run(forgetStates, number, ...scope);
      this.tell(tx, reader);
      return counted(tx);
    });
  }

  /** Marks the posts with a label as read, up to those received until a moment where one is given. */
  async markLabelRead(reader: Reader, labelId: string, receivedUntil?: string): Promise<void> {
    await this.database.transaction(reader, async (tx) => {
      const [last] = await tx.run(lastNumber, receivedUntil ?? null);
      await tx.run(readLabelled, reader.userId, labelId, last?.number ?? 0);
      this.tell(tx, reader);
    });
  }

  private tell(tx: Transaction, { tenantId, userId }: Reader): void {
    this.realtime.publish(tx, topicOf.user(tenantId, userId), { name: 'unread.changed', data: {} });
  }
}

async function assertLabels(tx: Transaction, ids: readonly string[]): Promise<void> {
  const known = new Set((await tx.run(labelsAmong, ids)).map(({ id }) => id));
  const at = ids.findIndex((id) => !known.has(id.toLowerCase()));
  if (at === -1) return;
  const code = 'unknown_label';
  const detail = { en: 'must be the id of a label', fr: 'doit être l’identifiant d’une étiquette' };
  throw feedsProblems[code](
    { id: ids[at] ?? '' },
    { errors: [{ pointer: `/addLabels/${at}`, in: 'body', code, detail }] },
  );
}

async function counted(tx: Transaction): Promise<UnreadCountsDto> {
  // First, so that a post that comes between them is counted, and not marked.
  const [last] = await tx.run(lastNumber, null);
  const rows = (await tx.run(unreadCounts)).filter(({ unread }) => unread > 0);
  const folders = Map.groupBy(
    rows.filter(({ folderId }) => folderId !== null),
    ({ folderId }) => folderId as string,
  );
  return {
    unread: sum(rows),
    position: last?.number ?? 0,
    subscriptions: rows.map(({ subscriptionId: id, unread }) => ({ id, unread })),
    folders: [...folders].map(([id, inside]) => ({ id, unread: sum(inside) })),
  };
}

function sum(rows: readonly UnreadRow[]): number {
  return rows.reduce((total, { unread }) => total + unread, 0);
}
