import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import type { PostStateResultsDto, PostStatesDto, ReadPostsDto, UnreadCountsDto } from './reading.dto.js';
import { forgetStates, lastNumber, raiseMarks, setStates, type UnreadRow, unreadCounts } from './reading.sql.js';

/** Whose reading it is. */
interface Reader {
  readonly tenantId: string;
  readonly userId: string;
}

/** Keeps what each user has read and starred. */
@Injectable()
export class ReadingService {
  constructor(private readonly database: Database) {}

  unread(reader: Reader): Promise<UnreadCountsDto> {
    return this.database.transaction(reader, counted);
  }

  async setStates(reader: Reader, { posts, read, starred }: PostStatesDto): Promise<PostStateResultsDto> {
    const rows = await this.database.transaction(reader, (tx) =>
      tx.run(setStates, reader.userId, posts, read ?? null, starred ?? null),
    );
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
      return counted(tx);
    });
  }
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
