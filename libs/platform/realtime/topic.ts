import { isUuid } from '#platform/ids';

declare const made: unique symbol;

/** What messages are about and clients follow. Only `topicOf` makes one, and it always names the tenant. */
export type Topic = string & { readonly [made]: true };

/** The topics, each of one tenant. The ids are never those that a client sent: it would then name another's topic. */
export const topicOf = {
  /** What every member and key of a tenant may know. */
  tenant: (tenantId: string) => topic(tenantId, 'tenant'),
  /** What one user may know. */
  user: (tenantId: string, userId: string) => topic(tenantId, 'user', userId),
  operation: (tenantId: string, operationId: string) => topic(tenantId, 'operation', operationId),
  /** What everyone may know. */
  store: (tenantId: string) => topic(tenantId, 'store'),
  /** What processes tell each other about a tenant: no client follows it, and nothing of it is kept. */
  processes: (tenantId: string) => topic(tenantId, 'processes'),
};

/** The tenant of what a process told the others. */
export function toldAbout(topic: Topic): string | undefined {
  const [tenantId, kind] = topic.split(' ');
  return kind === 'processes' ? tenantId : undefined;
}

/** The user of a user's topic. */
export function userOf(topic: Topic): { readonly tenantId: string; readonly id: string } | undefined {
  const [tenantId = '', kind, id = ''] = topic.split(' ');
  return kind === 'user' ? { tenantId, id } : undefined;
}

/** @throws Error where an id is no UUID */
function topic(tenantId: string, kind: keyof typeof topicOf, id?: string): Topic {
  if (!isUuid(tenantId) || (id !== undefined && !isUuid(id))) throw new Error('A topic is named by UUIDs.');
  return `${tenantId} ${kind}${id === undefined ? '' : ` ${id}`}` as Topic;
}
