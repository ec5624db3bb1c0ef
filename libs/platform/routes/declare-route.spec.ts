import {
  Body,
  Controller,
  createParamDecorator,
  Get,
  Headers,
  HostParam,
  Ip,
  Param,
  Post,
  Query,
  Req,
  Res,
  Session,
} from '@nestjs/common';
import { declarationOf, declareRoute, undeclared } from './declare-route.js';
import type { CacheScope, RouteAccess } from './route-declaration.js';

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
      caller: false,
    });
  });

  it('gives way to the declaration of a route', () => {
    expect(of('create')).toEqual({
      access: { kind: 'public' },
      priority: 'vital',
      query: new Set(),
      input: [Object],
      body: true,
      caller: false,
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

describe('a body of bytes', () => {
  const types = ['application/json'] as const;
  const Bytes = () => declareRoute({ bytes: { types, limit: 1, unpackedLimit: 1, itemsOf: Object } });

  it.each<[string, MethodDecorator]>([
    ['an Idempotency-Key', declareRoute({ idempotency: { secret: false } })],
    ['another one', declareRoute({ stream: { types, limit: 1 } })],
  ])('excludes %s, in either order', (_name, Other) => {
    const bytesFirst = () => {
      class Both {
        @Post()
        @Other
        @Bytes()
        receive() {}
      }
      return Both;
    };
    const bytesLast = () => {
      class Both {
        @Post()
        @Bytes()
        @Other
        receive() {}
      }
      return Both;
    };
    for (const declare of [bytesFirst, bytesLast]) expect(declare).toThrow(`receive takes a`);
  });

  it('excludes a JSON body', () => {
    const declareBoth = () => {
      class Both {
        @Post()
        @Bytes()
        receive(@Body() _thing: object) {}
      }
      return Both;
    };
    expect(declareBoth).toThrow('receive takes a body of bytes and another one');
  });
});

describe('a cached answer', () => {
  const allow: RouteAccess = { kind: 'allow', permission: 'notes.read', revocation: 'fast' };
  const Ours = createParamDecorator((_: unknown, context) => context);

  /** What keeps a route from being served, whose handler takes one parameter. */
  function faults(access: RouteAccess, scope: CacheScope | undefined, parameter: ParameterDecorator): string[] {
    class Notes {
      @Get()
      @declareRoute({ access, priority: 'normal' })
      @declareRoute({ cache: { ttl: 60, ...(scope && { scope }), tags: () => [] } })
      read(@parameter _taken: unknown) {}
    }
    return undeclared(declarationOf(Notes.prototype.read));
  }

  it.each([
    ['public', undefined],
    ['allow', 'tenant'],
    ['allow', 'user'],
  ] as const)('of a route with access %s may have the scope %s', (kind, scope) => {
    expect(faults(kind === 'allow' ? allow : { kind }, scope, Param('id'))).toEqual([]);
  });

  it('of members needs a scope, and one of a public route may not have theirs', () => {
    expect(faults(allow, undefined, Param('id'))).toEqual([expect.stringContaining('the scope of its cached answer')]);
    expect(faults(allow, 'public', Param('id'))).toEqual([expect.stringContaining('the scope of its cached answer')]);
    for (const scope of ['tenant', 'user'] as const)
      expect(faults({ kind: 'public' }, scope, Param('id'))).toEqual([
        expect.stringContaining(`scope '${scope}' needs`),
      ]);
  });

  it.each([
    ['@Req', Req()],
    ['@Res', Res()],
    ['@Headers', Headers('authorization')],
    ['@Ip', Ip()],
    ['@Session', Session()],
    ['@HostParam', HostParam()],
    ['a decorator of ours', Ours()],
  ])('is shared with nobody where its handler takes %s', (_, parameter) => {
    expect(faults(allow, 'tenant', parameter)).toEqual([expect.stringContaining("scope 'user'")]);
    expect(faults({ kind: 'public' }, undefined, parameter)).toEqual([expect.stringContaining("scope 'user'")]);
    expect(faults(allow, 'user', parameter)).toEqual([]);
  });
});
