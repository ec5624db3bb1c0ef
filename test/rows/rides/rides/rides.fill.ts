import type { Fill } from '../../../support/fill.js';

const sample = '018f0000-0000-7000-8000-000000000009';
/** The rider of the samples has one ride in twenty, five hundred others have the rest. */
const riderOf = (i: string) =>
  `(case when ${i} % 20 = 0 then '${sample}' else lpad(to_hex(${i} % 500), 32, '0') end)::uuid`;

const idOf = `case when i = 20 then '${sample}' else uuidv7() end`;

const bikes = (tenant: string, user: string, id: string, rows: number) =>
  `insert into rides.bikes (tenant_id, user_id, id, name, kinds) select '${tenant}', ${user}, ${id}, 'Bike ' || i, '{road}'
     from generate_series(1, ${rows}) i`;

const goals = (tenant: string, user: string, id: string, rows: number) =>
  `insert into rides.goals (tenant_id, user_id, id, measure, period, target) select '${tenant}', ${user}, ${id}, 'distance', 'week',
     100000 + i from generate_series(1, ${rows}) i`;

const columns = `tenant_id, user_id, id, began_at, ended_at, time_zone, day, kind, title, notes, digest, format, bike_id, distance, moving_time, climb,
      figures, device`;
const values = (
  bike: string,
) => `b.at, b.at + interval '1 hour', 'Europe/Paris', (b.at at time zone 'Europe/Paris')::date,
      (array['road', 'gravel', 'city'])[1 + i % 3], 'Ride ' || i, '', encode(sha256(('ride ' || i)::bytea), 'hex'), 'fit', ${bike},
      10000 + i * 37 % 90000, 1800 + i * 13 % 9000, i * 7 % 1500, jsonb_build_object('distance', 10000 + i * 37 % 90000,
        'bestPower', jsonb_build_object('1', 200 + i % 300, '20', 150 + i % 150), 'bestTime', jsonb_build_object('1', 90 + i % 60)), '{}'`;
const rides = (tenant: string, user: string, id: string, rows: number, bike = 'null::uuid') => `
     insert into rides.rides (${columns}) select '${tenant}', ${user}, ${id}, ${values(bike)}
     from generate_series(1, ${rows}) i cross join lateral (select timestamptz '2026-06-01 08:00Z' - i * interval '3 hours' as at) b`;

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    bikes(id, riderOf('i'), idOf, Math.max(20, rows / 10)),
    goals(id, riderOf('i'), idOf, Math.max(20, rows / 10)),
    rides(id, riderOf('i'), idOf, rows, `case when i % 40 = 0 then '${sample}'::uuid end`),
    `insert into rides.tracks (tenant_id, user_id, ride_id, track)
     select tenant_id, user_id, id, decode(repeat('00', 500), 'hex') from rides.rides where tenant_id = '${id}' and (id = '${sample}' or distance % 3 = 0)`,
    `insert into rides.profiles (tenant_id, user_id, units, week_start, heart_rate_zones, power_zones)
     select distinct '${id}'::uuid, ${riderOf('i')}, 'metric', 'monday', '{120,150}'::smallint[], '{}'::smallint[]
     from generate_series(1, ${rows}) i`,
    `insert into rides.weights (tenant_id, user_id, day, kilograms)
     select '${id}', ${riderOf('i')}, date '2026-06-01' - i, 60 + i % 30 from generate_series(1, ${rows}) i`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    bikes(tenantId, `'${userId}'`, 'uuidv7()', 60),
    goals(tenantId, `'${userId}'`, 'uuidv7()', 60),
    rides(tenantId, `'${userId}'`, `('018f0000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`, 60),
    `insert into rides.weights (tenant_id, user_id, day, kilograms)
     select '${tenantId}', '${userId}', date '2026-06-01' - i, 60 + i % 30 from generate_series(1, 60) i`,
  ],
};
