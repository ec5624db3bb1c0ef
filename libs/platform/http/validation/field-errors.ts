import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { FieldError, LocalText } from '#platform/problems';
import { didYouMean, type FormWords, formFault, nearestName, unknownName } from '#platform/suggestions';
import { maxErrors } from '../problems/problem-body.js';
import { anyConstraint, type ConstraintText, constraintTexts, missing, unknownFieldCode } from './constraint-texts.js';

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
    const own = textsOf(error, place).map(({ code, detail }) => ({
      pointer: pointerTo(path),
      in: place,
      code,
      detail,
    }));
    told.push(...own, ...fieldErrors(error.children ?? [], place, path));
  }
  return told.slice(0, maxErrors);
}

function textsOf(error: ValidationError, place: FieldError['in']): ConstraintText[] {
  const broken = Object.keys(error.constraints ?? {});
  if (broken.includes('whitelistValidation')) return [unknownField(error, place)];
  if (broken.length > 0 && error.value === undefined) return [missingText(error)];
  const texts = broken.map((name) => textOf(error, name));
  // When the type is wrong, the other constraints say nothing useful.
  const ofType = texts.find(({ code }) => /^not_an?_(string|array|integer|number|boolean|object|date)$/.test(code));
  return ofType ? [ofType] : texts;
}

/** With the accepted values, where there are few: a newcomer cannot guess them. */
function missingText({ target, property }: ValidationError): ConstraintText {
  const choice = rulesOf(target).find(({ propertyName, name }) => propertyName === property && name === 'isIn');
  const values = choice && words(choice.constraints?.[0]);
  const { code, detail } = missing;
  if (!values) return missing;
  return {
    code,
    detail: { en: `${detail.en}: one of ${values}`, fr: `${detail.fr} : l’une de ces valeurs, ${values}` },
  };
}

function unknownField({ target, property }: ValidationError, place: FieldError['in']): ConstraintText {
  const known = new Set(rulesOf(target).map(({ propertyName }) => propertyName));
  const detail = unknownName(place === 'body' ? 'field' : 'parameter', property, [...known]);
  return { code: unknownFieldCode, detail };
}

function textOf(error: ValidationError, name: string): ConstraintText {
  const rule = rulesOf(error.target).find((each) => each.propertyName === error.property && each.name === name);
  const [first, second] = rule?.constraints ?? [];
  // A decorator's `context` may carry a text of its own: `@Matches(…, { context: { code, detail } })`.
  const own = error.contexts?.[name] as Partial<FormWords> | undefined;
  if (own?.code && own.detail) {
    const words = { ...own, code: own.code, detail: own.detail };
    return first instanceof RegExp ? formFault(words, first, error.value) : words;
  }
  const { code, detail } = constraintTexts[name] ?? anyConstraint;
  const filled = fill(detail, [first, second]);
  return { code, detail: name === 'isIn' ? didYouMean(filled, nearestValue(error.value, first)) : filled };
}

/** The accepted value that is nearest to the given one, or to the first wrong one of several. */
function nearestValue(given: unknown, accepted: unknown): string | undefined {
  const texts = (values: unknown): string[] => [values].flat().filter((value) => typeof value === 'string');
  const known = texts(accepted);
  const wrong = texts(given).find((value) => !known.includes(value));
  return wrong === undefined ? undefined : nearestName(wrong, known);
}

/** The declared rules of an object's class; class-validator puts their arguments into its English messages alone. */
function rulesOf(target: object | undefined) {
  return target ? getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false) : [];
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
