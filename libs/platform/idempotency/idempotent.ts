import { applyDecorators } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { declareRoute, type IdempotencyPolicy, outermost } from '#platform/routes';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { keyForm } from './keyed-request.js';

/**
 * Lets clients repeat this POST safely: with one `Idempotency-Key` it is executed once, and a repeat within
 * 24 hours gets the first response. Refusals are not stored, so that a corrected request may use the same key.
 *
 * With a key, the handler and all its database accesses are one transaction. The handler returns its
 * response, an object or nothing, and must take less than ten seconds. Other effects (a mail, a call to
 * another service) belong in a job.
 */
export const Idempotent = ({ secret = false }: Partial<IdempotencyPolicy> = {}): MethodDecorator =>
  applyDecorators(
    outermost(IdempotencyInterceptor),
    declareRoute({ idempotency: { secret } }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: secret ? onceOnly : replayed,
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: keyForm.source },
      example: '5f0c6a52-4c5b-4c1e-9a43-2f8f0d7f0a11',
    }),
  );

const replayed =
  'Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best.';

const onceOnly =
  'Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best.';
