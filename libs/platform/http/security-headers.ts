/**
 * Sent with every answer. Pages set their own policy instead. There is no Strict-Transport-Security:
 * TLS ends at the proxy, which alone knows whether plain HTTP is still served.
 */
export const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/** For pages with links to other sites, which must not learn this server's address. */
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
