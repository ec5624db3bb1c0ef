import { declareSharedTable, migration } from '#platform/database';

const through = 'trends.figures';

/** What the processes count, by the hour in UTC, and which messages about a week were sent. */
export const PlatformTrends1763700008464 = migration(
  `
    create table platform.trend_hours (
      hour timestamptz primary key check (hour = date_trunc('hour', hour, 'UTC')),
      cache_hits bigint not null default 0,
      cache_lookups bigint not null default 0,
      -- The most that were there at once; null where none was counted.
      sessions integer,
      -- A bit for each minute of the hour in which an API served, the lowest for the first.
      api_minutes bigint not null default 0
    -- Each row of the present hour is written again and again: room beside it keeps the index as it is.
    ) with (fillfactor = 50);
    create table platform.trend_routes (
      hour timestamptz not null,
      method text collate "C" not null,
      route text collate "C" not null,
      requests bigint not null,
      errors bigint not null,
      -- How many took how long: one for each bound of palier_http_request_duration_seconds, and one beyond the last.
      durations bigint[] not null check (cardinality(durations) = 14),
      primary key (hour, method, route)
    ) with (fillfactor = 50);
    create table platform.trend_reports (
      process uuid primary key,
      -- Of the last report that was added: one that is sent again is not added again.
      number integer not null,
      reported_on date not null default current_date
    );
    create index trend_reports_by_day on platform.trend_reports (reported_on);
    create table platform.trend_messages (
      -- Its Monday.
      week date not null,
      channel text collate "C" not null,
      claimed_at timestamptz(3) not null default now(),
      tries smallint not null default 1,
      sent_at timestamptz(3),
      primary key (week, channel)
    )`,
  `grant select, insert, update on platform.trend_hours, platform.trend_routes, platform.trend_reports, platform.trend_messages
     to palier_app`,
  declareSharedTable('platform.trend_hours', {
    holds: 'Of an hour: cache lookups and hits, the most sessions, and the minutes in which an API served.',
    through,
    retention: { column: 'hour', after: '13 months' },
  }),
  declareSharedTable('platform.trend_routes', {
    holds: 'Of an hour and a route: how many requests there were, how many failed, and how long they took.',
    through,
    retention: { column: 'hour', after: '13 months' },
  }),
  declareSharedTable('platform.trend_reports', {
    holds: 'Which report of a process was added last to the figures of the hours.',
    through,
    uuids: { process: 'a process, by an id that it draws at its start' },
    retention: { column: 'reported_on', after: '7 days' },
  }),
  declareSharedTable('platform.trend_messages', {
    holds: 'Whether the trends of a week were sent, to the webhook or to which of the addresses, by its digest.',
    through,
    retention: { column: 'week', after: '13 months' },
  }),
);
