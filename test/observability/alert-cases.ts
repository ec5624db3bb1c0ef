/** Series as promtool takes them, a value a minute: `0+45x60` begins with 0 and grows by 45, sixty times. */
type Series = Readonly<Record<string, string>>;

/** When an alert fires, and what is just below that. */
export interface AlertCase {
  readonly alert: string;
  readonly severity: 'warning' | 'critical';
  readonly fires: Series;
  /** The minute in which it begins to fire. */
  readonly minute: number;
  readonly stays: Series;
}

const LONG = 500;
const always = (value: number | string) => `${value}+0x${LONG}`;
/** A counter that grows by so many a second. */
const rate = (perSecond: number) => `0+${perSecond * 60}x${LONG}`;

const cpu = (share: number): Series => ({
  'process_cpu_seconds_total{instance="api"}': rate(share * 2),
  'palier_process_cpu_limit{instance="api"}': always(2),
});
const memory = (share: number): Series => ({
  'process_resident_memory_bytes{instance="api"}': always(share * 1000),
  'palier_process_memory_limit_bytes{instance="api"}': always(1000),
});
/** So many requests a second, of which this share fails. */
const failing = (share: number, perSecond = 10): Series => ({
  'palier_http_requests_total{status="2xx"}': rate(perSecond * (1 - share)),
  'palier_http_requests_total{status="5xx"}': rate(perSecond * share),
});
/** Of ten requests a second this share takes at most so many seconds, and all of them take ten at most. */
const slow = (seconds: number, share: number, perSecond = 10): Series => ({
  ...failing(0, perSecond),
  [`palier_http_request_duration_seconds_bucket{route="/v1/apps",le="${seconds}"}`]: rate(perSecond * share),
  'palier_http_request_duration_seconds_bucket{route="/v1/apps",le="10"}': rate(perSecond),
  'palier_http_request_duration_seconds_bucket{route="/v1/apps",le="+Inf"}': rate(perSecond),
});
const validated = (seconds: number, share: number, perSecond = 10): Series => ({
  'palier_validation_seconds_count{shard="a:6379"}': rate(perSecond),
  [`palier_validation_seconds_bucket{shard="a:6379",le="${seconds}"}`]: rate(perSecond * share),
  'palier_validation_seconds_bucket{shard="a:6379",le="0.25"}': rate(perSecond),
  'palier_validation_seconds_bucket{shard="a:6379",le="+Inf"}': rate(perSecond),
});
const pool = (busy: number): Series => ({
  'palier_database_connections{instance="api",state="busy"}': always(busy),
  'palier_database_connections{instance="api",state="idle"}': always(10 - busy),
  'palier_database_pool_size{instance="api"}': always(10),
});
const lookups = (hits: number, perSecond = 10): Series => ({
  'palier_cache_lookups_total{result="hit"}': rate(perSecond * hits),
  'palier_cache_lookups_total{result="miss"}': rate(perSecond * (1 - hits)),
});
/** So many bytes of 100,000. */
const disk = (free: string): Series => ({
  'palier_disk_free_bytes{instance="api",directory="data"}': free,
  'palier_disk_size_bytes{instance="api",directory="data"}': always(100_000),
});

export const alertCases: readonly AlertCase[] = [
  {
    ...{ alert: 'PalierDown', severity: 'critical', minute: 1 },
    fires: { 'up{job="palier",instance="api"}': always(0) },
    stays: { 'up{job="palier",instance="api"}': '0 1+0x60', 'up{job="other",instance="b"}': always(0) },
  },
  {
    ...{ alert: 'PalierNoWorker', severity: 'critical', minute: 2 },
    fires: { 'up{job="palier",instance="api"}': always(1) },
    stays: {
      'up{job="palier",instance="api"}': always(1),
      'palier_jobs_done_total{queue="a"}': '_x1 1+0x60',
    },
  },
  {
    ...{ alert: 'PalierRestarts', severity: 'warning', minute: 13 },
    fires: { 'process_start_time_seconds{instance="api"}': '1+0x3 2+0x3 3+0x4 4+0x60' },
    stays: {
      'process_start_time_seconds{instance="api"}': '1+0x3 2+0x3 3+0x60',
      // Processes of a supervisor are replaced on purpose, too.
      'process_start_time_seconds{instance="b",process="1"}': '1+1x60',
      'palier_api_process_restarts_total{instance="b",reason="requests"}': '0+1x60',
    },
  },
  {
    ...{ alert: 'PalierRestarts', severity: 'warning', minute: 3 },
    fires: { 'palier_api_process_restarts_total{instance="b",reason="died"}': '0+1x60' },
    stays: { 'palier_api_process_restarts_total{instance="b",reason="died"}': '0 1+0x30' },
  },
  { ...{ alert: 'PalierCpu', severity: 'warning', minute: 10 }, fires: cpu(0.75), stays: cpu(0.69) },
  { ...{ alert: 'PalierCpu', severity: 'critical', minute: 10 }, fires: cpu(0.95), stays: cpu(0.89) },
  { ...{ alert: 'PalierMemory', severity: 'warning', minute: 5 }, fires: memory(0.81), stays: memory(0.8) },
  { ...{ alert: 'PalierMemory', severity: 'critical', minute: 1 }, fires: memory(0.96), stays: memory(0.95) },
  { ...{ alert: 'PalierSlow', severity: 'warning', minute: 6 }, fires: slow(0.5, 0.94), stays: slow(0.5, 0.96) },
  { ...{ alert: 'PalierSlow', severity: 'warning', minute: 6 }, fires: slow(0.5, 0.94), stays: slow(0.5, 0.5, 0.9) },
  { ...{ alert: 'PalierSlow', severity: 'critical', minute: 6 }, fires: slow(1, 0.94), stays: slow(1, 0.96) },
  { ...{ alert: 'PalierErrors', severity: 'warning', minute: 6 }, fires: failing(0.011), stays: failing(0.009) },
  { ...{ alert: 'PalierErrors', severity: 'warning', minute: 6 }, fires: failing(0.011), stays: failing(0.5, 0.9) },
  { ...{ alert: 'PalierErrors', severity: 'critical', minute: 6 }, fires: failing(0.051), stays: failing(0.049) },
  { ...{ alert: 'PalierErrorBudget', severity: 'critical', minute: 1 }, fires: failing(0.015), stays: failing(0.014) },
  { ...{ alert: 'PalierErrorBudget', severity: 'warning', minute: 1 }, fires: failing(0.0061), stays: failing(0.0059) },
  {
    ...{ alert: 'PalierTokenValidation', severity: 'warning', minute: 6 },
    fires: validated(0.1, 0.94),
    stays: validated(0.1, 0.96),
  },
  {
    ...{ alert: 'PalierTokenValidation', severity: 'critical', minute: 6 },
    fires: { ...validated(0.1, 0.94), 'palier_validation_seconds_bucket{shard="a:6379",le="0.25"}': rate(9.4) },
    stays: validated(0.1, 0.94),
  },
  { ...{ alert: 'PalierDatabasePool', severity: 'critical', minute: 5 }, fires: pool(9), stays: pool(8) },
  {
    ...{ alert: 'PalierReplicaLate', severity: 'warning', minute: 5 },
    fires: { palier_database_replica_lag_seconds: always(31) },
    stays: { palier_database_replica_lag_seconds: always(30) },
  },
  { ...{ alert: 'PalierCacheHits', severity: 'warning', minute: 17 }, fires: lookups(0.79), stays: lookups(0.8) },
  { ...{ alert: 'PalierCacheHits', severity: 'warning', minute: 17 }, fires: lookups(0.79), stays: lookups(0.1, 0.9) },
  {
    ...{ alert: 'PalierJobsWait', severity: 'warning', minute: 5 },
    fires: { 'palier_jobs_oldest_waiting_seconds{queue="catalog.make-bundle"}': always(1801) },
    stays: { 'palier_jobs_oldest_waiting_seconds{queue="catalog.make-bundle"}': always(1800) },
  },
  {
    ...{ alert: 'PalierOutboxWaits', severity: 'critical', minute: 5 },
    fires: { 'palier_outbox_oldest_seconds{kind="event"}': always(301) },
    stays: { 'palier_outbox_oldest_seconds{kind="event"}': always(300) },
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
    ...{ alert: 'PalierDisk', severity: 'warning', minute: 31 },
    fires: disk('23000-100x200'),
    stays: disk('29700-100x200'),
  },
  {
    ...{ alert: 'PalierDisk', severity: 'critical', minute: 5 },
    fires: disk(always(4_999)),
    stays: disk(always(5_000)),
  },
  {
    ...{ alert: 'PalierBreakerOpen', severity: 'warning', minute: 2 },
    fires: { 'palier_breaker_open{breaker="mail"}': always(1) },
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
