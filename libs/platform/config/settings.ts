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
  @Option('PALIER_DATA_DIR', 'The folder of the embedded PostgreSQL and of local files.')
  @Text()
  readonly dataDir: string = './var';

  @Option('PALIER_ENVIRONMENT', 'The environment of this deployment; feature flags may differ by it.')
  @OneOf('development', 'staging', 'production')
  readonly environment: 'development' | 'staging' | 'production' = 'production';

  @Option(
    'REDIS_URL',
    'A Redis that never evicts (maxmemory-policy noeviction), for sessions and jobs; without it PostgreSQL holds them.',
    { secret: true },
  )
  @OptionalUrl(...redis)
  readonly redisUrl?: string;

  @Option(
    'REDIS_CACHE_URL',
    'A Redis that may evict, for the cache that processes share; REDIS_URL when it is not set. With REDIS_SENTINELS or REDIS_CLUSTER nothing is shared without it.',
    { secret: true },
  )
  @OptionalUrl(...redis)
  readonly redisCacheUrl?: string;

  @Option(
    'REDIS_SENTINELS',
    'The Sentinels of the primary, as host:port separated by commas; in place of REDIS_URL, for sessions and jobs.',
  )
  @Nodes()
  readonly redisSentinels: readonly string[] = [];

  @Option('REDIS_SENTINEL_MASTER', 'The name that the Sentinels give that primary.')
  @Text()
  readonly redisSentinelMaster: string = 'palier';

  @Option(
    'REDIS_CLUSTER',
    'Some nodes of a Redis Cluster, as host:port separated by commas; in place of REDIS_URL, for sessions and jobs.',
  )
  @Nodes()
  readonly redisCluster: readonly string[] = [];

  @Option('REDIS_USERNAME', 'The user for Sentinels, their primary, or the nodes of the Cluster.')
  @OptionalText()
  readonly redisUsername?: string;

  @Option('REDIS_PASSWORD', "That user's password.", { secret: true })
  @OptionalText()
  readonly redisPassword?: string;

  @Option('REDIS_TLS', 'Whether Sentinels, their primary, or the nodes of the Cluster speak TLS.')
  @OneOf('off', 'on')
  readonly redisTls: 'off' | 'on' = 'off';

  @Option(
    'PUBLIC_URL',
    'The public URL of the API, for links in mails and as the issuer of tokens; http://127.0.0.1 with PORT when it is not set.',
  )
  @OptionalUrl('http', 'https')
  readonly publicUrl?: string;

  @Option(
    'PALIER_MASTER_KEY',
    'The key that seals the secrets in the database: 32 random bytes in base64url, the same for every process; the file "master.key" in PALIER_DATA_DIR, made at the first start, when it is not set.',
    { secret: true },
  )
  @OptionalText()
  readonly masterKey?: string;

  @Option(
    'PALIER_OTHER_MASTER_KEYS',
    'Keys that open what they sealed and seal nothing, separated by commas: the next one before a rotation of PALIER_MASTER_KEY, the former one until "palier keys rotate-master" has re-sealed everything.',
    { secret: true },
  )
  @Keys()
  readonly otherMasterKeys: readonly string[] = [];

  @Option(
    'STORAGE_URL',
    'Where files are kept: file:///path, or s3://[key:secret@]host[:port]/bucket[/prefix][?region=…&tls=on|off&pathStyle=on|off]; the folder "storage" in PALIER_DATA_DIR when it is not set. "palier media migrate" moves them.',
    { secret: true },
  )
  @OptionalText()
  readonly storageUrl?: string;

  @Option(
    'STORAGE_ACCEL_PATH',
    'The internal location from which nginx sends files of a folder that it can read, as in /_palier_storage; without it this process sends them.',
  )
  @OptionalText()
  readonly storageAccelPath?: string;

  @Option(
    'BUNDLE_CACHE_BYTES',
    'How much the ZIPs of apps may take in the storage, besides their files: those that were downloaded longest ago are deleted, and made again when somebody asks.',
  )
  @WholeNumber(0, 1_125_899_906_842_624, 'bytes')
  readonly bundleCacheBytes: number = 10_737_418_240;

  @Option(
    'MAIL_URL',
    'The SMTP server for outgoing mails, as smtps://user:password@host; without it they are written to the folder "mail" in PALIER_DATA_DIR.',
    { secret: true },
  )
  @OptionalUrl('smtp', 'smtps')
  readonly mailUrl?: string;

  @Option('MAIL_DOMAIN', "The domain of the mails' senders.")
  @Host()
  readonly mailDomain: string = 'palier.example';

  @Option(
    'REGION_HEADER',
    'The header in which a trusted proxy sends the region of a client, as in CF-IPCountry; without it sessions have no region.',
  )
  @OptionalText()
  readonly regionHeader?: string;

  @Option(
    'PASSWORD_THREADS',
    'How many passwords a process hashes at once; keep one core free for everything else. More than 4 need a larger UV_THREADPOOL_SIZE, too.',
  )
  @WholeNumber(1, 64, 'threads')
  readonly passwordThreads: number = 1;

  @Option(
    'PASSWORD_QUEUE',
    'How many more may wait: at most half of them from one network, a quarter reserved for known devices; more are refused with 503 and Retry-After.',
  )
  @WholeNumber(1, 10_000, 'passwords')
  readonly passwordQueue: number = 64;

  @Option('JOB_CONCURRENCY', 'How many jobs of one queue a worker runs at once.')
  @WholeNumber(1, 1000, 'jobs')
  readonly jobConcurrency: number = 5;

  @Option('JOB_DEADLINE_MS', 'How long running jobs may continue after SIGTERM before they are returned to the queue.')
  @WholeNumber(0, 3_600_000, 'ms')
  readonly jobDeadlineMs: number = 20_000;

  @Option(
    'WORKER_QUEUES',
    'The job queues that a worker takes, as in "feeds.*,webhooks.send", where * stands for any characters; "palier jobs list" shows all. Events, and what comes from the outbox, every worker takes.',
  )
  @QueuePatterns()
  readonly workerQueues: readonly string[] = ['*'];

  @Option('BACKUP_DIR', 'Where backups are written; the folder "backups" in PALIER_DATA_DIR when it is not set.')
  @OptionalText()
  readonly backupDir?: string;

  @Option('BACKUP_EVERY_HOURS', 'How often the embedded PostgreSQL is backed up automatically; 0 turns it off.')
  @WholeNumber(0, 8760, 'h')
  readonly backupEveryHours: number = 24;

  @Option('BACKUP_KEEP', 'How many of those backups are kept; the oldest are deleted first.')
  @WholeNumber(1, 1000, 'backups')
  readonly backupKeep: number = 7;

  @Option(
    'BACKUP_KEYS_DAYS',
    'How long the keys files beside those backups are kept, but for the latest: so long may a backup bring back what a person had erased.',
  )
  @WholeNumber(1, 3650, 'days')
  readonly backupKeysDays: number = 35;

  @Option('CACHE_MEMORY_BYTES', 'The most memory that cached answers may take.')
  @WholeNumber(1_048_576, 68_719_476_736, 'bytes')
  readonly cacheMemoryBytes: number = 67_108_864;

  @Option('CACHE_USER_MEMORY_BYTES', 'The most memory that cached answers to single users may take besides.')
  @WholeNumber(1_048_576, 68_719_476_736, 'bytes')
  readonly cacheUserMemoryBytes: number = 33_554_432;

  @Option('LOG_LEVEL', 'The least severe log line that is written.')
  @OneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent' = 'info';

  @Option(
    'LOG_FORMAT',
    'How log lines are written: `json`, `text` for people, or `auto`, text where the output is a terminal.',
  )
  @OneOf('auto', 'json', 'text')
  readonly logFormat: 'auto' | 'json' | 'text' = 'auto';

  @Option(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'The base URL of an OpenTelemetry collector (OTLP over HTTP); without it nothing is traced.',
  )
  @OptionalUrl('http', 'https')
  readonly otelEndpoint?: string;

  @Option('ALERTMANAGER_URL', 'Where Alertmanager is, for "palier alert test".', { secret: true })
  @OptionalUrl('http', 'https')
  readonly alertmanagerUrl: string = 'http://127.0.0.1:9093';

  @Option(
    'SENTRY_DSN',
    'Where errors are sent, without any text of requests: the DSN of a project of Sentry, as in https://key@o1.ingest.sentry.io/42; without it they are in the log alone.',
    { secret: true },
  )
  @SentryDsn()
  readonly sentryDsn?: string;

  @Option(
    'SENTRY_NETWORKS',
    'Networks beside the public ones in which SENTRY_DSN may be; by http errors are sent into these alone.',
  )
  @Networks()
  readonly sentryNetworks: readonly string[] = [];
}
