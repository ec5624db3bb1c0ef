import type { Actor } from '../actor.js';

/** A line as it is read. */
export interface AuditLine {
  /** UUIDv7. */
  readonly id: string;
  /** When it was written, to the millisecond. */
  readonly at: Date;
  readonly actorKind: Actor['kind'];
  readonly actorId: string;
  readonly action: string;
  readonly targetKind: string;
  readonly targetId: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>> | null;
  readonly requestId: string | null;
  /** Its place in its tenant's chain, from 1; null while it is not sealed. */
  readonly seq: number | null;
}
