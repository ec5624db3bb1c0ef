import { callAs, type SignedIn } from './signed-in.js';
import type { TestApp } from './test-app.js';

type Parameters = Readonly<Record<string, string | readonly string[]>>;

/** The stream or the mark of the protocol with this name, as in `starred`. */
export const state = (name: string) => `user/-/state/com.google/${name}`;

interface Item {
  readonly id: string;
  readonly title: string;
  readonly categories: readonly string[];
  readonly timestampUsec: string;
}

/** A feed reader that speaks the protocol of Google Reader. */
export class ReaderClient {
  static readonly base = '/v1/feeds/greader';

  constructor(
    private readonly api: TestApp,
    readonly auth: string,
  ) {}

  /** A personal key of a user. */
  static async keyOf(api: TestApp, user: SignedIn, wish: object = {}): Promise<{ id: string; key: string }> {
    const body = { name: 'Phone', scopes: ['feeds.read', 'feeds.write'], ...wish };
    const answer = await callAs(api, user.token, 'POST', '/v1/me/keys', body);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json();
  }

  /** Signed in with a new key of a user. */
  static async of(api: TestApp, user: SignedIn, wish: object = {}): Promise<ReaderClient> {
    return ReaderClient.signIn(api, 'whoever', (await ReaderClient.keyOf(api, user, wish)).key);
  }

  static login(api: TestApp, form: Parameters, query = '') {
    return api.inject({ method: 'POST', url: `${ReaderClient.base}/accounts/ClientLogin${query}`, ...formOf(form) });
  }

  static async signIn(api: TestApp, Email: string, Passwd: string): Promise<ReaderClient> {
    const { body } = await ReaderClient.login(api, { Email, Passwd });
    const auth = /^Auth=(.+)$/m.exec(body)?.[1];
    if (auth === undefined) throw new Error(body);
    return new ReaderClient(api, auth);
  }

  get(path: string) {
    return this.api.inject({ method: 'GET', url: `${ReaderClient.base}/reader/api/0/${path}`, headers: this.headers });
  }

  post(path: string, parameters: Parameters) {
    const { payload, headers } = formOf({ ...parameters, T: 'token' });
    const url = `${ReaderClient.base}/reader/api/0/${path}`;
    return this.api.inject({ method: 'POST', url, payload, headers: { ...headers, ...this.headers } });
  }

  async text(path: string): Promise<string> {
    const answer = await this.get(path);
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`);
    return answer.body;
  }

  // biome-ignore lint/suspicious/noExplicitAny: what the protocol answers is what the tests look at.
  async json(path: string, parameters: Parameters = {}): Promise<any> {
    const query = encoded(parameters);
    return JSON.parse(await this.text(query ? `${path}?${query}` : path));
  }

  /** A change, which is answered with `OK`. */
  async edit(path: string, parameters: Parameters): Promise<void> {
    const answer = await this.post(path, parameters);
    if (answer.statusCode !== 200 || answer.body !== 'OK') throw new Error(`${path}: ${answer.body}`);
  }

  /** The ids of a stream, in decimal. */
  async ids(s: string, parameters: Parameters = {}): Promise<string[]> {
    const { itemRefs } = await this.json('stream/items/ids', { output: 'json', s, ...parameters });
    return itemRefs.map(({ id }: { id: string }) => id);
  }

  async contents(i: readonly string[]): Promise<Item[]> {
    const answer = await this.post('stream/items/contents?output=json', { i });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json().items;
  }

  /** The titles of a stream, in their alphabetical order. */
  async titles(stream: string, parameters: Parameters = {}): Promise<string[]> {
    const { items } = await this.json(`stream/contents/${encodeURI(stream)}`, { n: '50', ...parameters });
    return items.map(({ title }: Item) => title).sort();
  }

  /** The titles of a stream, page by page. */
  async pages(stream: string, parameters: Parameters): Promise<string[][]> {
    const pages: string[][] = [];
    for (let c: string | undefined = ''; c !== undefined; ) {
      const page = await this.json(`stream/contents/${encodeURI(stream)}`, { ...parameters, c });
      pages.push(page.items.map(({ title }: Item) => title));
      c = page.continuation;
    }
    return pages;
  }

  private get headers() {
    return { authorization: `GoogleLogin auth=${this.auth}` };
  }
}

function encoded(parameters: Parameters): string {
  const pairs = Object.entries(parameters).flatMap(([name, values]) => [values].flat().map((each) => [name, each]));
  return new URLSearchParams(pairs as [string, string][]).toString();
}

function formOf(parameters: Parameters) {
  return { payload: encoded(parameters), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}
