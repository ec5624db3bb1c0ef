import type { SourceTree, Violation } from './source-tree.js';

/** Every file that reaches the database with no tenant in force, and how often; a new one needs a review. */
export const acceptedUses: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'libs/analytics/ingest/event-store.ts': { 'analytics.staging': 1 },
  'libs/platform/access/api-keys.ts': { 'access.operator-keys': 5 },
  'libs/platform/degradation/changes/degradation-changes.ts': { 'degradation.level': 2 },
  'libs/platform/degradation/degradation.ts': { 'degradation.level': 1 },
  'libs/platform/flags/flag/flags.ts': { 'flags.settings': 1 },
  'libs/platform/jobs/adding/job-turns.ts': { 'jobs.queues': 1 },
  'libs/platform/jobs/queues/postgres-server.ts': { 'jobs.queues': 7 },
  'libs/platform/jobs/queues/waiting-workers.ts': { 'jobs.queues': 1 },
  'libs/platform/jobs/running/job-schedules.ts': { 'jobs.queues': 2 },
  'libs/platform/cutover/cutovers.ts': { 'platform.cutovers': 1 },
  'libs/platform/trends/hours/hour-collector.ts': { 'trends.figures': 1 },
  'libs/platform/trends/hours/note-sessions.job.ts': { 'trends.figures': 1 },
  'libs/platform/trends/messages/send-week.job.ts': { 'trends.figures': 3 },
  'libs/platform/trends/weeks/week-reports.ts': { 'trends.figures': 3 },
  'libs/tenants/directory/memory-directory.ts': { 'tenants.registry': 3 },
  'libs/tenants/tenants/tenant-registry.ts': { 'tenants.registry': 1 },
};

const use = /\.unscoped(?:Read|Copy)?\(\s*(?:'([^']*)')?/g;

/** Uses that are not accepted, accepted ones that no longer exist, and uses that do not name their access. */
export function unscopedAccessesCounted(tree: SourceTree, accepted = acceptedUses): Violation[] {
  return tree
    .sources()
    .filter((file) => !file.startsWith('libs/platform/database/'))
    .flatMap((file) => {
      const found: Record<string, number> = {};
      for (const [, access = 'what it is given'] of tree.text(file).matchAll(use))
        found[access] = (found[access] ?? 0) + 1;
      const names = new Set([...Object.keys(found), ...Object.keys(accepted[file] ?? {})]);
      return [...names].flatMap((access) => {
        const [is, may] = [found[access] ?? 0, accepted[file]?.[access] ?? 0];
        if (is === may) return [];
        const message = `reaches ${access} with no tenant in force ${is} times, accepted are ${may}: name the tenant, or have acceptedUses reviewed.`;
        return [{ file, message }];
      });
    });
}
