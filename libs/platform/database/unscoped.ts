/**
 * Every database access without a tenant, and why it may run. A test compares this list with the places that
 * use it; a new row needs a reason that a reviewer accepts.
 */
export const unscopedAccesses = {
  'tenants.registry': 'the table of tenants is read to determine the scope of other accesses; it holds no tenant data',
  'access.operator-keys': 'operators belong to no tenant; their keys are looked up before a tenant is known',
  'flags.settings': 'flags are settings of the whole deployment',
  'degradation.level': 'the degradation level and its changes concern every process, whatever the tenant',
  'platform.cutovers': 'a cutover concerns every process, whatever the tenant',
  'analytics.staging':
    'one COPY writes events of several tenants; a function stores each under the tenant that its row names',
  'trends.figures': 'how much the deployment answered, and how fast; counts by route, of all tenants together',
  'jobs.queues': 'jobs of all tenants wait in one queue, ordered by fair turns; payloads hold ids',
} as const satisfies Record<string, string>;

export type UnscopedAccess = keyof typeof unscopedAccesses;
