/** What a journal consists of. */
export interface RecordId {
  readonly kind: 'entry' | 'addiction' | 'relapse';
  /** A UUIDv7, of `newId`. */
  readonly id: string;
}

/** A record as another device, or the server, left it. */
export interface SyncedRecord extends RecordId {
  readonly version: number;
  /** As its GET answers it; null where it was deleted. */
  readonly record: object | null;
}

/** What waits for the person. */
export interface Held extends RecordId {
  readonly status: 'conflict' | 'refused';
  /** What the person wrote on this device; undefined where they deleted the record. */
  readonly content?: object;
  /** In a conflict, what the server has; null where it was deleted. */
  readonly theirs?: object | null;
  readonly version?: number;
  /** Why the server refused the change; with the code `quota_exceeded` it is good, and has no room. */
  readonly problem?: Problem;
}

export interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

/** What the app keeps of an answer. */
export interface News {
  readonly changes: readonly SyncedRecord[];
  /** Entries of earlier days are to be deleted here, too; undefined where nothing is said of that. */
  readonly keptSince?: string;
  /** Once everything was read again: what this does not know is to be deleted here, too. */
  readonly isKnown?: (record: RecordId) => boolean;
}

export interface QueueOptions {
  /** Of the server, without a slash at the end. */
  readonly url: string;
  /** An access token. @param renew whether the last one was refused: refresh the session first */
  token(renew: boolean): Promise<string>;
  /** Where the queue keeps its texts, encrypted by the app: of one person, on one device, in one tab at a time. */
  readonly store: {
    get(key: string): Promise<string | null | undefined>;
    /** Keeps all of the text or nothing, before it resolves. */
    set(key: string, text: string): Promise<void>;
  };
  /** Puts news into the app's copy of the journal, before it resolves. After a crash it gets the same again. */
  take(news: News): Promise<void>;
  /** Says what only the person can decide; `held` has it until then. */
  tell?(held: readonly Held[]): Promise<void> | void;
  /** By default that of the platform. */
  fetch?(url: string, request: RequestInit): Promise<Response>;
  /** Waits before another try, in seconds; by default with a timer. */
  wait?(seconds: number): Promise<void>;
}

export function newId(): string;

export class SyncStopped extends Error {
  readonly status: number;
  readonly problem: Problem;
}

export class JournalQueue {
  static open(options: QueueOptions): Promise<JournalQueue>;
  readonly held: readonly Held[];
  write(kind: RecordId['kind'], id: string, content?: object): Promise<void>;
  resolve(kind: RecordId['kind'], id: string, content?: object): Promise<void>;
  drop(kind: RecordId['kind'], id: string): Promise<void>;
  sync(): Promise<void>;
}
