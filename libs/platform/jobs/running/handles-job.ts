import { Injectable, type Type } from '@nestjs/common';
import { declaredJobs, type JobDefinition, type JobPayload } from '../job-definition.js';
import type { JobHandler } from '../job-handler.js';

type HandlerClass<Payload extends JobPayload> = Type<JobHandler<Payload>>;

const handlers = new Map<string, HandlerClass<JobPayload>[]>();

/** Makes an injectable class the handler of a kind of job; a worker module provides it. */
export function HandlesJob<Payload extends JobPayload>(job: JobDefinition<Payload>) {
  return <Handler extends HandlerClass<Payload>>(handler: Handler): void => {
    Injectable()(handler);
    handlers.set(job.name, [...(handlers.get(job.name) ?? []), handler]);
  };
}

/**
 * Requires a handler for every declared job. Called at the start of every process, once all modules are loaded.
 *
 * @throws Error when a declared job has no handler, or more than one
 */
export function assertHandled(): void {
  for (const { name } of declaredJobs()) handlerOf(name);
}

/** @throws Error when the job has no handler, or more than one */
export function handlerOf(job: string): HandlerClass<JobPayload> {
  const [handler, ...others] = handlers.get(job) ?? [];
  if (!handler) throw new Error(`The job ${job} has no handler: decorate one with @HandlesJob and provide it.`);
  if (others.length > 0) {
    const names = [handler, ...others].map(({ name }) => name).join(' and ');
    throw new Error(`The job ${job} has more than one handler: ${names}.`);
  }
  return handler;
}
