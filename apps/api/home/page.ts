import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { pageReferrerPolicy } from '#platform/http';
import type { Locale } from '#platform/problems';

const style = `body{font:1rem/1.6 system-ui,sans-serif;max-width:48rem;margin:3rem auto;padding:0 1rem;color:#1c2733}
h1{font-weight:600}h2{font-size:1rem;margin:2rem 0 .5rem;color:#56657a}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}
dt{color:#56657a}dd{margin:0}pre{background:#f2f5f8;padding:.75rem 1rem;overflow-x:auto;border-radius:.4rem;white-space:pre-wrap}a{color:#0b5cad;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{background:#12181f;color:#e3e9f0}pre{background:#1c2530}a{color:#7db8f5}h2,dt{color:#93a4b8}}`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** No script, one inline style, named by its hash. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page of this server in HTML, without JavaScript. The title and the body are HTML. */
export function page(locale: Locale, title: string, body: string): string {
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Palier</title><style>${style}</style></head><body>
<h1>${title}</h1>
${body}
</body></html>`;
}

/** Sets the headers of a page in this language. */
export function asPage(reply: FastifyReply, locale: Locale): void {
  reply.header('content-type', 'text/html; charset=utf-8').header('content-language', locale);
  reply.header('content-security-policy', contentSecurityPolicy).header('referrer-policy', pageReferrerPolicy);
}
