import {
  ErrorCode,
  type EvaluationContext,
  type EvaluationContextValue,
  type Provider,
  type ResolutionDetails,
  StandardResolutionReasons,
} from '@openfeature/server-sdk';
import { declarationOf } from './declare-flag.js';
import type { Flags } from './flags.js';

/** Provides `Flags` through OpenFeature's API; `userId`, `tenantId`, `plan` and `targetingKey` of the context are used. */
export class FlagsProvider implements Provider {
  readonly metadata = { name: 'Palier' };
  readonly runsOn = 'server';

  constructor(private readonly flags: Flags) {}

  async resolveBooleanEvaluation(
    name: string,
    byDefault: boolean,
    { userId, tenantId, plan, targetingKey }: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    if (!declarationOf(name)) return failed(byDefault, ErrorCode.FLAG_NOT_FOUND, `No flag is named ${name}.`);
    const target = { targetingKey, userId: textIn(userId), tenantId: textIn(tenantId), plan: textIn(plan) };
    return { value: this.flags.isOn(name, target), reason: StandardResolutionReasons.TARGETING_MATCH };
  }

  async resolveStringEvaluation(name: string, byDefault: string): Promise<ResolutionDetails<string>> {
    return noBoolean(name, byDefault);
  }

  async resolveNumberEvaluation(name: string, byDefault: number): Promise<ResolutionDetails<number>> {
    return noBoolean(name, byDefault);
  }

  async resolveObjectEvaluation<T>(name: string, byDefault: T): Promise<ResolutionDetails<T>> {
    return noBoolean(name, byDefault);
  }
}

const textIn = (value: EvaluationContextValue | undefined) => (typeof value === 'string' ? value : undefined);

function noBoolean<T>(name: string, value: T): ResolutionDetails<T> {
  return failed(value, ErrorCode.TYPE_MISMATCH, `The flag ${name} is a boolean, as all flags are.`);
}

function failed<T>(value: T, errorCode: ErrorCode, errorMessage: string): ResolutionDetails<T> {
  return { value, reason: StandardResolutionReasons.ERROR, errorCode, errorMessage };
}
