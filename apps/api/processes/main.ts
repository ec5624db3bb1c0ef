import { once } from 'node:events';
import { runProcess } from '../../terminal/run-process.js';
import { Supervisor } from './supervisor.js';

// `npm run api` with API_PROCESSES of 2 or more.
await runProcess(async (atEnd, ending) => {
  const supervisor = new Supervisor();
  atEnd((signal) => supervisor.end(signal));
  // A signal during the start takes effect at once: the processes end when their own start is over.
  await Promise.race([supervisor.start(), once(ending, 'abort')]);
});
