import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { capacityExceeded, Quotas } from '#platform/quotas';
import { Reservation, type ReservedRoom, type Uploader, type UploadSize } from './reservation.js';
import { storageProblems } from './storage.errors.js';
import { storageQuota } from './storage.js';
import { deleteUpload, heldBytes, insertUpload, lockUploads, prolongUpload } from './upload-room.sql.js';

/** How long a reservation lasts after its process last prolonged it, and how often it does so, in milliseconds. */
const LIFETIME = '2 minutes';
const PROLONGED_EVERY_MS = 30_000;
/** How much is reserved beyond what has arrived: who sends slowly, or nothing, keeps no more than that from others. */
const AHEAD_BYTES = 8 * 1024 ** 2;
/** Uploads of one user or key that are under way in a tenant. */
const MOST_OF_ONE = 10;
/** Seconds after which one of these may have ended. */
const RETRY_AFTER = 5;

/**
 * Reserves what a tenant uploads of its quota of storage before it is received, in all processes together. What uploads
 * under way reserved and what was released and is still to be deleted is not free: what a tenant has on disk never exceeds its
 * plan. Each upload reserves a little ahead of what has arrived, so that nobody takes the room of others by announcing much.
 */
@Injectable()
export class UploadRoom {
  constructor(
    private readonly database: Database,
    private readonly quotas: Quotas,
  ) {}

  /**
   * Runs `work` with room for an upload, which reserves more of it as bytes arrive.
   *
   * @throws Problem `quota_exceeded` (402) when less than its length is free, or nothing where the client did not announce
   *   it, `too_many_uploads` (429); errors of `work`
   */
  async reserve<T>(uploader: Uploader, size: UploadSize, work: (room: ReservedRoom) => Promise<T>): Promise<T> {
    const { tenantId } = uploader;
    const room: Reservation = new Reservation(uploader, size, (least) =>
      this.database.transaction({ tenantId }, (tx) => this.take(tx, room, least)),
    );
    await room.begin();
    const prolonging = setInterval(
      () => this.quietly(tenantId, (tx) => tx.run(prolongUpload, room.id, 0, LIFETIME)),
      PROLONGED_EVERY_MS,
    );
    prolonging.unref();
    try {
      return await work(room);
    } finally {
      clearInterval(prolonging);
      if (!room.ended) await this.quietly(tenantId, (tx) => tx.run(deleteUpload, room.id));
    }
  }

  /** @returns how much was reserved */
  private async take(tx: Transaction, room: Reservation, least: number): Promise<number> {
    const { tenantId, callerId = null } = room.uploader;
    await tx.run(lockUploads, tenantId);
    // Before what is reserved: a transaction that ends in between is then counted in neither, and refused in its turn.
    const { used, limit } = await this.quotas.use(tx, tenantId, storageQuota);
    const [held = { reserved: 0, released: 0, ofCaller: 0 }] = await tx.run(heldBytes, callerId);
    if (!room.begun && held.ofCaller >= MOST_OF_ONE) throw tooMany();
    const inUse = used + held.released;
    const free = limit === null ? Number.POSITIVE_INFINITY : Math.max(0, limit - inUse - held.reserved);
    if (limit !== null && least > free) throw capacityExceeded(storageQuota.name, limit, inUse, least, held.reserved);
    // The bytes of a worker wait for no client, and those of a tenant without a limit are in nobody's way.
    const ahead = limit === null || callerId === null ? room.missing : Math.min(AHEAD_BYTES, room.missing);
    const bytes = Math.min(ahead, free);
    if (room.begun) await tx.run(prolongUpload, room.id, bytes, LIFETIME);
    else await tx.run(insertUpload, tenantId, room.id, callerId, bytes, LIFETIME);
    return bytes;
  }

  /** A failure is ignored: the reservation expires by itself. */
  private async quietly(tenantId: string, work: (tx: Transaction) => Promise<unknown>): Promise<void> {
    await this.database.transaction({ tenantId }, work).catch(() => undefined);
  }
}

function tooMany() {
  return storageProblems.too_many_uploads(
    { most: MOST_OF_ONE, seconds: RETRY_AFTER },
    { headers: { 'retry-after': String(RETRY_AFTER) } },
  );
}
