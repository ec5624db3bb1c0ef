import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { StreamPolicy } from '#platform/routes';
import { httpProblems } from '../http.errors.js';

const receiving = new WeakSet<Socket>();

/** Whether a streamed body arrives on a connection: it has no limit of time as a whole, only between two pieces. */
export function isReceiving(socket: Socket): boolean {
  return receiving.has(socket);
}

/**
 * The body of a request as it arrives: read only as fast as the handler takes it, and never beyond the limit. It is
 * destroyed with the problem to answer where the body is too long, empty but required, or cut off by the client.
 */
export class Upload extends Readable {
  /** Whether the next bytes are the client's to send; if not, the handler has some that it did not take yet, or all. */
  awaitsClient = false;
  /** Called when the handler asks for the first piece. */
  onBegun: (() => void) | undefined;
  /** Called at each piece, each time that the handler asks for one, and when the whole body was received. */
  onProgress: (() => void) | undefined;
  private received = 0;

  constructor(
    private readonly raw: IncomingMessage,
    private readonly policy: StreamPolicy,
    private readonly announced: number | undefined,
  ) {
    super();
    if (!policy.limitedAsWhole) receiving.add(raw.socket);
    raw.on('data', this.onPiece).once('end', this.onEnd).once('close', this.onClose);
    raw.pause();
    // The handler may have answered without reading: an error that nobody waits for must not end the process.
    for (const stream of [raw, this]) stream.on('error', () => undefined);
  }

  override _read(): void {
    this.onBegun?.();
    this.onBegun = undefined;
    this.awaitsClient = !this.raw.readableEnded;
    this.onProgress?.();
    this.raw.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.stopReading();
    done(error);
  }

  private readonly onPiece = (piece: Buffer): void => {
    this.received += piece.length;
    if (this.received > this.policy.limit) {
      this.destroy(tooLarge(this.policy.limit));
      return;
    }
    this.awaitsClient = this.push(piece);
    if (!this.awaitsClient) this.raw.pause();
    this.onProgress?.();
  };

  private readonly onEnd = (): void => {
    this.stopReading();
    if (this.received === 0 && this.policy.required) this.destroy(noBody(this.policy));
    // Node's parser compares the lengths too, but an injected request has none.
    else if (this.announced !== undefined && this.received !== this.announced)
      this.destroy(httpProblems.incomplete_body());
    else this.push(null);
    this.onProgress?.();
  };

  private readonly onClose = (): void => {
    if (!this.raw.readableEnded) this.destroy(httpProblems.incomplete_body());
  };

  private stopReading(): void {
    this.awaitsClient = false;
    receiving.delete(this.raw.socket);
    this.raw.off('data', this.onPiece).off('end', this.onEnd).off('close', this.onClose).pause();
  }
}

/** The problem `body_too_large` (413) of a route that accepts `limit` bytes. */
export function tooLarge(limit: number) {
  return httpProblems.body_too_large({ limit }, { extensions: { limit } });
}

/** The problem `empty_body` (400) of a route that requires a body. */
export function noBody({ types }: StreamPolicy) {
  return httpProblems.empty_body({ types: types.join(', ') });
}
