import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { Realtime, topicOf } from '#platform/realtime';
import { RecommendationsService } from '../recommendations/recommendations.service.js';
import type { AiReason } from './ai-requests.dto.js';
import {
  type AiRequestRow,
  type EndOfRequest,
  endCalling,
  endLost,
  endWaiting,
  requestById,
} from './ai-requests.sql.js';
import { Budgets } from './budgets.js';

/** What a request must still be to be ended: waiting, under way with this claim, or under way with one that is over. */
export type StillIs = 'waiting' | 'lost' | { readonly claim: string };

/** Ends requests to the model, each once: what it spent of what was reserved is settled in the transaction that ends it. */
@Injectable()
export class EndsRequests {
  constructor(
    private readonly database: Database,
    private readonly budgets: Budgets,
    private readonly recommendations: RecommendationsService,
    private readonly realtime: Realtime,
  ) {}

  /** @returns undefined where it is not that any more */
  end(person: Person, id: string, still: StillIs, how: EndOfRequest): Promise<AiRequestRow | undefined> {
    return this.database.transaction(person, async (tx) => {
      const end = JSON.stringify(how);
      const [row] =
        typeof still === 'string'
          ? await tx.run(still === 'waiting' ? endWaiting : endLost, id, end)
          : await tx.run(endCalling, id, end, still.claim);
      if (!row) return undefined;
      await this.budgets.settle(tx, row);
      const { state } = row;
      this.realtime.publish(tx, topicOf.user(person.tenantId, person.userId), {
        name: 'ai.changed',
        data: { id, state },
      });
      return row;
    });
  }

  /**
   * Lets the rules answer.
   *
   * @param mayHaveCost whether the model may have answered: all that was reserved is then spent
   */
  async byRules(person: Person, id: string, still: StillIs, reason: AiReason, mayHaveCost = false): Promise<void> {
    const [request] = await this.database.read(person, requestById, id);
    if (!request || request.endedAt) return;
    const { recommendations: advice } = await this.recommendations.read(person, {}, request.language);
    const spent = mayHaveCost ? request.reserved : 0;
    await this.end(person, id, still, { state: 'ruled', reason, advice, spent });
  }
}
