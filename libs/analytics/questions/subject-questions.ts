import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import type { JobContext } from '#platform/jobs';
import { allowTenMinutes } from '../ledger/event-counts.sql.js';
import type { LongQuestion } from './long-questions.js';
import { avoidNestedLoops, keepAnswer } from './long-questions.sql.js';
import { momentsOf } from './period.js';
import { Questions } from './questions.js';

/** Events that one statement compares: more are read in several parts of the subjects. */
const PART = 5_000_000;

/** What one statement reads of the events. */
interface Part {
  readonly start: string;
  readonly end: string;
  /** How many parts there are, and which of them it is, from 0. */
  readonly parts: number;
  readonly part: number;
}

/** How a question is answered. */
interface Answering<Row> {
  /** The name of its job. */
  readonly kind: string;
  /** Where the answer is read, as in `funnels`. */
  readonly route: string;
  readonly read: (tx: Transaction, part: Part) => Promise<Row[]>;
  /** The answer from the rows of all parts. */
  readonly answer: (rows: readonly Row[]) => object;
}

/** Answers questions about the subjects of events, from the events themselves. */
@Injectable()
export class SubjectQuestions {
  constructor(
    private readonly database: Database,
    private readonly questions: Questions,
  ) {}

  /**
   * Reads one part of the subjects after the other, each in a transaction, and keeps the answer for a day, under the id of the
   * job. A cancelled job ends after the part that it reads.
   *
   * @throws Problem `query_timeout` (503) where a part takes longer than ten minutes
   */
  async answer<Row>(
    { tenantId, period, events }: LongQuestion,
    { id, signal, progress }: JobContext,
    { kind, route, read, answer }: Answering<Row>,
  ): Promise<{ url: string }> {
    const parts = Math.max(1, Math.ceil(events / PART));
    const qualified = await this.questions.qualify(tenantId, period, async () => {
      const rows: Row[] = [];
      for (let part = 0; part < parts; part += 1) {
        signal.throwIfAborted();
        const found = await this.database.transaction({ tenantId }, async (tx) => {
          await tx.run(allowTenMinutes);
          await tx.run(avoidNestedLoops);
          return read(tx, { ...momentsOf(period), parts, part });
        });
        rows.push(...found);
        await progress((part + 1) / parts);
      }
      return answer(rows);
    });
    await this.database.transaction({ tenantId }, (tx) => tx.run(keepAnswer, id, kind, JSON.stringify(qualified)));
    return { url: `/v1/analytics/${route}/${id}` };
  }
}
