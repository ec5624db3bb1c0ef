import type { Signal } from '../../terminal/until-signal.js';

/** The variable by which the supervisor says to a process that another one serves already. */
export const BESIDE = 'API_BESIDE';

/** Why a process asks to be replaced: what it has served or takes, or that the database answers for which it waited. */
export type Reason = 'requests' | 'bytes' | 'database';

/** Of the settings, what the supervisor needs: it leaves reading them to its processes. */
export interface Facts {
  processes: number;
  host: string;
  port: number;
  metricsPort: number;
  drainMs: number;
  requestTimeoutMs: number;
}

/** From a process to its supervisor. */
export type Report =
  | { kind: 'settings'; facts: Facts }
  /** It serves what it can while the database is away. */
  | { kind: 'waiting' }
  /** It serves; the first to do so has its text printed. */
  | { kind: 'ready'; text: string }
  | { kind: 'replace'; reason: Reason }
  | { kind: 'metrics'; id: number; text: string };

/** From the supervisor to a process. */
export type Order = { kind: 'end'; signal: Signal } | { kind: 'metrics'; id: number };
