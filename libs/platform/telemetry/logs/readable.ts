import { pino } from 'pino';

/** Of the correlation of lines, which a person at a terminal does not do by eye. */
const ids = ['requestId', 'tenantId', 'traceId', 'spanId'];

/** A JSON line of the log for a person: time of day, level, context, message, other fields, and the stack of an error. */
export function readable(line: string): string {
  const { level, time, context, msg, err, ...others } = JSON.parse(line);
  const head = [
    new Date(time).toTimeString().slice(0, 8),
    level === 30 ? '' : pino.levels.labels[level]?.toUpperCase(),
  ];
  const text =
    msg === 'request'
      ? requestText(others)
      : [context && `[${context}]`, msg, fields(others)].filter(Boolean).join(' ');
  const stack = err?.stack ? `${indented(err.stack)}\n` : '';
  return `${[...head, text].filter(Boolean).join(' ')}\n${stack}`;
}

function requestText({ method, path, status, ms, cache }: Record<string, unknown>): string {
  return `${method} ${path} ${status}, ${ms} ms${cache ? `, cache: ${cache}` : ''}`;
}

function fields(others: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(others).filter(([name]) => !ids.includes(name));
  return shown.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' ');
}

const indented = (text: string) => text.replace(/^/gm, '    ');
