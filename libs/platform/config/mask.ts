const hidden = '***';

/** A value as it may be shown: secrets hidden whole, elsewhere the passwords within URLs. */
export function mask(value: string, secret = false): string {
  if (secret) return maskSecretUrl(value);
  return value.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/?#:@]*):[^\s/?#]*@/gi, `$1:${hidden}@`);
}

/** A secret URL keeps its host and path, which tell an operator what it points to; nothing else. */
function maskSecretUrl(value: string): string {
  if (!URL.canParse(value)) return hidden;
  const url = new URL(value);
  if (!url.host) return hidden;
  return `${url.protocol}//${url.username || url.password ? `${hidden}@` : ''}${url.host}${url.pathname}`;
}
