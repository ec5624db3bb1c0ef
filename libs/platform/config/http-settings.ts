import { Host, Networks, OneOf, WholeNumber } from './accepts.js';
import { Option } from './option.js';

/** The options of processes that answer requests. */
export class HttpSettings {
  @Option({ name: 'HOST', about: 'The address that the API and the metrics listen on.' })
  @Host()
  readonly host: string = '127.0.0.1';

  @Option({ name: 'PORT', about: 'The port of the API; 0 takes any free one.' })
  @WholeNumber(0, 65_535)
  readonly port: number = 3000;

  @Option({ name: 'METRICS_PORT', about: 'The port of the Prometheus metrics, apart from the API; 0 turns them off.' })
  @WholeNumber(0, 65_535)
  readonly metricsPort: number = 9464;

  @Option({
    name: 'API_PROCESSES',
    unit: 'processes',
    about:
      'How many processes "npm run api" starts, to which it hands connections in turn. Each has its own database connections and its own memory for cached answers.',
  })
  @WholeNumber(1, 64)
  readonly apiProcesses: number = 1;

  @Option({
    name: 'API_RECYCLE_REQUESTS',
    unit: 'requests',
    about:
      'After how many requests, give or take 5 % at random, each of these processes is replaced, one at a time and without a failed request; 0 turns it off.',
  })
  @WholeNumber(0, 1_000_000_000)
  readonly apiRecycleRequests: number = 0;

  @Option({
    name: 'API_RECYCLE_BYTES',
    unit: 'bytes',
    about: 'Above which resident memory each of these processes is replaced in the same way; 0 turns it off.',
  })
  @WholeNumber(0, 1_099_511_627_776)
  readonly apiRecycleBytes: number = 0;

  @Option({
    name: 'MAX_CONNECTIONS',
    unit: 'connections',
    about:
      'How many connections of clients a process holds; further ones are answered 503 and closed. 0 takes nine tenths of the files that it may open, which are also the most.',
  })
  @WholeNumber(0, 1_000_000)
  readonly maxConnections: number = 0;

  @Option({
    name: 'MAX_EVENT_STREAMS',
    unit: 'streams',
    about:
      'How many clients may follow events at a process, half of them on public routes. A stream takes 12 KB of memory.',
  })
  @WholeNumber(1, 1_000_000)
  readonly maxEventStreams: number = 5000;

  @Option({
    name: 'TRUSTED_PROXIES',
    about: 'The proxies whose X-Forwarded-For is trusted; other requests have the address of their socket.',
  })
  @Networks()
  readonly trustedProxies: readonly string[] = [];

  @Option({
    name: 'RATE_LIMIT_REQUESTS',
    unit: 'requests',
    about: 'How many requests one address may make in a window; IPv6 counts by /64.',
  })
  @WholeNumber(1, 1_000_000_000)
  readonly rateLimitRequests: number = 200_000;

  @Option({ name: 'RATE_LIMIT_WINDOW_SECONDS', unit: 's', about: 'The length of that window.' })
  @WholeNumber(1, 86_400)
  readonly rateLimitWindowSeconds: number = 60;

  @Option({ name: 'BODY_LIMIT_BYTES', unit: 'bytes', about: 'The largest request body.' })
  @WholeNumber(1024, 1_073_741_824)
  readonly bodyLimitBytes: number = 1_048_576;

  @Option({ name: 'HEADER_LIMIT_BYTES', unit: 'bytes', about: 'The largest request line and headers together.' })
  @WholeNumber(1024, 1_048_576)
  readonly headerLimitBytes: number = 16_384;

  @Option({
    name: 'REQUEST_TIMEOUT_MS',
    unit: 'ms',
    about: 'How long a client may take to send a whole request, and then how long it may wait for the answer.',
  })
  @WholeNumber(100, 3_600_000)
  readonly requestTimeoutMs: number = 30_000;

  @Option({
    name: 'KEEP_ALIVE_TIMEOUT_MS',
    unit: 'ms',
    about: 'How long an idle connection stays open; keep it above the timeout of the load balancer in front.',
  })
  @WholeNumber(1000, 3_600_000)
  readonly keepAliveTimeoutMs: number = 75_000;

  @Option({
    name: 'PREPARED_HEADS',
    about:
      'Whether the head of a cached answer or of a refusal is joined by Palier, "on", or by Node, "off", which costs half as much again. For the former Node has a field that it does not document; a Node without it joins them, whatever is set.',
  })
  @OneOf('on', 'off')
  readonly preparedHeads: 'on' | 'off' = 'on';

  @Option({
    name: 'DRAIN_MS',
    unit: 'ms',
    about: 'How long, at most, open connections are still answered after SIGTERM; new ones are refused at once.',
  })
  @WholeNumber(0, 600_000)
  readonly drainMs: number = 2000;
}
