import { generateKeyPairSync, sign } from 'node:crypto';
import { signatureText, signManifest } from '../../../test/support/sign-bundle.js';
import { manifestText } from './bundle-manifest.js';
import { readSignatureText, signedBytes, verifyManifest } from './bundle-signature.js';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const store = { slug: 'wistant', tenantId: '019a0000-0000-7000-8000-000000000001' };
const manifest = manifestText({ store, app: 'carnet', version: '1.2.3', files: [] });
const other = manifestText({ store, app: 'carnet', version: '1.2.4', files: [] });
const elsewhere = manifestText({ store: { ...store, slug: 'other' }, app: 'carnet', version: '1.2.3', files: [] });

describe('the signature of a bundle', () => {
  it('holds for its manifest and its key alone', () => {
    const signature = signManifest(privateKey, manifest);
    const changed = Buffer.from(signature);
    changed[0] = (changed[0] as number) ^ 1;
    const verdicts = [
      verifyManifest(publicKey, manifest, signature),
      verifyManifest(publicKey, other, signature),
      verifyManifest(publicKey, elsewhere, signature),
      verifyManifest(publicKey, manifest, signature, 1),
      verifyManifest(publicKey, manifest, changed),
      verifyManifest(publicKey, manifest, signature.subarray(1)),
      verifyManifest(generateKeyPairSync('ed25519').publicKey, manifest, signature),
      verifyManifest(ec.publicKey, manifest, signManifest(ec.privateKey, manifest)),
    ];
    expect(verdicts).toEqual([true, false, false, false, false, false, false, false]);
  });

  it('is made over the domain and the manifest, as any other program can check', () => {
    const signed = Buffer.concat([Buffer.from('palier bundle manifest v2\n'), manifest]);
    expect(signedBytes(manifest)).toEqual(signed);
    expect(verifyManifest(publicKey, manifest, sign(null, signed, privateKey))).toBe(true);
    expect(verifyManifest(publicKey, manifest, sign(null, manifest, privateKey))).toBe(false);
  });

  it('is read from its file', () => {
    const text = signatureText(privateKey, 'key-1', manifest);
    const read = readSignatureText(text);
    expect(read).toMatchObject({
      algorithm: 'Ed25519',
      keyId: 'key-1',
      manifestSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(verifyManifest(publicKey, manifest, Buffer.from(read?.signature ?? '', 'base64url'))).toBe(true);
    const wrong = [
      '',
      'null',
      text.replace('Ed25519', 'none'),
      text.replace('"key-1"', '1'),
      text.replace(/"manifestSha256":"./, '"manifestSha256":"'),
      text.replace(/"signature":"./, '"signature":"'),
    ];
    expect(wrong.map(readSignatureText)).toEqual(wrong.map(() => undefined));
  });
});
