import { hostname } from 'node:os';

/** Host and process, for the operator. */
export const processName = `${hostname()} ${process.pid}`;
