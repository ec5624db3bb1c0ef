import type { Readable } from 'node:stream';
import type { Person } from '#platform/access';
import type { DataKey } from '#platform/keys';
import { journalProblems } from '../journal.errors.js';

/**
 * Seals and opens the texts and files of one journal. Each is bound to its person and row, so that it cannot be read in another.
 * Where the key is gone, since a deployment was restored without it, texts are empty.
 */
export class JournalTexts {
  #key: DataKey | undefined;

  constructor(
    private readonly person: Person,
    /** Undefined where the key is gone. */
    private readonly openKey: (() => DataKey) | undefined,
  ) {}

  /**
   * @param what as in `entry`
   * @returns base64; null for an empty text
   * @throws Problem `journal_sealed` (503)
   */
  seal(text: string, what: string, id: string): string | null {
    return text ? this.key().seal(Buffer.from(text), this.aboutOf(what, id)).toString('base64') : null;
  }

  /** @throws Problem `journal_sealed` (503), also where the sealed text is of another row */
  open(sealed: Buffer | null, what: string, id: string): string {
    if (!(sealed && this.openKey)) return '';
    const text = this.key().open(sealed, this.aboutOf(what, id));
    if (!text) throw journalProblems.journal_sealed();
    return text.toString();
  }

  /** Encrypts a file. @throws Problem `journal_sealed` (503) while it is read; errors of the source */
  async *sealFile(content: AsyncIterable<Uint8Array>, id: string): AsyncGenerator<Buffer> {
    yield* this.key().sealStream(content, this.aboutOf('attachment', id));
  }

  /**
   * Decrypts a file; the stream fails where it is damaged or of another row.
   *
   * @throws Problem `journal_sealed` (503), `journal_key_lost` (410)
   */
  openFile(sealed: Readable, id: string): Readable {
    return this.key().openStream(sealed, this.aboutOf('attachment', id));
  }

  private key(): DataKey {
    if (!this.openKey) throw journalProblems.journal_key_lost();
    this.#key ??= this.openKey();
    return this.#key;
  }

  private readonly aboutOf = (what: string, id: string) => `journal.${what} ${this.person.userId} ${id}`;
}
