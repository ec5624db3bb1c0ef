/**
 * Sent with every answer. Nothing here for documents alone (they set their own policy), and no
 * Strict-Transport-Security: TLS ends at the proxy, which alone knows that no plain-HTTP way in is left.
 */
export const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/** For pages, whose links lead elsewhere: nobody there learns which server they were read on. */
export const pageReferrerPolicy = 'no-referrer';

/** For the pages under `/docs` alone: Swagger UI loads its own scripts, and sets styles and data images inline. */
export const docsContentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
