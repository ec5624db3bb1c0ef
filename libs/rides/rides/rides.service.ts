import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import { readList, rowsOfPerson } from '#platform/lists';
import { inBody } from '#platform/problems';
import { Storage } from '#platform/storage';
import { ProfileService } from '../profile/profile.service.js';
import { ridesProblems } from '../rides.errors.js';
import { decodeTrack } from '../tracks/track-code.js';
import type { NewRideDto, RideChangesDto, RideDto, RidesDto, RidesQueryDto, TrackDto } from './rides.dto.js';
import {
  changeRide,
  deleteRide,
  fileInUse,
  insertRide,
  lockRide,
  lockRider,
  type RideRow,
  rideById,
  rideList,
  rideTotals,
  trackOf,
  type WrittenRide,
} from './rides.sql.js';

/** By how much a device’s clock may be ahead, in milliseconds. */
const TOLERANCE_MS = 60_000;

/** Reads, writes by hand, changes and deletes the rides of a rider. */
@Injectable()
export class RidesService {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly profiles: ProfileService,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(person: Person, query: RidesQueryDto): Promise<RidesDto> {
    const { from = null, to = null, kind = null, bike = null, least = null } = query;
    const asked = { ...query, least: query.least?.toString() };
    const answer = await readList(rowsOfPerson(this.database, person), rideList, asked);
    const [totals] = await this.database.read(person, rideTotals, from, to, kind, bike, least);
    return { ...answer, totals: totals as RidesDto['totals'] };
  }

  /** @throws Problem `ride_not_found` (404) */
  async one(person: Person, id: string): Promise<RideDto> {
    const [ride] = await this.database.read(person, rideById, id);
    if (!ride) throw ridesProblems.ride_not_found({ id });
    return shown(ride);
  }

  /** @throws Problem `ride_not_found` (404), `ride_without_file` (409) */
  async track(person: Person, id: string): Promise<TrackDto> {
    const [row] = await this.database.read(person, trackOf, id);
    if (row) return decodeTrack(row.track) as TrackDto;
    await this.one(person, id);
    throw ridesProblems.ride_without_file({ id });
  }

  /** @throws Problem `ride_in_future`, `moves_longer_than_it_takes`, `unknown_bike` (422) */
  async write(person: Person, ride: NewRideDto): Promise<RideDto> {
    const { elapsedTime, movingTime = elapsedTime, distance, climb = null } = ride;
    const began = Temporal.Instant.from(ride.beganAt).epochMilliseconds;
    const ended = began + elapsedTime * 1000;
    if (ended > Date.now() + TOLERANCE_MS) throw refused('ride_in_future', '/beganAt');
    if (movingTime > elapsedTime) throw refused('moves_longer_than_it_takes', '/movingTime');
    const timeZone = await this.profiles.timeZoneOf(person, await this.profiles.read(person));
    const written: WrittenRide = {
      id: newId(),
      began: new Date(began).toISOString(),
      ended: new Date(ended).toISOString(),
      time_zone: timeZone,
      kind: ride.kind ?? 'road',
      title: ride.title ?? '',
      notes: ride.notes ?? '',
      digest: null,
      format: null,
      section: 0,
      bytes: 0,
      cut: false,
      bike_id: ride.bikeId ?? null,
      figures: byHand({ elapsedTime, movingTime, distance, climb }),
      device: {},
    };
    return this.database.transaction(person, async (tx) => shown(ofBike(await insert(tx, person, written), ride)));
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `ride_not_found` (404), `precondition_failed` (412), `unknown_bike` (422)
   */
  change(person: Person, id: string, changes: RideChangesDto, versions: ExpectedVersions): Promise<RideDto> {
    const { kind = null, title = null, notes = null, bikeId } = changes;
    return this.database.transaction(person, async (tx) => {
      await lockAt(tx, id, versions);
      const [row] = await tx.run(changeRide, id, kind, title, notes, bikeId !== undefined, bikeId ?? null);
      return shown(ofBike(row as RideRow, changes));
    });
  }

  /**
   * Deletes a ride with its track, and its file where it was the last ride of it.
   *
   * @param versions those that the caller accepts; any by default
   * @throws Problem `ride_not_found` (404), `precondition_failed` (412)
   */
  delete(person: Person, id: string, versions: ExpectedVersions): Promise<void> {
    return this.database.transaction(person, async (tx) => {
      // The same file may be uploaded again at this moment.
      await tx.run(lockRider, person.tenantId, person.userId);
      const { digest } = await lockAt(tx, id, versions);
      await tx.run(deleteRide, id);
      if (digest && (await tx.run(fileInUse, digest)).length === 0) await this.storage.release(tx, [digest]);
    });
  }
}

/** @throws Problem `ride_not_found` (404), `precondition_failed` (412) */
export async function lockAt(tx: Transaction, id: string, versions: ExpectedVersions): Promise<RideRow> {
  const [ride] = await tx.run(lockRide, id);
  if (!ride) throw ridesProblems.ride_not_found({ id });
  assertVersion(versions, ride.version);
  return ride;
}

/** @param tx of the rider */
export async function insert(tx: Transaction, { tenantId, userId }: Person, ride: WrittenRide): Promise<RideRow> {
  const [row] = await tx.run(insertRide, tenantId, userId, JSON.stringify(ride));
  return row as RideRow;
}

export const shown = ({ digest: _, section: _section, ...ride }: RideRow): RideDto => ride;

/** The figures of a ride that no device measured. */
function byHand(
  ride: Pick<RideDto['figures'], 'elapsedTime' | 'movingTime' | 'distance' | 'climb'>,
): RideDto['figures'] {
  return {
    ...ride,
    distanceFrom: 'rider',
    descent: null,
    averageSpeed: ride.distance > 0 ? ride.distance / ride.movingTime : null,
    highestSpeed: null,
    averageHeartRate: null,
    highestHeartRate: null,
    averagePower: null,
    highestPower: null,
    averageCadence: null,
    averageTemperature: null,
    energy: null,
    bestPower: { 1: null, 5: null, 20: null, 60: null },
    bestTime: { 1: null, 10: null, 40: null },
    heartRateZones: null,
    powerZones: null,
    ignored: 0,
  };
}

/** @throws Problem `unknown_bike` (422) where the ride is not of the bike that was asked for: the rider has no such bike */
function ofBike(row: RideRow, { bikeId }: Pick<RideChangesDto, 'bikeId'>): RideRow {
  if (!bikeId || row.bikeId === bikeId) return row;
  const about = { id: bikeId };
  throw ridesProblems.unknown_bike(about, inBody('unknown_bike', '/bikeId', ridesProblems.unknown_bike(about).detail));
}

function refused(code: 'ride_in_future' | 'moves_longer_than_it_takes', pointer: string) {
  return ridesProblems[code]({}, inBody(code, pointer, ridesProblems[code]().detail));
}
