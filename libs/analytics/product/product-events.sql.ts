import { samples, statement } from '#platform/database';

/** Adds events that happened at one time, of the tenant in force and its time zone, to what the product itself counts. */
export const addProductEvents = statement<object, [name: string, at: Date, events: number, zone: string]>({
  name: 'analytics.product-events.add',
  text: 'select from analytics.add_product_events($1, $2::timestamptz, $3::bigint, $4)',
  sample: ['palier.app.viewed', samples.time, 1, 'Europe/Paris'],
});
