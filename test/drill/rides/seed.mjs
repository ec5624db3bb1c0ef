// A thousand rides of each rider, the same in each run.

/** The id of a rider by their number, from 0. */
export const riderId = (number) => `018f0000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
/** One ride in so many has its track here. */
const TRACKS = 100;
/** Riders of a statement. */
const AT_ONCE = 50;

const best = (name, members) =>
  `'${name}', jsonb_build_object(${members.map(([member, value]) => `'${member}', ${value}`).join(', ')})`;
const figures = `jsonb_build_object('distance', r.distance, 'distanceFrom', 'positions', 'elapsedTime', r.moving + 600, 'movingTime', r.moving,
  'climb', r.climb, 'descent', r.climb, 'averageSpeed', 7.9, 'highestSpeed', 15.1, 'averageHeartRate', 141.2, 'highestHeartRate', 176,
  'averagePower', 187.4, 'highestPower', 640, 'averageCadence', 84.2, 'averageTemperature', 18.3, 'energy', 956.1,
  'heartRateZones', jsonb_build_array(600, 1200, 900, 300), 'powerZones', null, 'ignored', 0,
  ${best('bestPower', [
    ['1', '300 + r.n % 200'],
    ['5', '250 + r.n % 150'],
    ['20', '200 + r.n % 90'],
    ['60', 'null'],
  ])},
  ${best('bestTime', [
    ['1', '90 + r.n % 60'],
    ['10', '1100 + r.n % 500'],
    ['40', 'case when r.distance >= 40000 then 4600 + r.n % 900 end'],
  ])})`;

/**
 * Writes the rides of riders of a tenant: the latest began today, each other one 17.5 hours before.
 *
 * @param clients of the superuser, who fill at once
 * @param track as the product writes it, which one ride in a hundred gets
 * @param inTime throws when the drill takes too long
 */
export async function seed(clients, tenantId, { riders, rides, track }, inTime) {
  let next = 0;
  const fill = async (client) => {
    for (let from = next; from < riders; from = next) {
      inTime();
      next += AT_ONCE;
      await client.query(ridesOf(tenantId, from, Math.min(next, riders) - 1, rides), [track]);
    }
  };
  await Promise.all(clients.map(fill));
}

const ridesOf = (tenantId, from, to, rides) => `
  with written as (
    insert into rides.rides (tenant_id, user_id, id, began_at, ended_at, time_zone, day, kind, title, notes, digest, format, distance,
        moving_time, climb, figures, device)
      select '${tenantId}', r.rider, uuidv7(r.began - now()), r.began, r.began + (r.moving + 600) * interval '1 second', 'Europe/Paris',
        (r.began at time zone 'Europe/Paris')::date, (array['road', 'road', 'gravel', 'city'])[1 + r.n % 4], 'Ride ' || r.n, '',
        encode(sha256((r.rider || '-' || r.n)::bytea), 'hex'), 'fit', r.distance, r.moving, r.climb, ${figures}, '{"distance": 42000}'
      from (select ('018f0000-0000-7000-8000-' || lpad(to_hex(u), 12, '0'))::uuid as rider, n, now() - n * interval '17.5 hours' as began,
          5000 + (u * 31 + n * 37) % 90000 as distance, 1200 + (u * 7 + n * 11) % 12000 as moving, (n * 13) % 1500 as climb
        from generate_series(${from}, ${to}) u, generate_series(0, ${rides - 1}) n) r
      returning tenant_id, user_id, id, title
  )
  insert into rides.tracks (tenant_id, user_id, ride_id, track)
    select tenant_id, user_id, id, $1 from written where substring(title from 6)::int % ${TRACKS} = 0`;
