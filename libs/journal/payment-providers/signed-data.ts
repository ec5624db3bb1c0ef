import { X509Certificate } from 'node:crypto';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { extensionsOf } from './certificate-extensions.js';
import { type Fields, parsedFields } from './fields.js';

/** Of Apple Root CA - G3, the SHA-256 (apple.com/certificateauthority). */
export const appleRoot =
  '63:34:3A:BF:B8:9A:6A:03:EB:B5:7E:9B:3F:5F:A7:BE:7C:4F:5C:75:6F:30:17:B3:A8:C4:88:C3:65:3E:91:79';

/**
 * What Apple's certificates for signing in the App Store have, 1.2.840.113635.100.6.11.1, and those of its Worldwide
 * Developer Relations, 1.2.840.113635.100.6.2.1. Certificates of developers lead to the same root, and lack the first.
 */
const markOfLeaf = '2a864886f76364060b01';
const markOfIntermediate = '2a864886f76364060201';

/**
 * The fields of signed data of the App Store: a JWS in compact form (ES256), with the chain of its certificates.
 *
 * @param root the SHA-256 of the root that the chain must lead to, in capital hexadecimal with colons
 * @returns undefined where the signature or the chain does not hold, or a certificate was not valid at `signedDate`
 */
export async function verifySignedData(jws: string, root: string): Promise<Fields | undefined> {
  try {
    const chain = chainOf(decodeProtectedHeader(jws).x5c);
    const [leaf] = chain;
    if (!leaf || !leadsTo(root, chain)) return undefined;
    const { payload } = await compactVerify(jws, leaf.publicKey, { algorithms: ['ES256'] });
    const fields = parsedFields(Buffer.from(payload).toString());
    return wereValid(chain, fields.signedDate) ? fields : undefined;
  } catch {
    return undefined;
  }
}

/** @throws Error where a text is no certificate */
function chainOf(texts: unknown): X509Certificate[] {
  if (!Array.isArray(texts) || texts.length !== 3) return [];
  return texts.map((text) => new X509Certificate(Buffer.from(String(text), 'base64')));
}

function leadsTo(root: string, [leaf, intermediate, last]: readonly X509Certificate[]): boolean {
  if (!leaf || !intermediate || last?.fingerprint256 !== root) return false;
  return (
    issued(last, last) &&
    issued(last, intermediate) &&
    issued(intermediate, leaf) &&
    extensionsOf(intermediate.raw).includes(markOfIntermediate) &&
    extensionsOf(leaf.raw).includes(markOfLeaf)
  );
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/** When it was signed, and not now: what the App Store signed stays true after its certificate has expired. */
function wereValid(chain: readonly X509Certificate[], signedDate: unknown): boolean {
  return (
    typeof signedDate === 'number' &&
    chain.every(({ validFromDate, validToDate }) => +validFromDate <= signedDate && signedDate <= +validToDate)
  );
}
