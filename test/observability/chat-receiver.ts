import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../support/until.js';

/** A message as Alertmanager sends it to Discord. */
export interface ChatMessage {
  readonly title: string;
  readonly description: string;
}

/** Stands in for Discord, on loopback. */
export interface ChatReceiver {
  readonly url: string;
  /** What came, in order. */
  readonly messages: ChatMessage[];
  /** Resolves with the first message of which this holds, also one that came before. */
  message(holds: (message: ChatMessage) => boolean): Promise<ChatMessage>;
  stop(): Promise<void>;
}

/** Starts one that takes every message. */
export async function startChatReceiver(): Promise<ChatReceiver> {
  const messages: ChatMessage[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { embeds: ChatMessage[] };
    messages.push(...body.embeds.map(({ title, description }) => ({ title, description })));
    response.writeHead(204).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/1/secret`,
    messages,
    message: (holds) => until(() => messages.find(holds)),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
