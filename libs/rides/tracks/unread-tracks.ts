import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ByteRange } from '#platform/http';
import { ridesProblems } from '../rides.errors.js';

/** Bytes of whole tracks that this process keeps while clients read them, at most: 200,000 points with all values have 31 MB as JSON, 49 as GPX. */
const MOST_BYTES = 256 * 2 ** 20;
/** Of one tenant. */
const MOST_OF_TENANT = 128 * 2 ** 20;
/** Seconds after which a client may have read one. */
const RETRY_AFTER = 5;

/** Whole tracks on their way to clients, who may read slowly. */
@Injectable()
export class UnreadTracks {
  private readonly ofTenants = new Map<string, number>();

  /** @throws Problem `recordings_busy` (503) where clients still read too much */
  send(tenantId: string, track: Uint8Array, range?: ByteRange): Readable {
    const { length } = track;
    const own = this.ofTenants.get(tenantId) ?? 0;
    const all = [...this.ofTenants.values()].reduce((sum, bytes) => sum + bytes, 0);
    if (own + length > MOST_OF_TENANT || all + length > MOST_BYTES)
      throw ridesProblems.recordings_busy(
        { seconds: RETRY_AFTER },
        { headers: { 'retry-after': String(RETRY_AFTER) } },
      );
    this.add(tenantId, length);
    const stream = Readable.from([range ? track.subarray(range.start, range.end + 1) : track]);
    return stream.once('close', () => this.add(tenantId, -length));
  }

  private add(tenantId: string, bytes: number): void {
    const left = (this.ofTenants.get(tenantId) ?? 0) + bytes;
    if (left === 0) this.ofTenants.delete(tenantId);
    else this.ofTenants.set(tenantId, left);
  }
}
