import { assertDeclared } from './assert-declared.js';

const declared = { access: { kind: 'public' }, priority: 'vital' } as const;

describe('assertDeclared', () => {
  test('accepts routes that declare their access and their priority', () => {
    expect(() => assertDeclared([{ method: 'GET', url: '/v1/apps', declaration: declared }])).not.toThrow();
  });

  test('lists every route that does not, with the missing declarations', () => {
    const routes = [
      { method: 'GET', url: '/v1/apps', declaration: declared },
      { method: 'POST', url: '/v1/apps', declaration: undefined },
      { method: 'GET', url: '/v1/tags', declaration: { access: declared.access } },
    ];
    expect(() => assertDeclared(routes)).toThrow(
      /POST \/v1\/apps lacks its access .* and its priority .*\n +GET \/v1\/tags lacks its priority/,
    );
  });
});
