import { createHash } from 'node:crypto';
import { Controller, Post } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { BodyBytes, BytesBody, MaxLength, type ReceivedBytes } from '#platform/http';

/** The longest body of the route below, in bytes, as it is sent and unpacked. */
export const packLimit = 20_000;
export const unpackedPackLimit = 100_000;

class PackItemDto {
  @MaxLength(7)
  name!: string;
}

/** A route whose body is taken as bytes. */
@Public()
@Priority('normal')
@Controller('packs')
export class PacksController {
  @Post()
  @BytesBody({
    types: ['application/json', 'application/x-ndjson', 'text/plain'],
    limit: packLimit,
    unpackedLimit: unpackedPackLimit,
    itemsOf: PackItemDto,
  })
  receive(@BodyBytes() { bytes, type }: ReceivedBytes) {
    const memory = bytes.buffer.byteLength;
    return { received: bytes.length, memory, type, digest: createHash('sha256').update(bytes).digest('hex') };
  }
}
