import { type Level, type Logger, pino } from 'pino';
import { requestInForce } from '../request-scope.js';
import type { LogDestination } from './log-destination.js';
import { redacted, redactedPaths, redactText } from './redaction.js';

/** Nest logs a line for each module and route at the start: these are logged at `debug`. */
const chatty = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication']);

/** The logger of the process: JSON lines, redacted, with the ids of the current request. */
export function createLogger(level: Level | 'silent', destination: LogDestination): Logger {
  return pino(
    {
      level,
      base: undefined,
      redact: { paths: redactedPaths, censor: redacted },
      mixin: () => {
        const scope = requestInForce();
        if (!scope) return {};
        return { requestId: scope.requestId, tenantId: scope.tenantId, traceId: scope.traceId, spanId: scope.spanId };
      },
      hooks: {
        streamWrite: redactText,
        logMethod(args, method, severity) {
          const [first, , ...more] = args as [unknown, ...unknown[]];
          // Nest gives the error after the message, where pino drops it.
          const err = more.find((each) => each instanceof Error);
          if (err && first instanceof Object) Object.assign(first, { err });
          const context = first instanceof Object && 'context' in first ? String(first.context) : '';
          if (severity === 30 && chatty.has(context)) return this.isLevelEnabled('debug') && method.apply(this, args);
          return method.apply(this, args);
        },
      },
    },
    destination,
  );
}
