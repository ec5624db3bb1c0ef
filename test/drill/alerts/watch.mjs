// Prometheus and Alertmanager on loopback with the shipped configuration, and what stands in for Discord.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const { startAlertmanager } = await import('../../observability/alertmanager.ts');
const { startChatReceiver } = await import('../../observability/chat-receiver.ts');
const { lastingPort } = await import('../../support/lasting-port.ts');
const { findProgram, startProcess } = await import('../../stack/server-process.ts');

const PATIENCE_MS = 900_000;
const SHIPPED = 'docker/observability/prometheus';

/**
 * @param {string[]} ports of the metrics of each process
 * @throws where one does not start
 */
export async function startWatch(ports) {
  const parts = [];
  const stop = async () => {
    for (const part of parts.splice(0)) await part();
  };
  try {
    const chat = await startChatReceiver();
    parts.unshift(() => chat.stop());
    const alertmanager = await startAlertmanager({ ALERTS_DISCORD_URL: chat.url });
    parts.unshift(() => alertmanager.stop());
    const prometheus = await startPrometheus(ports, alertmanager.url);
    parts.unshift(() => prometheus.stop());
    return {
      messages: chat.messages,
      /** Resolves once a message of this title came, also before. */
      async message(title) {
        for (
          const deadline = Date.now() + PATIENCE_MS;
          !chat.messages.some((one) => one.title === title);
          await pause(100)
        )
          if (Date.now() > deadline) throw new Error(`${title}: not within ${PATIENCE_MS / 1000} s`);
      },
      /** Waits, and throws where something alerts meanwhile. */
      async wellFor(ms) {
        await pause(ms);
        if (chat.messages.length > 0) throw new Error(`Before any fault: ${JSON.stringify(chat.messages)}`);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startPrometheus(ports, alertmanagerUrl) {
  const folder = mkdtempSync(join(tmpdir(), 'palier-prometheus-'));
  const url = `http://127.0.0.1:${await lastingPort()}`;
  cpSync(SHIPPED, folder, { recursive: true });
  const shipped = readFileSync(join(SHIPPED, 'prometheus.yml'), 'utf8');
  const configuration = shipped.replace('alertmanager:9093', new URL(alertmanagerUrl).host);
  writeFileSync(join(folder, 'prometheus.yml'), configuration);
  // A JSON document is a YAML document.
  const targets = ports.map((port) => `127.0.0.1:${port}`);
  writeFileSync(join(folder, 'targets.yml'), JSON.stringify([{ targets }]));
  const command = [
    findProgram('prometheus') ?? 'prometheus',
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${new URL(url).host}`,
  ];
  const ready = () =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  const running = await startProcess(command, ready);
  return {
    async stop() {
      await running.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
