import { Logger } from '@nestjs/common';

/** Takes one line for the operator. */
export type LogLine = (line: string) => void;

const logger = new Logger('Postgres');

/** Into the log of the application. */
export const logLine: LogLine = (line) => logger.warn(line);
