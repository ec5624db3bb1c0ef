/** A person, by their place among those of a sequence. */
type Person = number;

/** What an archive brings back. */
export interface ModelArchive {
  /** The number of the backup. */
  readonly at: number;
  readonly texts: ReadonlyMap<Person, readonly string[]>;
  /** The rows of each person, as they were: digests by table. */
  readonly rows: ReadonlyMap<Person, Rows>;
  /** Whose key it has, but for the key itself. */
  readonly keyed: ReadonlySet<Person>;
  /** Whom its own ledger has. */
  readonly erased: ReadonlySet<Person>;
}

/** What a keys file holds. */
export interface ModelKeys {
  readonly at: number;
  readonly keys: ReadonlySet<Person>;
  readonly listed: ReadonlySet<Person>;
}

export type Rows = Readonly<Record<string, string>>;
/** An archive with the keys file that was written with it. */
export type Written = readonly [ModelArchive, ModelKeys];

/** What there is of a person: their texts, empty where they cannot be read. */
export interface Held {
  readonly rows: Rows;
  readonly texts: readonly string[];
}

export interface ModelRestored {
  /** Undefined for whom nothing is there. */
  readonly held: readonly (Held | undefined)[];
  /** How many erasures are done again. */
  readonly again: number;
}

/** The table of keys. */
const KEYS = 'platform.person_keys';

/** Who is readable where: the deployment, its archives and keys files. */
export class ArchivesModel {
  private readonly texts: string[][];
  private readonly erased = new Set<Person>();
  readonly written: Written[] = [];
  private backups = 0;

  constructor(readonly persons: number) {
    this.texts = Array.from({ length: persons }, () => []);
  }

  isErased(person: Person): boolean {
    return this.erased.has(person);
  }

  write(person: Person, text: string): void {
    this.texts[person]?.push(text);
  }

  erase(person: Person): void {
    this.erased.add(person);
  }

  /** @param rows of each person at that moment */
  backUp(rows: readonly Rows[]): void {
    this.backups += 1;
    const there = this.all().filter((person) => !this.erased.has(person));
    const keyed = new Set(there.filter((person) => this.texts[person]?.length));
    const archive = {
      at: this.backups,
      texts: new Map(there.map((person) => [person, [...(this.texts[person] ?? [])]])),
      rows: new Map(there.map((person) => [person, rows[person] ?? {}])),
      keyed,
      erased: new Set(this.erased),
    };
    this.written.push([archive, { at: this.backups, keys: keyed, listed: archive.erased }]);
  }

  /**
   * @param ofDeployment whether the storage is that of the deployment; otherwise it is empty
   * @returns undefined where it is refused
   */
  restore(archive: ModelArchive, keys: ModelKeys | undefined, ofDeployment: boolean): ModelRestored | undefined {
    if (isOlder(keys, archive)) return undefined;
    const known = ofDeployment ? this.erased : (keys?.listed ?? new Set());
    const held = this.all().map((person): Held | undefined => {
      const [rows, texts] = [archive.rows.get(person), archive.texts.get(person)];
      if (!rows || !texts || known.has(person)) return undefined;
      if (archive.keyed.has(person) && keys?.keys.has(person)) return { rows, texts };
      const { [KEYS]: _, ...others } = rows;
      return { rows: others, texts: texts.map(() => '') };
    });
    return { held, again: [...known].filter((person) => !archive.erased.has(person)).length };
  }

  private all(): Person[] {
    return [...this.texts.keys()];
  }
}

const isOlder = (keys: ModelKeys | undefined, { at }: ModelArchive) => keys !== undefined && keys.at < at;
