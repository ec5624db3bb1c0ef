import { pipeline, type Readable, Transform } from 'node:stream';
import { Logger } from '@nestjs/common';

const logger = new Logger('Files');

/**
 * The bytes of a source, which must be as many as were announced: otherwise the stream fails, so that the connection is
 * destroyed, and the fault is logged. A shorter answer would look complete, or be filled up from the next answer.
 */
export function exactly(length: number, source: Readable): Readable {
  let left = length;
  // Kept until the source ends: with it the answer would look complete.
  let last: Buffer | undefined;
  const counted = new Transform({
    transform(piece: Buffer, _encoding, done) {
      left -= piece.length;
      if (left < 0) return done(new Error(`A file is longer than the ${length} bytes announced.`));
      if (left > 0) return done(null, piece);
      last = piece;
      done();
    },
    flush(done) {
      if (left > 0) done(new Error(`A file ends ${left} bytes before the ${length} announced.`));
      else done(null, last);
    },
  });
  pipeline(source, counted, (error) => {
    // Premature: the client left.
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') logger.error(error.message, error.stack);
  });
  return counted;
}
