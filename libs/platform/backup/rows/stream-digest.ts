import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** What a stream of rows held. */
export interface StreamFacts {
  readonly rows: number;
  /** Of COPY's text, uncompressed. */
  readonly bytes: number;
  readonly sha256: string;
}

const NEWLINE = 10;

/** Lets rows in COPY's text format through and learns what they were, in their order. */
export class StreamDigest extends Transform {
  private readonly hash = createHash('sha256');
  private rows = 0;
  private bytes = 0;

  /** Once the stream has ended. */
  facts(): StreamFacts {
    return { rows: this.rows, bytes: this.bytes, sha256: this.hash.copy().digest('hex') };
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    // A newline inside a value is written as \n, so each one ends a row.
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) this.rows += 1;
    done(null, chunk);
  }
}
