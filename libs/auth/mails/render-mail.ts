import { escapeHtml } from '#platform/http';
import type { Mail } from '#platform/mail';
import type { Locale } from '#platform/problems';
import type { Letter } from './letter.js';
import { type MailText, mailFrame, mailTexts } from './mail-texts.js';

/** Renders a mail of this context. */
export function renderMail({ kind, ...letter }: Letter): Omit<Mail, 'id'> {
  return renderText(mailTexts[kind][letter.locale], letter);
}

/** Renders a mail with the same words as plain text and as HTML. The tenant's logo is the only remote resource. */
export function renderText(
  { subject, lines, action }: MailText,
  { to, name, locale, link, key, sender, branding }: Omit<Letter, 'kind'>,
): Omit<Mail, 'id'> {
  const frame = mailFrame[locale];
  const values: Record<string, string> = {
    tenant: branding.displayName,
    ...(key && { key: key.name, created: timeText(key.createdAt, locale) }),
  };
  // At once, so that a name which looks like a placeholder stays as it is.
  const named = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name) => oneLine(values[name] ?? whole));
  const hello = `${frame.hello}${name ? ` ${oneLine(name)}` : ''},`;
  const words = lines.map(named);
  const text = [hello, ...words, ...(link ? [link] : []), frame.automatic].join('\n\n');
  const paragraph = (line: string) => `<p>${escapeHtml(line)}</p>`;
  const html = [
    `<!doctype html><html lang="${locale}"><body style="font:16px/1.5 system-ui,sans-serif;color:#1c2733;max-width:36rem;margin:2rem auto;padding:0 1rem">`,
    branding.logoUrl &&
      `<img src="${escapeHtml(branding.logoUrl)}" alt="${escapeHtml(branding.displayName)}" height="48">`,
    ...[hello, ...words].map(paragraph),
    ...(link && action ? button(link, action, branding.colour, frame.fallback) : []),
    `<p style="color:#56657a;font-size:14px">${escapeHtml(frame.automatic)}</p></body></html>`,
  ].filter(Boolean);
  return { from: sender, to, subject: named(subject), text: `${text}\n`, html: html.join('\n'), ...(link && { link }) };
}

function button(link: string, action: string, colour: string, fallback: string): string[] {
  const [href, label] = [escapeHtml(link), escapeHtml(action)];
  return [
    `<p><a href="${href}" style="display:inline-block;background:${escapeHtml(colour)};color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none">${label}</a></p>`,
    `<p style="color:#56657a;font-size:14px">${escapeHtml(fallback)}<br><a href="${href}">${href}</a></p>`,
  ];
}

/** Tenants have no time zone of their own. */
const timeText = (date: Date, locale: Locale) =>
  `${new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(date)} UTC`;

/** Names hold what users typed; a subject must be one line. */
const oneLine = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
