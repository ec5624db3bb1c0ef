/** Series as promtool takes them, a value a minute: `0+45x60` begins with 0 and grows by 45, sixty times. */
type Series = Readonly<Record<string, string>>;

/** When an alert fires, of what alone, and what is just below that. */
export interface AlertCase {
  readonly alert: string;
  readonly severity: 'warning' | 'critical';
  /** What fires, and beside it others that are well. */
  readonly fires: Series;
  /** The minute in which it begins to fire. */
  readonly minute: number;
  /** The labels of the only one that fires, but for its name and severity. */
  readonly of?: Readonly<Record<string, string>>;
  readonly stays: Series;
  /** Minutes in which it does not fire either. */
  readonly still?: readonly number[];
}

const LONG = 500;
const always = (value: number | string) => `${value}+0x${LONG}`;
/** A counter that grows by so many a second. */
const rate = (perSecond: number) => `0+${perSecond * 60}x${LONG}`;
/** A reading that every other scrape lacks. */
const gaps = (value: number) => `${value} stale `.repeat(30).trim();

const api = { instance: 'api' };
const cpuOf = (instance: string, share: number): Series => ({
  [`process_cpu_seconds_total{job="palier",instance="${instance}"}`]: rate(share * 2),
  [`palier_process_cpu_limit{instance="${instance}"}`]: always(2),
});
const cpu = (share: number): Series => ({
  ...cpuOf('api', share),
  ...cpuOf('worker', 0.1),
  'process_cpu_seconds_total{job="other",instance="api"}': rate(2),
});
const memoryOf = (instance: string, share: number): Series => ({
  [`process_resident_memory_bytes{job="palier",instance="${instance}"}`]: always(share * 1000),
  [`palier_process_memory_limit_bytes{instance="${instance}"}`]: always(1000),
});
const memory = (share: number): Series => ({
  ...memoryOf('api', share),
  ...memoryOf('worker', 0.1),
  'process_resident_memory_bytes{job="other",instance="api"}': always(1000),
});
const shop = { product: 'shop' };
const requestsOf = (product: string, share: number, perSecond: number): Series => ({
  [`palier_http_requests_total{product="${product}",status="2xx"}`]: rate(perSecond * (1 - share)),
  [`palier_http_requests_total{product="${product}",status="5xx"}`]: rate(perSecond * share),
});
/** So many requests a second to one product, of which this share fails, beside more to another, of which none does. */
const failing = (share: number, perSecond = 10): Series => ({
  ...requestsOf('shop', share, perSecond),
  ...requestsOf('journal', 0, 90),
});
/** Of so many requests a second this share takes at most so many seconds, and all of them take ten at most, as downloads do. */
const slow = (seconds: number, share: number, perSecond = 10): Series => {
  const bucket = (route: string, le: string) =>
    `palier_http_request_duration_seconds_bucket{route="${route}",le="${le}"}`;
  return {
    ...requestsOf('shop', 0, perSecond),
    [bucket('/v1/apps', `${seconds}`)]: rate(perSecond * share),
    [bucket('/v1/apps', '10')]: rate(perSecond),
    [bucket('/v1/apps', '+Inf')]: rate(perSecond),
    [bucket('/v1/stores/:tenant/downloads/:token', '10')]: rate(perSecond),
    [bucket('/v1/stores/:tenant/downloads/:token', '+Inf')]: rate(perSecond),
  };
};
const shard = { shard: 'a:6379' };
const validatedAt = (place: string, seconds: number, share: number, perSecond: number): Series => ({
  [`palier_validation_seconds_count{shard="${place}"}`]: rate(perSecond),
  [`palier_validation_seconds_bucket{shard="${place}",le="${seconds}"}`]: rate(perSecond * share),
  [`palier_validation_seconds_bucket{shard="${place}",le="0.25"}`]: rate(perSecond),
  [`palier_validation_seconds_bucket{shard="${place}",le="+Inf"}`]: rate(perSecond),
});
const validated = (seconds: number, share: number, perSecond = 10): Series => ({
  ...validatedAt('a:6379', seconds, share, perSecond),
  ...validatedAt('b:6379', seconds, 1, 100),
});
const poolOf = (instance: string, busy: number): Series => ({
  [`palier_database_connections{instance="${instance}",state="busy"}`]: always(busy),
  [`palier_database_connections{instance="${instance}",state="idle"}`]: always(10 - busy),
  [`palier_database_pool_size{instance="${instance}"}`]: always(10),
});
const pool = (busy: number): Series => ({ ...poolOf('api', busy), ...poolOf('worker', 1) });
const lookups = (hits: number, perSecond = 10): Series => ({
  'palier_cache_lookups_total{result="hit"}': rate(perSecond * hits),
  'palier_cache_lookups_total{result="miss"}': rate(perSecond * (1 - hits)),
});
const data = { instance: 'api', directory: 'data' };
const diskOf = (labels: string, free: string): Series => ({
  [`palier_disk_free_bytes{${labels}}`]: free,
  [`palier_disk_size_bytes{${labels}}`]: always(100_000),
});
/** So many bytes of 100,000. */
const disk = (free: string): Series => ({
  ...diskOf('instance="api",directory="data"', free),
  ...diskOf('instance="api",directory="backups"', always(90_000)),
  ...diskOf('instance="worker",directory="data"', always(90_000)),
});
const up: Series = { 'up{job="palier",instance="api"}': always(1) };
const version: Series = { 'palier_build_info{instance="api",version="1"}': always(1) };
const down = { alert: 'PalierDown', severity: 'critical', minute: 1 } as const;
const away = { alert: 'PalierDatabaseAway', severity: 'critical', minute: 1 } as const;

export const alertCases: readonly AlertCase[] = [
  {
    ...{ ...down, of: { job: 'palier', ...api } },
    fires: {
      ...{ 'up{job="palier",instance="api"}': always(0), 'up{job="palier",instance="b"}': always(1) },
      'palier_build_info{instance="b"}': always(1),
    },
    stays: { ...version, 'up{job="palier",instance="api"}': '0 1+0x60', 'up{job="other",instance="b"}': always(0) },
  },
  {
    // A supervisor answers, and none of its processes.
    ...{ ...down, of: { job: 'palier', ...api } },
    fires: { ...up, 'up{job="palier",instance="b"}': always(1), 'palier_build_info{instance="b"}': always(1) },
    stays: { ...up, ...version, 'up{job="other",instance="b"}': always(1) },
  },
  { ...{ ...down, of: { job: 'palier' } }, fires: { 'up{job="other"}': always(1) }, stays: { ...up, ...version } },
  {
    ...{ ...away, fires: up },
    stays: { ...up, 'palier_outbox_oldest_seconds{instance="api",kind="job"}': '0 stale 0+0x60' },
  },
  // What else is said where no process answers follows from that.
  { ...away, fires: up, stays: { 'up{job="palier",instance="api"}': always(0) } },
  {
    ...{ alert: 'PalierNoWorker', severity: 'critical', minute: 2 },
    fires: { 'up{job="palier",instance="api"}': always(1) },
    stays: {
      'up{job="palier",instance="api"}': always(1),
      'palier_jobs_done_total{queue="a"}': '_x1 1+0x60',
    },
  },
  {
    ...{ alert: 'PalierRestarts', severity: 'warning', minute: 13, of: api },
    fires: {
      'process_start_time_seconds{job="palier",instance="api"}': '1+0x3 2+0x3 3+0x4 4+0x60',
      'process_start_time_seconds{job="palier",instance="b"}': '1+0x3 2+0x60',
    },
    stays: {
      'process_start_time_seconds{job="palier",instance="api"}': '1+0x3 2+0x3 3+0x60',
      'process_start_time_seconds{job="other",instance="api"}': '1+1x60',
      // Processes of a supervisor are replaced on purpose, too.
      'process_start_time_seconds{job="palier",instance="b",process="1"}': '1+1x60',
      'palier_api_process_restarts_total{instance="b",reason="requests"}': '0+1x60',
    },
  },
  {
    ...{ alert: 'PalierRestarts', severity: 'warning', minute: 3, of: { instance: 'b' } },
    fires: {
      'palier_api_process_restarts_total{instance="a",reason="died"}': '0 1+0x60',
      'palier_api_process_restarts_total{instance="b",reason="died"}': '0+1x60',
    },
    stays: { 'palier_api_process_restarts_total{instance="b",reason="died"}': '0 1+0x30' },
  },
  { ...{ alert: 'PalierCpu', severity: 'warning', minute: 10, of: api }, fires: cpu(0.75), stays: cpu(0.69) },
  { ...{ alert: 'PalierCpu', severity: 'critical', minute: 10, of: api }, fires: cpu(0.95), stays: cpu(0.89) },
  { ...{ alert: 'PalierMemory', severity: 'warning', minute: 5, of: api }, fires: memory(0.81), stays: memory(0.8) },
  { ...{ alert: 'PalierMemory', severity: 'critical', minute: 1, of: api }, fires: memory(0.96), stays: memory(0.95) },
  { ...{ alert: 'PalierSlow', severity: 'warning', minute: 6 }, fires: slow(0.5, 0.94), stays: slow(0.5, 0.96) },
  { ...{ alert: 'PalierSlow', severity: 'warning', minute: 6 }, fires: slow(0.5, 0.94), stays: slow(0.5, 0.5, 0.9) },
  { ...{ alert: 'PalierSlow', severity: 'critical', minute: 6 }, fires: slow(1, 0.94), stays: slow(1, 0.96) },
  {
    ...{ alert: 'PalierErrors', severity: 'warning', minute: 6, of: shop },
    fires: failing(0.011),
    stays: failing(0.009),
  },
  {
    ...{ alert: 'PalierErrors', severity: 'warning', minute: 6, of: shop },
    fires: failing(0.011),
    stays: failing(0.5, 0.9),
  },
  {
    ...{ alert: 'PalierErrors', severity: 'critical', minute: 6, of: shop },
    fires: failing(0.051),
    stays: failing(0.049),
  },
  {
    ...{ alert: 'PalierErrorBudget', severity: 'critical', minute: 1, of: shop },
    fires: failing(0.015),
    stays: failing(0.014),
  },
  {
    ...{ alert: 'PalierErrorBudget', severity: 'warning', minute: 1, of: shop },
    fires: failing(0.0061),
    stays: failing(0.0059),
  },
  {
    ...{ alert: 'PalierTokenValidation', severity: 'warning', minute: 6, of: shard },
    fires: validated(0.1, 0.94),
    stays: validated(0.1, 0.96),
  },
  {
    ...{ alert: 'PalierTokenValidation', severity: 'warning', minute: 6, of: shard },
    fires: validated(0.1, 0.94),
    stays: validated(0.1, 0.5, 0.9),
  },
  {
    ...{ alert: 'PalierTokenValidation', severity: 'critical', minute: 6, of: shard },
    fires: { ...validated(0.1, 0.94), 'palier_validation_seconds_bucket{shard="a:6379",le="0.25"}': rate(9.4) },
    stays: validated(0.1, 0.94),
  },
  { ...{ alert: 'PalierDatabasePool', severity: 'critical', minute: 5, of: api }, fires: pool(9), stays: pool(8) },
  {
    ...{ alert: 'PalierReplicaLate', severity: 'warning', minute: 5 },
    fires: { palier_database_replica_lag_seconds: always(31) },
    stays: { palier_database_replica_lag_seconds: always(30) },
  },
  { ...{ alert: 'PalierCacheHits', severity: 'warning', minute: 17 }, fires: lookups(0.79), stays: lookups(0.8) },
  { ...{ alert: 'PalierCacheHits', severity: 'warning', minute: 17 }, fires: lookups(0.79), stays: lookups(0.1, 0.9) },
  {
    ...{ alert: 'PalierJobsWait', severity: 'warning', minute: 5, of: { queue: 'catalog.make-bundle' } },
    fires: {
      'palier_jobs_oldest_waiting_seconds{queue="catalog.make-bundle"}': gaps(1801),
      'palier_jobs_oldest_waiting_seconds{queue="auth.send-mail"}': always(1),
    },
    stays: { 'palier_jobs_oldest_waiting_seconds{queue="catalog.make-bundle"}': always(1800) },
  },
  {
    ...{ alert: 'PalierOutboxWaits', severity: 'critical', minute: 5, of: { kind: 'event' } },
    fires: {
      'palier_outbox_oldest_seconds{kind="event"}': gaps(301),
      'palier_outbox_oldest_seconds{kind="job"}': always(1),
    },
    // One reading above it is not five minutes.
    stays: { 'palier_outbox_oldest_seconds{kind="event"}': '301 300+0x60' },
  },
  {
    ...{ alert: 'PalierDeadLetters', severity: 'warning', minute: 5 },
    fires: { palier_dead_letters: always(1) },
    stays: { palier_dead_letters: always(0) },
  },
  {
    ...{ alert: 'PalierBackupOld', severity: 'critical', minute: 5 },
    fires: { palier_backup_age_seconds: always('+Inf') },
    stays: {
      'palier_backup_age_seconds{instance="a"}': always('+Inf'),
      'palier_backup_age_seconds{instance="b"}': always(93_600),
    },
  },
  {
    // It loses 100 a minute, and 24,000 in four hours.
    ...{ alert: 'PalierDisk', severity: 'warning', minute: 31, of: data },
    fires: disk('23000-100x200'),
    stays: disk('29700-100x200'),
  },
  {
    // What one backup of half an hour takes is no trend, though for an hour it looks like one.
    ...{ alert: 'PalierDisk', severity: 'warning', minute: 31, of: data, still: [235, 240, 245, 400] },
    fires: disk('23000-100x200'),
    stays: disk('60000+0x180 60000-1000x30 30000+0x300'),
  },
  {
    ...{ alert: 'PalierDisk', severity: 'critical', minute: 5, of: data },
    fires: disk(gaps(4_999)),
    stays: disk(always(5_000)),
  },
  {
    ...{ alert: 'PalierBreakerOpen', severity: 'warning', minute: 2, of: { breaker: 'mail' } },
    fires: { 'palier_breaker_open{breaker="mail"}': always(1), 'palier_breaker_open{breaker="redis"}': always(0) },
    stays: { 'palier_breaker_open{breaker="mail"}': '1+0x1 0+0x60' },
  },
  {
    ...{ alert: 'PalierDegraded', severity: 'warning', minute: 5 },
    fires: { palier_degradation_level_in_force: always(1) },
    stays: { palier_degradation_level_in_force: always(0) },
  },
  {
    ...{ alert: 'PalierDegraded', severity: 'critical', minute: 5 },
    fires: { palier_degradation_level_in_force: always(3) },
    stays: { palier_degradation_level_in_force: always(2) },
  },
];
