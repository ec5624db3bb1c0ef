import { openAsBlob } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { visible } from '../output.js';
import { publishProblems } from './publish.errors.js';

/** What a problem says, as far as a person at a terminal needs it. */
interface Refusal {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** An answer, and its JSON. */
export interface StoreAnswer<T> {
  readonly status: number;
  readonly body: T & Refusal;
}

interface Operation {
  readonly id: string;
  readonly state: string;
  readonly error: Refusal | null;
}

/** Seconds for which the server may hold back the answer about an operation, and between two questions about it. */
const WAIT = 15;
const POLL = 1;

/** Sends requests to a store, with a key. */
export class StoreClient {
  /** @param url where the server is, without a path or with that of its proxy */
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** @throws Problem `store_unreachable` (503) where no server of the kind answers */
  async ask<T>(method: string, path: string, body?: object | Blob, type = 'application/json'): Promise<StoreAnswer<T>> {
    const headers = { authorization: `Bearer ${this.key}`, 'accept-language': 'en' };
    const content = body instanceof Blob ? body : body && JSON.stringify(body);
    try {
      const answer = await fetch(`${this.url.replace(/\/+$/, '')}${path}`, {
        method,
        redirect: 'error',
        headers: { ...headers, ...(content !== undefined && { 'content-type': type }) },
        ...(content !== undefined && { body: content }),
      });
      return { status: answer.status, body: (await answer.json()) as T & Refusal };
    } catch (error) {
      const { message, cause } = error as Error;
      const reason = cause instanceof Error ? cause.message : message;
      throw publishProblems.store_unreachable({ url: visible(this.url), cause: visible(reason) }, { cause: error });
    }
  }

  /** As `ask`, of what must succeed. @throws Problem `store_refused` (422), with what the server says */
  async get<T>(method: string, path: string, body?: object): Promise<T> {
    return accepted(await this.ask<T>(method, path, body));
  }

  /**
   * Starts an operation and waits until it has ended.
   *
   * @throws Problem `store_refused` (422), also where the operation failed; `store_unreachable` (503)
   */
  async run(path: string, archive?: { readonly file: string; readonly type: string }): Promise<void> {
    const blob = archive && (await openAsBlob(archive.file));
    let operation = accepted(await this.ask<Operation>('POST', `${path}?wait=${WAIT}`, blob, archive?.type));
    while (!['succeeded', 'failed', 'cancelled'].includes(operation.state)) {
      await pause(POLL * 1000);
      operation = await this.get<Operation>('GET', `/v1/operations/${operation.id}`);
    }
    if (operation.state === 'succeeded') return;
    throw refused(operation.error ?? { detail: `The operation ${operation.id} was cancelled. Run the command again.` });
  }
}

function accepted<T>({ status, body }: StoreAnswer<T>): T {
  if (status >= 300) throw refused(body);
  return body;
}

/** The problem of what a server says, which is not to write escape sequences to the terminal. */
export function refused({ code = '', detail = 'It does not say why.', errors = [] }: Refusal) {
  const each = errors.map((error) => `${error.pointer} ${error.detail}`);
  const said = [detail, ...each, ...(code ? [`(${code})`] : [])].join(' ');
  return publishProblems.store_refused({ detail: visible(said) });
}
