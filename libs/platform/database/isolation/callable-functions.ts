import { APP_ROLE, BACKUP_ROLE, CROSS_TENANT_ROLE, OWNER_ROLE } from '../roles/initialise-database.js';
import type { FunctionRow } from './pg-catalog.sql.js';

const app = [APP_ROLE];

/**
 * Every function that roles other than its owner may run, and those roles; a new function needs its row
 * here. Only its owner may run a function that is not listed, such as those of triggers.
 */
export const callableFunctions: Readonly<Record<string, readonly string[]>> = {
  'auth.count_sessions(timestamp with time zone)': app,
  'auth.expired_unverified_users(integer, integer)': app,
  'auth.lock_operator(uuid)': app,
  'auth.revoke_invitations_of_operator(uuid)': app,
  'auth.shared_throttle_count_seconds(bytea)': app,
  'auth.use_shared_throttle_count(bytea, integer)': app,
  'catalog.bundles_to_evict(bigint, interval, integer)': app,
  'catalog.count_downloads(uuid[], uuid[], uuid[], date[])': app,
  'catalog.count_facets(text, text, boolean, integer)': app,
  'catalog.count_found_apps(text, text, boolean, integer)': app,
  'catalog.find_apps(text, text, boolean, text, boolean, text, uuid, integer, integer)': app,
  'catalog.is_last_change(uuid, integer)': [BACKUP_ROLE],
  'catalog.note_bundle_use(uuid[], uuid[])': app,
  'catalog.rank_downloads(date, uuid, uuid, integer)': app,
  'feeds.ask_host(text)': app,
  'feeds.chosen_posts(uuid, uuid, text)': app,
  'feeds.claim_source(uuid)': app,
  'feeds.claim_sources(integer)': app,
  'feeds.days_of(uuid)': app,
  'feeds.deliver_posts(uuid, integer, uuid[], uuid[], integer)': app,
  'feeds.follow_source()': [OWNER_ROLE],
  'feeds.followers_after(uuid, integer, uuid, integer, boolean)': app,
  'feeds.followers_to_tell(uuid, uuid, integer)': app,
  'feeds.forget_sources()': [OWNER_ROLE],
  'feeds.health_changed(uuid)': app,
  'feeds.health_of(uuid[])': app,
  'feeds.keep_version()': [OWNER_ROLE],
  'feeds.lock_source(uuid)': app,
  'feeds.note_failure(uuid, uuid, text, integer, boolean, integer)': app,
  'feeds.note_star()': [OWNER_ROLE],
  'feeds.note_success(uuid, uuid, integer, text)': app,
  'feeds.post_id(uuid, text)': [CROSS_TENANT_ROLE],
  'feeds.queue_due(integer)': app,
  'feeds.queue_source(uuid)': app,
  'feeds.queue_sources()': app,
  'feeds.release_source(uuid, uuid)': app,
  'feeds.score_of(uuid)': app,
  'feeds.search_of(text, text, text[], text)': [OWNER_ROLE],
  'feeds.sources_left()': app,
  'feeds.store_document(uuid, uuid, integer, text, jsonb, jsonb)': app,
  'feeds.tell_follower(uuid)': app,
  'feeds.text_of(text)': [OWNER_ROLE],
  'feeds.words_of_tenant(uuid, tsvector)': [OWNER_ROLE],
  'journal.due_reminders(integer)': app,
  'platform.append_audit_chain(integer)': app,
  'platform.audited_tenants()': app,
  'platform.claim_outbox(text, uuid, interval, integer, integer)': app,
  'platform.complete_outbox(text, uuid, uuid[], uuid[], json)': app,
  'platform.confirm_erasure(uuid, text)': app,
  'platform.count_dead_letters()': app,
  'platform.count_storage_bytes()': app,
  'platform.count_tenant_rows()': [OWNER_ROLE],
  'platform.delete_expired(text, text, text[])': app,
  'platform.delete_expired(text, text, text[], integer)': app,
  'platform.doubtful_blobs(timestamp with time zone, integer)': app,
  'platform.due_erasures(integer)': app,
  'platform.erase_person_rows(uuid, integer)': app,
  'platform.expired_rows(text, text)': [BACKUP_ROLE],
  'platform.export_person_rows(text, text[])': app,
  'platform.find_dead_letter(uuid)': app,
  'platform.find_expired(text, integer, uuid[])': app,
  'platform.find_expired(text, integer, uuid[], uuid[], integer[])': app,
  'platform.folded(text)': [APP_ROLE, CROSS_TENANT_ROLE],
  'platform.knows_person(uuid)': app,
  'platform.list_dead_letters(uuid, integer, integer)': app,
  'platform.maintain_partitions()': app,
  'platform.outbox_backlog()': app,
  'platform.outbox_is_pending(uuid, uuid)': [OWNER_ROLE],
  'platform.outbox_last_held()': app,
  'platform.outbox_shard(text, text)': app,
  'platform.refuse_erased(uuid)': app,
  'platform.renew_outbox_shards(text, uuid, interval)': app,
  'platform.retention_of(text, uuid)': [APP_ROLE, BACKUP_ROLE],
  'platform.retention_of(text, uuid, integer)': [BACKUP_ROLE],
  'platform.searchable(text)': [CROSS_TENANT_ROLE],
  'platform.unreferred_blobs(timestamp with time zone, boolean, text[], integer)': app,
  'platform.webhook_tenants_due(integer)': app,
  'tenants.add_daily_use(uuid[], text[], date[], bigint[])': app,
  'tenants.add_metering(uuid[], text[], bigint[])': app,
  'tenants.meter_capacity()': app,
  'tenants.purge_rows(integer)': app,
  'tenants.rows_left()': app,
};

/** The schema of BullMQ's functions, which run with the rights of their caller. */
const ofBullmq = 'bullmq';

/** The roles that may run a function, besides its owner. */
export function callersOf({ schema, definer, function: name }: FunctionRow): readonly string[] {
  if (schema === ofBullmq && !definer) return app;
  return callableFunctions[name] ?? [];
}
