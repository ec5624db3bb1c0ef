/** What nginx needs to serve https. */
export interface Tls {
  /** Absolute paths. */
  readonly certificate: string;
  readonly key: string;
  /** Empty for any name. */
  readonly serverNames: readonly string[];
  /** Where http is answered by a redirect to https. */
  readonly listenHttp: readonly string[];
}

/** Two years, in seconds, as browsers ask for. Subdomains may be served by others, so they are not included. */
export const strictTransport = 'add_header Strict-Transport-Security "max-age=63072000" always;';

/**
 * The lines of a server that speaks TLS 1.2 and 1.3, by Mozilla's "intermediate" recommendation, without its suites that need
 * a file of parameters. `http2` in `listen` is what nginx 1.22 knows; from 1.25 on it is accepted with a warning.
 */
export function tlsSettings({ certificate, key, serverNames }: Tls): string[] {
  return [
    ...nameLine(serverNames),
    `ssl_certificate ${certificate};`,
    `ssl_certificate_key ${key};`,
    'ssl_protocols TLSv1.2 TLSv1.3;',
    '# Of TLS 1.2; each has forward secrecy, so the client may choose the one that it computes fastest.',
    `ssl_ciphers ${suites.join(':')};`,
    'ssl_prefer_server_ciphers off;',
    'ssl_session_timeout 1d;',
    'ssl_session_cache shared:palier:10m;',
    '# The key of tickets is changed by a restart alone, and whoever has it reads recorded sessions.',
    'ssl_session_tickets off;',
    strictTransport,
    '',
  ];
}

const suites = ['ECDSA', 'RSA'].flatMap((signature) =>
  ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'CHACHA20-POLY1305'].map((cipher) => `ECDHE-${signature}-${cipher}`),
);

/** A server that leads every request to https, by 308: the method and the body stay. */
export function redirectingServer({ listenHttp, serverNames }: Tls, listen: readonly string[]): string {
  const port = /\d+$/.exec(listen[0] ?? '')?.[0];
  const lines = [
    ...listenHttp.map((address) => `listen ${address};`),
    ...nameLine(serverNames),
    `return 308 https://$host${port === '443' ? '' : `:${port}`}$request_uri;`,
  ];
  return `  server {\n${lines.map((line) => `    ${line}\n`).join('')}  }\n\n`;
}

const nameLine = (names: readonly string[]) => (names.length > 0 ? [`server_name ${names.join(' ')};`] : []);
