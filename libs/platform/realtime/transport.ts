import type { Message } from './message.js';

/** Receives the messages of all processes. */
export interface Receiver {
  /** @param at when it was sent or came, in milliseconds since 1970 */
  received(message: Message, at: number): void;
  /** Messages that were sent until then, in milliseconds since 1970, may have been lost. */
  lost(until: number): void;
}

/** Carries messages to every process that follows: by Redis where it is configured, else by PostgreSQL. */
export abstract class Transport {
  /** How long followed messages are stored in memory, in milliseconds. */
  abstract readonly keptMs: number;

  /** Sends a message, at most once. Never throws: the change that it tells of is committed. */
  abstract publish(message: Message): void;

  /**
   * Receives messages, perhaps twice with the same id, until the process ends.
   *
   * @returns resolves once those that are stored elsewhere were received, with the time from which on it has all
   */
  abstract follow(receiver: Receiver): Promise<number>;

  /** Milliseconds since 1970: every message that was sent until then was received. */
  abstract knownUntil(): number;
}
