const sequence = 0x30;
const objectIdentifier = 0x06;
const extensionsOfCertificate = 0xa3;

/** The object identifiers of the extensions of a certificate (RFC 5280 §4.1), each in hexadecimal of its DER content. */
export function extensionsOf(der: Buffer): string[] {
  const [certificate] = elements(der);
  const [toBeSigned] = elements(certificate?.content);
  const wrapped = elements(toBeSigned?.content).find(({ tag }) => tag === extensionsOfCertificate);
  const [list] = elements(wrapped?.content);
  return elements(list?.content).flatMap(({ tag, content }) => {
    const [name] = tag === sequence ? elements(content) : [];
    return name?.tag === objectIdentifier ? [name.content.toString('hex')] : [];
  });
}

/** The elements in a piece of DER (X.690 §8.1). Node has read the certificate before: it is well-formed. */
function elements(der: Buffer = Buffer.alloc(0)): { tag: number; content: Buffer }[] {
  const found: { tag: number; content: Buffer }[] = [];
  for (let at = 0; at + 2 <= der.length; ) {
    const [tag = 0, first = 0] = der.subarray(at, at + 2);
    const more = first < 0x80 ? 0 : first & 0x7f;
    const start = at + 2 + more;
    if (more > 4 || start > der.length) break;
    const length = more === 0 ? first : der.readUIntBE(at + 2, more);
    found.push({ tag, content: der.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}
