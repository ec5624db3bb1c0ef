import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';

/** A response with the fields that Node does not document, which only this file and `write-answer.ts` use. */
export type Headed = ServerResponse & {
  /** The joined head, with the empty line: what the next write sends first. Null until there is one. */
  _header: string | null;
  /** Whether it was sent. */
  _headerSent: boolean;
  /** The time that `Keep-Alive` tells the client, in milliseconds; its server sets it. */
  readonly _keepAliveTimeout: number;
};

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n';
const BODY = 'body';

/**
 * Whether responses send what is in `_header` and nothing else, and nothing more once `_headerSent` says so: tried on two
 * answers in memory.
 */
export function takesText(Response: new (request: IncomingMessage) => ServerResponse = ServerResponse): boolean {
  let sent = '';
  const respond = () => {
    const response = new Response(new IncomingMessage(new Socket())) as Headed;
    const write = (piece: Buffer, _: string, done: () => void) => {
      sent += piece.toString('latin1');
      done();
    };
    response.assignSocket(new Writable({ write }) as Socket);
    if (response._header !== null || typeof response._keepAliveTimeout !== 'number') throw new Error('No such fields.');
    response._header = HEAD;
    return response;
  };
  try {
    respond().end(BODY, 'latin1');
    const response = respond();
    response.socket?.write(HEAD + BODY);
    response._headerSent = true;
    response.end();
  } catch {
    return false;
  }
  return sent === HEAD + BODY + HEAD + BODY;
}

/** The result of `takesText` on this Node, when the process started. */
export const nodeTakesText = takesText();
