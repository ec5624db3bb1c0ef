import { statement } from '#platform/database';

type Values = [monday: string, channel: string];

const sample: Values = ['2026-11-16', 'webhook'];

/** A row for who may send the message now: nobody has sent it, nor tried within an hour. */
export const claimMessage = statement<{ readonly channel: string }, Values>({
  name: 'trends.messages.claim',
  text: `insert into platform.trend_messages as m (week, channel) values ($1::date, $2)
    on conflict (week, channel) do update set claimed_at = excluded.claimed_at
      where m.sent_at is null and m.claimed_at < now() - interval '1 hour'
    returning channel`,
  sample,
  unchecked: 'the table has a row for each week and recipient',
});

export const settleMessage = statement<object, Values>({
  name: 'trends.messages.settle',
  text: 'update platform.trend_messages set sent_at = now() where week = $1::date and channel = $2',
  sample,
  unchecked: 'the table has a row for each week and recipient',
});
