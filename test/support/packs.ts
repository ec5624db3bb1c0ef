import { createHash } from 'node:crypto';
import { Controller, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
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
  receive(@BodyBytes() { bytes, type }: ReceivedBytes, @Req() request: FastifyRequest) {
    const memory = bytes.buffer.byteLength;
    const digest = createHash('sha256').update(bytes).digest('hex');
    return { received: bytes.length, memory, type, digest, ofRequest: typeof request.body };
  }
}
