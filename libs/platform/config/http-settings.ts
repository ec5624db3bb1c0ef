import { Host, Networks, OneOf, WholeNumber } from './accepts.js';
import { Option } from './option.js';

/** The options of processes that answer requests. */
export class HttpSettings {
  @Option('HOST', 'The address that the API and the metrics listen on.')
  @Host()
  readonly host: string = '127.0.0.1';

  @Option('PORT', 'The port of the API; 0 takes any free one.')
  @WholeNumber(0, 65_535)
  readonly port: number = 3000;

  @Option('METRICS_PORT', 'The port of the Prometheus metrics, apart from the API; 0 turns them off.')
  @WholeNumber(0, 65_535)
  readonly metricsPort: number = 9464;

  @Option(
    'API_PROCESSES',
    'How many processes "npm run api" starts, to which it hands connections in turn. Each has its own database connections and its own memory for cached answers.',
  )
  @WholeNumber(1, 64, 'processes')
  readonly apiProcesses: number = 1;

  @Option(
    'API_RECYCLE_REQUESTS',
    'After how many requests, give or take 5 % at random, each of these processes is replaced, one at a time and without a failed request; 0 turns it off.',
  )
  @WholeNumber(0, 1_000_000_000, 'requests')
  readonly apiRecycleRequests: number = 0;

  @Option(
    'API_RECYCLE_BYTES',
    'Above which resident memory each of these processes is replaced in the same way; 0 turns it off.',
  )
  @WholeNumber(0, 1_099_511_627_776, 'bytes')
  readonly apiRecycleBytes: number = 0;

  @Option(
    'MAX_CONNECTIONS',
    'How many connections of clients a process holds; further ones are answered 503 and closed. 0 takes nine tenths of the files that it may open, which are also the most.',
  )
  @WholeNumber(0, 1_000_000, 'connections')
  readonly maxConnections: number = 0;

  @Option(
    'MAX_EVENT_STREAMS',
    'How many clients may follow events at a process, half of them on public routes. A stream takes 12 KB of memory.',
  )
  @WholeNumber(1, 1_000_000, 'streams')
  readonly maxEventStreams: number = 5000;

  @Option(
    'TRUSTED_PROXIES',
    'The proxies whose X-Forwarded-For is trusted; other requests have the address of their socket.',
  )
  @Networks()
  readonly trustedProxies: readonly string[] = [];

  @Option('RATE_LIMIT_REQUESTS', 'How many requests one address may make in a window; IPv6 counts by /64.')
  @WholeNumber(1, 1_000_000_000, 'requests')
  readonly rateLimitRequests: number = 200_000;

  @Option('RATE_LIMIT_WINDOW_SECONDS', 'The length of that window.')
  @WholeNumber(1, 86_400, 's')
  readonly rateLimitWindowSeconds: number = 60;

  @Option(
    'CDN_SECONDS',
    'How long a CDN in front may keep pages that are the same for everybody, by CDN-Cache-Control and X-Accel-Expires; 0 sends neither. Readers may see a changed page that many seconds late.',
  )
  @WholeNumber(0, 60, 's')
  readonly cdnSeconds: number = 0;

  @Option('BODY_LIMIT_BYTES', 'The largest request body.')
  @WholeNumber(1024, 1_073_741_824, 'bytes')
  readonly bodyLimitBytes: number = 1_048_576;

  @Option('HEADER_LIMIT_BYTES', 'The largest request line and headers together.')
  @WholeNumber(1024, 1_048_576, 'bytes')
  readonly headerLimitBytes: number = 16_384;

  @Option(
    'REQUEST_TIMEOUT_MS',
    'How long a client may take to send a whole request, and then how long it may wait for the answer.',
  )
  @WholeNumber(100, 3_600_000, 'ms')
  readonly requestTimeoutMs: number = 30_000;

  @Option(
    'KEEP_ALIVE_TIMEOUT_MS',
    'How long an idle connection stays open; keep it above the timeout of the load balancer in front.',
  )
  @WholeNumber(1000, 3_600_000, 'ms')
  readonly keepAliveTimeoutMs: number = 75_000;

  @Option(
    'PREPARED_HEADS',
    'Whether the head of a cached answer or of a refusal is joined by Palier, "on", or by Node, "off", which costs half as much again. For the former Node has a field that it does not document; a Node without it joins them, whatever is set.',
  )
  @OneOf('on', 'off')
  readonly preparedHeads: 'on' | 'off' = 'on';

  @Option(
    'DRAIN_MS',
    'How long, at most, open connections are still answered after SIGTERM; new ones are refused at once.',
  )
  @WholeNumber(0, 600_000, 'ms')
  readonly drainMs: number = 2000;
}
