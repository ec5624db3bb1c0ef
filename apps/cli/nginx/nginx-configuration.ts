import { type Canary, sidesOf } from './canary.js';
import { filesLocation, uploadLocations } from './locations.js';
import { nameLine, otherNames } from './names.js';
import { redirectingServer, strictTransport, type Tls, tlsSettings } from './tls.js';

/** What a configuration of nginx is made from. Texts are written as they are: check them before. */
export interface NginxOptions {
  /** The processes that answer what no pool takes, as `host:port`. */
  readonly apis: readonly string[];
  /** By their name in the file: the path prefixes that a pool takes, as in `/v1/auth/`, and its processes. */
  readonly pools?: ReadonlyMap<string, Pool>;
  /** The processes of a new version that answer a part of the clients. */
  readonly canary?: Canary;
  /** Ports or addresses with ports. */
  readonly listen: readonly string[];
  /** The names that are served; any by default. With TLS there must be one, since http is led to the name of the request. */
  readonly serverNames?: readonly string[];
  /** With it only https is served. */
  readonly tls?: Tls;
  /** The folder of the files that nginx sends for the APIs. */
  readonly storage: string;
  /** The folder of temporary files and of the process id. */
  readonly temporary: string;
  /** How many files and connections a process of nginx may have open. */
  readonly openFiles: number;
}

export interface Pool {
  readonly prefixes: readonly string[];
  readonly servers: readonly string[];
}

/** The configuration of an nginx before several API processes, for nginx 1.22 or later. */
export function nginxConfiguration(options: NginxOptions): string {
  const {
    apis,
    pools = new Map<string, Pool>(),
    canary: given,
    listen,
    serverNames = [],
    tls,
    storage,
    temporary,
    openFiles,
  } = options;
  // A new version that is gone has no address, without which nginx would not start.
  const canary = given && given.percent > 0 ? given : undefined;
  const inPools = [...pools.values()].flatMap(({ servers }) => servers);
  const all = [...new Set([...apis, ...inPools])];
  const upstream = pools.size > 0 || canary ? '$palier' : 'palier';
  const heads = [
    ...listen.map((address) => `listen ${address}${tls ? ' ssl http2' : ''};`),
    ...nameLine(serverNames),
    ...(tls ? [strictTransport] : []),
  ];
  const before = [
    ...(tls ? [tlsSettings(tls)] : []),
    ...(serverNames.length > 0 ? [otherNames(tls?.listenHttp ?? listen, tls ? listen : [])] : []),
    ...(tls ? [redirectingServer(tls.listenHttp, serverNames, listen[0] ?? '')] : []),
  ];
  return `# nginx before several API processes, whose TRUSTED_PROXIES must name its address. Made by "palier nginx".
${given ? `# Canary: ${given.percent} % of the clients.\n` : ''}worker_processes auto;
# Where the system grants a process fewer, nginx logs an alert, keeps what it has, and refuses connections beyond that.
worker_rlimit_nofile ${openFiles};
error_log stderr warn;
pid ${temporary}/nginx.pid;

events {
  # A quarter of the files: a request takes two connections, of a client and to an API, and two files at most.
  worker_connections ${Math.floor(openFiles / 4)};
}

http {
  # Each API writes a line for each request.
  access_log off;
  server_tokens off;
  # With a read-only root nothing else is writable.
${['client_body:body', 'proxy:proxy', 'fastcgi:fastcgi', 'uwsgi:uwsgi', 'scgi:scgi']
  .map((each) => each.split(':'))
  .map(([name, folder]) => `  ${name}_temp_path ${temporary}/nginx-${folder};\n`)
  .join('')}
  # max_fails=0: a server that restarts refuses connections at once, so asking it costs nothing, while nginx would
  # leave one that it marked as failed out for seconds, perhaps when the next one restarts.
${upstreamOf('palier', apis, all)}
${[...pools].map(([name, { servers }]) => `${upstreamOf(`palier_${name}`, servers, all)}\n`).join('')}${canary ? `${upstreamOf('palier_canary', canary.servers, all)}\n${sidesOf(canary)}` : ''}${poolsOf(pools, canary)}${before.join('')}  server {
${heads.map((line) => `    ${line}\n`).join('')}    # Above BODY_LIMIT_BYTES (1 MiB) and HEADER_LIMIT_BYTES (16 KiB): the API refuses what is too large, with a problem.
    client_max_body_size 2m;
    large_client_header_buffers 4 20k;

    # What keeps connections to the APIs open.
    proxy_http_version 1.1;
    proxy_set_header Connection "";

    proxy_set_header Host $http_host;
    # Appends the client's address, the only entry that the API believes. It reads no X-Forwarded-Proto: PUBLIC_URL says
    # whether clients speak https.
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;

    # A refused connection is tried on the next server, whatever the method; after a request was sent, only one that
    # may be repeated is (not POST or PATCH).
    proxy_next_upstream error timeout;
    # Not after a long wait: the next server would only be made to wait too.
    proxy_next_upstream_timeout 5s;
    proxy_connect_timeout 1s;
    # Above REQUEST_TIMEOUT_MS (30 s), and above the 15 s between two comments of an event stream.
    proxy_read_timeout 65s;
    # For an nginx in front of this one that is a CDN (CDN_SECONDS).
    proxy_pass_header X-Accel-Expires;
    # Answers are buffered for slow clients, except event streams: the API sends X-Accel-Buffering: no with them.

    location / {
      proxy_pass http://${upstream};
    }

${uploadLocations(upstream)}
${filesLocation(storage, tls ? [strictTransport] : [])}  }
}
`;
}

/** Processes that answer together. The others are asked while none of them takes a connection. */
function upstreamOf(name: string, servers: readonly string[], all: readonly string[]): string {
  const others = all.filter((server) => !servers.includes(server));
  const backups = others.map((server) => `    server ${server} max_fails=0 backup;\n`);
  return `  upstream ${name} {
${servers.map((server) => `    server ${server} max_fails=0;\n`).join('')}${
  backups.length > 0 ? `    # Asked while none of those above takes a connection.\n${backups.join('')}` : ''
}    # Idle connections of each worker of nginx.
    keepalive 64;
    # Below KEEP_ALIVE_TIMEOUT_MS (75 s): then nginx closes first, and sends no request on a connection just closed.
    keepalive_timeout 60s;
  }
`;
}

/** Which processes a request goes to, by its path and the side of its client. Each location asks for it, so that uploads go there, too. */
function poolsOf(pools: ReadonlyMap<string, Pool>, canary: Canary | undefined): string {
  if (pools.size === 0 && !canary) return '';
  const [asked, side] = canary ? ['$palier_side$uri', 'others'] : ['$uri', ''];
  const rows = [...pools].flatMap(([name, { prefixes }]) =>
    prefixes.map((prefix) => `    ~^${side}${prefix} palier_${name};\n`),
  );
  const first = canary ? '    ~^canary/ palier_canary;\n' : '';
  return `  map ${asked} $palier {\n    default palier;\n${first}${rows.join('')}  }\n\n`;
}
