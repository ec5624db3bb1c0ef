/**
 * Every access to the database that runs with no tenant in force, and why it may. A test counts
 * this list and the places that use it; a new row needs a reason that a reviewer accepts.
 */
export const unscopedAccesses = {
  'tenants.registry': 'the table of tenants is what scopes everything else; it holds no tenant data',
  'access.operator-keys': 'operators belong to no tenant; their keys are looked up before any is in force',
  'flags.settings': 'flags and the degradation level are settings of the whole deployment',
  'platform.moves': 'whether the deployment is moving concerns every process, whatever the tenant',
  'jobs.queues': 'jobs of all tenants wait in one line, in turns that keep it fair; payloads hold ids',
} as const satisfies Record<string, string>;

export type UnscopedAccess = keyof typeof unscopedAccesses;
