import { writeSync } from 'node:fs';

/** The size of a write, in bytes. */
const PIECE = 32_768;
/** How many buffers may wait for a slow reader of the log before lines are dropped. */
const MOST_WAITING = 256;
const WARN = 40;
/** How long the exit waits for a slow reader of the log: `steps` times `step` milliseconds. */
const EXIT_WAIT = { step: 10, steps: 50 };
/** Makes pino set `lastLevel` to the level of each line. */
const metadata: unique symbol = Symbol.for('pino.metadata');

/**
 * Writes log lines: buffered, encoded once, written within a second; at once for a warning or worse from
 * pino, and when the process exits. When the reader is gone or the disk is full, lines are lost, and the
 * process continues.
 */
export class LogDestination {
  readonly [metadata] = true;
  lastLevel = 0;

  private piece = Buffer.allocUnsafe(PIECE);
  private length = 0;
  private held = false;
  private readonly waiting: Buffer[] = [];

  /**
   * @param descriptor of an open file; 1 is the standard output
   * @param render makes the text that is written of a JSON line; the line itself by default
   */
  constructor(
    private readonly descriptor = 1,
    private readonly render?: (line: string) => string,
  ) {
    setInterval(() => this.held || this.handOver(), 1000).unref();
    process.on('exit', () => this.flushSync());
  }

  /** A line from pino, with its line feed. */
  write(line: string): void {
    this.append(line);
    if (this.lastLevel >= WARN) this.handOver();
  }

  /** Appends a line that is complete JSON with its line feed; cheaper than through pino. */
  append(json: string): void {
    const line = this.render?.(json) ?? json;
    // UTF-8 takes three bytes at most for each UTF-16 unit.
    const most = line.length * 3;
    if (most > PIECE - this.length) this.handOver();
    if (most <= PIECE) this.length += this.piece.write(line, this.length);
    else {
      this.wait(Buffer.from(line));
      this.handOver();
    }
  }

  /** Keeps lines back, as far as the buffer has room and none is a warning or worse, until `release`. */
  hold(): void {
    this.held = true;
  }

  /** Writes what was held back. */
  release(): void {
    this.held = false;
    this.handOver();
  }

  /** Blocks until everything is written, or the wait is over. */
  flushSync(): void {
    const asleep = new Int32Array(new SharedArrayBuffer(4));
    for (let step = 0; !this.handOver() && step < EXIT_WAIT.steps; step += 1)
      Atomics.wait(asleep, 0, 0, EXIT_WAIT.step);
  }

  /** Writes the buffers. @returns false when some are left */
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

  /** Writes bytes. @returns how many are written or, after an error, dropped */
  private put(bytes: Buffer): number {
    try {
      return writeSync(this.descriptor, bytes);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : bytes.length;
    }
  }
}
