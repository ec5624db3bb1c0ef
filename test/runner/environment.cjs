const { ModuleMocker } = require('jest-mock');
const { ModernFakeTimers } = require('@jest/fake-timers');

/** Keys under which Jest's framework keeps its state in the global object; without their deletion, that of every file stays. */
const stateOfJest = new Set([
  'JEST_STATE_SYMBOL',
  'RETRY_TIMES_SETTER',
  'RETRY_TIMES',
  'RETRY_IMMEDIATELY',
  'WAIT_BEFORE_RETRY',
  'TEST_TIMEOUT_SYMBOL',
  'EVENT_HANDLERS',
  'LOG_ERRORS_BEFORE_RETRY',
]);

/** Gives every spec file the global object of the worker itself, and at its end puts back what the file changed. */
class SharedEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.putBack = remember();
    Object.assign(process.env, projectConfig.testEnvironmentOptions.env);
    this.moduleMocker = new ModuleMocker(globalThis);
    // It would read every global, also those that Node loads only when they are read.
    this.moduleMocker.clearMocksOnScope = undefined;
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  /**
   * Timers of a file, such as those of limits for a minute, outlive it and keep what Jest knows of the test that set them. Without
   * its functions, they do not keep the applications of the file.
   */
  handleTestEvent(event, { rootDescribeBlock }) {
    if (event.name === 'teardown') forgetFunctions(rootDescribeBlock);
  }

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    this.putBack();
    for (const key of Object.getOwnPropertySymbols(globalThis)) {
      if (stateOfJest.has(key.description)) delete globalThis[key];
    }
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}

function forgetFunctions({ hooks, children }) {
  for (const each of [...hooks, ...children]) {
    if (each.type === 'describeBlock') forgetFunctions(each);
    else Object.assign(each, { fn: undefined, asyncError: undefined });
  }
}

/** What spec files change of the process; returns what puts it back. */
function remember() {
  const { env, exit, exitCode, argv } = process;
  const { console } = globalThis;
  const { stackTraceLimit } = Error;
  const values = { ...env };
  const kept = new Set(process.eventNames().flatMap((name) => process.rawListeners(name)));
  return () => {
    Object.assign(process, { env, exit, exitCode, argv });
    for (const name of Object.keys(env)) if (!(name in values)) delete env[name];
    Object.assign(env, values);
    globalThis.console = console;
    Error.stackTraceLimit = stackTraceLimit;
    for (const name of process.eventNames()) {
      for (const listener of process.rawListeners(name))
        if (!kept.has(listener)) process.removeListener(name, listener);
    }
  };
}

module.exports = SharedEnvironment;
