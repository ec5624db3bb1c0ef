import {
  ErrorCode,
  type EvaluationContext,
  type Provider,
  type ResolutionDetails,
  StandardResolutionReasons,
} from '@openfeature/server-sdk';
import { declarationOf } from './declare-flag.js';
import type { Flags } from './flags.js';

/** Provides `Flags` through OpenFeature's API; `tenantId` and `targetingKey` of the context are used. */
export class FlagsProvider implements Provider {
  readonly metadata = { name: 'Palier' };
  readonly runsOn = 'server';

  constructor(private readonly flags: Flags) {}

  async resolveBooleanEvaluation(
    name: string,
    byDefault: boolean,
    { tenantId, targetingKey }: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    if (!declarationOf(name)) return failed(byDefault, ErrorCode.FLAG_NOT_FOUND, `No flag is named ${name}.`);
    const target = { targetingKey, tenantId: typeof tenantId === 'string' ? tenantId : undefined };
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

function noBoolean<T>(name: string, value: T): ResolutionDetails<T> {
  return failed(value, ErrorCode.TYPE_MISMATCH, `The flag ${name} is a boolean, as all flags are.`);
}

function failed<T>(value: T, errorCode: ErrorCode, errorMessage: string): ResolutionDetails<T> {
  return { value, reason: StandardResolutionReasons.ERROR, errorCode, errorMessage };
}
