import { type Command, InvalidArgumentError } from 'commander';
import { readSettings } from '#platform/config';
import { sendTestAlert } from './alert/send-test-alert.js';

/** `palier alert`: opens no connection to the database. */
export function registerAlertCommands(program: Command): void {
  const alert = program.command('alert').description('Alerts, which Prometheus raises and Alertmanager sends.');
  alert
    .command('test')
    .description('Have Alertmanager send a test alert, and its end two minutes later, to everyone who gets alerts.')
    .option('--url <url>', 'where Alertmanager is (default: ALERTMANAGER_URL)', webAddress)
    .action(async ({ url }: { url?: string }) => {
      const { id, to, endsAt } = await sendTestAlert(url ?? readSettings(process.env).alertmanagerUrl);
      const at = endsAt.toISOString().slice(11, 19);
      process.stdout.write(
        [
          `Alertmanager at ${to} has the test alert ${id}.`,
          `Each channel and address gets “warning: PalierTest” now, and “Resolved: PalierTest” soon after ${at} UTC.`,
          'Where nothing arrives, look at the log of Alertmanager: it says what could not be sent, and why.\n',
        ].join('\n'),
      );
    });
}

function webAddress(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It must be an address such as http://alertmanager:9093.');
}
