import { declareDegradation } from '#platform/degradation';
import type { Place } from './ai-queue.sql.js';
import type { AiRequestDto } from './ai-requests.dto.js';
import type { AiRequestRow } from './ai-requests.sql.js';

export const aiAnswers = declareDegradation('rides.ai', {
  from: 1,
  en: 'Rules answer riders in the place of the model.',
  fr: 'Des règles répondent aux cyclistes à la place du modèle.',
});

/** Milliseconds before the end of the time that a request allows at which the rules are asked in the place of the model. */
export const LEAD_MS = 500;

/** Up to how many requests before one are counted. */
export const MOST_COUNTED = 1000;

/** The place of a request that waits, and seconds until its turn. */
export function estimate({ before, seconds }: Place, atOnce: number) {
  return { before, estimatedSeconds: Math.ceil(((before + 1) / atOnce) * seconds) };
}

/**
 * A request as its user sees it.
 *
 * @param centsAMillion the price of a million tokens
 */
export function shownRequest(
  row: AiRequestRow,
  centsAMillion: number,
  place?: ReturnType<typeof estimate>,
): AiRequestDto {
  const { day: _, ...request } = row;
  const costCents = Math.round((request.spent * centsAMillion) / 10_000) / 100;
  const source = request.state === 'answered' ? 'machine' : request.state === 'ruled' ? 'rules' : null;
  return { ...request, source, costCents, ...(place ?? { before: null, estimatedSeconds: null }) };
}
