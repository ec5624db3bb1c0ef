import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SettingsProblem } from '#platform/config';

/** A bucket, or the part of one under a prefix, of an S3-compatible service. */
export interface S3Location {
  readonly kind: 's3';
  /** As in `https://s3.example.org:9000`. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Before every key; empty, or ends with a slash. */
  readonly prefix: string;
  /** Whether the bucket is the first part of the path, not of the host name. */
  readonly pathStyle: boolean;
  /** Left out, the SDK looks for credentials: environment, files of the account, the machine's role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Where blobs are kept. */
export type StorageLocation = { readonly kind: 'directory'; readonly path: string } | S3Location;

const FORM = 's3://ACCESS_KEY:SECRET@host:port/bucket/prefix?region=…&tls=on|off&pathStyle=on|off';

/**
 * Reads `STORAGE_URL`: `file:///path`, or `s3://[ACCESS_KEY:SECRET@]host[:port]/bucket[/prefix]` with the parameters
 * `region` (`us-east-1`), `tls` (`on`, `off` for loopback hosts) and `pathStyle` (`on`). Not set, it is the folder
 * `storage` in the data directory.
 *
 * @throws SettingsProblem that names the wrong part and quotes nothing, since any part may be a piece of the secret
 */
export function readStorageUrl(storageUrl: string | undefined, dataDir: string): StorageLocation {
  if (!storageUrl) return { kind: 'directory', path: resolve(dataDir, 'storage') };
  if (!URL.canParse(storageUrl)) {
    throw refused(`it is not a URL like file:///path or ${FORM}. In the secret write / as %2F and @ as %40`);
  }
  const url = new URL(storageUrl);
  if (url.protocol === 'file:') return { kind: 'directory', path: directoryOf(url) };
  if (url.protocol === 's3:') return bucketOf(url);
  throw refused(`its scheme is neither file: nor s3:`);
}

/** The location without secrets, as in `the bucket palier at https://s3.example.org, under acme/`. */
export function describeStorage(location: StorageLocation): string {
  if (location.kind === 'directory') return `the directory ${location.path}`;
  const { bucket, endpoint, prefix } = location;
  return `the bucket ${bucket} at ${endpoint}${prefix && `, under ${prefix}`}`;
}

function directoryOf(url: URL): string {
  if (url.host || url.search || url.hash) throw refused('a directory is written file:///path, with three slashes');
  try {
    return fileURLToPath(url);
  } catch {
    throw refused('its path has a character that a directory cannot have');
  }
}

function bucketOf(url: URL): S3Location {
  if (!url.hostname) throw refused(`it has no host: write ${FORM}`);
  if (url.hash) throw refused('it has a #: in the secret write # as %23');
  const [bucket = '', ...rest] = url.pathname.split('/').filter(Boolean);
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw refused('the bucket, first in its path, has 3 to 63 lower-case letters, digits, dots and hyphens');
  }
  if (!rest.every((part) => /^(?!\.+$)[\w.-]+$/.test(part))) {
    throw refused('the prefix after the bucket has letters, digits, dots, hyphens and underscores between its slashes');
  }
  const { region, tls, pathStyle } = parametersOf(url.searchParams);
  if (!/^[\w-]{1,64}$/.test(region ?? 'us-east-1')) throw refused('the region has letters, digits and hyphens');
  const secure = onOrOff('tls', tls) ?? !isLoopback(url.hostname);
  return {
    kind: 's3',
    endpoint: `${secure ? 'https' : 'http'}://${url.host}`,
    region: region ?? 'us-east-1',
    bucket,
    prefix: rest.map((part) => `${part}/`).join(''),
    pathStyle: onOrOff('pathStyle', pathStyle) ?? true,
    ...credentialsOf(url),
  };
}

function parametersOf(given: URLSearchParams): Partial<Record<string, string>> {
  const names = [...given.keys()];
  if (names.some((name) => !['region', 'tls', 'pathStyle'].includes(name)) || new Set(names).size < names.length) {
    throw refused('its parameters are region, tls and pathStyle, each once');
  }
  return Object.fromEntries(given);
}

function onOrOff(name: string, value: string | undefined): boolean | undefined {
  if (value !== undefined && value !== 'on' && value !== 'off') throw refused(`${name} is on or off`);
  return value === undefined ? undefined : value === 'on';
}

function credentialsOf({ username, password }: URL): Pick<S3Location, 'credentials'> {
  if (!username && !password) return {};
  if (!username || !password) throw refused('the access key and the secret are given both or not at all');
  try {
    return {
      credentials: { accessKeyId: decodeURIComponent(username), secretAccessKey: decodeURIComponent(password) },
    };
  } catch {
    throw refused('the access key or the secret has a % that begins no code: write % as %25');
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
}

function refused(reason: string): SettingsProblem {
  return new SettingsProblem([{ name: 'STORAGE_URL', message: `STORAGE_URL is refused: ${reason}.` }]);
}
