interface Upload {
  /** As nginx matches it. */
  readonly path: string;
  /** Above the limit of its routes, in MiB. */
  readonly mebibytes: number;
  readonly about?: string;
}

const uploads: readonly Upload[] = [
  { path: '/v1/catalog/', mebibytes: 1025 },
  { path: '~ ^/v1/journal/entries/[^/]+/attachments', mebibytes: 11 },
  {
    path: '~ ^/v1/campus/(rosters$|years/[^/]+/passage-decisions$|chapters/[^/]+/attachments)',
    mebibytes: 65,
  },
  { path: '~ ^/v1/rides/files$', mebibytes: 26 },
  { path: '~ ^/v1/rides/archives$', mebibytes: 2049 },
  {
    path: '~ ^/v1/feeds/(opml$|greader/)',
    mebibytes: 6,
    about: 'Lists of feeds, also from Google Reader clients.',
  },
];

/** The locations of routes that take more than JSON. */
export function uploadLocations(upstream: string): string {
  const texts = uploads.map(
    ({ path, mebibytes, about }) => `${about ? `    # ${about}\n` : ''}    location ${path} {
      client_max_body_size ${mebibytes}m;
      proxy_request_buffering off;
      client_body_timeout 65s;
      proxy_pass http://${upstream};
    }
`,
  );
  return `    # Where files are uploaded. The API limits each route: what takes JSON still takes BODY_LIMIT_BYTES. Each limit is above
    # that of the routes, so that the API refuses what is too large. Bodies are passed on as they arrive: the API refuses an
    # upload before its end, and no copy of it is written here. The time between two parts of a body is above
    # REQUEST_TIMEOUT_MS (30 s): the API answers a client that sends nothing for so long.
${texts.join('\n')}`;
}

/** What nginx passes on of the API's answer besides Content-Type, Content-Disposition and Cache-Control, in any answer. */
const passed = [
  'X-Request-Id',
  'X-Content-Type-Options',
  'Content-Security-Policy',
  'Cross-Origin-Resource-Policy',
  'RateLimit',
  'RateLimit-Policy',
  'Vary',
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Expose-Headers',
];

const added = (header: string) => `add_header ${header} $upstream_http_${header.toLowerCase().replaceAll('-', '_')}`;

/**
 * The location of the files that nginx sends for the APIs.
 *
 * @param more lines of the server that the location, since it adds headers, has to repeat
 */
export function filesLocation(storage: string, more: readonly string[]): string {
  const headers = [
    ...['ETag', 'Last-Modified', 'Repr-Digest'].map((header) => `${added(header)};`),
    ...passed.map((header) => `${added(header)} always;`),
    ...more,
  ];
  return `    # The files that an API answers with X-Accel-Redirect: nginx sends them, and ranges of them, in its place.
    # It refuses If-Match and If-Unmodified-Since with 412, since it compares them with what it knows of the file itself.
    location /_palier_storage/ {
      internal;
      alias ${storage}/;
      # As the API does by itself: several ranges are answered by the whole file.
      max_ranges 1;
      # Of the file on disk; those of the API are set below, where nginx compares If-Range with them.
      etag off;
      if_modified_since off;
      # nginx takes over Content-Type, Content-Disposition and Cache-Control of the API's answer, and drops the others.
${headers.map((line) => `      ${line}\n`).join('')}    }
`;
}
