import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { Controller, Get, NotFoundException, Param, Put } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import {
  AnswersFile,
  assertDigest,
  BodyStream,
  type ByteRange,
  type FileAnswer,
  StreamedBody,
  type UploadedBody,
} from '#platform/http';

/** The longest body of the routes below, in bytes. */
export const uploadLimit = 3_000_000;

const types = ['application/octet-stream', 'application/zip'] as const;

/** Tells what the handlers do: `piece` with the bytes so far, `asked` with a request, `failed` with the error that a body ended in. */
export const transfers = new EventEmitter<{
  piece: [number];
  failed: [unknown];
  asked: [];
  /** The source of a file was closed, before or after its end. */
  closed: [];
}>();

/** Routes whose bodies are streams. */
@Public()
@Priority('normal')
@Controller('transfers')
export class UploadsController {
  /** Reads the whole body. */
  @Put(':id')
  @StreamedBody({ types, limit: uploadLimit })
  async receive(@Param('id') id: string, @BodyStream() body: UploadedBody) {
    transfers.emit('asked');
    if (id === 'none') throw new NotFoundException();
    if (id === 'unread') await new Promise(() => undefined);
    const { received, digest } = await read(body);
    assertDigest(body.digest, digest);
    if (id === 'stuck') await new Promise(() => undefined);
    return { received, type: body.type, length: body.length ?? null, digest: digest.toString('hex') };
  }

  /** Has the time of other requests. */
  @Put(':id/brief')
  @StreamedBody({ types, limit: uploadLimit, limitedAsWhole: true })
  async receiveBriefly(@BodyStream() body: UploadedBody) {
    return { received: (await read(body)).received };
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

/** The file of the routes below. */
export const fileText = 'Once upon a midnight dreary, while I pondered, weak and weary';
export const fileChanged = new Date('2026-03-04T05:06:07.890Z');
/** Of a file that no buffers hold. */
export const endlessSize = 10 ** 12;

/** Routes whose answers are files: `plain`, or one whose source is another. */
@Public()
@Priority('normal')
@Controller('files')
export class FilesController {
  @Get(':source')
  @AnswersFile('application/zip')
  read(@Param('source') source: string): FileAnswer {
    const bytes = Buffer.from(fileText);
    return {
      size: source === 'endless' ? endlessSize : bytes.length,
      etag: '"e1"',
      contentType: 'application/zip',
      fileName: 'poème.zip',
      cacheControl: 'public, max-age=60',
      digest: createHash('sha256').update(bytes).digest(),
      lastModified: fileChanged,
      source: (Object.hasOwn(sources, source) && sources[source]) || {
        open: async (range) => told(Readable.from([part(bytes, range)])),
      },
    };
  }
}

const sources: Record<string, FileAnswer['source']> = {
  accel: { accel: '/_palier_storage/a b/ü' },
  redirect: { redirect: 'https://storage.example/a?signature=b' },
  missing: {
    open: async () => {
      throw new NotFoundException();
    },
  },
  short: { open: async () => told(Readable.from([Buffer.from('Once')])) },
  long: { open: async () => told(Readable.from([...fileText, 'more'].map((text) => Buffer.from(text)))) },
  broken: { open: async () => told(Readable.from(failing())) },
  unreadable: { open: async () => told(Readable.from(failing([]))) },
  endless: { open: async () => told(Readable.from(endless())) },
  silent: { open: async () => told(new Readable({ read: () => undefined })) },
};

function part(bytes: Buffer, { start, end }: ByteRange = { start: 0, end: bytes.length - 1 }): Buffer {
  return bytes.subarray(start, end + 1);
}

function told(source: Readable): Readable {
  return source.once('close', () => transfers.emit('closed'));
}

function* failing(first = [Buffer.from('Once')]) {
  yield* first;
  throw new Error('the disk is gone');
}

function* endless() {
  const piece = Buffer.alloc(65_536);
  for (let sent = 0; sent < endlessSize; sent += piece.length) yield piece;
}
