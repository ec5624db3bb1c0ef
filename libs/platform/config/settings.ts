import {
  Host,
  Keys,
  Networks,
  Nodes,
  OneOf,
  OptionalText,
  OptionalUrl,
  QueuePatterns,
  SentryDsn,
  Text,
  WholeNumber,
} from './accepts.js';
import { Option } from './option.js';
import { TrendsSettings } from './trends-settings.js';

const redis = ['redis', 'rediss'];

/**
 * Every option of the deployment: the one table that parsing, `palier config` and
 * `docs/configuration.md` are made from. Read it with `readSettings`; a property's initial value
 * is its default.
 */
export class Settings extends TrendsSettings {
  @Option({ name: 'PALIER_DATA_DIR', about: 'The folder of the embedded PostgreSQL and of local files.' })
  @Text()
  readonly dataDir: string = './var';

  @Option({ name: 'PALIER_ENVIRONMENT', about: 'The environment of this deployment; feature flags may differ by it.' })
  @OneOf('development', 'staging', 'production')
  readonly environment: 'development' | 'staging' | 'production' = 'production';

  @Option({
    name: 'REDIS_URL',
    secret: true,
    about:
      'A Redis that never evicts (maxmemory-policy noeviction), for sessions and jobs; without it PostgreSQL holds them.',
  })
  @OptionalUrl(...redis)
  readonly redisUrl?: string;

  @Option({
    name: 'REDIS_CACHE_URL',
    secret: true,
    about:
      'A Redis that may evict, for the cache that processes share; REDIS_URL when it is not set. With REDIS_SENTINELS or REDIS_CLUSTER nothing is shared without it.',
  })
  @OptionalUrl(...redis)
  readonly redisCacheUrl?: string;

  @Option({
    name: 'REDIS_SENTINELS',
    about:
      'The Sentinels of the primary, as host:port separated by commas; in place of REDIS_URL, for sessions and jobs.',
  })
  @Nodes()
  readonly redisSentinels: readonly string[] = [];

  @Option({ name: 'REDIS_SENTINEL_MASTER', about: 'The name that the Sentinels give that primary.' })
  @Text()
  readonly redisSentinelMaster: string = 'palier';

  @Option({
    name: 'REDIS_CLUSTER',
    about:
      'Some nodes of a Redis Cluster, as host:port separated by commas; in place of REDIS_URL, for sessions and jobs.',
  })
  @Nodes()
  readonly redisCluster: readonly string[] = [];

  @Option({ name: 'REDIS_USERNAME', about: 'The user for Sentinels, their primary, or the nodes of the Cluster.' })
  @OptionalText()
  readonly redisUsername?: string;

  @Option({ name: 'REDIS_PASSWORD', secret: true, about: "That user's password." })
  @OptionalText()
  readonly redisPassword?: string;

  @Option({ name: 'REDIS_TLS', about: 'Whether Sentinels, their primary, or the nodes of the Cluster speak TLS.' })
  @OneOf('off', 'on')
  readonly redisTls: 'off' | 'on' = 'off';

  @Option({
    name: 'PUBLIC_URL',
    about:
      'The public URL of the API, for links in mails and as the issuer of tokens; http://127.0.0.1 with PORT when it is not set.',
  })
  @OptionalUrl('http', 'https')
  readonly publicUrl?: string;

  @Option({
    name: 'PALIER_MASTER_KEY',
    secret: true,
    about:
      'The key that seals the secrets in the database: 32 random bytes in base64url, the same for every process; the file "master.key" in PALIER_DATA_DIR, made at the first start, when it is not set.',
  })
  @OptionalText()
  readonly masterKey?: string;

  @Option({
    name: 'PALIER_OTHER_MASTER_KEYS',
    secret: true,
    about:
      'Keys that open what they sealed and seal nothing, separated by commas: the next one before a rotation of PALIER_MASTER_KEY, the former one until "palier keys rotate-master" has re-sealed everything.',
  })
  @Keys()
  readonly otherMasterKeys: readonly string[] = [];

  @Option({
    name: 'STORAGE_URL',
    secret: true,
    about:
      'Where files are kept: file:///path, or s3://[key:secret@]host[:port]/bucket[/prefix][?region=…&tls=on|off&pathStyle=on|off]; the folder "storage" in PALIER_DATA_DIR when it is not set. "palier media migrate" moves them.',
  })
  @OptionalText()
  readonly storageUrl?: string;

  @Option({
    name: 'STORAGE_ACCEL_PATH',
    about:
      'The internal location from which nginx sends files of a folder that it can read, as in /_palier_storage; without it this process sends them.',
  })
  @OptionalText()
  readonly storageAccelPath?: string;

  @Option({
    name: 'BUNDLE_CACHE_BYTES',
    unit: 'bytes',
    about:
      'How much the ZIPs of apps may take in the storage, besides their files: those that were downloaded longest ago are deleted, and made again when somebody asks.',
  })
  @WholeNumber(0, 1_125_899_906_842_624)
  readonly bundleCacheBytes: number = 10_737_418_240;

  @Option({
    name: 'MAIL_URL',
    secret: true,
    about:
      'The SMTP server for outgoing mails, as smtps://user:password@host; without it they are written to the folder "mail" in PALIER_DATA_DIR.',
  })
  @OptionalUrl('smtp', 'smtps')
  readonly mailUrl?: string;

  @Option({ name: 'MAIL_DOMAIN', about: "The domain of the mails' senders." })
  @Host()
  readonly mailDomain: string = 'palier.example';

  @Option({
    name: 'REGION_HEADER',
    about:
      'The header in which a trusted proxy sends the region of a client, as in CF-IPCountry; without it sessions have no region.',
  })
  @OptionalText()
  readonly regionHeader?: string;

  @Option({
    name: 'PASSWORD_THREADS',
    unit: 'threads',
    about:
      'How many passwords a process hashes at once; keep one core free for everything else. More than 4 need a larger UV_THREADPOOL_SIZE, too.',
  })
  @WholeNumber(1, 64)
  readonly passwordThreads: number = 1;

  @Option({
    name: 'PASSWORD_QUEUE',
    unit: 'passwords',
    about:
      'How many more may wait: at most half of them from one network, a quarter reserved for known devices; more are refused with 503 and Retry-After.',
  })
  @WholeNumber(1, 10_000)
  readonly passwordQueue: number = 64;

  @Option({ name: 'JOB_CONCURRENCY', unit: 'jobs', about: 'How many jobs of one queue a worker runs at once.' })
  @WholeNumber(1, 1000)
  readonly jobConcurrency: number = 5;

  @Option({
    name: 'JOB_DEADLINE_MS',
    unit: 'ms',
    about: 'How long running jobs may continue after SIGTERM before they are returned to the queue.',
  })
  @WholeNumber(0, 3_600_000)
  readonly jobDeadlineMs: number = 20_000;

  @Option({
    name: 'WORKER_QUEUES',
    about:
      'The job queues that a worker takes, as in "feeds.*,webhooks.send", where * stands for any characters; "palier jobs list" shows all. Events, and what comes from the outbox, every worker takes.',
  })
  @QueuePatterns()
  readonly workerQueues: readonly string[] = ['*'];

  @Option({
    name: 'BACKUP_DIR',
    about: 'Where backups are written; the folder "backups" in PALIER_DATA_DIR when it is not set.',
  })
  @OptionalText()
  readonly backupDir?: string;

  @Option({
    name: 'BACKUP_EVERY_HOURS',
    unit: 'h',
    about: 'How often the embedded PostgreSQL is backed up automatically; 0 turns it off.',
  })
  @WholeNumber(0, 8760)
  readonly backupEveryHours: number = 24;

  @Option({
    name: 'BACKUP_KEEP',
    unit: 'backups',
    about: 'How many of those backups are kept; the oldest are deleted first.',
  })
  @WholeNumber(1, 1000)
  readonly backupKeep: number = 7;

  @Option({
    name: 'BACKUP_KEYS_DAYS',
    unit: 'days',
    about:
      'How long the keys files beside those backups are kept, but for the latest: so long may a backup bring back what a person had erased.',
  })
  @WholeNumber(1, 3650)
  readonly backupKeysDays: number = 35;

  @Option({ name: 'CACHE_MEMORY_BYTES', unit: 'bytes', about: 'The most memory that cached answers may take.' })
  @WholeNumber(1_048_576, 68_719_476_736)
  readonly cacheMemoryBytes: number = 67_108_864;

  @Option({
    name: 'CACHE_USER_MEMORY_BYTES',
    unit: 'bytes',
    about: 'The most memory that cached answers to single users may take besides.',
  })
  @WholeNumber(1_048_576, 68_719_476_736)
  readonly cacheUserMemoryBytes: number = 33_554_432;

  @Option({ name: 'LOG_LEVEL', about: 'The least severe log line that is written.' })
  @OneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent' = 'info';

  @Option({
    name: 'LOG_FORMAT',
    about: 'How log lines are written: `json`, `text` for people, or `auto`, text where the output is a terminal.',
  })
  @OneOf('auto', 'json', 'text')
  readonly logFormat: 'auto' | 'json' | 'text' = 'auto';

  @Option({
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    about: 'The base URL of an OpenTelemetry collector (OTLP over HTTP); without it nothing is traced.',
  })
  @OptionalUrl('http', 'https')
  readonly otelEndpoint?: string;

  @Option({
    name: 'ALERTMANAGER_URL',
    secret: true,
    about: 'Where Alertmanager is, for "palier alert test".',
  })
  @OptionalUrl('http', 'https')
  readonly alertmanagerUrl: string = 'http://127.0.0.1:9093';

  @Option({
    name: 'SENTRY_DSN',
    secret: true,
    about:
      'Where errors are sent, without any text of requests: the DSN of a project of Sentry, as in https://key@o1.ingest.sentry.io/42; without it they are in the log alone.',
  })
  @SentryDsn()
  readonly sentryDsn?: string;

  @Option({
    name: 'SENTRY_NETWORKS',
    about: 'Networks beside the public ones in which SENTRY_DSN may be; by http errors are sent into these alone.',
  })
  @Networks()
  readonly sentryNetworks: readonly string[] = [];
}
