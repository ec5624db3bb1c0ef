import { newId } from '#platform/ids';
import type { Topic } from './topic.js';

/** Bytes of the JSON of a message, at most: a hint what changed, which the client then reads. */
const MOST_BYTES = 4096;

/** What a message says. */
export interface Content {
  /** Words in lower case with dots between, as in `app.changed`. */
  readonly name: string;
  /** At most 4 KB of JSON. */
  readonly data: object;
}

/** A message on its way to clients. */
export interface Message {
  /** A UUIDv7, made after the commit. */
  readonly id: string;
  readonly topic: Topic;
  readonly name: string;
  /** JSON. */
  readonly data: string;
}

/** @throws Error where the data has more than 4 KB, or the name other characters */
export function contentOf({ name, data }: Content): Pick<Message, 'name' | 'data'> {
  const text = JSON.stringify(data);
  if (!/^[a-z]+(\.[a-z]+)*$/.test(name)) throw new Error(`A message cannot be named ${name}.`);
  if (Buffer.byteLength(text) > MOST_BYTES) throw new Error(`The message ${name} exceeds ${MOST_BYTES} bytes.`);
  return { name, data: text };
}

/** Adds a field to the data. @param value without characters that JSON escapes */
export function withField(content: Pick<Message, 'name' | 'data'>, name: string, value: string) {
  const others = content.data.slice(0, -1);
  return { ...content, data: `${others}${others === '{' ? '' : ','}"${name}":"${value}"}` };
}

export function messageOf(topic: Topic, content: Pick<Message, 'name' | 'data'>): Message {
  return { id: newId(), topic, ...content };
}

/** A message as text, to send it to other processes. */
export function encode({ id, topic, name, data }: Message): string {
  return `${id} ${name} ${topic}\n${data}`;
}

/** The reverse of `encode`; undefined for a text of another kind, perhaps of a later version. */
export function decode(text: string): Message | undefined {
  const [, id, name, topic, data] = /^([\da-f-]{36}) ([a-z.]+) ([\da-f-]{36} [^\n]+)\n([^\n]+)$/.exec(text) ?? [];
  return id && name && topic && data ? { id, name, topic: topic as Topic, data } : undefined;
}

/** A Server-Sent Event. @param data JSON, without line breaks */
export function eventBytes(id: string | number, name: string, data: string): Buffer {
  return Buffer.from(`id: ${id}\nevent: ${name}\ndata: ${data}\n\n`);
}
