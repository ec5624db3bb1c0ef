import type { WebhookForm } from '../endpoints/endpoint.js';

/** What a message says, in the form of Standard Webhooks. */
export interface Message {
  readonly type: string;
  readonly version: number;
  /** When it happened, RFC 3339. */
  readonly timestamp: string;
  /** The slug of the tenant. */
  readonly tenant: string;
  readonly data: object;
}

/** Characters that Slack and Discord take; Slack cuts longer texts off, and Discord refuses them. */
const most = { slack: 4000, discord: 2000 } as const;

/**
 * The body of a message.
 *
 * @param text what it says in one line, for Slack and Discord: nothing in it is a mention or a command there, and addresses alone are links
 */
export function bodyOf(form: WebhookForm, message: Message, text: string): string {
  if (form === 'standard') return JSON.stringify(message);
  const line = text.toWellFormed().replaceAll(/\s+/g, ' ').trim();
  if (form === 'slack') return JSON.stringify({ text: cut(escapedForSlack(line), most.slack) });
  return JSON.stringify({ content: cut(escapedForDiscord(line), most.discord), allowed_mentions: { parse: [] } });
}

function escapedForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Addresses are links there, in which an escape would stay. */
function escapedForDiscord(text: string): string {
  const parts = text.split(/(?<![\p{L}\p{N}_])(https?:\/\/[\p{L}\p{N}[]\S*)/u);
  return parts.map((part, at) => (at % 2 === 1 && linkForDiscord(part)) || markupEscaped(part)).join('');
}

function markupEscaped(text: string): string {
  return text.replaceAll(/[\\`*_~|<>[\]()#@-]/g, '\\$&');
}

/** With what would end it percent-encoded; empty where the text is no address. What follows it, an escape would make part of it. */
function linkForDiscord(text: string): string {
  const end = endOfAddress(text);
  const address = text.slice(0, end);
  if (!URL.canParse(address)) return '';
  return (
    address.replaceAll(/[\\`|<>()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`) + text.slice(end)
  );
}

/** A parenthesis that closes none of the address is of the text around it, with the signs between. */
function endOfAddress(text: string): number {
  let unopened = text.split(')').length - text.split('(').length;
  let end = text.length;
  for (let at = end - 1; unopened > 0 && /[).,:;!?]/.test(text.charAt(at)); at -= 1) {
    if (text[at] !== ')') continue;
    end = at;
    unopened -= 1;
  }
  return end;
}

/** What an escape became is not cut in two. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/(&[a-z]*|\\|%[\dA-F]?|[\ud800-\udbff])$/, '')}…`;
}
