import { statement } from '#platform/database';

/** A request of whatever tenant. */
export interface QueuedRequest {
  readonly tenantId: string;
  readonly userId: string;
  readonly id: string;
}

/** The place of a request that waits. */
export interface Place {
  /** How many have their turn before. */
  readonly before: number;
  /** Seconds that a call took, on the average of the last 20. */
  readonly seconds: number;
}

/** The places of those requests of a user that wait, up to the place `most`. */
export const placesOfUser = statement<
  Place & { readonly id: string },
  [tenantId: string, userId: string, most: number]
>('rides.ai-queue.of-user')`
  select id, before, seconds from rides.ai_places($1, $2, $3)`;

/** The places of the first requests. Only for the job that asks the model. */
export const firstPlaces = statement<QueuedRequest & Place, [most: number]>('rides.ai-queue.first')`
  select tenant_id as "tenantId", user_id as "userId", id, before, seconds from rides.first_ai_requests($1)`;

/** The one whose turn it is, claimed for so many seconds; no row where as many as may are under way. Only for the job that asks the model. */
export const claimRequest = statement<QueuedRequest & { readonly claim: string }, [atOnce: number, seconds: number]>(
  'rides.ai-queue.claim',
)`
  select tenant_id as "tenantId", user_id as "userId", id, claim from rides.claim_ai_request($1, $2)`;

/** Those that waited for as long as they may, or whose claim is over. Only for the job that asks the model. */
export const overdueRequests = statement<QueuedRequest & { readonly isLost: boolean }, [most: number]>(
  'rides.ai-queue.overdue',
)`
  select tenant_id as "tenantId", user_id as "userId", id, is_lost as "isLost" from rides.overdue_ai_requests($1)`;
