const hidden = '***';

/** Masks a value for display: a secret as a whole, else the passwords of URLs in it. */
export function mask(value: string, secret: boolean | 'path' = false): string {
  if (secret) return maskSecretUrl(value, secret === 'path');
  return value.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/?#:@]*):[^\s/?#]*@/gi, `$1:${hidden}@`);
}

/** A secret URL is shown with its scheme, host and path only, so that an operator sees where it points; without a path that is secret. */
function maskSecretUrl(value: string, hidesPath: boolean): string {
  if (!URL.canParse(value)) return hidden;
  const url = new URL(value);
  if (!url.host) return hidden;
  return `${url.protocol}//${url.username || url.password ? `${hidden}@` : ''}${url.host}${hidesPath ? `/${hidden}` : url.pathname}`;
}
