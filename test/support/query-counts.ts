import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import type { Shop } from './shop.js';

/** One request of an operation, and the names of the statements that it sends to PostgreSQL, in order, between spaces. */
export interface Call {
  readonly request: InjectOptions;
  readonly sends: string;
  /** Whether they are sent concurrently, so that their order is undefined. */
  readonly atOnce?: true;
  /** The code of the expected refusal; without it the request must succeed. */
  readonly refused?: string;
}

/** What an operation is called with. Without a caller it is somebody who may. */
export interface Given {
  readonly caller?: string;
  /** The version that was read; without it 1. */
  readonly ifMatch?: number;
  /** A body that is not of the fields below, and its media type. */
  readonly payload?: string | Buffer;
  readonly mediaType?: string;
  /** In place of the examples of the document, by their names in its path, its query and its body. */
  readonly [name: string]: unknown;
}

/** The calls of an operation, one after the other; or the statements of one call with what is given. */
export type Counted =
  | ((shop: Shop) => Promise<readonly Call[]> | readonly Call[])
  | { readonly given: (shop: Shop) => Promise<Given> | Given; readonly sends: string };

/**
 * Operations whose statements are counted, as in `GET /v1/members/{id}`, each in a separate tenant. Each file of
 * `test/query-counts` exports them as `queryCounts`.
 */
export type QueryCounts = Readonly<Record<string, Counted>>;

/** Operations that are called once with the same things given, and their statements. */
export const counts = (
  given: (shop: Shop) => Promise<Given> | Given,
  operations: Readonly<Record<string, string>>,
): QueryCounts =>
  Object.fromEntries(Object.entries(operations).map(([operation, sends]) => [operation, { given, sends }]));

/** Nothing but the tenant. */
export const nothing = (): Given => ({});

/** What a `*.query-counts.ts` exports. */
interface CountsFile {
  readonly queryCounts: QueryCounts;
  /** The beginnings of names of statements that timers or new connections send. */
  readonly background?: readonly string[];
  /** Lists that send more than their own statement, and why; their calls count them. */
  readonly growingLists?: Readonly<Record<string, string>>;
}

/** The files of all controllers. */
export function countsFiles(): readonly CountsFile[] {
  const root = join(__dirname, '..', '..');
  return globSync('test/query-counts/**/*.query-counts.ts', { cwd: root }).map((file) => require(join(root, file)));
}

export const call = (request: InjectOptions, sends = ''): Call => ({ request, sends });

export const get = (url: string): InjectOptions => ({ method: 'GET', url });
export const post = (url: string, payload?: object): InjectOptions => ({ method: 'POST', url, payload });
export const put = (url: string, payload: object): InjectOptions => ({ method: 'PUT', url, payload });
export const patch = (url: string, payload: object): InjectOptions => ({ method: 'PATCH', url, payload });
/** Sends bytes. */
export const upload = (url: string, payload: string): InjectOptions => ({
  method: 'PUT',
  url,
  payload,
  headers: { 'content-type': 'application/octet-stream' },
});
export const remove = (url: string, payload?: object): InjectOptions => ({ method: 'DELETE', url, payload });

/** A request with this token or key. */
export const as = (credential: string, request: InjectOptions): InjectOptions => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${credential}` },
});

/** A change at the version that was read. */
export const ofVersion = (version: number, request: InjectOptions): InjectOptions => ({
  ...request,
  headers: { ...request.headers, 'if-match': `"v${version}"` },
});

/** The statements of a change that publishes an event. */
export const traces = 'audit.lines.insert outbox.insert';

/** Those of a strict route, which asks whether the session has ended. */
export const strict = 'auth.sessions.status';

/** Those that take of a capacity quota, and give back. */
export const takesQuota = 'tenants.usage.take';
export const givesQuotaBack = 'tenants.usage.give-back';

/** Those before an upload is received: a tenant without a limit, as here, reserves no room. */
export const reservesRoom = 'storage.uploads.lock tenants.usage.held storage.uploads.held storage.uploads.insert';
/** Those that keep what was received. */
export const keepsFile = 'storage.blobs.announce storage.blobs.use';
/** That which gives back what was reserved for an upload. */
export const endsRoom = 'storage.uploads.delete';
/** Those after a commit that delete the files which it released. */
export const deletesFiles = 'storage.blobs.lock-unused storage.blobs.unreferred storage.blobs.delete';
/** Those that begin an operation, where a tenant has one at a time. */
export const beginsOperation = 'operations.lock operations.open-of-tenant operations.insert';
