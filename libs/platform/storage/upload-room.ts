import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Problem } from '#platform/problems';
import { capacityExceeded, Quotas } from '#platform/quotas';
import { storageQuota } from './storage.js';
import { deleteUpload, heldBytes, insertUpload, lockUploads, prolongUpload } from './upload-room.sql.js';

/** How long a reservation lasts after its process last prolonged it, and how often it does so, in milliseconds. */
const LIFETIME = '2 minutes';
const PROLONGED_EVERY_MS = 30_000;

/** Room that an upload has reserved. */
export interface ReservedRoom {
  /** The most bytes that it may have. */
  readonly most: number;
  /** Gives the room back in the transaction that takes what was kept of the quota, right before it does. */
  end(tx: Transaction): Promise<void>;
}

/** What is free, and what of it was reserved; undefined as `id` where the tenant has no limit. */
interface Reservation extends ReservedRoom {
  readonly id: string | undefined;
  ended: boolean;
  readonly limit: number;
  readonly used: number;
}

/**
 * Reserves what a tenant uploads of its quota of storage before a byte is received, in all processes together. What uploads
 * under way reserved and what was released and is still to be deleted is not free: what a tenant has on disk never exceeds its
 * plan. A tenant without a limit reserves nothing.
 */
@Injectable()
export class UploadRoom {
  constructor(
    private readonly database: Database,
    private readonly quotas: Quotas,
  ) {}

  /**
   * Runs `work` with room for an upload: of its length or, where the client did not announce it, as much as is free.
   *
   * @param length in bytes
   * @param most the most bytes of any upload of this kind
   * @throws Problem `quota_exceeded` (402) when that much is not free, or more arrived; errors of `work`
   */
  async reserve<T>(
    tenantId: string,
    { length, most }: { readonly length: number | undefined; readonly most: number },
    work: (room: ReservedRoom) => Promise<T>,
  ): Promise<T> {
    const room = await this.database.transaction({ tenantId }, (tx) => this.take(tx, tenantId, length, most));
    const { id } = room;
    if (id === undefined) return work(room);
    const prolonging = setInterval(
      () => this.quietly(tenantId, (tx) => tx.run(prolongUpload, id, LIFETIME)),
      PROLONGED_EVERY_MS,
    );
    prolonging.unref();
    try {
      return await work(room);
    } catch (error) {
      // Of a length that nobody announced: its kind may have more bytes, and this tenant has no room for them.
      if (room.most < most && error instanceof Problem && error.code === 'file_too_large')
        throw capacityExceeded(storageQuota.name, room.limit, room.used, room.most + 1);
      throw error;
    } finally {
      clearInterval(prolonging);
      if (!room.ended) await this.quietly(tenantId, (tx) => tx.run(deleteUpload, id));
    }
  }

  private async take(
    tx: Transaction,
    tenantId: string,
    length: number | undefined,
    most: number,
  ): Promise<Reservation> {
    await tx.run(lockUploads, tenantId);
    // Before what is reserved: a transaction that ends in between is then counted in neither, and refused in its turn.
    const { used, limit } = await this.quotas.use(tx, tenantId, storageQuota);
    if (limit === null) return { id: undefined, ended: true, most, limit: most, used, end: async () => {} };
    const [held = { reserved: 0, released: 0 }] = await tx.run(heldBytes);
    const taken = used + held.reserved + held.released;
    const free = limit - taken;
    const wanted = length ?? Math.max(1, Math.min(most, free));
    if (wanted > Math.max(free, 0)) throw capacityExceeded(storageQuota.name, limit, taken, wanted);
    const id = newId();
    await tx.run(insertUpload, tenantId, id, wanted, LIFETIME);
    const reservation: Reservation = {
      id,
      ended: false,
      most: length === undefined ? wanted : most,
      limit,
      used: taken,
      end: async (ending) => {
        await ending.run(deleteUpload, id);
        ending.afterCommit(() => {
          reservation.ended = true;
        });
      },
    };
    return reservation;
  }

  /** A failure is ignored: the reservation expires by itself. */
  private async quietly(tenantId: string, work: (tx: Transaction) => Promise<unknown>): Promise<void> {
    await this.database.transaction({ tenantId }, work).catch(() => undefined);
  }
}
