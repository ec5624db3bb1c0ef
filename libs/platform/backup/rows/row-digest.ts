import { hash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** The number of rows and the sum of their digests, which does not depend on their order. */
export interface RowFacts {
  readonly rows: number;
  readonly digest: string;
}

const NEWLINE = 10;
const LANES = 8;

/**
 * Passes rows in COPY's text format through and sums the SHA-256 of each row, in eight lanes of 32 bits.
 * The sum does not depend on the order, so two tables are compared without sorting.
 */
export class RowDigest extends Transform {
  private readonly sums = new Uint32Array(LANES);
  private count = 0;
  /** The start of a row whose end has not arrived yet. */
  private begun: Buffer[] = [];

  /** The number of rows and their sum in hexadecimal; call it once the stream has ended. */
  facts(): RowFacts {
    const digest = [...this.sums].map((sum) => sum.toString(16).padStart(8, '0')).join('');
    return { rows: this.count, digest };
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.add(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.begun.push(chunk.subarray(start));
    done(null, chunk);
  }

  private add(end: Buffer): void {
    const row = this.begun.length === 0 ? end : Buffer.concat([...this.begun.splice(0), end]);
    const digest = hash('sha256', row, 'buffer');
    for (let lane = 0; lane < LANES; lane += 1) {
      this.sums[lane] = (this.sums[lane] as number) + digest.readUInt32BE(4 * lane);
    }
    this.count += 1;
  }
}
