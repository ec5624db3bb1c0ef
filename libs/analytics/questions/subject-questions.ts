import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import type { JobContext, JobPayload } from '#platform/jobs';
import { allowTenMinutes } from '../ledger/event-counts.sql.js';
import { avoidNestedLoops, keepAnswer } from './long-questions.sql.js';
import { momentsOf, type Period } from './period.js';
import { Questions } from './questions.js';

/** A question about the subjects of a period. */
export interface SubjectQuestion extends JobPayload {
  readonly period: Period;
  /** See `partsOf`. */
  readonly parts: number;
}

/** How a question is answered. */
interface Answering<Row> {
  /** The name of its job. */
  readonly kind: string;
  readonly read: (
    tx: Transaction,
    range: { readonly start: string; readonly end: string },
    part: number,
  ) => Promise<Row[]>;
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
    question: SubjectQuestion,
    context: JobContext,
    { kind, read, answer }: Answering<Row>,
  ): Promise<void> {
    const { tenantId, period } = question;
    const qualified = await this.questions.qualify(tenantId, period, async () =>
      answer(await this.readParts(question, context, read)),
    );
    await this.database.transaction({ tenantId }, (tx) =>
      tx.run(keepAnswer, context.id, kind, JSON.stringify(qualified)),
    );
  }

  private async readParts<Row>(
    { tenantId, period, parts }: SubjectQuestion,
    { signal, progress }: JobContext,
    read: Answering<Row>['read'],
  ): Promise<Row[]> {
    const rows: Row[] = [];
    for (let part = 0; part < parts; part += 1) {
      signal.throwIfAborted();
      const found = await this.database.transaction({ tenantId }, async (tx) => {
        await tx.run(allowTenMinutes);
        await tx.run(avoidNestedLoops);
        return read(tx, momentsOf(period), part);
      });
      rows.push(...found);
      await progress((part + 1) / parts);
    }
    return rows;
  }
}
