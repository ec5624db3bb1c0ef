import { statement } from '#platform/database';

type Values = [monday: string, channel: string];

/** When a message that failed is tried again: an hour after the first try, then after twice as long each time, a day at most. */
const due = `m.sent_at is null and m.claimed_at < now() - least(interval '1 hour' * 2 ^ (m.tries - 1), interval '1 day')`;

/** The channels that get nothing now: they have the message, or failed lately. */
export const settledChannels = statement<{ readonly channel: string }, [monday: string]>(
  'trends.messages.settled-channels',
)`
  select channel from platform.trend_messages as m where week = $1::date and not (${due})`;

/** A row for who may send the message now. */
export const claimMessage = statement<{ readonly channel: string }, Values>('trends.messages.claim')`
  insert into platform.trend_messages as m (week, channel) values ($1::date, $2)
    on conflict (week, channel) do update set claimed_at = excluded.claimed_at, tries = m.tries + 1 where ${due}
    returning channel`;

export const settleMessage = statement<object, Values>('trends.messages.settle')`
  update platform.trend_messages set sent_at = now() where week = $1::date and channel = $2`;
