import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Database, type Transaction } from '#platform/database';
import { declarationOf, type IdempotencyPolicy } from '#platform/routes';
import { idempotencyProblems } from './idempotency.errors.js';
import { answerOf, give, type KeptAnswer, mayBeKept } from './kept-answer.js';
import { type KeyedRequest, keyedRequest } from './keyed-request.js';
import { findRecord, type RecordRow, takeLock, writeRecord } from './records.sql.js';

/**
 * Carries a request with an `Idempotency-Key` out once. Its record is committed together with all
 * that its handler writes: whatever happens between commit and answer, a repeat finds the answer.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const policy = declarationOf(context.getHandler())?.idempotency;
    if (key === undefined || !policy) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.answer(keyedRequest(request, String(key)), policy, reply, () => lastValueFrom(next.handle())));
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
      note(tx, request, policy.secret || !mayBeKept(first) ? undefined : first);
      return first;
    });
    return give(answer, reply);
  }
}

/**
 * The answer that was given to this key before; undefined when the request is now this one's to carry out.
 *
 * @throws Problem `idempotency_in_flight`, `idempotency_answer_not_kept` (409), `idempotency_key_reused` (422)
 */
async function lookUp(tx: Transaction, { keyHash, fingerprint, lock }: KeyedRequest): Promise<KeptAnswer | undefined> {
  // Two statements, so that the second sees what was committed before the lock was free.
  const [[asked], [record]] = await Promise.all([tx.run(takeLock, lock), tx.run(findRecord, keyHash)]);
  if (!asked?.taken) throw idempotencyProblems.idempotency_in_flight({}, { headers: { 'Retry-After': '1' } });
  if (!record) return undefined;
  if (!record.fingerprint.equals(fingerprint)) throw idempotencyProblems.idempotency_key_reused();
  if (!isAnswer(record)) throw idempotencyProblems.idempotency_answer_not_kept();
  return record;
}

function isAnswer(record: RecordRow): record is RecordRow & KeptAnswer {
  return record.status !== null;
}

function note(tx: Transaction, { keyHash, fingerprint }: KeyedRequest, answer: KeptAnswer | undefined): void {
  const { status = null, headers = {}, body = null } = answer ?? {};
  // Not awaited: it leaves with the COMMIT, which fails when this does.
  tx.run(writeRecord, keyHash, fingerprint, status, JSON.stringify(headers), body).catch(() => {});
}
