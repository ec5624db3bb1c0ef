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
    .action(async ({ url }: { url?: string }, command: Command) => {
      const address = url ?? readSettings(process.env).alertmanagerUrl;
      if (!isWebAddress(address)) command.error(`error: ALERTMANAGER_URL is invalid. ${wanted}`);
      const { id, to, endsAt } = await sendTestAlert(address);
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

const wanted =
  'It must be an address such as http://alertmanager:9093, and in its user and password a percent sign is written %25.';

function webAddress(text: string): string {
  if (isWebAddress(text)) return text;
  throw new InvalidArgumentError(wanted);
}

/** Whether it is a URL of the web, the percent-encoding of whose account can be read. */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
