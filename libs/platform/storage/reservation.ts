import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { deleteUpload } from './upload-room.sql.js';

/** Whose upload it is. */
export interface Uploader {
  readonly tenantId: string;
  /** The user, also behind a personal key, or another key; undefined for a worker, which has the bytes already. */
  readonly callerId?: string | undefined;
}

/** In bytes. */
export interface UploadSize {
  /** As announced; undefined where the client did not. */
  readonly length: number | undefined;
  /** The most of any upload of its kind. */
  readonly most: number;
}

/** Room that an upload has reserved. */
export interface ReservedRoom {
  /**
   * Passes on what arrives, once it has room.
   *
   * @throws Problem `quota_exceeded` (402) when no more is free; errors of the source
   */
  within<T extends Uint8Array>(source: AsyncIterable<T>): AsyncGenerator<T>;
  /** Gives the room back in the transaction that takes what was kept of the quota, right before it does. */
  end(tx: Transaction): Promise<void>;
}

/** What one upload has reserved, and how much of it has arrived. */
export class Reservation implements ReservedRoom {
  readonly id = newId();
  begun = false;
  ended = false;
  private reserved = 0;
  private arrived = 0;
  /** The most bytes that may arrive. */
  private readonly whole: number;

  /** @param take reserves at least so much more, and returns how much */
  constructor(
    readonly uploader: Uploader,
    private readonly size: UploadSize,
    private readonly take: (least: number) => Promise<number>,
  ) {
    this.whole = size.length ?? size.most;
  }

  /** What may still arrive and has no room. */
  get missing(): number {
    return this.whole - this.reserved;
  }

  /** Refuses at once what could never be received whole. */
  async begin(): Promise<void> {
    this.reserved = await this.take(this.size.length ?? 1);
    this.begun = true;
  }

  async *within<T extends Uint8Array>(source: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const piece of source) {
      this.arrived += piece.length;
      // Who receives it refuses what is beyond the most.
      const least = Math.min(this.arrived, this.whole) - this.reserved;
      if (least > 0) this.reserved += await this.take(least);
      yield piece;
    }
  }

  async end(tx: Transaction): Promise<void> {
    await tx.run(deleteUpload, this.id);
    tx.afterCommit(() => {
      this.ended = true;
    });
  }
}
