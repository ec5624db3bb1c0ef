import { statement } from '#platform/database';
import type { RiderProfileDto } from './profile.dto.js';

const columns = `time_zone as "timeZone", units, week_start as "weekStart", heart_rate_zones as "heartRateZones",
    power_zones as "powerZones", version`;

/** The profile of the rider in force; no row where they chose nothing. */
export const profileInForce = statement<RiderProfileDto>('rides.profiles.in-force')`
  select ${columns} from rides.profiles`;

/** Writes a profile in place of the one that there may be. */
export const writeProfile = statement<
  RiderProfileDto,
  [
    tenantId: string,
    userId: string,
    timeZone: string | null,
    units: string,
    weekStart: string,
    heartRateZones: readonly number[],
    powerZones: readonly number[],
  ]
>('rides.profiles.write')`
  insert into rides.profiles as p (tenant_id, user_id, time_zone, units, week_start, heart_rate_zones, power_zones)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (tenant_id, user_id) do update set time_zone = excluded.time_zone, units = excluded.units,
      week_start = excluded.week_start, heart_rate_zones = excluded.heart_rate_zones, power_zones = excluded.power_zones,
      version = p.version + 1
    returning ${columns}`;
