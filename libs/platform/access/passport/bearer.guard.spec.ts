import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Allow, Public } from '../decorators.js';
import { CredentialVerifier, type Principal } from '../principal.js';
import { markAccess } from '../request-admission.js';
import { BearerGuard } from './bearer.guard.js';
import { BearerStrategy } from './bearer-strategy.js';

class Apps {
  @Allow('apps.read', { least: 'member' })
  list(): void {}

  @Public()
  show(): void {}
}

const member: Principal = {
  kind: 'member',
  id: '1',
  name: 'Ada',
  permissions: new Set(['apps.read']),
  tenantId: 'a',
  token: { tenantId: 'a', userId: '1', sessionId: 's', issuedAt: 1 },
};
const { token: _, ...key } = { ...member, kind: 'key' } as const;

/** Knows one token until it expires. */
class OneToken extends CredentialVerifier {
  expired = false;

  override verify(credential: string): Principal | undefined {
    return credential === 'good' && !this.expired ? member : undefined;
  }
}

interface Sent {
  user?: Principal;
  raw: { rawHeaders: string[]; headers: Record<string, string> };
}

const requestOf = (credential?: string, headers: Record<string, string> = {}): Sent => {
  const all = credential === undefined ? headers : { authorization: `Bearer ${credential}`, ...headers };
  return { raw: { rawHeaders: Object.entries(all).flat(), headers: all } };
};
const marked = (principal: Principal | undefined, headers?: Record<string, string>) => {
  const request = requestOf('good', headers);
  markAccess(request, principal);
  return request;
};

describe('BearerGuard', () => {
  let verifier: OneToken;
  let strategy: BearerStrategy;
  beforeEach(() => {
    verifier = new OneToken();
    strategy = new BearerStrategy(verifier);
  });
  afterEach(() => strategy.onModuleDestroy());

  const admits = async (request: Sent, handler = Apps.prototype.list) =>
    new BearerGuard(strategy).canActivate(new ExecutionContextHost([request, {}], Apps, handler));
  const unauthenticated = expect.objectContaining({ code: 'unauthenticated', status: 401 });

  test('verifies the token of a request that the pipeline did not admit', async () => {
    const request = requestOf('good');
    await expect(admits(request)).resolves.toBe(true);
    expect(request.user).toBe(member);
  });

  test.each([undefined, 'bad'])(
    'refuses one that the pipeline did not admit with the credential %s',
    async (credential) => {
      await expect(admits(requestOf(credential))).rejects.toEqual(unauthenticated);
    },
  );

  test('refuses one that the pipeline admitted to a public route only', async () => {
    verifier.expired = true;
    await expect(admits(marked(undefined))).rejects.toEqual(unauthenticated);
  });

  test.each([
    ['content-length', '2'],
    ['transfer-encoding', 'chunked'],
  ])('refuses one whose token expired while its body arrived, by %s', async (name, value) => {
    const request = marked(member, { [name]: value });
    await expect(admits(request)).resolves.toBe(true);
    verifier.expired = true;
    await expect(admits(request)).rejects.toEqual(unauthenticated);
  });

  test.each([
    ['the key', key, { 'content-length': '2' }],
    ['the token, without a body,', member, {}],
  ])('takes %s that the pipeline has just verified', async (_what, principal, headers) => {
    const request = marked(principal, headers as Record<string, string>);
    const verify = jest.spyOn(verifier, 'verify');
    await expect(admits(request)).resolves.toBe(true);
    expect(request.user).toBe(principal);
    expect(verify).not.toHaveBeenCalled();
  });

  test('asks nothing of a public route', async () => {
    await expect(admits(requestOf(), Apps.prototype.show)).resolves.toBe(true);
  });
});
