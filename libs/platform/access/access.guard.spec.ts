import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { AccessGuard } from './access.guard.js';
import type { Principal } from './principal.js';
import { accessGranted, markAccess, principalOf } from './request-admission.js';

class Apps {
  list(): void {}
}

const contextOf = (request: object) => new ExecutionContextHost([request, {}], Apps, Apps.prototype.list);
const operator: Principal = { kind: 'operator', id: '1', name: 'operator', permissions: new Set(['*']) };

describe('AccessGuard', () => {
  test('admits a request that the pipeline marked, whichever wrapper of the request it receives', () => {
    const raw = {};
    markAccess({ raw }, operator);
    expect(new AccessGuard().canActivate(contextOf({ raw }))).toBe(true);
    expect(principalOf(raw)).toBe(operator);
  });

  test('admits a public request, which has no principal', () => {
    const request = {};
    markAccess(request, null);
    expect(new AccessGuard().canActivate(contextOf(request))).toBe(true);
    expect(accessGranted(request)).toBe(true);
    expect(principalOf(request)).toBeUndefined();
  });

  test('refuses with a coded 500 a request that did not pass the pipeline', () => {
    const attempt = () => new AccessGuard().canActivate(contextOf({ raw: {} }));
    expect(attempt).toThrow(expect.objectContaining({ code: 'access_unchecked', status: 500 }));
    expect(attempt).toThrow('Apps.list');
  });
});
