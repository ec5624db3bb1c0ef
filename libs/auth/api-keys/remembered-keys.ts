import { LRUCache } from 'lru-cache';
import { type KeyChanges, type Principal, secretMatches } from '#platform/access';

/** How long a key is used from memory, in milliseconds since it was read: the bound where a lost notification is not noticed. */
const KNOWN_MS = 30_000;
/** How long a key is refused from memory. No key comes into force that was presented before, so it could be long. */
const UNKNOWN_MS = 10_000;
/** Keys that are refused from memory, at most. They have room of their own: whoever invents keys displaces no valid one. */
const MOST_UNKNOWN = 1_000;
/** Characters of a secret. */
const SECRET = 43;

/** A key in force, with the hash of its secret. */
export interface KnownKey {
  readonly principal: Principal & { readonly tenantId: string };
  readonly hash: Buffer;
  /** When its use was last written, in milliseconds since 1970. */
  usedAt: number;
}

interface Kept {
  readonly key: KnownKey;
  /** On the monotonic clock, in milliseconds. */
  readonly until: number;
}

/** What the memory says of a credential: its key, that it is not valid, or nothing, so that it must be read. */
export type Recalled = KnownKey | 'refused' | undefined;

/**
 * Keys by the part that everyone may see, each compared with the hash of its secret; no secret is kept. It is used while this
 * process is told of changes alone, and drops a key when its change is announced.
 */
export class RememberedKeys {
  private readonly known: LRUCache<string, Kept>;
  private readonly unknown = new LRUCache<string, number>({ max: MOST_UNKNOWN });
  /** The part that everyone may see, by the key's id. */
  private readonly shown = new Map<string, string>();
  private readonly reading = new Map<string, { key: Promise<KnownKey | undefined>; changes: number }>();
  private changes = 0;
  private following: (() => void) | undefined;

  /** @param most keys in force that are kept, 1 or more; a key with one scope takes about 600 bytes */
  constructor(
    private readonly keyChanges: Pick<KeyChanges, 'follow' | 'heard'>,
    most = 10_000,
  ) {
    const dispose = ({ key }: Kept) => this.shown.delete(key.principal.id);
    this.known = new LRUCache({ max: most, dispose, noDisposeOnSet: true });
  }

  /** @param credential of a secret or publishable key; of what has not the form of a key nothing is known */
  recall(credential: string, now = performance.now()): Recalled {
    if (!this.keyChanges.heard) return undefined;
    const shown = credential.slice(0, -SECRET);
    const kept = this.known.get(shown);
    if (!kept) return now < (this.unknown.get(shown) ?? 0) ? 'refused' : undefined;
    const { key, until } = kept;
    if (now >= until || Date.now() >= (key.principal.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY))
      return undefined;
    return secretMatches(credential.slice(-SECRET), key.hash) ? key : 'refused';
  }

  /** What `read` finds of a credential, whatever its secret: read once for all who ask meanwhile, and kept. */
  read(
    credential: string,
    read: () => Promise<KnownKey | undefined>,
    now = performance.now(),
  ): Promise<KnownKey | undefined> {
    this.following ??= this.keyChanges.follow((id) => this.forget(id));
    if (!this.keyChanges.heard) return read();
    const shown = credential.slice(0, -SECRET);
    const begun = this.reading.get(shown);
    if (begun?.changes === this.changes) return begun.key;
    const reading = { key: this.readAndKeep(shown, read, now), changes: this.changes };
    this.reading.set(shown, reading);
    const end = () => this.reading.get(shown) === reading && this.reading.delete(shown);
    reading.key.then(end, end);
    return reading.key;
  }

  /** What was read before a change may be void: the next request reads it again. */
  private async readAndKeep(shown: string, read: () => Promise<KnownKey | undefined>, now: number) {
    const { changes } = this;
    const key = await read();
    if (changes !== this.changes) return key;
    if (key) {
      this.known.set(shown, { key, until: now + KNOWN_MS });
      this.shown.set(key.principal.id, shown);
    } else {
      this.known.delete(shown);
      this.unknown.set(shown, now + UNKNOWN_MS);
    }
    return key;
  }

  /** @param id of the key that changed; undefined when any may have */
  private forget(id: string | undefined): void {
    this.changes += 1;
    if (id === undefined) this.known.clear();
    else this.known.delete(this.shown.get(id) ?? '');
  }
}
