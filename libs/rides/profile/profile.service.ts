import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { inBody } from '#platform/problems';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { lockRider } from '../rides/rides.sql.js';
import { ridesProblems } from '../rides.errors.js';
import type { RiderProfileContentDto, RiderProfileDto } from './profile.dto.js';
import { profileInForce, writeProfile } from './profile.sql.js';

/** The profile of who chose nothing. */
const defaults: RiderProfileDto = {
  timeZone: null,
  units: 'metric',
  weekStart: 'monday',
  heartRateZones: [],
  powerZones: [],
  version: 0,
};

/** Reads and changes how a rider wants their rides. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly directory: TenantDirectory,
    private readonly tenants: Tenants,
  ) {}

  async read(person: Person): Promise<RiderProfileDto> {
    const [profile = defaults] = await this.database.read(person, profileInForce);
    return profile;
  }

  /** The time zone in which a rider's rides have their day. */
  async timeZoneOf({ tenantId }: Person, { timeZone }: RiderProfileDto): Promise<string> {
    const tenant = this.directory.byId(tenantId);
    return timeZone ?? (tenant ? (await this.tenants.bySlug(tenant.slug)).timeZone : 'UTC');
  }

  /** The present day there. */
  async todayOf(person: Person, profile: RiderProfileDto): Promise<string> {
    return new Intl.DateTimeFormat('en-CA', { timeZone: await this.timeZoneOf(person, profile) }).format();
  }

  /**
   * Replaces the profile. Rides keep their day, and their times in zones until they are computed anew.
   *
   * @param versions those that the caller accepts, 0 for none yet; any by default
   * @throws Problem `zones_not_rising` (422), `precondition_failed` (412)
   */
  replace(person: Person, content: RiderProfileContentDto, versions: ExpectedVersions): Promise<RiderProfileDto> {
    const { timeZone = null, units = defaults.units, weekStart = defaults.weekStart } = content;
    const { heartRateZones = [], powerZones = [] } = content;
    assertRising('/heartRateZones', heartRateZones);
    assertRising('/powerZones', powerZones);
    return this.database.transaction(person, async (tx) => {
      // Where there is none yet, there is no row to lock.
      await tx.run(lockRider, person.tenantId, person.userId);
      const [current = defaults] = await tx.run(profileInForce);
      assertVersion(versions, current.version);
      const values = [timeZone, units, weekStart, heartRateZones, powerZones] as const;
      const [row] = await tx.run(writeProfile, person.tenantId, person.userId, ...values);
      return row as RiderProfileDto;
    });
  }
}

function assertRising(pointer: string, bounds: readonly number[]): void {
  if (bounds.every((bound, index) => index === 0 || bound > (bounds[index - 1] as number))) return;
  const { detail } = ridesProblems.zones_not_rising();
  throw ridesProblems.zones_not_rising({}, inBody('zones_not_rising', pointer, detail));
}
