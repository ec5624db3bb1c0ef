import { assertDeclared } from './assert-declared.js';

const declared = { access: { kind: 'public' }, priority: 'vital' } as const;

describe('assertDeclared', () => {
  test('accepts routes that say who may call them and what they are worth', () => {
    expect(() => assertDeclared([{ method: 'GET', url: '/v1/apps', declaration: declared }])).not.toThrow();
  });

  test('lists every route that does not, with what it lacks', () => {
    const routes = [
      { method: 'GET', url: '/v1/apps', declaration: declared },
      { method: 'POST', url: '/v1/apps', declaration: undefined },
      { method: 'GET', url: '/v1/tags', declaration: { access: declared.access } },
    ];
    expect(() => assertDeclared(routes)).toThrow(
      /POST \/v1\/apps lacks its access .* and its class .*\n +GET \/v1\/tags lacks its class/,
    );
  });
});
