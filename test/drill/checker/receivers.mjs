// Where mails and webhooks arrive: a server of each, behind a proxy, and what came to them.
import '../../support/sources.mjs';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const { MailServer } = await import('../../support/mail-server.ts');
const { startProxy } = await import('../../support/tcp-proxy.ts');

/** How often it is asked whether somebody still waits, in milliseconds. */
const LOOK_MS = 500;

/** @returns `mails` by recipient, each with its id and the secret of its link, and the ids of `messages` by the user they tell of */
export async function openReceivers() {
  const [mails, messages, came] = [new Map(), new Map(), new EventEmitter().setMaxListeners(0)];
  const add = (map, key, value) => {
    map.set(key, [...(map.get(key) ?? []), value]);
    came.emit(key);
  };
  const mail = new MailServer();
  mail.onTaken = ({ recipient, messageId, lines }) => add(mails, recipient, { messageId, secret: secretOf(lines) });
  await mail.start();
  const web = createServer(async (request, response) => {
    // What was cut on its way is sent again.
    const message = await json(request).catch(() => undefined);
    if (message) add(messages, message.data.userId, request.headers['webhook-id']);
    response.writeHead(message ? 204 : 400).end();
  });
  await once(web.listen(0, '127.0.0.1'), 'listening');
  const [toMail, toWeb] = [await startProxy(Number(new URL(mail.url).port)), await startProxy(web.address().port)];
  const arrival = async (map, key, isOver, count = 1) => {
    while ((map.get(key)?.length ?? 0) < count && !isOver())
      await once(came, key, { signal: AbortSignal.timeout(LOOK_MS) }).catch(() => {});
  };
  return {
    mails,
    messages,
    mailUrl: `smtp://127.0.0.1:${toMail.port}`,
    hookUrl: `http://127.0.0.1:${toWeb.port}/hook`,
    links: { 'worker-smtp': [toMail], 'worker-receiver': [toWeb] },
    /** Resolves once so many mails came to somebody, or nobody waits any more. */
    mailTo: (email, isOver, count) => arrival(mails, email, isOver, count),
    messageOf: (userId, isOver) => arrival(messages, userId, isOver),
    stop: async () => {
      web.close();
      await Promise.all([toMail.close(), toWeb.close(), mail.stop()]);
    },
  };
}

/** The secret follows the `#` of the link, which a line of quoted-printable may break. */
function secretOf(lines) {
  const text = lines.join('\n').replaceAll('=\n', '');
  return /\/invitation#([\w-]+)/.exec(text)?.[1];
}
