import { createHash } from 'node:crypto';
import { escapeHtml } from '#platform/http';
import type { Locale } from '#platform/problems';
import type { Tenant } from '#platform/tenancy';
import type { LinkPage } from '../mails/link-to.js';
import { linkTexts } from './link-texts.js';
import { pageScript } from './page-script.js';

const style = `body{font:1rem/1.6 system-ui,sans-serif;max-width:28rem;margin:3rem auto;padding:0 1rem;color:#1c2733}
h1{font-size:1.3rem}label{display:block;margin:1rem 0}details{margin:1rem 0}input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem;margin-top:.25rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere}button{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:.4rem;background:#0b5cad;color:#fff}
@media(prefers-color-scheme:dark){body{background:#12181f;color:#e3e9f0}button{background:#2f7fd0}}`;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src ${hashOf(pageScript)}`,
  `style-src ${hashOf(style)}`,
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

interface Form {
  readonly endpoint: string;
  readonly fields: readonly ('name' | 'password')[];
  /** Whether a password may be given in place of the registered one, which a stranger may have chosen. */
  readonly otherPassword?: true;
  /** Whether the page shows what the route answers. */
  readonly shows?: true;
}

/** The form of each page. */
const forms: Readonly<Record<LinkPage, Form>> = {
  'verify-email': { endpoint: 'verify-email', fields: [], otherPassword: true },
  'reset-password': { endpoint: 'password/reset', fields: ['password'] },
  'cancel-erasure': { endpoint: 'erasure/cancel', fields: [] },
  'erasure-receipt': { endpoint: 'erasure/receipt', fields: [], shows: true },
  invitation: { endpoint: 'invitations/accept', fields: ['name', 'password'] },
};

/** A page with one form. The secret stays in the browser until the form is sent, so link scanners do not use it up. */
export function linkPage(
  page: LinkPage,
  tenant: Tenant,
  locale: Locale,
): { html: string; contentSecurityPolicy: string } {
  const text = linkTexts[locale];
  const { title, action, done } = text.pages[page];
  const { endpoint, fields, otherPassword, shows } = forms[page];
  const inputs = fields.map((field) => input(field, text[field], 'required'));
  if (otherPassword)
    inputs.push(
      `<details><summary>${escapeHtml(text.otherPassword)}</summary>${input('password', text.password)}</details>`,
    );
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${style}</style></head><body>
<h1>${escapeHtml(title)}</h1><p>${escapeHtml(tenant.name)}</p>
<form data-endpoint="/v1/auth/${tenant.slug}/${endpoint}" data-done="${escapeHtml(done)}" data-incomplete="${escapeHtml(text.incomplete)}" data-offline="${escapeHtml(text.offline)}" data-labels="${escapeHtml(JSON.stringify(text.labels))}">
${inputs.join('\n')}
<button>${escapeHtml(action)}</button></form>
<p role="status"></p>${shows ? shown(text.save) : ''}<noscript>${escapeHtml(text.script)}</noscript>
<script>${pageScript}</script></body></html>
`;
  return { html, contentSecurityPolicy };
}

/** Where an answer is shown, and saved as a file. */
const shown = (save: string) => `<p hidden><a download="receipt.json">${escapeHtml(save)}</a></p><pre hidden></pre>`;

function input(field: 'name' | 'password', label: string, required = ''): string {
  const kind =
    field === 'password'
      ? 'type="password" autocomplete="new-password" minlength="15" maxlength="128"'
      : 'autocomplete="name" maxlength="100"';
  return `<label>${escapeHtml(label)}<input name="${field}" ${required} ${kind}></label>`;
}
