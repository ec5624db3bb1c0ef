// A client of the public API that sends what got no definite answer again, unchanged, as apps do.
import { setTimeout as pause } from 'node:timers/promises';
import { send, succeeded } from '../load.mjs';

const RETRY_MS = 200;
/** After which the client sends again: no answer, work under way, a refusal that passes, a token that a wrong clock refuses. */
const PASSING = [0, 202, 401, 429, 502, 503, 504, 507];

export class Client {
  /** What was answered and should not have been. @type {string[]} */
  wrong = [];
  /** Whether what is not answered by now is given up. */
  over = false;

  /** @param url of nginx @param {import('./tally.mjs').Tally} tally is told of each try */
  constructor(url, tally) {
    this.url = url;
    this.tally = tally;
  }

  /** Sends a request once. @param fine whether an answer is a good one */
  async ask(kind, { path, ...request }, fine = succeeded) {
    const begun = { from: performance.now() };
    this.tally.open.add(begun);
    const answer = await send({ ...request, url: `${this.url}${path}` });
    this.tally.open.delete(begun);
    this.tally.note(kind, answer, fine(answer));
    return answer;
  }

  /**
   * Sends a request until it is answered well.
   *
   * @returns the answer, how often it was sent, and the milliseconds from the first try to the last; undefined where it was given
   *   up, or refused for good, which is wrong
   */
  async surely(kind, request, fine = succeeded) {
    const startedAt = performance.now();
    for (let tries = 1; ; tries += 1) {
      const sentAt = performance.now();
      const answer = await this.ask(kind, request, fine);
      if (fine(answer)) return { ...answer, tries, laterMs: sentAt - startedAt };
      if (!passes(answer) || this.over) {
        const why = passes(answer) ? `was given up after ${tries} tries, the last of them` : '';
        const what = `${request.method ?? 'GET'} ${request.path}`;
        this.wrong.push(`${what} ${why} answered ${answer.status} ${answer.text.slice(0, 300)}`);
        return undefined;
      }
      await pause(RETRY_MS);
    }
  }
}

/** Whether the same request may be answered otherwise later. */
function passes({ status, text }) {
  return PASSING.includes(status) || (status === 409 && text.includes('"idempotency_in_flight"'));
}
