import type { RedisClient } from '#platform/redis';
import type { UserScript } from './user-scripts.js';

/** One run of a script over the hash of a user. */
export interface ScriptRun {
  readonly script: UserScript;
  readonly key: string;
  readonly values: readonly (string | number | Buffer)[];
}

/** What a script answered, and whether a replica has what it wrote; always true where there can be none. */
export interface Written {
  readonly answer: unknown;
  readonly replicated: boolean;
}

/** By its digest, and by its text to a server that does not know it yet. */
export async function runScript(client: RedisClient, { script, key, values }: ScriptRun): Promise<unknown> {
  try {
    return await client.evalsha(script.sha, 1, key, ...values);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return client.eval(script.text, 1, key, ...values);
  }
}
