import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** The size and digest of a stream of rows. */
export interface StreamFacts {
  readonly rows: number;
  /** Bytes of COPY's text, uncompressed. */
  readonly bytes: number;
  readonly sha256: string;
}

const NEWLINE = 10;

/** Passes rows in COPY's text format through, counts them and computes their SHA-256. */
export class StreamDigest extends Transform {
  private readonly hash = createHash('sha256');
  private rows = 0;
  private bytes = 0;

  /** Call it once the stream has ended. */
  facts(): StreamFacts {
    return { rows: this.rows, bytes: this.bytes, sha256: this.hash.copy().digest('hex') };
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    // COPY writes a newline inside a value as \n, so each newline byte ends a row.
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) this.rows += 1;
    done(null, chunk);
  }
}
