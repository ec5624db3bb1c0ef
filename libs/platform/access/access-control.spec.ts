import { Problem } from '#platform/problems';
import { AccessControl } from './access-control.js';
import { authorizationHeaders } from './bearer.js';
import { CredentialVerifier, type Principal } from './principal.js';

const reader: Principal = { kind: 'operator', id: '1', name: 'reader', permissions: new Set(['apps.read']) };
const owner: Principal = { kind: 'operator', id: '2', name: 'owner', permissions: new Set(['*']) };

class TwoKeys extends CredentialVerifier {
  asked: string[] = [];

  override async verify(credential: string): Promise<Principal | undefined> {
    this.asked.push(credential);
    return new Map([
      ['reader-key', reader],
      ['owner-key', owner],
    ]).get(credential);
  }
}

const publicRoute = { kind: 'public' } as const;
const readRoute = { kind: 'allow', permission: 'apps.read' } as const;
const writeRoute = { kind: 'allow', permission: 'apps.write' } as const;

describe('AccessControl', () => {
  let verifier: TwoKeys;
  let control: AccessControl;
  beforeEach(() => {
    verifier = new TwoKeys();
    control = new AccessControl(verifier);
  });

  test('lets anyone call a public route and does not look at credentials there', async () => {
    await expect(control.authorise(publicRoute, 'Bearer nonsense')).resolves.toBeUndefined();
    expect(verifier.asked).toEqual([]);
  });

  test.each([
    ['Bearer reader-key', readRoute, reader],
    ['bearer  owner-key', writeRoute, owner],
    [['Bearer owner-key'], readRoute, owner],
  ])('%j calls %j', async (header, route, principal) => {
    await expect(control.authorise(route, header)).resolves.toBe(principal);
  });

  test('refuses a principal without the permission, and names it', async () => {
    const refusal = await refused(control.authorise(writeRoute, 'Bearer reader-key'));
    expect(refusal).toMatchObject({ code: 'forbidden', status: 403 });
    expect(refusal.detail.fr).toContain('apps.write');
  });

  test('answers a request without credential with a challenge alone', async () => {
    const refusal = await refused(control.authorise(readRoute, undefined));
    expect(refusal).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(refusal.options.headers).toEqual({ 'www-authenticate': 'Bearer' });
  });

  test('sees a repeated header, which Node hides', () => {
    const raw = ['Host', 'authorization', 'Authorization', 'Bearer a', 'authorization', 'Bearer b'];
    expect(authorizationHeaders(raw)).toEqual(['Bearer a', 'Bearer b']);
  });

  test.each([
    ['unknown', 'Bearer other-key'],
    ['of another scheme', 'Basic cmVhZGVyLWtleQ=='],
    ['empty', ''],
    ['without a value', 'Bearer '],
    ['two in one header', 'Bearer reader-key, Bearer owner-key'],
    ['sent twice', ['Bearer reader-key', 'Bearer reader-key']],
    ['above 4 KiB', `Bearer ${'a'.repeat(4_096)}`],
  ])('refuses a credential that is %s without saying which', async (_what, header) => {
    const refusal = await refused(control.authorise(readRoute, header));
    expect(refusal).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(refusal.options.headers).toEqual({ 'www-authenticate': 'Bearer error="invalid_token"' });
  });
});

async function refused(attempt: Promise<unknown>): Promise<Problem> {
  const refusal = await attempt.catch((error: unknown) => error);
  if (refusal instanceof Problem) return refusal;
  throw new Error('It was not refused.');
}
