import { Global, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { type Level, pino } from 'pino';
import { Settings } from '#platform/config';
import { Lifecycle } from './lifecycle.js';
import { LogDestination } from './logs/log-destination.js';
import { createLogger } from './logs/logger.js';
import { readable } from './logs/readable.js';
import { RequestLog } from './logs/request-log.js';
import { MetricsServer } from './metrics/metrics-server.js';
import { RequestMetrics } from './metrics/request-metrics.js';
import { RequestTelemetry } from './request-telemetry.js';
import { Tracing } from './traces/tracing.js';

const levelNumber = (level: Settings['logLevel']) => pino.levels.values[level as Level] ?? Number.POSITIVE_INFINITY;

// A process has one standard output, however many applications it creates.
let standardOutput: LogDestination | undefined;

/** Logs, metrics and traces. Nest itself logs through it: `app.useLogger(app.get(Logger))` of nestjs-pino. */
@Global()
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Settings, LogDestination],
      // No middleware: the pipeline writes the line of each request.
      useFactory: ({ logLevel }: Settings, destination: LogDestination) => ({
        pinoHttp: { logger: createLogger(logLevel, destination), autoLogging: false },
        forRoutes: [],
      }),
    }),
  ],
  providers: [
    Lifecycle,
    MetricsServer,
    RequestMetrics,
    {
      provide: LogDestination,
      inject: [Settings],
      useFactory: ({ logFormat }: Settings) => {
        const forPeople = logFormat === 'text' || (logFormat === 'auto' && process.stdout.isTTY);
        standardOutput ??= new LogDestination(1, forPeople ? readable : undefined);
        return standardOutput;
      },
    },
    {
      provide: Tracing,
      inject: [Settings],
      useFactory: async ({ otelEndpoint }: Settings): Promise<Tracing | null> => {
        if (!otelEndpoint) return null;
        const { OtlpTracing } = await import('./traces/otlp-tracing.js');
        return new OtlpTracing(otelEndpoint);
      },
    },
    {
      provide: RequestTelemetry,
      inject: [Settings, LogDestination, RequestMetrics, Tracing],
      useFactory: (
        { logLevel }: Settings,
        destination: LogDestination,
        metrics: RequestMetrics,
        tracing: Tracing | null,
      ) => new RequestTelemetry(new RequestLog(levelNumber(logLevel), destination), metrics, tracing),
    },
  ],
  exports: [Lifecycle, MetricsServer, LogDestination, RequestTelemetry],
})
export class TelemetryModule {}
