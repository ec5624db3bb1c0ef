import { AsyncLocalStorage } from 'node:async_hooks';

/** The actor of an audit line: a principal, the command line, a job or an event. */
export interface Actor {
  readonly kind: 'operator' | 'member' | 'key' | 'command' | 'job' | 'event';
  /** An id, never a name or an address of a user; of a command the name of the system's user who ran it. */
  readonly id: string;
}

const storage = new AsyncLocalStorage<Actor>();

/** Runs `work` and all that it awaits on behalf of an actor. */
export function inActor<T>(actor: Actor, work: () => T): T {
  return storage.run(actor, work);
}

/** The current actor; outside `inActor` the platform itself. */
export function actorInForce(): Actor {
  return storage.getStore() ?? { kind: 'job', id: 'deployment' };
}
