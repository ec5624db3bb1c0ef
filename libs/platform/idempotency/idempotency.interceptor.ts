import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Database, type Transaction } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { declarationOf, type IdempotencyPolicy } from '#platform/routes';
import { idempotencyProblems } from './idempotency.errors.js';
import { findRecord, type RecordRow, takeLock, writeRecord } from './idempotency-records.sql.js';
import { type KeyedRequest, keyedRequest } from './keyed-request.js';
import { answerOf, apply, mayBeStored, type StoredResponse } from './stored-response.js';

/** Of the keys that make fingerprints. */
const PURPOSE = 'idempotency.fingerprints';

/**
 * Executes a request with an `Idempotency-Key` once. Its record is committed together with the writes of its
 * handler: whatever happens between commit and response, a repeat gets the stored response.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly master: MasterKey,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const policy = declarationOf(context.getHandler())?.idempotency;
    if (key === undefined || !policy) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const keyed = keyedRequest(request, String(key), this.master.derivations(PURPOSE));
    return from(this.answer(keyed, policy, reply, () => lastValueFrom(next.handle())));
  }

  private async answer(
    request: KeyedRequest,
    policy: IdempotencyPolicy,
    reply: FastifyReply,
    handle: () => Promise<unknown>,
  ): Promise<Buffer | undefined> {
    const answer = await this.database.ambient({ tenantId: request.tenantId }, async (tx) => {
      const former = await lookUp(tx, request);
      if (former) {
        reply.header('idempotency-replayed', 'true');
        return former;
      }
      const first = answerOf(await handle(), reply);
      record(tx, request, policy.secret || !mayBeStored(first) ? undefined : first);
      return first;
    });
    return apply(answer, reply);
  }
}

/**
 * The stored response of this key; undefined when the request must be executed now.
 *
 * @throws Problem `idempotency_in_flight`, `idempotency_answer_not_kept` (409), `idempotency_key_reused` (422)
 */
async function lookUp(
  tx: Transaction,
  { keyHash, fingerprints, lock }: KeyedRequest,
): Promise<StoredResponse | undefined> {
  // Two statements, so that the second sees what was committed before the lock was released.
  const [[asked], [record]] = await Promise.all([tx.run(takeLock, lock), tx.run(findRecord, keyHash)]);
  if (!asked?.taken) throw idempotencyProblems.idempotency_in_flight({}, { headers: { 'Retry-After': '1' } });
  if (!record) return undefined;
  if (!fingerprints.some((each) => each.equals(record.fingerprint))) throw idempotencyProblems.idempotency_key_reused();
  if (!isAnswer(record)) throw idempotencyProblems.idempotency_answer_not_kept();
  return record;
}

function isAnswer(record: RecordRow): record is RecordRow & StoredResponse {
  return record.status !== null;
}

function record(
  tx: Transaction,
  { keyHash, fingerprints, userId }: KeyedRequest,
  answer: StoredResponse | undefined,
): void {
  const { status = null, headers = {}, body = null } = answer ?? {};
  // Not awaited: it is sent with the COMMIT, which fails when this does.
  tx.run(writeRecord, keyHash, fingerprints[0], status, JSON.stringify(headers), body, userId).catch(() => {});
}
