import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { type ExpectedVersions, type FileAnswer, storedFile, type UploadedBody } from '#platform/http';
import { Storage } from '#platform/storage';
import { ProfileService } from '../profile/profile.service.js';
import { Recordings } from '../recordings/recordings.js';
import type { RideDto, TrimDto, UploadedRidesDto } from '../rides/rides.dto.js';
import { lockAt, shown } from '../rides/rides.service.js';
import { type RideRow, rideById, trimRide, writeTrack } from '../rides/rides.sql.js';
import { ridesProblems } from '../rides.errors.js';
import { UnreadTracks } from '../tracks/unread-tracks.js';
import type { TrackForm } from '../tracks/written-track.js';
import { KeepsFiles, zonesOf } from './keep-file.js';

/** What a file is served as, and how its name ends. */
export const types = {
  fit: 'application/vnd.ant.fit',
  gpx: 'application/gpx+xml',
  tcx: 'application/vnd.garmin.tcx+xml',
};

/** Receives what devices recorded, and gives it back. */
@Injectable()
export class FilesService {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly keeper: KeepsFiles,
    private readonly profiles: ProfileService,
    private readonly recordings: Recordings,
    private readonly unread: UnreadTracks,
  ) {}

  /**
   * Makes rides of a file. The same file again makes none, and is answered with those that there are of it.
   *
   * @throws Problem `content_digest_mismatch` (400), `quota_exceeded` (402), `body_too_large` (413), those of `Recordings.read`
   *   (422), `too_many_uploads` (429), `recordings_busy`, `storage_unavailable` (503). Nothing is kept then.
   */
  async upload(person: Person, body: UploadedBody): Promise<UploadedRidesDto> {
    const { length, digest, stream } = body;
    const { rides } = await this.keeper.keep(person, { length, digest, callerId: person.userId, open: () => stream });
    return { rides };
  }

  /**
   * Leaves out the beginning or end of a ride, and computes what it comes to anew from its file, with the zones of now.
   *
   * @param versions those that the caller accepts; any by default
   * @throws Problem `ride_not_found` (404), `ride_without_file` (409), `precondition_failed` (412), `recording_empty` (422),
   *   `recordings_busy`, `storage_unavailable` (503)
   */
  async trim(person: Person, id: string, left: TrimDto, versions: ExpectedVersions): Promise<RideDto> {
    const { trimStart = 0, trimEnd = 0 } = left;
    const { digest, section, timeZone } = await this.rideWithFile(person, id);
    const zones = zonesOf(await this.profiles.read(person));
    const task = { zones, timeZone, only: { section, trimStart, trimEnd } };
    const [read] = await this.recordings.read(person, () => this.contentOf(person, id, digest), task);
    if (!read) throw ridesProblems.recording_empty();
    const { figures, beganAt, endedAt, track } = read;
    return this.database.transaction(person, async (tx) => {
      await lockAt(tx, id, versions);
      const when = [new Date(beganAt), new Date(endedAt)] as const;
      const [row] = await tx.run(trimRide, id, trimStart, trimEnd, ...when, JSON.stringify(figures));
      await tx.run(writeTrack, person.tenantId, person.userId, id, Buffer.from(track));
      return shown(row as RideRow);
    });
  }

  /** The file as it was uploaded. @throws Problem `ride_not_found` (404), `ride_without_file` (409) */
  async file(person: Person, id: string): Promise<FileAnswer> {
    const { tenantId } = person;
    const { digest, format } = await this.rideWithFile(person, id);
    const blob = (await this.storage.find(tenantId, [digest])).get(digest);
    if (!blob || !format) throw ridesProblems.ride_without_file({ id });
    const shownAs = { contentType: types[format], fileName: `${id}.${format}`, cacheControl: 'private, no-store' };
    return storedFile(this.storage, { tenantId, digest, bytes: blob.bytes }, shownAs, () =>
      ridesProblems.ride_not_found({ id }),
    );
  }

  /**
   * The whole track, from the file.
   *
   * @throws Problem `ride_not_found` (404), `ride_without_file` (409), `recordings_busy`, `storage_unavailable` (503)
   */
  async track(person: Person, id: string, form: TrackForm): Promise<FileAnswer> {
    const ride = await this.rideWithFile(person, id);
    const { digest, section, trimStart, trimEnd, title, timeZone, version } = ride;
    const task = { only: { section, trimStart, trimEnd }, form, title, timeZone };
    const bytes = await this.recordings.write(person, () => this.contentOf(person, id, digest), task);
    return {
      size: bytes.length,
      contentType: form === 'gpx' ? types.gpx : 'application/json',
      ...(form === 'gpx' && { fileName: `${id}.gpx` }),
      cacheControl: 'private, no-store',
      etag: `"${digest.slice(0, 32)}-${form}-${version}"`,
      source: { open: async (range) => this.unread.send(person.tenantId, bytes, range) },
    };
  }

  private async rideWithFile(person: Person, id: string): Promise<RideRow & { readonly digest: string }> {
    const [ride] = await this.database.read(person, rideById, id);
    if (!ride) throw ridesProblems.ride_not_found({ id });
    const { digest } = ride;
    if (!digest) throw ridesProblems.ride_without_file({ id });
    return { ...ride, digest };
  }

  /** @throws Problem `ride_not_found` (404) where it was deleted meanwhile */
  private async contentOf({ tenantId }: Person, id: string, digest: string): Promise<Uint8Array> {
    const blob = (await this.storage.find(tenantId, [digest])).get(digest);
    if (!blob) throw ridesProblems.ride_not_found({ id });
    return Buffer.concat(await (await this.storage.read(tenantId, blob)).toArray());
  }
}
