import { statement } from '#platform/database';

/** Adds counts of many tenants to the current month (UTC). */
export const addMetering = statement<object, [tenants: string[], measures: string[], amounts: number[]]>(
  'tenants.metering.add',
)`
  select tenants.add_metering($1::uuid[], $2::text[], $3::bigint[])`;

/** Records the use of every tenant's capacity quotas in the current month, also where it does not change. */
export const meterCapacity = statement<object>('tenants.metering.meter-capacity')`select tenants.meter_capacity()`;

export const meteredInMonth = statement<{ measure: string; value: number }, [month: string]>(
  'tenants.metering.of-month',
)`
  select measure, value::float8 as value from tenants.metering where month = ($1 || '-01')::date
    order by measure`;
