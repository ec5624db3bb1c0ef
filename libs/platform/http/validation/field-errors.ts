import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { FieldError, LocalText } from '#platform/problems';
import { maxErrors } from '../problems/problem-body.js';
import { anyConstraint, type ConstraintText, constraintTexts, missing } from './constraint-texts.js';

/**
 * One error per broken constraint, in the order of the fields, up to as many as a problem tells; a missing value is one
 * error only.
 */
export function fieldErrors(
  errors: readonly ValidationError[],
  place: FieldError['in'],
  parent: readonly string[] = [],
): FieldError[] {
  const told: FieldError[] = [];
  for (const error of errors) {
    if (told.length >= maxErrors) break;
    const path = [...parent, error.property];
    const own = textsOf(error).map(({ code, detail }) => ({ pointer: pointerTo(path), in: place, code, detail }));
    told.push(...own, ...fieldErrors(error.children ?? [], place, path));
  }
  return told.slice(0, maxErrors);
}

function textsOf(error: ValidationError): ConstraintText[] {
  const broken = Object.keys(error.constraints ?? {});
  if (broken.length > 0 && error.value === undefined && !broken.includes('whitelistValidation')) return [missing];
  const texts = broken.map((name) => {
    // A decorator's `context` may carry a text of its own: `@Matches(…, { context: { code, detail } })`.
    const own = error.contexts?.[name] as Partial<ConstraintText> | undefined;
    if (own?.code && own.detail) return { code: own.code, detail: own.detail };
    const { code, detail } = constraintTexts[name] ?? anyConstraint;
    return { code, detail: fill(detail, argumentsOf(error, name)) };
  });
  // When the type is wrong, the other constraints say nothing useful.
  const ofType = texts.find(({ code }) => /^not_an?_(string|array|integer|number|boolean|object|date)$/.test(code));
  return ofType ? [ofType] : texts;
}

/** The arguments of a declared constraint; class-validator only puts them into its English message. */
function argumentsOf({ target, property }: ValidationError, name: string): unknown[] {
  if (!target) return [];
  const declared = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return declared.find((rule) => rule.propertyName === property && rule.name === name)?.constraints ?? [];
}

function fill(detail: LocalText, args: unknown[]): LocalText {
  const replace = (template: string) => template.replace(/\{(\d)\}/g, (_slot, index) => words(args[Number(index)]));
  return { en: replace(detail.en), fr: replace(detail.fr) };
}

function words(argument: unknown): string {
  return Array.isArray(argument) ? argument.join(', ') : String(argument ?? '…');
}

/** Characters of a pointer, at most: unknown field names come from the client and may be as long as a body. */
const maxPointerLength = 256;

/** The JSON pointer (RFC 6901) to a path; lone surrogates, which JSON cannot carry, become U+FFFD. */
export function pointerTo(path: readonly string[]): string {
  const pointer = path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return pointer.slice(0, maxPointerLength).toWellFormed();
}
