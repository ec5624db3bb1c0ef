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
 * @param line what it says in one line, for Slack and Discord: nothing in it is a mention, a link or a command there
 */
export function bodyOf(form: WebhookForm, message: Message, line: string): string {
  if (form === 'standard') return JSON.stringify(message);
  const text = line.toWellFormed().replaceAll(/\s+/g, ' ').trim();
  if (form === 'slack') return JSON.stringify({ text: cut(escapedForSlack(text), most.slack) });
  return JSON.stringify({ content: cut(escapedForDiscord(text), most.discord), allowed_mentions: { parse: [] } });
}

function escapedForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapedForDiscord(text: string): string {
  return text.replaceAll(/[\\`*_~|<>[\]()#@-]/g, '\\$&');
}

/** What an escape became is not cut in two. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/(&[a-z]*|\\|[\ud800-\udbff])$/, '')}…`;
}
