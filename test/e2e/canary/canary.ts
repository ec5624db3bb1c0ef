import { randomBytes } from 'node:crypto';
import { type Schema, typesOf } from '../../support/json-schema.js';
import type { Secret } from '../../support/kept-secrets.js';

const word = () => `canary${randomBytes(8).toString('hex')}`;

/** A person whose every word occurs nowhere else: what of them is left anywhere is theirs. */
export class Canary {
  private readonly words = { name: word(), newName: word(), address: word(), password: word(), device: word() };
  /** What they write into texts that are about something else. */
  readonly text = word();
  /** What they put into the id of each request. */
  readonly requestId = word();
  readonly email = `${this.words.address}@palier.example`;
  readonly name = `Ada ${this.words.name}`;
  readonly newName = `Ada ${this.words.newName}`;
  readonly device = `Mozilla/5.0 (${this.words.device})`;
  /** Of a network for documentation, which no other test of this file uses. */
  readonly network = '198.51.100.77';
  /** The ids of their accounts, by tenant. */
  readonly ids: Record<string, string> = {};

  /** A new password with each call. */
  password(n: number): string {
    return `${n} horses ${this.words.password} eat pears`;
  }

  /** Everything that says who they are, and their ids as text and as bytes. */
  get needles(): Record<string, Secret> {
    const ids = Object.entries(this.ids).flatMap(([of, id]) => [
      [`id ${of}`, id],
      [`id ${of} as bytes`, Buffer.from(id.replaceAll('-', ''), 'hex')],
    ]);
    return {
      ...this.words,
      network: this.network,
      text: this.text,
      request: this.requestId,
      ...Object.fromEntries(ids),
    };
  }

  /** The example of a schema, with the text woven into each string that may hold it. */
  woven(schema: Schema): unknown {
    const { example } = schema;
    if (schema.properties) {
      const fields = Object.entries(schema.properties as Record<string, Schema>);
      return Object.fromEntries(
        fields.map(([name, field]) => [name, this.woven(field)]).filter(([, value]) => value !== undefined),
      );
    }
    if (typeof example !== 'string' || !typesOf(schema).includes('string')) return example;
    const text = `${example} ${this.text}`;
    const pattern = new RegExp((schema.pattern as string) ?? '', 'u');
    const fits = !schema.enum && !schema.format && text.length <= ((schema.maxLength as number) ?? 1000);
    return fits && pattern.test(text) ? text : example;
  }
}
