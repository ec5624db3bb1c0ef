import type { UnscopedAccess } from '../unscoped.js';

/**
 * Every table without a tenant, and the unscoped access that may use it. `functions` means that only
 * SECURITY DEFINER functions use it. A new shared table needs its row here.
 */
export const sharedTables: Readonly<Record<string, UnscopedAccess | 'migrations' | 'functions'>> = {
  'tenants.tenants': 'tenants.registry',
  'tenants.directory_version': 'tenants.registry',
  'platform.api_keys': 'access.operator-keys',
  'platform.flags': 'flags.settings',
  'platform.degradation': 'flags.settings',
  'platform.job_queues': 'jobs.queues',
  'platform.job_turns': 'jobs.queues',
  'bullmq.job': 'jobs.queues',
  'bullmq.job_log': 'jobs.queues',
  'bullmq.job_dependency': 'jobs.queues',
  'bullmq.scheduler': 'jobs.queues',
  'bullmq.meta': 'jobs.queues',
  'bullmq.event': 'jobs.queues',
  'bullmq.metrics': 'jobs.queues',
  'bullmq.rate_limit': 'jobs.queues',
  'bullmq.dedup': 'jobs.queues',
  'bullmq.dedup_next': 'jobs.queues',
  'bullmq.relay_node': 'jobs.queues',
  'bullmq.relay_subscription': 'jobs.queues',
  'bullmq.relay_inbox': 'jobs.queues',
  'bullmq.relay_retained': 'jobs.queues',
  'bullmq.migration': 'jobs.queues',
  'platform.migrations': 'migrations',
  'platform.cutovers': 'platform.cutovers',
  'platform.partitioned_tables': 'migrations',
  'platform.outbox_shards': 'functions',
  'auth.shared_throttle_counts': 'functions',
};
