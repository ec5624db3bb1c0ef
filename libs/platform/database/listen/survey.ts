import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#platform/ids';
import { processName } from '#platform/telemetry';
import type { Notifications } from './notifications.js';

/** Milliseconds between two questions, until all have answered. */
const EVERY_MS = 100;

/** The answer of a process. */
export type Answered<Answer extends object> = Answer & {
  /** Host and process, for the operator. */
  readonly process: string;
};

/** The answers of the processes of the deployment. */
export interface Surveyed<Answer extends object> {
  readonly answers: readonly Answered<Answer>[];
  /** How many processes listen on the database and have not answered in time. */
  readonly silent: number;
}

interface Told {
  readonly question: string;
  /** Differs for each process, and each application in it. */
  readonly from: string;
}

/** A question that one process asks all of the deployment, itself included, through the database. */
export class Survey<Answer extends object> {
  private readonly from = newId();
  private answering = false;

  /** @param channels on the first a process asks, on the second all answer */
  constructor(
    private readonly notifications: Notifications,
    private readonly channels: { readonly asked: string; readonly answered: string },
  ) {}

  /**
   * Answers from now on.
   *
   * @param answer a JSON object of 7 KB at most
   * @returns a function that ends it
   */
  answer(answer: () => Answer): () => void {
    this.answering = true;
    const unsubscribe = this.notifications.subscribe(this.channels.asked, (question) => {
      if (!question) return;
      const told: Told & Answered<Answer> = { question, from: this.from, process: processName, ...answer() };
      void this.notifications.publish(this.channels.answered, JSON.stringify(told));
    });
    return () => {
      this.answering = false;
      unsubscribe();
    };
  }

  /**
   * Asks until all that listen have answered, or the time is over.
   *
   * @throws Problem `database_unavailable` (503)
   */
  async ask(withinMs: number): Promise<Surveyed<Answer>> {
    const question = newId();
    const answers = new Map<string, Answered<Answer>>();
    const unsubscribe = this.notifications.subscribe(this.channels.answered, (text) => {
      if (!text) return;
      const { question: of, from, ...answer } = JSON.parse(text) as Told & Answered<Answer>;
      if (of === question) answers.set(from, answer as unknown as Answered<Answer>);
    });
    try {
      for (let tries = Math.ceil(withinMs / EVERY_MS); ; tries -= 1) {
        await this.notifications.publish(this.channels.asked, question);
        await pause(EVERY_MS);
        const others = (await this.notifications.listeningProcesses()) - (this.answering ? 0 : 1);
        const silent = Math.max(0, others - answers.size);
        const counted = this.notifications.isListening(this.channels.answered);
        const all = counted && silent === 0 && (answers.has(this.from) || !this.answering);
        if (all || tries <= 0) return { answers: [...answers.values()], silent };
      }
    } finally {
      unsubscribe();
    }
  }
}
