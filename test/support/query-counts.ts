import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import type { Shop } from './shop.js';

/** One request of an operation, and the statements that it sends to PostgreSQL, in order. */
export interface Call {
  readonly request: InjectOptions;
  readonly sends: readonly string[];
  /** Whether they are sent concurrently, so that their order is undefined. */
  readonly atOnce?: true;
  /** The code of the expected refusal; without it the request must succeed. */
  readonly refused?: string;
}

/**
 * The calls of operations, as in `GET /v1/members/{id}`; those of an operation are made one after the other, in a
 * separate tenant. Each `*.query-counts.ts` beside a controller exports one as `queryCounts`.
 */
export type QueryCounts = Readonly<Record<string, (shop: Shop) => Promise<readonly Call[]> | readonly Call[]>>;

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
  return globSync('libs/**/*.query-counts.ts', { cwd: root }).map((file) => require(join(root, file)));
}

export const call = (request: InjectOptions, ...sends: readonly string[]): Call => ({ request, sends });

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
export const traces = ['audit.lines.insert', 'outbox.insert'];

/** The statements that take of a capacity quota, and give back. */
export const takesQuota = 'tenants.usage.take';
export const givesQuotaBack = 'tenants.usage.give-back';

/** The statements before an upload is received: a tenant without a limit, as here, reserves no room. */
export const reservesRoom = [
  'storage.uploads.lock',
  'tenants.usage.held',
  'storage.uploads.held',
  'storage.uploads.insert',
];
/** The statement that gives back what was reserved for an upload. */
export const endsRoom = 'storage.uploads.delete';
/** The statements after a commit that delete the files which it released. */
export const deletesFiles = ['storage.blobs.lock-unused', 'storage.blobs.unreferred', 'storage.blobs.delete'];
