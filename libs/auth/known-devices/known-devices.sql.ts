import { statement } from '#platform/database';

/** How long a device stays known after its last sign-in. */
export const KNOWN_DAYS = 180;
/** The most devices of a user; one more replaces the one that was seen least recently. */
const MOST = 20;

/** Whether the device is known and belongs to the user with this address. */
export const knownDevice = statement<{ known: number }, [userId: string, hash: Buffer, email: string]>(
  'auth.known-devices.find',
)`
  select 1 as known from auth.known_devices device
    join auth.users holder on holder.tenant_id = device.tenant_id and holder.id = device.user_id
    where device.user_id = $1 and device.token_hash = $2 and holder.email = $3
      and device.last_seen_at > now() - interval '${KNOWN_DAYS} days'`;

/** No row where the device is no longer known. */
export const seeDevice = statement<{ known: number }, [userId: string, hash: Buffer]>('auth.known-devices.see')`
  update auth.known_devices set last_seen_at = now() where user_id = $1 and token_hash = $2
    returning 1 as known`;

export const insertDevice = statement<object, [tenantId: string, userId: string, hash: Buffer]>(
  'auth.known-devices.insert',
)`
  with surplus as (
      delete from auth.known_devices where user_id = $2::uuid and token_hash in (
        select token_hash from auth.known_devices where user_id = $2::uuid
        order by last_seen_at desc offset ${MOST - 1})
    )
    insert into auth.known_devices (tenant_id, user_id, token_hash) values ($1::uuid, $2::uuid, $3)`;
