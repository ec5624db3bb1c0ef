import { AsyncLocalStorage } from 'node:async_hooks';
import { requestInForce } from '#platform/telemetry';

/** The actor of an audit line: a principal, the command line, a job or an event. */
export interface Actor {
  readonly kind: 'operator' | 'member' | 'key' | 'command' | 'job' | 'event';
  /** An id, never a name or an address of a user; of a command the name of the system's user who ran it. */
  readonly id: string;
  /** The user as whom a personal key acts. */
  readonly userId?: string;
}

const storage = new AsyncLocalStorage<Actor>();

/** Runs `work` and all that it awaits on behalf of an actor. */
export function inActor<T>(actor: Actor, work: () => T): T {
  return storage.run(actor, work);
}

/** The current actor: that of `inActor`, else the caller of the current request, else the platform itself. */
export function actorInForce(): Actor {
  // A caller is kept with its request: one more AsyncLocalStorage would slow down every request of a member.
  return storage.getStore() ?? requestInForce()?.actor ?? { kind: 'job', id: 'deployment' };
}
