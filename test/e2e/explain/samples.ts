import { newId } from '#platform/ids';
import { declaredLists, type KeyType, type ListStatement, statementsOf } from '#platform/lists';

const uuid = '018f0000-0000-7000-8000-000000000009';
const leastUuid = '00000000-0000-0000-0000-000000000000';
const mostUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const time = '2026-01-01T00:00:00.000Z';
const nameKey = '7f';
const hash = `\\x${'7f'.repeat(32)}`;
const halfHash = `\\x${'7f'.repeat(16)}`;
/** A month with rows. */
const lastMonth = new Date(Date.now() - 31 * 86_400_000).toISOString().slice(0, 7);
/** Stands for the tenant as which a statement runs, where its row must be that tenant's. */
const inForce = 'the tenant in force';
const app = ['[{"path":"index.js","bytes":1}]'];

/** Sample values of every statement with a fixed name. */
const samples: Readonly<Record<string, readonly unknown[]>> = {
  'outbox.insert': [uuid, 'event', 'subject', '{}', null],
  'outbox.take': ['event', uuid, 6, 8, 64],
  'outbox.keep': ['event', uuid, 6],
  'outbox.finish': ['event', uuid, [uuid], [uuid], '[]'],
  'outbox.backlog': [],
  'outbox.maintain-partitions': [],
  'events.inbox.note': [inForce, newId(), 'test.ledger'],
  // An id of today: those of another day are in another partition, which is empty.
  'events.inbox.forget': [inForce, newId(), 'test.ledger'],
  'events.dead-letters.insert': [uuid, uuid, uuid, 'a.b', 'a.b.c', 1, 'subject', '{}', time, 5, 'Error', ''],
  'events.dead-letters.list': [uuid, 21, 0],
  'events.dead-letters.find': [uuid],
  'events.dead-letters.count': [],
  'events.dead-letters.take': [uuid, uuid],
  'access.api-keys.by-prefix': ['abcdefgh'],
  'access.api-keys.insert': [uuid, 'abcdefgh', '\\x00', 'key', ['*']],
  'access.api-keys.touch': [uuid],
  'access.api-keys.keep-in-force': [uuid],
  'access.api-keys.revoke': ['abcdefgh'],
  'access.api-keys.live-after': ['abcdefgh', 500],
  'access.api-keys.revoke-named': ['key 1'],
  'access.api-keys.live-named': ['key 1'],
  'access.api-keys.lock-named': ['key 1'],
  'degradation.present': [],
  'degradation.set': [1, ''],
  'platform.cutovers.under-way': [],
  'flags.all': [],
  'flags.lock': ['catalog.tags'],
  'flags.by-name': ['catalog.tags'],
  'flags.write': ['catalog.tags', true, 100, [], [], [], []],
  'flags.clear': ['catalog.tags'],
  'audit.lines.insert': [uuid, time, 'operator', uuid, 'test.thing.made', 'thing', uuid, null, null],
  'audit-chain.extend': [100],
  'audit-chain.tenants': [],
  'audit-chain.head': [],
  'audit-chain.lines-after': [10, uuid, 1000],
  'audit-chain.lines-past-head': [],
  'audit-chain.unchained-tail': [],
  'operations.insert': [uuid, 'tests.work', 'tests.write'],
  'operations.by-id': [uuid],
  'operations.begin': [uuid],
  'operations.advance': [uuid, 0.5],
  'operations.ask-to-stop': [uuid],
  'operations.end': [uuid, 'succeeded', '{}', null],
  'operations.expire': [1000],
  'auth.revocations.insert': [[uuid], ['session'], [uuid], [uuid], [1_800_000_000_000], [null]],
  'auth.revocations.latest': [61],
  'auth.revocations.forget': [1000],
  'auth.signing-keys.in-force': [],
  'auth.signing-keys.lock': [],
  'auth.signing-keys.insert': ['a'.repeat(43), 'b'.repeat(43), 'c'.repeat(43), hash, 60],
  'auth.signing-keys.retire-others': ['a'.repeat(43), 660],
  'auth.signing-keys.delete-expired': [],
  'auth.api-keys.presented': ['abcdefgh'],
  'auth.api-keys.touch': [uuid],
  'auth.api-keys.revoke-of-maker': [uuid, ['members.read']],
  'auth.api-keys.insert': [uuid, 'secret', 'key', 'abcdefgh', hash, ['members.read'], uuid, null],
  'auth.api-keys.locked': [uuid],
  'auth.api-keys.replace': [uuid, uuid, 24],
  'auth.api-keys.revoke': [uuid],
  'idempotency.take-lock': ['1'],
  'idempotency.find': [hash],
  'idempotency.write': [hash, hash, 201, '{}', null],
  'idempotency.expire': [1000],
  'jobs.queues.front': ['test.queue-1', 200],
  'jobs.queues.count-waiting': ['test.queue-1', 100_000],
  'jobs.queues.place': ['test.queue-1'],
  'jobs.turns.take': ['test.queue-1', 3, false, [uuid], [2], 2_097_152],
  'jobs.schedules.keep-queues': [['test.queue-1']],
  'jobs.schedules.gone-queues': [['test.queue-1']],
  'jobs.schedules.forget-queues': [['test.queue-1']],
  'tenants.directory.version': [],
  'tenants.directory.after-id': [uuid, 1000],
  'tenants.directory.changed-after': [1, uuid, 1000],
  'tenants.tenants.by-slug': ['tenant-1'],
  'tenants.tenants.insert': [uuid, 'new', 'New', 'new', 'new', 'wistant', 'free', [], '{}'],
  'tenants.tenants.update': ['tenant-1', 1, 'New', 'new', 'new', 'free', [], '{}'],
  'tenants.tenants.suspend': ['tenant-1', null],
  'tenants.tenants.resume': ['tenant-1'],
  'tenants.tenants.delete': ['tenant-1', null, 30],
  'tenants.tenants.undelete': ['tenant-1'],
  'tenants.tenants.purging': [uuid],
  'tenants.tenants.purged': [uuid, 'new', 'new'],
  'tenants.usage.take': [inForce, 'apps', 1, 50],
  'tenants.usage.give-back': ['apps', 1],
  'tenants.usage.held': ['apps'],
  'tenants.usage.lock': ['apps'],
  'tenants.usage.all': [],
  'tenants.usage.add-daily': [[uuid], ['eventsADay'], ['2026-11-20'], [1]],
  'tenants.metering.add': [[uuid], ['requests'], [1]],
  'tenants.metering.meter-capacity': [],
  'tenants.metering.of-month': [lastMonth],
  'tenants.purges.insert': [uuid, uuid, 'tenant-1', 'command:palier', ['catalog']],
  'tenants.purges.of-tenant': [],
  'tenants.purges.lock': [],
  'tenants.purges.answers': [uuid, 1],
  'tenants.purges.answer': [uuid, uuid, 1, 'catalog'],
  'tenants.purges.add-counts': ['{}'],
  'tenants.purges.next-round': [],
  'tenants.purges.end': [],
  'tenants.purges.empty-platform-tables': [5000],
  'tenants.purges.empty-usage': [],
  'tenants.purges.empty-daily-use': [],
  'tenants.purges.rows-left': [],
  'tenants.purges.due': [100],
  'tenants.purges.going-on': [100],
  'tenants.purges.take-up': [15],
  'tenants.receipts.insert': [uuid, uuid, 'tenant-1', 'command:palier', time, time, '{}', '{}', ''],
  'tenants.receipts.of-purge': [uuid],
  'catalog.apps.recount': [],
  'catalog.stores.delete-tags': [5000],
  'catalog.stores.delete-apps': [5000],
  'catalog.stores.counted-tags': [],
  'catalog.apps.by-slug': ['app-1'],
  'catalog.imports.lock': [uuid],
  'catalog.imports.known': [['npm:app-1', 'npm:app-2']],
  'catalog.imports.taken-slugs': [['app-1', 'app-2']],
  'catalog.imports.save-apps': [
    ...[inForce, [uuid], ['a'], ['npm:app-1']],
    ...[...Array(5).fill(['a']), ['https://a.example'], ['a'], ['a'], app, [1], [1], ['a']],
  ],
  'catalog.imports.remove-other-tags': [[uuid], [uuid], ['kind-1']],
  'catalog.imports.add-tags': [[uuid], ['kind-1']],
  'auth.users.by-email': ['user-1@example.org'],
  'auth.users.by-id': [uuid],
  'auth.users.insert': [uuid, uuid, 'new@example.org', 'New', 'member', 'unverified', null, 'fr', 'new'],
  'auth.users.choose-password': [uuid, ''],
  'auth.users.rehash-password': [uuid, ''],
  'auth.users.replace-password': [uuid, '', ''],
  'auth.users.drop-unproven': ['user-1@example.org', uuid],
  'auth.users.verify': [uuid],
  'auth.users.take-over': ['user-1@example.org', 'New', 'member', null, null, 'new'],
  'auth.users.note-link-mailed': [uuid],
  'auth.users.expired-unverified': [7, 500],
  'auth.users.delete-expired': [[uuid], 7],
  'auth.users.note-sign-in': [uuid],
  'auth.users.recount': [],
  'auth.email-tokens.insert': [uuid, uuid, 'verify-email', hash, 60],
  'auth.email-tokens.holder': [uuid, hash, 'verify-email'],
  'auth.email-tokens.take': [uuid, hash, 'verify-email'],
  'auth.email-tokens.void': [uuid, 'verify-email'],
  'auth.email-tokens.expire': [1000],
  'auth.throttle.use': [hash, 3],
  'auth.throttle.forget': [hash],
  'auth.throttle.end': [hash],
  'auth.throttle.expire': [1000],
  'auth.throttle.use-shared': [hash, 3],
  'auth.throttle.shared-end': [hash],
  'auth.throttle.expire-shared': [1000],
  'auth.sign-in.try-write': [],
  'auth.sign-in-tries.closed': [[hash, halfHash]],
  'auth.sign-in-tries.count': [uuid, [hash], [10], [900], 30, 900],
  'auth.sign-in-tries.give-back': [[hash]],
  'auth.sign-in-tries.forget': [[hash]],
  'auth.sign-in-tries.take-turn': [uuid, hash, 60, 1140],
  'auth.sign-in-tries.next-turn': [hash, 1140],
  'auth.sign-in-tries.put-back': [hash, 60],
  'auth.known-devices.find': [uuid, hash, 'user-1@example.org'],
  'auth.known-devices.see': [uuid, hash],
  'auth.known-devices.insert': [uuid, uuid, hash],
  'auth.sessions.find': [uuid, time],
  'auth.sessions.of-user': [uuid, time],
  'auth.sessions.after': [uuid, time, 21],
  'auth.sessions.status': [uuid, uuid, time],
  'auth.sessions.count': [time],
  'auth.sessions.lock-user': [uuid],
  'auth.sessions.insert': [
    ...[uuid, uuid, uuid, 'member', 'Ada', 'Firefox', '192.0.2.7', 'FR'],
    ...[...Array(5).fill(halfHash), time, time, time, 50],
  ],
  'auth.sessions.rotate': [uuid, ...Array(4).fill(halfHash), 'Firefox', '192.0.2.7', 'FR', time, time],
  'auth.sessions.end': [uuid, null, uuid, time],
  'auth.sessions.end-some': [time, 1000],
  'auth.sessions.describe': [uuid, 'editor', null],
  'auth.sessions.mark-user': [uuid, uuid, time, null],
  'auth.sessions.expire': [1000],
  'auth.members.by-id': [uuid],
  'auth.members.giver': [uuid],
  'auth.members.operator': [uuid],
  'auth.members.lock': [[uuid, uuid]],
  'auth.members.change': [uuid, 'editor', 'New', 'new'],
  'auth.members.deactivate': [uuid],
  'auth.members.reactivate': [uuid],
  'auth.members.delete': [uuid],
  'auth.profile.change': [uuid, 1, 'New', 'new', true, null],
  'auth.invitations.put': [uuid, uuid, 'new@example.org', 'member', null, null, null],
  'auth.invitations.revoke': [uuid],
  'auth.invitations.revoke-of-inviter': [uuid, ['member']],
  'auth.invitations.revoke-of-operator': [uuid],
  'auth.invitations.add-secret': [uuid, hash],
  'auth.invitations.by-secret': [uuid, hash],
  'auth.invitations.accept': [uuid, hash],
  'auth.invitations.erase-to': ['guest-7@example.org'],
  'auth.invitations.forget': [30, 100],
  'auth.import.insert': [uuid, [uuid], ...Array(3).fill(['a@example.org']), ['member'], [true], [null], [null], [time]],
  'auth.accounts.empty-tenant': [5000],
};

const auditFilters = { action: 'test.thing.made-1', actor: 'actor-1', target: 'target-1' };
/** The values of a key in the cursors of declared lists. */
const keys: Record<KeyType, string | number> = { text: nameKey, timestamp: time, uuid, integer: -30 };

/** The statements of declared lists. */
const ofLists = new Map(
  declaredLists()
    .flatMap(statementsOf)
    .map((made) => [made.statement.name, valuesOf(made)]),
);

function valuesOf({ filters, keys: types, way }: ListStatement): readonly unknown[] {
  const selected = filters.flatMap((filter) => filter.parameters(filter.sample) ?? []);
  if (way === 'total') return selected;
  return [...selected, ...types.map((type) => keys[type]), ...(way === 'at' ? [20, 100] : [21])];
}

/** Names made of parts: `audit.list.action.actor`. */
const patterns: readonly [RegExp, (...parts: string[]) => readonly unknown[]][] = [
  [/^audit\.list(.*)$/, (by = '') => [leastUuid, mostUuid, ...filterValues(by), 20, 100]],
  [/^audit\.total(.*)$/, (by = '') => [leastUuid, mostUuid, ...filterValues(by)]],
];

/** The values and the tenant with which a statement is explained; undefined where there are none. */
export function sampleOf(name: string, tenantId: string): readonly unknown[] | undefined {
  const [pattern, made] = patterns.find(([pattern]) => pattern.test(name)) ?? [];
  const values = samples[name] ?? ofLists.get(name) ?? (pattern && made?.(...(pattern.exec(name) ?? []).slice(1)));
  return values?.map((value) => (value === inForce ? tenantId : value));
}

const filterValues = (by: string) =>
  Object.entries(auditFilters).flatMap(([name, value]) => (by.includes(name) ? value : []));
