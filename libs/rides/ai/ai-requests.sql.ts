import { rowOf, statement } from '#platform/database';
import { declareList, timestamp, uuid } from '#platform/lists';
import type { RecommendationDto } from '../recommendations/recommendations.dto.js';
import type { RideFacts } from './ai-messages.js';
import type { AiReason, AiRequestDto, AiState } from './ai-requests.dto.js';

/** The last 60 rides of the rider in force in the last 42 days, the newest first. */
export const rideFacts = statement<RideFacts, [today: string]>('rides.ai-requests.facts')`
  select greatest($1::date - day, 0) as "daysAgo", kind, distance, moving_time as "movingTime", climb,
      (figures->>'averageHeartRate')::float8 as "averageHeartRate", (figures->>'averagePower')::float8 as "averagePower"
    from rides.rides where day > $1::date - 42 order by day desc, id desc limit 60`;

/** A request, with what it may cost of the budgets of a day. */
type Shown = 'source' | 'costCents' | 'before' | 'estimatedSeconds';
export interface AiRequestRow extends Readonly<Omit<AiRequestDto, Shown>> {
  /** `YYYY-MM-DD`, in UTC. */
  readonly day: string;
}

const columns = `id, state, reason, question, language, messages, answer, model, advice, day::text as day, reserved, spent,
    waits_until as "waitsUntil", created_at as "createdAt", called_at as "calledAt", ended_at as "endedAt"`;

/** The requests of the user in force. */
export const requestList = declareList<AiRequestRow, '-createdAt', never>({
  name: 'rides.ai-requests',
  columns,
  from: 'rides.ai_requests',
  sorts: { '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] } },
});

export const requestById = rowOf<AiRequestRow>('rides.ai_requests', columns);

/** Requests of the user in force that have not ended: those of the last day, after which each has. */
export const openRequests = statement<{ requests: number }, []>('rides.ai-requests.open')`
  select count(*)::int as requests from rides.ai_requests
    where created_at > now() - interval '25 hours' and state in ('waiting', 'calling')`;

/** Inserts a request as it is queued, or as the rules answered it at once (`ruled`); the last value is its row as JSON. */
export const insertRequest = statement<AiRequestRow, [tenantId: string, userId: string, request: string]>(
  'rides.ai-requests.insert',
)`
  insert into rides.ai_requests (tenant_id, user_id, id, rank, state, reason, question, language, messages, advice, day, reserved,
      waits_until, ended_at)
    select $1, $2, r.id, r.rank, r.state, r.reason, r.question, r.language, r.messages, r.advice, r.day, r.reserved,
      now() + make_interval(secs => r.wait_seconds), case when r.state = 'ruled' then now() end
    from jsonb_to_record($3::jsonb) as r (id uuid, rank smallint, state text, reason text, question text, language text, messages jsonb,
      advice jsonb, day date, reserved integer, wait_seconds integer)
    returning ${columns}`;

/** How a request ends. */
export interface EndOfRequest {
  readonly state: Exclude<AiState, 'waiting' | 'calling'>;
  readonly reason?: AiReason;
  readonly answer?: string;
  readonly model?: string;
  readonly advice?: readonly RecommendationDto[];
  /** Tokens of those that are reserved. */
  readonly spent: number;
}

const end = `set (state, reason, answer, model, advice, spent) = (
        select r.state, r.reason, r.answer, r.model, r.advice, least(r.spent, reserved)
        from jsonb_to_record($2::jsonb) as r (state text, reason text, answer text, model text, advice jsonb, spent bigint)),
      claim = null, claimed_until = null, ended_at = now()`;

/** Ends one that waits; no row where it has its turn, or has ended. */
export const endWaiting = statement<AiRequestRow, [id: string, end: string]>('rides.ai-requests.end-waiting')`
  update rides.ai_requests ${end} where id = $1 and state = 'waiting' returning ${columns}`;

/** Ends one that is under way; no row where the claim is not in force any more. */
export const endCalling = statement<AiRequestRow, [id: string, end: string, claim: string]>(
  'rides.ai-requests.end-calling',
)`
  update rides.ai_requests ${end} where id = $1 and claim = $3 returning ${columns}`;

/** Ends one whose claim is over; no row where it has ended. */
export const endLost = statement<AiRequestRow, [id: string, end: string]>('rides.ai-requests.end-lost')`
  update rides.ai_requests ${end} where id = $1 and claimed_until <= now() returning ${columns}`;

/** Deletes one that has ended. */
export const deleteRequest = statement<{ id: string }, [id: string]>('rides.ai-requests.delete')`
  delete from rides.ai_requests where id = $1 and ended_at is not null returning id`;
