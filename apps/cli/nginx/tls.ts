import { nameLine } from './names.js';

/** What nginx needs to serve https. */
export interface Tls {
  /** Absolute paths. */
  readonly certificate: string;
  readonly key: string;
  /** Where http is answered by a redirect to https. */
  readonly listenHttp: readonly string[];
}

/** Two years, in seconds, as browsers ask for. Subdomains may be served by others, so they are not included. */
export const strictTransport = 'add_header Strict-Transport-Security "max-age=63072000" always;';

/**
 * Lets every server speak TLS 1.2 and 1.3, by Mozilla's "intermediate" recommendation, without its suites that need a file of
 * parameters. nginx resumes a session only where the first server of the port has the same certificate and cache, so these
 * lines stand before the servers.
 */
export function tlsSettings({ certificate, key }: Tls): string {
  const lines = [
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
  ];
  return `${lines.map((line) => `  ${line}\n`).join('')}\n`;
}

const suites = ['ECDSA', 'RSA'].flatMap((signature) =>
  ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'CHACHA20-POLY1305'].map((cipher) => `ECDHE-${signature}-${cipher}`),
);

/** A server that leads every request for one of these names to https, by 308: the method and the body stay. */
export function redirectingServer(listenHttp: readonly string[], names: readonly string[], https: string): string {
  const port = /\d+$/.exec(https)?.[0];
  const lines = [
    ...listenHttp.map((address) => `listen ${address};`),
    ...nameLine(names),
    `return 308 https://$host${port === '443' ? '' : `:${port}`}$request_uri;`,
  ];
  return `  server {\n${lines.map((line) => `    ${line}\n`).join('')}  }\n\n`;
}
