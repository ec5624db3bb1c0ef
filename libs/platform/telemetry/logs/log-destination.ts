import { writeSync } from 'node:fs';

/** Lines are handed to the system in pieces of at most this many bytes. */
const PIECE = 32_768;
/** How many pieces may wait for a slow reader of the log before lines are dropped. */
const MOST_WAITING = 256;
const WARN = 40;
/** At the exit a slow reader is waited for in steps of this many milliseconds, so many times. */
const PATIENCE = { step: 10, steps: 50 };
/** Asks pino to leave the level of each line in `lastLevel`. */
const metadata: unique symbol = Symbol.for('pino.metadata');

/**
 * Where log lines go: gathered, encoded once, written a second later at the latest; at once when
 * pino writes a warning or worse, and when the process exits. A reader that is gone or a full disk
 * costs the lines, never the process.
 */
export class LogDestination {
  readonly [metadata] = true;
  lastLevel = 0;

  private piece = Buffer.allocUnsafe(PIECE);
  private length = 0;
  private readonly waiting: Buffer[] = [];

  /** @param descriptor of an open file; 1 is the standard output */
  constructor(private readonly descriptor = 1) {
    setInterval(() => this.handOver(), 1000).unref();
    process.on('exit', () => this.flushSync());
  }

  /** A line from pino, with its line feed. */
  write(line: string): void {
    this.append(line);
    if (this.lastLevel >= WARN) this.handOver();
  }

  /** A line that is complete JSON with its line feed; cheaper than through pino. */
  append(line: string): void {
    // UTF-8 takes three bytes at most for each UTF-16 unit.
    const most = line.length * 3;
    if (most > PIECE - this.length) this.handOver();
    if (most <= PIECE) this.length += this.piece.write(line, this.length);
    else {
      this.wait(Buffer.from(line));
      this.handOver();
    }
  }

  /** Blocks until everything is written, or cannot be. */
  flushSync(): void {
    const asleep = new Int32Array(new SharedArrayBuffer(4));
    for (let step = 0; !this.handOver() && step < PATIENCE.steps; step += 1) Atomics.wait(asleep, 0, 0, PATIENCE.step);
  }

  /** Whether nothing waits any more. */
  private handOver(): boolean {
    if (this.length > 0) {
      this.wait(this.piece.subarray(0, this.length));
      this.piece = Buffer.allocUnsafe(PIECE);
      this.length = 0;
    }
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const written = this.put(next);
      if (written < next.length) {
        this.waiting[0] = next.subarray(written);
        return false;
      }
      this.waiting.shift();
    }
    return true;
  }

  private wait(bytes: Buffer): void {
    if (this.waiting.length < MOST_WAITING) this.waiting.push(bytes);
  }

  /** How many bytes need no second try. */
  private put(bytes: Buffer): number {
    try {
      return writeSync(this.descriptor, bytes);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : bytes.length;
    }
  }
}
