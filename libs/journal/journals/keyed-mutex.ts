import { requestInForce } from '#platform/telemetry';

/** Has work of the same name wait for each other in this process, and not in the database, where each holds a connection. */
export class KeyedMutex {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs work after all that was given before under this name, whether or not that failed. */
  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name);
    // One person may not fill the places of the requests that are worked on.
    if (before) requestInForce()?.place?.leave();
    const turn = (before ?? Promise.resolve()).then(work, work);
    this.last.set(name, turn);
    const forget = () => {
      if (this.last.get(name) === turn) this.last.delete(name);
    };
    turn.then(forget, forget);
    return turn;
  }
}
