import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Controller, Headers, NotFoundException, Param, Put } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { assertDigest, BodyStream, expectedDigest, StreamedBody, type UploadedBody } from '#platform/http';

/** The longest body of the routes below, in bytes. */
export const uploadLimit = 3_000_000;

const types = ['application/octet-stream', 'application/zip'] as const;

/** Tells what the handlers do: `piece` with the bytes so far, `failed` with the error that a body ended in. */
export const transfers = new EventEmitter<{ piece: [number]; failed: [unknown]; asked: [] }>();

/** Routes whose bodies are streams. */
@Public()
@Priority('normal')
@Controller('transfers')
export class UploadsController {
  /** Reads the whole body. */
  @Put(':id')
  @StreamedBody({ types, limit: uploadLimit })
  async receive(@Param('id') id: string, @Headers() headers: Record<string, string>, @BodyStream() body: UploadedBody) {
    transfers.emit('asked');
    if (id === 'none') throw new NotFoundException();
    const expected = expectedDigest(headers);
    if (id === 'unread') await new Promise(() => undefined);
    const { received, digest } = await read(body);
    assertDigest(expected, digest);
    if (id === 'stuck') await new Promise(() => undefined);
    return { received, type: body.type, length: body.length ?? null, digest: digest.toString('hex') };
  }

  /** Refuses an empty body. */
  @Put(':id/required')
  @StreamedBody({ types, limit: uploadLimit, required: true })
  async require(@BodyStream() body: UploadedBody) {
    return { received: (await read(body)).received };
  }
}

async function read({ stream }: UploadedBody): Promise<{ received: number; digest: Buffer }> {
  const hash = createHash('sha256');
  let received = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      received += piece.length;
      hash.update(piece);
      transfers.emit('piece', received);
    }
  } catch (error) {
    transfers.emit('failed', error);
    // A storage names its own failure, not what its source failed of.
    throw new Error('the storage has an incomplete file', { cause: error });
  }
  return { received, digest: hash.digest() };
}
