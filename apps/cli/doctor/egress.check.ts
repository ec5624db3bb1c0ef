import { once } from 'node:events';
import { connect } from 'node:net';
import { type Diagnosis, fine, problem, warning } from './diagnosis.js';
import type { Installation } from './installation.js';

const PATIENCE_MS = 3000;

/**
 * Checks connections to other hosts: only to those that the settings or the operator name, and
 * without sending anything.
 */
export async function checkEgress({ settings, env, egress }: Installation): Promise<Diagnosis[]> {
  const set = [settings.otelEndpoint, settings.sentryDsn].filter((url) => url !== undefined);
  const named = [...set.map((url) => new URL(url)), ...egress];
  return [...proxy(env), ...(named.length > 0 ? await Promise.all(named.map(reach)) : [untried])];
}

/** Node ignores the proxy variables unless NODE_USE_ENV_PROXY is set. */
function proxy(env: NodeJS.ProcessEnv): Diagnosis[] {
  const set = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'].filter((name) => env[name]);
  if (set.length === 0 || env.NODE_USE_ENV_PROXY === '1') return [];
  return [
    warning(
      'egress.proxy',
      `${set.join(' and ')} set, but Node does not use the proxy.`,
      'Set NODE_USE_ENV_PROXY=1 where outbound requests must pass the proxy.',
    ),
  ];
}

const untried = fine('egress', 'Not tried: no setting names another host; --egress <url> tries one.');

async function reach({ protocol, hostname, port: given }: URL): Promise<Diagnosis> {
  const name = 'egress';
  const port = Number(given) || (protocol === 'http:' ? 80 : 443);
  const target = `${hostname}:${port}`;
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port, timeout: PATIENCE_MS });
  socket.once('timeout', () => socket.destroy(new Error(`no answer in ${PATIENCE_MS} ms`)));
  try {
    await once(socket, 'connect');
    return fine(name, `${target} can be reached.`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return problem(
      name,
      `${target} cannot be reached: ${reason}.`,
      'Let this machine resolve the name and connect there, or correct the setting.',
    );
  } finally {
    socket.destroy();
  }
}
