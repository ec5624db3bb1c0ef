import { AsyncLocalStorage } from 'node:async_hooks';

/** Who does what is written down: a principal, the command line, or a job. */
export interface Actor {
  readonly kind: 'operator' | 'member' | 'key' | 'command' | 'job' | 'event';
  /** An id, never a name or an address. */
  readonly id: string;
}

const storage = new AsyncLocalStorage<Actor>();

/** Runs `work` and all that it awaits on behalf of an actor. */
export function inActor<T>(actor: Actor, work: () => T): T {
  return storage.run(actor, work);
}

/** Who acts; the deployment itself where nobody was named. */
export function actorInForce(): Actor {
  return storage.getStore() ?? { kind: 'job', id: 'house' };
}
