import { migrationOutsideTransaction } from '#platform/database';

/** What a bike comes to is read from this index alone, and the rides of one that is deleted are found by it. */
export const RidesByBike1763700008413 = migrationOutsideTransaction(
  `create index concurrently if not exists rides_by_bike
    on rides.rides (tenant_id, user_id, bike_id, began_at, id) include (distance, moving_time) where bike_id is not null`,
  `set lock_timeout = '5s';
   alter table rides.rides validate constraint rides_bike;
   reset lock_timeout`,
);
