import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from '#platform/config';
import type { Ladder } from '../ladder.js';

/** A HOST that only this machine reaches. */
const loopback = /^(127\.|::1$|localhost$)/;
/** A Host header of this machine, as a URL of it has one. */
const loopbackName = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)(:\d+)?$/i;
/** What proxies add, one or another. */
const proxied = [
  ...['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'via'],
  ...['x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip'],
];

/** Whether the process serves the machine that it runs on and no other: in solo, on a loopback HOST, under no PUBLIC_URL of another name. */
export function servesOwnMachine({ host, publicUrl }: Settings, { step }: Ladder): boolean {
  const ownName = publicUrl === undefined || loopbackName.test(new URL(publicUrl).host);
  return step === 'solo' && loopback.test(host) && ownName;
}

/** Whether the process has the page of mails: those of a deployment without a mail server, for who tries it on their own machine. */
export function hasMailsPage(settings: Settings, ladder: Ladder): boolean {
  return servesOwnMachine(settings, ladder) && settings.mailUrl === undefined;
}

/**
 * Whether a request was sent to this machine by its name: a proxy before it adds a header or passes on another name, and so
 * does a page whose own name leads here.
 */
export function comesFromOwnMachine(headers: IncomingHttpHeaders): boolean {
  return loopbackName.test(headers.host ?? '') && !proxied.some((name) => name in headers);
}
