import type { Actor } from '../actor.js';

/** An audit line. */
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
  /** Its place in the audit chain of its tenant, from 1; null until it is appended to the chain. */
  readonly seq: number | null;
}
