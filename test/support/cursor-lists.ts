import fc from 'fast-check';
import { newId } from '#platform/ids';
import { encodeCursor, type KeyType, type ListShape } from '#platform/lists';

/** A list as its route takes it, and the shape that its cursors have. */
export interface CursorList {
  /** The operation in the documentation. */
  readonly operation: string;
  readonly url: string;
  readonly shape: ListShape<readonly KeyType[]>;
}

/** Every list that is walked by cursor, in each of its kinds of order. */
export function cursorLists(tenant: { id: string; slug: string }): CursorList[] {
  const { id: tenantId, slug } = tenant;
  const list = (path: string, query: string, name: string, sort: string, types: KeyType[], more = {}): CursorList => ({
    operation: `GET ${path}`,
    url: `${path.replace('{tenant}', slug)}?${query}`,
    shape: { list: name, tenantId, sort, filter: {}, types, ...more },
  });
  const named =
    (sort: string, key: KeyType) =>
    (path: string, name: string, more = {}) =>
      list(path, `sort=${sort}`, name, sort, [key, 'uuid'], more);
  const [byName, latest, lastSeen] = [
    named('name', 'text'),
    named('-createdAt', 'timestamp'),
    named('-lastSignInAt', 'timestamp'),
  ];
  const whole = { tenantId: null };
  const jobs = { tenantId: null, filter: { queue: 'tenants.purge-tenant', state: 'failed' } };
  return [
    byName('/v1/stores/{tenant}/apps', 'catalog.apps'),
    latest('/v1/stores/{tenant}/apps', 'catalog.apps'),
    list('/v1/stores/{tenant}/apps', 'tag=x', 'catalog.apps', 'name', ['text', 'uuid'], { filter: { tag: 'x' } }),
    list('/v1/stores/{tenant}/tags', '', 'catalog.tags', '-apps', ['integer', 'text']),
    list('/v1/stores/{tenant}/tags', 'sort=tag', 'catalog.tags', 'tag', ['text']),
    byName('/v1/members', 'auth.members'),
    latest('/v1/members', 'auth.members'),
    lastSeen('/v1/members', 'auth.members'),
    list('/v1/members', 'sort=email', 'auth.members', 'email', ['text']),
    list('/v1/keys', '', 'auth.api-keys', '-createdAt', ['uuid']),
    list('/v1/invitations', '', 'auth.invitations', '-createdAt', ['timestamp', 'uuid']),
    list('/v1/operations', '', 'operations', '-createdAt', ['uuid']),
    list('/v1/platform/auth/sessions', `tenant=${slug}`, 'auth.sessions', 'none', ['text']),
    list('/v1/platform/audit', `tenant=${slug}`, 'audit', '-at', ['uuid']),
    list('/v1/platform/events', '', 'events', '-setAsideAt', ['uuid'], whole),
    list('/v1/platform/flags', '', 'flags', 'name', ['text'], whole),
    list('/v1/platform/queues', '', 'jobs', 'position', ['integer'], whole),
    list('/v1/platform/jobs', 'queue=tenants.purge-tenant&state=failed', 'jobs', 'position', ['integer'], jobs),
    byName('/v1/platform/tenants', 'tenants.tenants', whole),
    latest('/v1/platform/tenants', 'tenants.tenants', whole),
  ];
}

const plausible: Record<KeyType, string | number> = {
  text: 'a',
  uuid: newId(),
  timestamp: '2026-01-15T09:30:00.000Z',
  integer: 0,
};

/** A cursor of this list as it could have been given, so that its forgeries reach the list at all. */
export const plausibleCursor = ({ shape }: CursorList): string =>
  encodeCursor(
    shape,
    shape.types.map((type) => plausible[type]),
  );

const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
const nearlyDates = fc
  .tuple(fc.constantFrom('0000', '0001', '1582', '2024', '2026', '9999'), two(13), two(32), two(24), two(60))
  .map(([year, month, day, hour, second]) => `${year}-${month}-${day}T${hour}:00:${second}Z`);
const keys: Record<KeyType, fc.Arbitrary<unknown>> = {
  text: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\0', '\ud800', 'a\udc00', '\uffff', '%', '')),
  uuid: fc.oneof(
    { weight: 4, arbitrary: fc.uuid() },
    fc.uuid().map((id) => id.toUpperCase()),
    fc.constant(`{${newId()}}`),
  ),
  timestamp: fc.oneof(nearlyDates, fc.constantFrom('infinity', 'now', '2026-02-31T00:00:00Z', '0000-01-01T00:00:00Z')),
  integer: fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger(), fc.constantFrom(2 ** 31, -(2 ** 31), 1e308, -0)),
};

/** Cursors of this list whose keys are nearly right, or anything. */
export function forgedCursors({ shape }: CursorList): fc.Arbitrary<string> {
  const [print] = JSON.parse(Buffer.from(plausibleCursor({ shape } as CursorList), 'base64url').toString());
  const nearly = fc.tuple(...shape.types.map((type) => fc.oneof({ weight: 4, arbitrary: keys[type] }, fc.jsonValue())));
  return fc
    .oneof({ weight: 4, arbitrary: nearly }, fc.array(fc.jsonValue()))
    .map((forged) => Buffer.from(JSON.stringify([print, ...forged])).toString('base64url'));
}
