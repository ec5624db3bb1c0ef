import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastingPort } from '../support/lasting-port.js';
import { DevTools, type Told } from './devtools.js';
import { findProgram, startProcess } from './server-process.js';

/** A request of a page, as the browser tells it. */
export interface PageRequest {
  readonly id: string | undefined;
  readonly url: string;
  readonly method: string;
  readonly body: string;
  /** When it began, by the monotonic clock of the browser, in seconds. */
  readonly at: number;
  /** 0 while there is no answer, -1 once there will be none. */
  status: number;
  /** Of the answer, with lower-case names. */
  headers: Readonly<Record<string, string>>;
}

/** A tab of a browser. */
export interface BrowserPage {
  /** What it has requested so far, in order. */
  readonly requests: readonly PageRequest[];
  /** Sends a command of the DevTools protocol. */
  send(method: string, params?: object): Promise<Told>;
  /** The value of an expression, which may be a promise. @throws Error with what it threw */
  evaluate(expression: string): Promise<unknown>;
  /** Closes the tab as a person does. */
  close(): Promise<unknown>;
}

/** A Chromium without windows, with an empty profile. */
export interface Chromium {
  /** A new tab, before the others, in which these lines run before the scripts of each page. */
  open(before?: string): Promise<BrowserPage>;
  stop(): Promise<void>;
}

/** Starts a browser, which is driven over the DevTools protocol. */
export async function startChromium(): Promise<Chromium> {
  const port = await lastingPort();
  const folder = mkdtempSync(join(tmpdir(), 'palier-chromium-'));
  const address = `http://127.0.0.1:${port}/json/version`;
  const options = ['--headless', '--disable-gpu', `--remote-debugging-port=${port}`, `--user-data-dir=${folder}`];
  // Its sandbox refuses root.
  const command = [findProgram('chromium') ?? 'chromium', ...options, '--no-sandbox', '--no-first-run', 'about:blank'];
  const running = await startProcess(command, async () => (await fetch(address).catch(() => undefined))?.ok === true);
  const { webSocketDebuggerUrl } = (await (await fetch(address)).json()) as { webSocketDebuggerUrl: string };
  const tools = await DevTools.connect(webSocketDebuggerUrl);
  return {
    open: (before = '') => openPage(tools, before),
    async stop() {
      tools.close();
      await running.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

async function openPage(tools: DevTools, before: string): Promise<BrowserPage> {
  const { targetId } = await tools.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId = '' } = await tools.send('Target.attachToTarget', { targetId, flatten: true });
  const send: BrowserPage['send'] = (method, params = {}) => tools.send(method, params, sessionId);
  const requests: PageRequest[] = [];
  tools.hear(sessionId, (method, { requestId: id, request, response, timestamp: at = 0 }) => {
    const known = requests.find((each) => each.id === id);
    if (request && method === 'Network.requestWillBeSent')
      requests.push({
        id,
        url: request.url,
        method: request.method,
        body: request.postData ?? '',
        at,
        status: 0,
        headers: {},
      });
    if (known && response && method === 'Network.responseReceived') {
      known.status = response.status;
      known.headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
    }
    if (known && method === 'Network.loadingFailed') known.status ||= -1;
  });
  await Promise.all([send('Network.enable'), send('Page.enable')]);
  await send('Page.addScriptToEvaluateOnNewDocument', { source: before });
  return {
    requests,
    send,
    async evaluate(expression) {
      const asked = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails: thrown } = await send('Runtime.evaluate', asked);
      if (thrown) throw new Error(thrown.exception?.description ?? thrown.text);
      return result?.value;
    },
    close: () => send('Page.close'),
  };
}
