import { applyDecorators } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { passwordLength } from './password-rules.js';

/** UTF-16 code units, so that normalising a body full of accents does not block the event loop. */
const longestTyped = 1000;

const schema = { minLength: passwordLength.min, maxLength: passwordLength.max };

/**
 * Decorates a property of a body that holds a chosen password. Its length is checked with its other rules, by
 * `Passwords.check`, which answers `weak_password`.
 */
export const NewPassword = (): PropertyDecorator =>
  applyDecorators(IsString(), MaxLength(longestTyped, { context: { schema } }));
