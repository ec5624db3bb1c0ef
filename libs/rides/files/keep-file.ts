import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { receiveUpload } from '#platform/http';
import { newId } from '#platform/ids';
import { Quotas } from '#platform/quotas';
import { type IncomingFile, Storage, storageQuota, UploadRoom } from '#platform/storage';
import type { RiderProfileDto } from '../profile/profile.dto.js';
import { ProfileService } from '../profile/profile.service.js';
import type { ReadRide, Zones } from '../recordings/recording-thread.js';
import { Recordings } from '../recordings/recordings.js';
import type { RideDto } from '../rides/rides.dto.js';
import { insert, shown } from '../rides/rides.service.js';
import { lockRider, ridesOfFile, type WrittenRide, writeTrack } from '../rides/rides.sql.js';

/** Bytes of a file, at most. */
export const LARGEST_FILE = 25 * 2 ** 20;

/** A file that is to be rides. */
export interface RideFile {
  readonly length: number | undefined;
  /** The SHA-256 that was announced, where one was. */
  readonly digest?: Buffer | undefined;
  /** Whose upload it is; left out by a worker. */
  readonly callerId?: string;
  open(): Readable;
}

/** The rides of a file. */
export interface KeptFile {
  readonly rides: RideDto[];
  /** Whether they were made of this one; false where there were some of the same bytes. */
  readonly made: boolean;
}

/** Makes rides of what devices recorded, and keeps it as it came. */
@Injectable()
export class KeepsFiles {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly room: UploadRoom,
    private readonly quotas: Quotas,
    private readonly profiles: ProfileService,
    private readonly recordings: Recordings,
  ) {}

  /**
   * Makes rides of a file. The same file again makes none.
   *
   * @param note writes what became of it, in the transaction that makes the rides
   * @throws Problem `content_digest_mismatch` (400), `quota_exceeded` (402), `file_too_large` (413), those of `Recordings.read`
   *   (422), `too_many_uploads` (429), `recordings_busy`, `storage_unavailable` (503); errors of the content and of `note`.
   *   Nothing is kept then.
   */
  keep(
    person: Person,
    { length, digest, callerId, open }: RideFile,
    note?: (tx: Transaction, kept: KeptFile) => Promise<void>,
  ): Promise<KeptFile> {
    const { tenantId, userId } = person;
    return this.room.reserve({ tenantId, callerId }, { length, most: LARGEST_FILE }, async (room) => {
      const file = await receiveUpload(this.storage, { digest, stream: open() }, room, LARGEST_FILE);
      try {
        const known = await this.database.read(person, ridesOfFile, file.digest);
        if (known.length > 0) {
          const kept = { rides: known.map(shown), made: false };
          if (note) await this.database.transaction(person, (tx) => note(tx, kept));
          return kept;
        }
        const profile = await this.profiles.read(person);
        const timeZone = await this.profiles.timeZoneOf(person, profile);
        const task = { zones: zonesOf(profile), timeZone };
        const read = await this.recordings.read(person, () => this.storage.readReceived(file), task);
        return await this.storage.save(person, [file], async (tx) => {
          await tx.run(lockRider, tenantId, userId);
          const others = await tx.run(ridesOfFile, file.digest);
          await room.end(tx);
          const made = others.length === 0;
          const rides = made ? await this.make(tx, person, file, read, timeZone) : others.map(shown);
          await note?.(tx, { rides, made });
          return { rides, made };
        });
      } finally {
        await this.storage.discard([file]);
      }
    });
  }

  private async make(
    tx: Transaction,
    person: Person,
    file: IncomingFile,
    read: readonly ReadRide[],
    timeZone: string,
  ): Promise<RideDto[]> {
    const { tenantId, userId } = person;
    await this.quotas.take(tx, tenantId, storageQuota, file.bytes);
    const rides: RideDto[] = [];
    for (const [index, ride] of read.entries()) {
      // The file counts once, however many rides it holds.
      const bytes = index === 0 ? file.bytes : 0;
      const row = await insert(tx, person, written(ride, { digest: file.digest, bytes, timeZone }));
      await tx.run(writeTrack, tenantId, userId, row.id, Buffer.from(ride.track));
      rides.push(shown(row));
    }
    return rides;
  }
}

export const zonesOf = ({ heartRateZones, powerZones }: RiderProfileDto): Zones => ({
  heartRate: heartRateZones,
  power: powerZones,
});

function written(
  { beganAt, endedAt, format, section, cut, figures, device, outdoors, title = '' }: ReadRide,
  { timeZone, ...file }: { readonly digest: string; readonly bytes: number; readonly timeZone: string },
): WrittenRide {
  return {
    id: newId(),
    began: new Date(beganAt).toISOString(),
    ended: new Date(endedAt).toISOString(),
    time_zone: timeZone,
    kind: outdoors ? 'road' : 'indoor',
    title,
    notes: '',
    ...file,
    format,
    section,
    cut,
    bike_id: null,
    figures,
    device,
  };
}
