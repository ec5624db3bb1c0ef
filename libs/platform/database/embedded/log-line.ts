import { Logger } from '@nestjs/common';

/** Logs one line for the operator. */
export type LogLine = (line: string) => void;

const logger = new Logger('Postgres');

/** Logs to the application's log. */
export const logLine: LogLine = (line) => logger.warn(line);
