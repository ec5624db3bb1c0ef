import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { declarationOf, declareRoute } from './declare-route.js';

const Priority = (priority: 'normal' | 'vital') => declareRoute({ priority });
const Public = () => declareRoute({ access: { kind: 'public' } });

@Public()
@Priority('normal')
@Controller('things')
class Things {
  @Get()
  list(@Query('colour') _colour: string) {}

  @Post()
  @Priority('vital')
  create(@Body() _thing: object) {}

  /** No route. */
  helper() {}
}

const of = (name: 'list' | 'create' | 'helper') => declarationOf(Things.prototype[name]);

describe('a declaration on a controller', () => {
  it('holds for each of its routes', () => {
    expect(of('list')).toEqual({
      access: { kind: 'public' },
      priority: 'normal',
      query: new Set(['colour']),
      body: false,
    });
  });

  it('gives way to the declaration of a route', () => {
    expect(of('create')).toEqual({
      access: { kind: 'public' },
      priority: 'vital',
      query: new Set(),
      input: [Object],
      body: true,
    });
  });

  it('does not reach methods that are no routes', () => expect(of('helper')).toBeUndefined());
});

it('a property that a route declares twice fails at load', () => {
  const declareTwice = () => {
    class Twice {
      @Get()
      @Priority('vital')
      @Priority('normal')
      read() {}
    }
    return Twice;
  };
  expect(declareTwice).toThrow('read declares its priority twice');
});

describe('a streamed body', () => {
  const Streamed = () => declareRoute({ stream: { types: ['application/zip'], limit: 1 } });
  const Keyed = () => declareRoute({ idempotency: { secret: false } });

  it('excludes an Idempotency-Key, in either order', () => {
    const streamedFirst = () => {
      class Both {
        @Post()
        @Keyed()
        @Streamed()
        receive() {}
      }
      return Both;
    };
    const keyedFirst = () => {
      class Both {
        @Post()
        @Streamed()
        @Keyed()
        receive() {}
      }
      return Both;
    };
    for (const declare of [streamedFirst, keyedFirst]) expect(declare).toThrow('receive takes an Idempotency-Key');
  });

  it('excludes a JSON body', () => {
    const declareBoth = () => {
      class Both {
        @Post()
        @Streamed()
        receive(@Body() _thing: object) {}
      }
      return Both;
    };
    expect(declareBoth).toThrow('receive takes a JSON body');
  });
});
