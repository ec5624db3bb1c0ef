import { Controller, Get, Headers, Param, Query, Req } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { Allow, Caller, Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { declarationOf, undeclared } from '#platform/routes';
import { Client } from './client/client.js';

class Choice {
  @IsOptional()
  @IsString()
  sort?: string;
}

const read = () => Allow('notes.read', { least: 'member' });
const kept = (scope?: 'tenant' | 'user') => CachedResponse({ ttl: 60, scope, tags: () => [] } as never);

@Priority('normal')
@Controller('v1/notes')
class Notes {
  @Get('a')
  @Public()
  @kept()
  page(): void {}

  @Get('b/:id')
  @read()
  @kept('tenant')
  ofTenant(@Param('id') _id: string, @Query() _choice: Choice): void {}

  @Get('c')
  @read()
  @kept('user')
  ofCaller(@Caller() _caller: Caller, @Client() _client: Client, @Headers('accept') _accept: string): void {}

  @Get('d')
  @read()
  @kept()
  unscoped(): void {}

  @Get('e')
  @Public()
  @kept('user')
  ofNobody(): void {}

  @Get('f')
  @read()
  @kept('tenant')
  ofCallerForAll(@Caller() _caller: Caller): void {}

  @Get('g')
  @read()
  @kept('tenant')
  ofClientForAll(@Client() _client: Client): void {}

  @Get('h')
  @read()
  @kept('tenant')
  ofRequestForAll(@Req() _request: object): void {}

  @Get('i')
  @read()
  @kept('tenant')
  ofHeadersForAll(@Headers('x-mine') _mine: string): void {}
}

const missing = (handler: keyof Notes) => undeclared(declarationOf(Notes.prototype[handler])).join();

describe('who shares the cached answers of a route', () => {
  it.each(['page', 'ofTenant', 'ofCaller'] as const)('is declared: %s', (handler) => {
    expect(missing(handler)).toBe('');
  });

  it.each([
    ['unscoped', 'the scope of its cached answer'],
    ['ofNobody', "the caller whom scope 'user' needs"],
    ['ofCallerForAll', "scope 'user'"],
    ['ofClientForAll', "scope 'user'"],
    ['ofRequestForAll', "scope 'user'"],
    ['ofHeadersForAll', "scope 'user'"],
  ] as const)('is not declared: %s, which lacks %s', (handler, what) => {
    expect(missing(handler)).toContain(what);
  });
});
