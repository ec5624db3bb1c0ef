import { EventEmitter, once } from 'node:events';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { WithoutDatabase } from '#platform/http';

/** The body of the routes that take one. */
class HeldBodyDto {
  /** @example 'a' */
  @IsOptional()
  @IsString()
  text?: string;
}

const ends = new EventEmitter<{ end: [] }>().setMaxListeners(0);

/** The handlers of the routes below that have begun and not ended, by the id in the path. */
export const held: string[] = [];

/** Lets all handlers answer that have begun. */
export function endHeld(): void {
  ends.emit('end');
}

async function hold(id: string): Promise<{ id: string }> {
  held.push(id);
  await once(ends, 'end');
  held.splice(held.indexOf(id), 1);
  return { id };
}

/** Routes of each priority, whose handlers wait until the test lets them answer. */
@Public()
@Controller('held')
export class HeldController {
  @Get('vital/:id')
  @Priority('vital')
  vital(@Param('id') id: string) {
    return hold(id);
  }

  @Post('vital/:id')
  @HttpCode(200)
  @Priority('vital')
  post(@Param('id') id: string, @Body() _body: HeldBodyDto) {
    return hold(id);
  }

  @Get('normal/:id')
  @Priority('normal')
  normal(@Param('id') id: string) {
    return hold(id);
  }

  @Get('sheddable/:id')
  @Priority('sheddable')
  sheddable(@Param('id') id: string) {
    return hold(id);
  }

  @Get('kept')
  @Priority('sheddable')
  @CachedResponse({ ttl: 60, tags: () => [] })
  kept() {
    return { id: 'kept' };
  }

  @Get('none/:id')
  @Priority('sheddable')
  @WithoutDatabase()
  none(@Param('id') id: string) {
    return { id };
  }
}
